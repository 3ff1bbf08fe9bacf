"""和暦 on paper, and days read back however they were written."""

from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.commons import written_days
from bansou.commons.eras import ERAS, era_of, wareki
from bansou.commons.errors import Refusal
from bansou.commons.written_days import day_or_none, parse_day

read = partial(parse_day, example=date(2021, 11, 24))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2021, 11, 24), "令和3年11月24日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
        (date(1872, 12, 31), "西暦1872年12月31日"),
        (date(2020, 2, 29), "令和2年2月29日"),
    ],
)
def test_writes_a_day_with_its_era(day: date, written: str) -> None:
    assert wareki(day) == written


def test_adds_the_weekday() -> None:
    assert wareki(date(2021, 11, 24), weekday=True) == "令和3年11月24日（水）"


def test_the_eras_follow_each_other_without_a_gap() -> None:
    for earlier, later in pairwise(ERAS):
        assert earlier.last is not None
        assert later.first - earlier.last in (timedelta(0), timedelta(1))
        assert era_of(later.first) is later
        assert era_of(later.first - timedelta(1)) is earlier


def test_knows_no_era_before_meiji() -> None:
    assert era_of(date(1868, 1, 25)).name == "明治"
    with pytest.raises(ValueError, match="before the first era"):
        era_of(date(1868, 1, 24))


@pytest.mark.parametrize(
    "text",
    [
        "令和3年11月24日",
        "令和３年１１月２４日",
        "令和 3年 11月 24日",
        "令和\u30003年11月24日",
        "令和3年11月24日（水）",
        "令和3年11月24日(水曜日)",
        "令3.11.24",
        "R3.11.24",
        "R03.11.24",
        "r3/11/24",
        "Ｒ３．１１．２４",
        "ｒ３－１１－２４",
        "㋿3年11月24日",
        "令3・11・24",
        "令和三年十一月二十四日",
        "令和三年一一月二四日",
        "二〇二一年十一月二十四日",
        "R.3.11.24",
        "2021年11月24日 水曜日",
        "2021年11月24日生まれ",
        "R3.11.24生",
        "令和3(2021)年11月24日",
        "令和3（2021年）年11月24日",
        "R031124",
        "2021-11-24",
        "2021/11/24",
        "２０２１／１１／２４",
        "2021.11.24",
        "2021年11月24日",
        "西暦2021年11月24日",
        "20211124",
        "２０２１１１２４",
        "2021−11−24",
        "2021ー11ー24",
        "2021/11/24 0:00",
        "2021-11-24 00:00:00",
        "2021-11-24T00:00:00",
        " 2021-11-24\n",
    ],
)
def test_reads_every_usual_way_of_writing(text: str) -> None:
    assert read(text) == date(2021, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平元.1.8", date(1989, 1, 8)),
        ("H1.1.8", date(1989, 1, 8)),
        ("H31.4.30", date(2019, 4, 30)),
        ("㍻31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S49.2.28", date(1974, 2, 28)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("M6.1.1", date(1873, 1, 1)),
        ("R6.2.29", date(2024, 2, 29)),
    ],
)
def test_reads_every_era_to_its_boundary_days(text: str, day: date) -> None:
    assert read(text) == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.booleans())
def test_reads_back_what_it_has_written(day: date, weekday: bool) -> None:
    assert read(wareki(day, weekday=weekday)) == day


def test_reads_back_every_day_around_the_changes_of_era() -> None:
    for era in ERAS[1:]:
        for offset in range(-400, 401):
            day = era.first + timedelta(offset)

            assert read(wareki(day)) == day


@given(st.dates(date(1873, 1, 1), date(2999, 12, 31)))
def test_reads_machine_dates(day: date) -> None:
    assert read(day.isoformat()) == read(f"{day:%Y%m%d}") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4/1", date(2021, 4, 1)),
        ("11月24日（水）", date(2021, 11, 24)),
        ("3/31", date(2022, 3, 31)),
        ("2023-03-31", date(2023, 3, 31)),
    ],
)
def test_finds_the_year_where_the_day_stands_in_a_fiscal_year(text: str, day: date) -> None:
    assert read(text, not_before=date(2021, 4, 1)) == day


