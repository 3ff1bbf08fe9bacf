"""When nobody is posted in a ward, and whether a team is complete, from plain values."""

from datetime import date

import pytest

from bansou.support.outreach.formulations.rules import has_quorum
from bansou.support.outreach.posts.rules import gaps, overlap


def day(number: int) -> date:
    return date(2026, 4, number)


@pytest.mark.parametrize(
    ("posted", "found"),
    [
        ([], [(1, 30)]),
        ([(1, None)], []),
        ([(1, 30)], []),
        ([(5, 10)], [(1, 4), (11, 30)]),
        ([(1, 10), (11, 30)], []),
        ([(1, 10), (12, None)], [(11, 11)]),
        ([(1, 20), (3, 5)], [(21, 30)]),
        ([(30, None)], [(1, 29)]),
    ],
)
def test_finds_the_days_on_which_nobody_is_there(
    posted: list[tuple[int, int | None]], found: list[tuple[int, int]]
) -> None:
    spans = [(day(first), day(last) if last else None) for first, last in posted]

    assert gaps(day(1), day(30), spans) == tuple((day(a), day(b)) for a, b in found)


def test_counts_both_ends_when_two_times_meet() -> None:
    assert overlap((day(1), day(5)), (day(5), None))
    assert not overlap((day(1), day(5)), (day(6), day(7)))


@pytest.mark.parametrize(
    ("professions", "answer"),
    [
        (["doctor", "worker", "worker"], True),
        (["doctor", "worker"], False),
        (["worker", "worker", "worker"], False),
        ([], False),
    ],
)
def test_needs_enough_people_and_one_of_the_right_profession(
    professions: list[str], answer: bool
) -> None:
    assert has_quorum(professions, 3, ["doctor"]) is answer


def test_needs_only_enough_people_where_no_profession_is_asked_for() -> None:
    assert has_quorum(["worker", "worker"], 2, [])
