"""Days of opening."""

from datetime import date

from bansou.support.ibasho.rules import opening_days


def test_opens_on_the_weekdays_of_a_stretch_but_those_closed() -> None:
    days = opening_days(date(2026, 11, 2), date(2026, 11, 15), {0, 3}, {date(2026, 11, 9)})

    assert days == [date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 12)]