@pytest.mark.parametrize(
    ("text", "problem", "sentence"),
    [
        (
            "2/30",
            "no_such_day",
            "「2/30」は日付として読めません。2月は28日までです。",
        ),
        (
            "2024-02-30",
            "no_such_day",
            "「2024-02-30」は日付として読めません。2月は29日までです。",
        ),
        (
            "令和3年11月31日",
            "no_such_day",
            "「令和3年11月31日」は日付として読めません。11月は30日までです。",
        ),
        (
            "20211301",
            "no_such_month",
            "「20211301」は日付として読めません。月は1から12までです。",
        ),
        (
            "平成31年5月1日",
            "outside_era",
            (
                "「平成31年5月1日」は、平成の日付ではありません。"
                "令和元年5月1日のことなら、そう書いてください。"
            ),
        ),
        (
            "H35.3.31",
            "outside_era",
            (
                "「H35.3.31」は、平成の日付ではありません。"
                "令和5年3月31日のことなら、そう書いてください。"
            ),
        ),
        (
            "平成元年1月7日",
            "outside_era",
            (
                "「平成元年1月7日」は、平成の日付ではありません。"
                "昭和64年1月7日のことなら、そう書いてください。"
            ),
        ),
        (
            "昭和64年1月8日",
            "outside_era",
            (
                "「昭和64年1月8日」は、昭和の日付ではありません。"
                "平成元年1月8日のことなら、そう書いてください。"
            ),
        ),
        (
            "R0.5.1",
            "no_such_era_year",
            "「R0.5.1」は日付として読めません。和暦の年は元年（1年）からです。",
        ),
        (
            "21/11/24",
            "year_unclear",
            (
                "「21/11/24」の年は、和暦か西暦か分かりません。"
                "R3.11.24か2021/11/24のように書いてください。"
            ),
        ),
        (
            "令和3年11月24日（木）",
            "weekday_differs",
            "「令和3年11月24日（木）」は水曜日です。日付か曜日を直してください。",
        ),
        (
            "明治5年12月2日",
            "before_civil_calendar",
            (
                "「明治5年12月2日」は、いまの暦になる前の日付です。"
                "明治6年（1873年）1月1日から後の日付を入れてください。"
            ),
        ),
        (" \u3000", "missing_day", "日付を入れてください。例　令和3年11月24日"),
        (
            "先週の水曜",
            "unreadable_day",
            (
                "「先週の水曜」は日付として読めません。"
                "令和3年11月24日か2021-11-24のように書いてください。"
            ),
        ),
    ],
)
def test_refuses_an_impossible_day_and_says_what_to_do(
    text: str, problem: str, sentence: str
) -> None:
    with pytest.raises(written_days.UnreadableDay) as refused:
        read(text, not_before=date(2021, 4, 1))

    assert refused.value.code == f"commons.{problem}"
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    ["令和3年11月", "11月24日ごろ", "2021-11-24 13:00", "2021/0/1", "2021/1/0", "令和三", "R3"],
)
def test_refuses_what_is_not_one_whole_day(text: str) -> None:
    with pytest.raises(written_days.UnreadableDay):
        read(text)


def test_refuses_a_day_without_a_year() -> None:
    with pytest.raises(written_days.YearMissing, match="年から書いてください"):
        read("11/24")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "日付を入れてください。例　令和8年11月24日"),
        (
            "きのう",
            "「きのう」は日付として読めません。令和8年11月24日か2026-11-24のように書いてください。",
        ),
        ("13/45", "「13/45」は日付として読めません。月は1から12までです。"),
        ("11/24", "「11/24」には年がありません。令和8年11月24日のように、年から書いてください。"),
        (
            "21/11/24",
            (
                "「21/11/24」の年は、和暦か西暦か分かりません。"
                "R8.11.24か2026/11/24のように書いてください。"
            ),
        ),
    ],
)
def test_shows_by_a_day_of_the_time_how_to_write_one(text: str, sentence: str) -> None:
    with pytest.raises(written_days.UnreadableDay) as refused:
        parse_day(text, example=date(2026, 11, 24))

    assert str(refused.value) == sentence


def test_tells_a_day_from_what_is_none() -> None:
    assert day_or_none("R8.11.24") == date(2026, 11, 24)
    assert day_or_none("きのう") is None


def test_shortens_a_long_text_in_its_sentence() -> None:
    with pytest.raises(written_days.UnreadableDay) as refused:
        read("あ" * 5_000)

    assert len(str(refused.value)) < 100


@given(st.text(max_size=20))
def test_reads_or_refuses_any_text_and_never_fails(text: str) -> None:
    try:
        day = read(text)
    except Refusal:
        return
    assert read(day.isoformat()) == day


@pytest.mark.parametrize("text", ["9999-12-31", "令和7981年12月31日", "3000/1/1"])
def test_refuses_a_year_that_no_plan_reaches(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)

    assert "日付" in str(refused.value)
    assert day_or_none(text) is None
