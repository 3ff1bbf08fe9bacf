"""Days of opening, and numbers that show nobody."""

from datetime import date

import pytest

from bansou.support.ibasho.rules import opening_days, told


def test_opens_on_the_weekdays_of_a_stretch_but_those_closed() -> None:
    days = opening_days(date(2026, 11, 2), date(2026, 11, 15), {0, 3}, {date(2026, 11, 9)})

    assert days == [date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 12)]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ({"a": 0, "b": 8}, {"a": 0, "b": 8}),
        ({"a": 5, "b": 8}, {"a": 5, "b": 8}),
        ({"a": 2, "b": 8, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 2, "b": 3, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 1, "b": 0}, {"a": None, "b": 0}),
    ],
)
def test_hides_small_numbers_and_what_would_give_them_back(
    numbers: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert told(numbers, 5) == shown
