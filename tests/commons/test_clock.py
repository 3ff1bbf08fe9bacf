"""Days and moments in Japan, and how screens and paper write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.commons import clock
from bansou.commons.clock import JST, FiscalYear

WEDNESDAY = date(2021, 11, 24)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2022, 3, 31, 14, 59, 59, tzinfo=UTC), date(2022, 3, 31)),
        (datetime(2022, 3, 31, 15, 0, tzinfo=UTC), date(2022, 4, 1)),
        (datetime(2022, 4, 1, 0, 0, tzinfo=JST), date(2022, 4, 1)),
        (datetime(2022, 3, 31, 10, 0, tzinfo=timezone(timedelta(hours=-5))), date(2022, 4, 1)),
    ],
)
def test_a_moment_falls_on_the_day_in_japan(moment: datetime, day: date) -> None:
    assert clock.local_day(moment) == day


def test_refuses_a_moment_without_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.local_day(datetime(2021, 11, 24, 11, 0, tzinfo=None))  # noqa: DTZ001


@given(st.dates(date(1952, 1, 1), date(2100, 1, 1)))
def test_a_day_begins_at_its_first_moment(day: date) -> None:
    begins = clock.day_begins_at(day)

    assert clock.local_day(begins) == day
    assert clock.local_day(begins - timedelta(microseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "year", "label"),
    [
        (date(2022, 3, 31), 2021, "令和3年度"),
        (date(2022, 4, 1), 2022, "令和4年度"),
        (date(2019, 4, 1), 2019, "令和元年度"),
        (date(2019, 4, 30), 2019, "令和元年度"),
        (date(2020, 3, 31), 2019, "令和元年度"),
        (date(2019, 3, 31), 2018, "平成30年度"),
        (date(1989, 1, 8), 1988, "昭和63年度"),
        (date(1989, 4, 1), 1989, "平成元年度"),
        (date(1926, 12, 25), 1926, "大正15年度"),
    ],
)
def test_a_fiscal_year_runs_from_april_to_march(day: date, year: int, label: str) -> None:
    assert clock.fiscal_year_of(day) == year
    assert FiscalYear.of(day) == FiscalYear(year)
    assert FiscalYear(year).label == str(FiscalYear(year)) == label
    assert day in FiscalYear(year)


@given(st.integers(1900, 2100))
def test_fiscal_years_follow_each_other_without_a_gap(year: int) -> None:
    this, following = FiscalYear(year), FiscalYear(year + 1)

    assert this < following
    assert following.starts_on - this.ends_on == timedelta(days=1)
    assert this.starts_on in this
    assert this.ends_on in this
    assert following.starts_on not in this


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(1975, 11, 24), date(2021, 11, 24), 46),
        (date(1975, 11, 24), date(2021, 11, 23), 45),
        (date(1976, 2, 29), date(2021, 2, 28), 44),
        (date(1976, 2, 29), date(2021, 3, 1), 45),
        (date(1976, 2, 29), date(2020, 2, 29), 44),
        (date(2021, 1, 1), date(2021, 1, 1), 0),
    ],
)
def test_an_age_grows_on_the_birthday(born_on: date, day: date, age: int) -> None:
    assert clock.age_on(born_on, day) == age


def test_refuses_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before being born"):
        clock.age_on(date(2021, 1, 2), date(2021, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2021, 11, 24), 12, date(2022, 11, 24)),
        (date(2021, 12, 1), 1, date(2022, 1, 1)),
        (date(2021, 11, 30), 1, date(2021, 12, 30)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
        (date(2021, 1, 15), -1, date(2020, 12, 15)),
        (date(2021, 1, 15), 0, date(2021, 1, 15)),
    ],
)
def test_adds_months_and_stays_within_them(day: date, months: int, then: date) -> None:
    assert clock.add_months(day, months) == then


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(-600, 600))
def test_adding_months_moves_the_month_and_never_the_day_forward(day: date, months: int) -> None:
    then = clock.add_months(day, months)

    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day


@pytest.mark.parametrize(
    ("day", "in_list", "in_sentence"),
    [
        (WEDNESDAY, "11/24（水）", "11月24日（水）"),
        (date(2022, 3, 31), "3/31（木）", "3月31日（木）"),
        (date(2022, 4, 1), "令和4年4月1日", "令和4年4月1日"),
        (date(2021, 3, 31), "令和3年3月31日", "令和3年3月31日"),
    ],
)
def test_writes_days_short_within_the_fiscal_year(
    day: date, in_list: str, in_sentence: str
) -> None:
    assert clock.day_in_list(day, WEDNESDAY) == in_list
    assert clock.day_in_sentence(day, WEDNESDAY) == in_sentence


def test_writes_moments_as_the_clocks_in_japan_show_them() -> None:
    moment = datetime(2021, 11, 24, 2, 47, 8, tzinfo=UTC)

    assert clock.moment_on_screen(moment, WEDNESDAY) == "11月24日（水）11:47"
    assert clock.moment_on_screen(moment, date(2022, 4, 1)) == "令和3年11月24日 11:47"
    assert clock.moment_on_paper(moment) == "令和3年11月24日 11:47"
    assert clock.clock_time(moment) == "11:47:08"


@pytest.mark.parametrize(
    ("day", "owed", "happened"),
    [
        (date(2021, 11, 24), "今日", "今日"),
        (date(2021, 11, 25), "明日", "明日"),
        (date(2021, 11, 26), "11/26（金）", "11/26（金）"),
        (date(2022, 4, 1), "令和4年4月1日", "令和4年4月1日"),
        (date(2021, 11, 23), "昨日まで", "1日前"),
        (date(2021, 11, 22), "2日超過", "2日前"),
        (date(2021, 11, 19), "5日超過", "5日前"),
        (date(2021, 10, 22), "33日超過", "33日前"),
    ],
)
def test_says_how_far_a_day_is(day: date, owed: str, happened: str) -> None:
    assert clock.relative_days(day, WEDNESDAY, owed=True) == owed
    assert clock.relative_days(day, WEDNESDAY) == happened
