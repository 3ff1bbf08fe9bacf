"""Weeks of the month, hours, slots: decisions from plain values."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from bansou.commons.clock import JST
from bansou.commons.holidays import is_holiday
from bansou.support.consultation.booking.rules import (
    Span,
    days_held,
    is_free,
    is_open_on,
    slots_in,
    span_on,
    week_of_month,
)

TUESDAY, SUNDAY = 1, 6


@dataclass(frozen=True)
class Hours:
    weekday: int
    weeks: tuple[int, ...] = ()
    starts_at: time = time(10)
    ends_at: time = time(12)
    valid_from: date = date(2026, 4, 1)
    valid_until: date | None = None


def span(begins: str, ends: str) -> Span:
    return Span(
        datetime.combine(date(2026, 12, 8), time.fromisoformat(begins), tzinfo=JST),
        datetime.combine(date(2026, 12, 8), time.fromisoformat(ends), tzinfo=JST),
    )


@pytest.mark.parametrize(("day", "week"), [(1, 1), (7, 1), (8, 2), (14, 2), (22, 4), (29, 5)])
def test_counts_the_weeks_of_a_month_by_its_days(day: int, week: int) -> None:
    assert week_of_month(date(2026, 12, day)) == week


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 12, 6), True),  # first Sunday
        (date(2026, 12, 13), False),
        (date(2026, 12, 20), True),  # third Sunday
        (date(2026, 12, 21), False),
        (date(2026, 3, 1), False),  # before the hours began
    ],
)
def test_opens_on_sundays_in_turn(day: date, is_open: bool) -> None:
    assert is_open_on(Hours(SUNDAY, weeks=(1, 3)), day) is is_open


def test_stops_with_the_last_day() -> None:
    hours = Hours(TUESDAY, valid_until=date(2026, 12, 8))

    assert is_open_on(hours, date(2026, 12, 8))
    assert not is_open_on(hours, date(2026, 12, 15))


def test_cuts_hours_into_slots_and_leaves_the_rest() -> None:
    whole = span_on(Hours(TUESDAY, ends_at=time(12, 30)), date(2026, 12, 8), JST)

    assert list(slots_in(whole, 60)) == [span("10:00", "11:00"), span("11:00", "12:00")]
    assert list(slots_in(span("10:00", "10:40"), 60)) == []


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], True),
        ([span("09:00", "10:00")], True),  # ends as it begins
        ([span("11:00", "12:00")], True),
        ([span("10:30", "10:40")], False),
        ([span("09:00", "12:00")], False),
    ],
)
def test_takes_a_slot_whose_time_is_touched(taken: list[Span], free: bool) -> None:
    assert is_free(span("10:00", "11:00"), taken) is free


def test_makes_a_years_dates_and_skips_holidays() -> None:
    hours = Hours(TUESDAY, weeks=(2,))
    first, last = date(2026, 4, 1), date(2027, 3, 31)

    every = days_held(hours, first, last)
    held = days_held(hours, first, last, is_left_out=is_holiday)

    assert len(every) == 12
    assert all(day.weekday() == TUESDAY and 8 <= day.day <= 14 for day in every)
    assert set(every) - set(held) == {day for day in every if is_holiday(day)}
    holidays = days_held(Hours(0, weeks=(3,)), first, last)  # 海の日 and 敬老の日 are third Mondays
    assert len(holidays) - len([d for d in holidays if not is_holiday(d)]) == 2


def test_covers_what_lies_within() -> None:
    assert span("09:00", "12:00").covers(span("10:00", "12:00"))
    assert not span("09:00", "12:00").covers(span("10:00", "12:30"))
    assert span("09:00", "12:00").ends_at - span("09:00", "12:00").starts_at == timedelta(hours=3)
