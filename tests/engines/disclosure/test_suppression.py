"""No hidden count can be computed from what is shown, whoever tries."""

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bansou.engines.disclosure import Counts, Published, protect, ranges
from tests.engines.disclosure.attacker import placed

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 5))


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    """Tables of few large and many small counts, some of which nobody can have."""
    rows, columns = draw(SIZES)
    count = st.one_of(st.integers(0, 4), st.integers(0, 40))
    drawn = [[draw(count) for _ in range(columns)] for _ in range(rows)]
    empty = [(i, j) for i in range(rows) for j in range(columns) if not drawn[i][j]]
    never = draw(st.sets(st.sampled_from(empty))) if empty else set()
    return Counts(drawn, frozenset(never))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(tables(), st.sampled_from([(3, 3), (10, 5)]))
def test_leaves_an_attacker_with_linear_programs_in_the_dark(
    counts: Counts, setting: tuple[int, int]
) -> None:
    threshold, width = setting

    published = protect(counts, threshold=threshold, width=width)

    small = {cell for cell in counts.cells() if counts.value(cell) < threshold}
    assert small <= published.hidden
    if published.is_withheld:
        return
    found = placed(published)
    assert {cell for cell, (least, most) in found.items() if most - least < width} == set()
    # What the engine says of itself is what the attacker finds, to the last one.
    assert found == ranges(published)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables())
def test_hides_nothing_that_could_be_shown_again(counts: Counts) -> None:
    published = protect(counts, threshold=10)
    if published.is_withheld:
        return

    for cell in published.hidden - published.primary:
        fewer = Published(counts, published.hidden - {cell}, published.primary)
        assert any(most - least < 5 for least, most in placed(fewer).values())


def test_agrees_with_trying_every_table() -> None:
    counts = Counts([[1, 5, 6], [5, 2, 6], [6, 6, 4]])
    published = protect(counts, threshold=3, width=3)
    hidden = sorted(published.hidden)
    assert not any(counts.is_total(cell) for cell in hidden)

    possible = []
    for tried in itertools.product(range(13), repeat=len(hidden)):
        filled = dict(zip(hidden, tried, strict=True))
        other = Counts(
            [[filled.get((i, j), counts.value((i, j))) for j in range(3)] for i in range(3)]
        )
        if all(other.value(c) == counts.value(c) for c in counts.cells() if counts.is_total(c)):
            possible.append(filled)

    assert {(0, 0), (1, 1)} <= set(hidden)
    assert ranges(published) == {
        cell: (min(one[cell] for one in possible), max(one[cell] for one in possible))
        for cell in hidden
    }


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[1, 2], [2, 1]], "all of it is below the threshold"),
        ([[3, 90]], "one row whose total is known gives its other count away"),
        ([[3], [90]], "so does one column"),
    ],
)
def test_shows_nothing_inside_where_nothing_helps(rows: list[list[int]], why: str) -> None:
    published = protect(Counts(rows), threshold=10, width=95)

    assert published.is_withheld, why
    assert {published.shown(cell) for cell in published.counts.cells()} == {None}


def test_hides_what_would_give_a_single_small_count_away() -> None:
    counts = Counts([[40, 3, 25], [30, 20, 35], [22, 31, 28]])

    published = protect(counts, threshold=10)

    assert published.primary == {(0, 1)}
    assert len(published.hidden) == 4
    assert not any(counts.is_total(cell) for cell in published.hidden)


def test_shows_all_of_a_table_without_small_counts() -> None:
    counts = Counts([[40, 30], [30, 20]])

    assert protect(counts, threshold=10).hidden == frozenset()


def test_shows_a_zero_only_where_nobody_can_be() -> None:
    rows = [[0, 30, 41], [25, 40, 30], [33, 20, 19]]

    assert protect(Counts(rows, frozenset({(0, 0)})), threshold=10).hidden == frozenset()
    assert (0, 0) in protect(Counts(rows), threshold=10).hidden


def test_is_quick_enough_for_the_wards_of_a_city() -> None:
    chance = Random(1)  # noqa: S311 - a table, no secret
    counts = Counts([[chance.choice((0, 2, 6, 14, 40)) for _ in range(7)] for _ in range(9)])

    published = protect(counts, threshold=10)

    assert min(most - least for least, most in ranges(published).values()) >= 5
