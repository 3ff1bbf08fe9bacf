from dataclasses import dataclass
from datetime import date

import pytest

from bansou.commons.phones import digits
from bansou.people.persons.rules import likeness, reasons_to_be_one


@dataclass(frozen=True)
class Somebody:
    name: str = "成田 誠"
    kana: str = "ナリタ マコト"
    birth_on: date | None = date(1979, 8, 1)
    phone: str = ""


@pytest.mark.parametrize(
    ("known", "reasons"),
    [
        (Somebody(), ["生年月日が同じ", "氏名とカナが同じ"]),
        (Somebody(kana="なりた まこと"), ["生年月日が同じ", "氏名とカナが同じ"]),
        (Somebody("鳴田 誠"), ["生年月日が同じ", "氏名のカナが同じ"]),
        (Somebody(kana=""), ["生年月日が同じ", "氏名が同じ"]),
        (Somebody("成田 真", "ナリタ シン"), ["生年月日が同じ", "氏名のカナが似ている"]),
        (Somebody(birth_on=None), ["氏名とカナが同じ", "生年月日がどちらかで未記入"]),
        (Somebody(birth_on=date(1980, 8, 1)), ["氏名とカナが同じ", "生年月日がちがう"]),
        (Somebody(kana="", birth_on=date(1980, 8, 1)), ["氏名が同じ", "生年月日がちがう"]),
        (Somebody(kana="ナルタ マコト", birth_on=date(1980, 8, 1)), []),
        (Somebody("鳴田 誠", birth_on=date(1980, 8, 1)), []),
        (Somebody("成田 真", "ナリタ シン", birth_on=None), []),
        (Somebody("森 進", "モリ ススム"), []),
    ],
)
def test_says_why_two_persons_might_be_one(known: Somebody, reasons: list[str]) -> None:
    assert reasons_to_be_one(Somebody(), known) == reasons


@pytest.mark.parametrize(
    ("name", "written"),
    [("髙橋 淳", "高橋 淳"), ("渡邉 明", "渡辺 明"), ("山﨑 進", "山崎 進")],
)
def test_says_that_one_name_is_written_with_other_characters(name: str, written: str) -> None:
    new, known = Somebody(name, kana=""), Somebody(written, kana="", birth_on=None)

    assert reasons_to_be_one(new, known) == [
        "氏名が同じ（字体がちがう）",
        "生年月日がどちらかで未記入",
    ]
    assert reasons_to_be_one(Somebody("高橋　淳"), Somebody("高橋 淳"))[1] == "氏名とカナが同じ"


def test_takes_one_telephone_for_one_household_at_least() -> None:
    new = Somebody(phone="０１４４-00-0000")
    known = Somebody("森 進", "モリ ススム", phone="(0144) 00 0000")

    assert reasons_to_be_one(new, known) == ["電話番号が同じ"]
    assert reasons_to_be_one(Somebody(phone=""), Somebody("森 進", "モリ ススム")) == []


def test_measures_likeness_between_none_and_all() -> None:
    assert likeness(Somebody(), Somebody()) == 1
    assert likeness(Somebody(), Somebody("森 進", "モリ ススム")) == 0
    assert likeness(Somebody("", ""), Somebody("", "")) == 0


def test_reads_the_digits_of_a_number() -> None:
    assert digits("０９０－1234 (5678)") == "09012345678"
