"""On which days after a hire somebody asks."""

from datetime import date

import pytest

from bansou.placement.followup.rules import day_of, days_to_come
from bansou.schemes.reader import read_scheme, template

DAYS = read_scheme(template("tomakomai"), "tomakomai.toml").follow_ups


def test_asks_after_a_week_and_one_three_six_and_twelve_months() -> None:
    assert [day_of(date(2026, 4, 1), day) for day in DAYS] == [
        date(2026, 4, 8),
        date(2026, 5, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
        date(2027, 4, 1),
    ]


@pytest.mark.parametrize(
    ("hired_on", "month_later"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_takes_the_last_day_where_a_month_is_too_short(hired_on: date, month_later: date) -> None:
    assert day_of(hired_on, DAYS[1]) == month_later


def test_does_not_ask_for_days_gone_by() -> None:
    hired_on = date(2026, 4, 1)

    assert [day.key for day, _on in days_to_come(hired_on, DAYS, date(2026, 5, 1))] == [
        "month_1",
        "month_3",
        "month_6",
        "month_12",
    ]
    assert list(days_to_come(hired_on, DAYS, date(2027, 4, 2))) == []
