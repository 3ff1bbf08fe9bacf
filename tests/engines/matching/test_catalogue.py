"""Nothing is computed on half-valid data: each mistake has a name and tells its row."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bansou.engines.matching import (
    POLICY,
    Catalogue,
    DuplicateId,
    EmptyCatalogue,
    ImpossibleTime,
    Index,
    Mistake,
    NegativeNumber,
    NotANumber,
    Opening,
    People,
    ReversedRange,
    Seeker,
    UnequalLengths,
    UnknownCode,
    WageRange,
    WrongNumber,
)
from tests.engines.matching.market import openings, opportunities, seekers


def _changed(column: str, row: int, value: Any) -> Any:
    """A catalogue of eight openings in which one thing is different."""
    good = Catalogue.of(openings(8, 3))
    values = np.array(getattr(good, column), np.float64 if isinstance(value, float) else None)
    values[row] = value
    return replace(good, **{column: values})


@pytest.mark.parametrize(
    ("column", "row", "value", "mistake"),
    [
        ("area", 2, 99, UnknownCode),
        ("occupation", 7, -1, UnknownCode),
        ("licences", 5, 1 << 40, UnknownCode),
        ("offers", 0, 1 << 63, UnknownCode),
        ("hourly_lowest", 4, -1_200, NegativeNumber),
        ("minutes_a_week", 1, -60, NegativeNumber),
        ("minutes_a_week", 1, 10_081, ImpossibleTime),
        ("monthly_highest", 3, float("nan"), NotANumber),
        ("minutes_a_week", 3, float("inf"), NotANumber),
        ("industry", 3, 1.5, NotANumber),
    ],
)
def test_names_a_mistake_and_its_row(
    column: str, row: int, value: Any, mistake: type[Mistake]
) -> None:
    with pytest.raises(mistake) as found:
        _changed(column, row, value)

    assert (found.value.column, found.value.row) == (column, row)


def test_refuses_pay_whose_lowest_is_above_its_highest() -> None:
    offered = [Opening(id="a"), Opening(id="b", hourly=WageRange(1_300, 1_200))]

    with pytest.raises(ReversedRange, match="row 1"):
        Index.build(offered, POLICY)


def test_takes_no_negative_pay_for_pay_that_is_not_known() -> None:
    with pytest.raises(NegativeNumber, match="row 0"):
        Index.build([Opening(id="a", monthly=WageRange(-1, -1))], POLICY)


def test_refuses_columns_of_different_lengths() -> None:
    good = Catalogue.of(openings(8, 3))

    with pytest.raises(UnequalLengths, match=r"industry, row 7"):
        replace(good, industry=good.industry[:7])


def test_refuses_two_of_one_id() -> None:
    offered = openings(6, 1)

    with pytest.raises(DuplicateId) as found:
        Index.build([*offered, replace(offered[2], area=None)], POLICY)
    assert found.value.row == 6


def test_refuses_a_catalogue_without_openings() -> None:
    with pytest.raises(EmptyCatalogue):
        Catalogue.of([])


@pytest.mark.parametrize("k", [0, -1, 6])
def test_refuses_the_best_none_and_more_than_there_are(k: int) -> None:
    index = Index.build(openings(5, 1), POLICY)

    with pytest.raises(WrongNumber):
        index.recommend(seekers(2, 1), k)


def test_refuses_people_whose_columns_cannot_be_right() -> None:
    index = Index.build(openings(30, 1), POLICY)
    good = index.people(seekers(5, 1))

    for column, value, mistake in (
        ("reach", 77, UnknownCode),
        ("holds", 1 << 50, UnknownCode),
        ("hourly_floor", -7, NegativeNumber),
    ):
        values = np.array(getattr(good, column))
        values[3] = value
        with pytest.raises(mistake) as found:
            replace(good, **{column: values})
        assert found.value.row == 3


def test_gives_back_every_opening_and_every_person_as_they_were() -> None:
    offered, asking = opportunities(60, 4), seekers(60, 5)
    catalogue = Catalogue.of(offered)

    people = People.of(asking, catalogue.vocabulary)

    assert [catalogue.opening(row) for row in range(60)] == offered
    assert [people.seeker(row) for row in range(60)] == asking


def test_counts_what_no_opening_names() -> None:
    """Somebody needs two things of which only one is ever offered: half of the points."""
    index = Index.build([Opening(id="o", offers=frozenset({"tutor"}))], POLICY)
    somebody = Seeker(id="s", needs=frozenset({"tutor", "unheard_of"}))

    best = index.recommend([somebody], 1).of("s")

    assert best == (("o", POLICY.accommodations // 2),)


def test_knows_two_vocabularies_apart() -> None:
    one, other = (Catalogue.of(openings(8, 3)).vocabulary for _ in range(2))

    assert one.version == other.version
    assert one.extended([Opening(id="x", area="island")]).version != one.version
