"""What a new version of a scheme changes, in sentences."""

import pytest

from bansou.desks.manager.scheme_changes import changes
from bansou.schemes.reader import read_scheme, template
from bansou.schemes.shape import Scheme

TEXT = template("tomakomai")
CONSULTING = "(1) キャリアコンサルティング"


def scheme(text: str = TEXT) -> Scheme:
    return read_scheme(text, "tomakomai.toml")


def edited(*pairs: tuple[str, str]) -> Scheme:
    """The template with some texts replaced, each at its first place."""
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return scheme(text)


def optional() -> Scheme:
    return scheme(
        TEXT.replace('demand = "required"', 'demand = "on_request"').replace(
            'chip = "required"', 'chip = "on_request"'
        )
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "no_contact_days = 45",
            "no_contact_days = 60",
            "連絡が途絶えたとみなす日数が、45日から60日に変わります。",
        ),
        (
            'name = "就職氷河期世代|就職応援事業"',
            'name = "就職応援事業"',
            "事業名が「就職氷河期世代就職応援事業」から「就職応援事業」に変わります。",
        ),
        (
            "max_days = 10",
            "max_days = 5",
            "職場体験の日数の上限が、10日から5日に変わります。",
        ),
        (
            "max_hours_a_day = 4",
            "max_hours_a_day = 6",
            "職場見学の1日の時間の上限が、4時間から6時間に変わります。",
        ),
        ("asks_insurance = true", "asks_insurance = false", "職場体験に、保険が要らなくなります。"),
        (
            "allows_nights = false",
            "allows_nights = true",
            "見学・体験を行える時間帯が変わります。決まっている日程はそのままです。",
        ),
        (
            'label = "時間を守れた"',
            'label = "時間どおりに来た"',
            "見学・体験の評価で聞くことが変わります。経過に残った評価はそのまま読めます。",
        ),
        (
            'label = "通い方・距離"',
            'label = "通い方"',
            "合わなかった理由の「通い方・距離」が「通い方」に変わります。",
        ),
        (
            'label = "長期無業"',
            'label = "長く仕事をしていない"',
            "対象区分の「長期無業」が「長く仕事をしていない」に変わります。",
        ),
        (
            '{ industry = "P", label = "医療，福祉", valid_from = 2021-04-01 },',
            "",
            "人手不足産業から「医療，福祉」（令和3年4月1日から）が外れます。",
        ),
        (
            "求人を開拓する。",
            "求人を広げる。",
            "事例シートの枠「受入れ企業の開拓」の文が変わります。",
        ),
        (
            "人材確保につなげることができる。",
            "人材確保につなげる。",
            "事例シートの「着目したポイント等」が変わります。",
        ),
        (
            "切れ目ない一体的な",
            "切れ目のない",
            "事例シートの見出し、帯、小さい枠か、支援の流れが変わります。",
        ),
        (
            'label = "就職支援数"',
            'label = "支援した人の数"',
            "指標「就職支援数（人）」の印字が「支援した人の数（人）」に変わります。",
        ),
        (
            "{ hours = 35 },",
            "{ hours = 36 },",
            "「資格の台帳」の「フォークリフト」の内容が変わります。",
        ),
        (
            '    { key = "month_12", label = "12か月", months = 12 },\n',
            "",
            "「就職後に確かめる日」から「12か月」がなくなります。",
        ),
        (
            '    { key = "health", label = "体調" },\n',
            "",
            "離職の理由から「体調」がなくなります。記録に残った値はそのまま読めます。",
        ),
        (
            "no_contact_days = 45",
            "no_contact_days = 45\nopening_confirm_days = 30",
            "求人と受入先を確かめ直すまでの日数が、60日から30日に変わります。",
        ),
    ],
)
def test_says_one_change_in_one_sentence(old: str, new: str, sentence: str) -> None:
    assert sentence in changes(scheme(), edited((old, new)))


def test_says_when_nothing_but_the_writing_changes() -> None:
    (sentence,) = changes(scheme(), scheme(f"# 見直し済み\n{TEXT}"))

    assert sentence.startswith("文の書き方だけが変わります。")


def test_never_says_so_where_something_else_changes() -> None:
    (sentence,) = changes(scheme(), edited(('text = "体調と睡眠："', 'text = "体調："')))

    assert sentence.startswith("画面に出ることばか、細かいきまりが変わります。")


def test_says_what_an_optional_stage_no_longer_locks() -> None:
    said = changes(scheme(), optional())

    assert f"段階「{CONSULTING}」が、必須 から 希望者 に変わります。" in said
    assert "記録がなくても「(2) 資格等の取得支援」を申し込めるようになります。" in said
    assert not [sentence for sentence in said if "指標" in sentence]


def test_says_what_a_required_stage_locks() -> None:
    said = changes(optional(), scheme())

    assert f"段階「{CONSULTING}」が、希望者 から 必須 に変わります。" in said
    assert "「(2) 資格等の取得支援」は、先の段階の記録がないと申し込めなくなります。" in said


def test_says_that_only_the_indicator_counts_otherwise() -> None:
    said = changes(scheme(), edited(('first = "in_scope"', 'first = "ever"')))

    assert [sentence.split("」")[0] for sentence in said] == ["指標「就職者数（非正規雇用含む）"]
    assert "数え方が変わります。" in said[0]


def test_a_change_of_the_short_industries_changes_the_figure_that_uses_them() -> None:
    line = next(it for it in TEXT.splitlines() if 'industry = "D"' in it)

    said = changes(scheme(), edited((line, "")))

    assert any("への就職者数」の数え方が変わります。" in sentence for sentence in said)
    assert len([sentence for sentence in said if "数え方" in sentence]) == 1


def test_says_which_indicator_goes_and_comes() -> None:
    renamed = scheme(TEXT.replace("tomakomai.hired_short_with_qualification", "tomakomai.short"))

    said = "".join(changes(scheme(), renamed))

    assert "への就職者数」がなくなります。" in said
    assert "への就職者数」が加わります。" in said
