"""The arrays give what the plain rules give, pair by pair."""

import random
from dataclasses import replace

import numpy as np
import pytest

from bansou.engines.matching import (
    POLICY,
    Index,
    Opening,
    Seeker,
    UnmarkedFloor,
    WageRange,
    explain,
    score_of,
    segment,
    why_not,
)
from tests.engines.matching.market import openings, seekers


def _by_hand(seeker: Seeker, offered: list[Opening], k: int) -> tuple[tuple[str, int], ...]:
    """What the rules alone say: every pair, one after the other."""
    fitting = [one for one in offered if not why_not(seeker, one)]
    ranked = sorted(fitting, key=lambda one: (-score_of(seeker, one, POLICY), one.id))
    return tuple((one.id, score_of(seeker, one, POLICY)) for one in ranked[:k])


#: By arrays, compiled for few people of a group, and compiled for many.
WAYS = [(False, 8), (True, 10**6), (True, 0)]


@pytest.mark.parametrize(("by_numba", "few"), WAYS)
@pytest.mark.parametrize("seed", range(6))
def test_gives_what_the_rules_give_pair_by_pair(
    seed: int, by_numba: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment, "FEW", few)
    offered, people = openings(160, seed), seekers(60, seed + 1000)

    index = Index.build(offered, POLICY)
    results = index.recommend(people, 7, by_numba=by_numba)

    for person, best, fitting in zip(people, results.best, results.fitting, strict=True):
        assert best == _by_hand(person, offered, 7)
        assert fitting == sum(not why_not(person, one) for one in offered)
        assert set(index.fitting(person)) == {o.id for o in offered if not why_not(person, o)}
    assert any(len(best) == 7 for best in results.best)
    assert any(fitting < len(offered) / 4 for fitting in results.fitting)


def test_gives_the_same_in_whatever_order_openings_come() -> None:
    offered, people = openings(200, 1), seekers(30, 2)
    shuffled = offered[100:] + offered[:100]

    one = Index.build(offered, POLICY).recommend(people, 10)

    assert Index.build(shuffled, POLICY).recommend(people, 10) == one


def test_breaks_ties_by_the_smaller_id() -> None:
    alike = [Opening(id=key, area=area) for key, area in (("c", "x"), ("a", "z"), ("b", None))]

    results = Index.build(alike, POLICY).recommend([Seeker(id="s")], 2)

    assert results.of("s") == (("a", 0), ("b", 0))


def test_takes_nobody_and_no_openings() -> None:
    somebody = Seeker(id="s", areas=frozenset({"east"}), needs=frozenset({"tutor"}))

    assert Index.build([], POLICY).fitting(somebody) == ()
    assert Index.build(openings(5, 1), POLICY).recommend([], 5).best == ()


def test_proposes_nothing_where_all_are_excluded() -> None:
    nights = [replace(one, demands=frozenset({"night"})) for one in openings(40, 5)]

    results = Index.build(nights, POLICY).recommend(
        [Seeker(id="s", refuses=frozenset({"night"}))], 5
    )

    assert results.best == ((),)
    assert results.fitting == (0,)


def test_never_trades_a_hard_condition_for_points() -> None:
    seeker = Seeker(id="s", occupations=frozenset({"12"}), monthly_floor=200_000)
    wished = Opening(id="a", occupation="12", monthly=WageRange(180_000, 199_999))
    other = Opening(id="b")

    results = Index.build([wished, other], POLICY).recommend([seeker], 2)

    assert results.of("s") == (("b", 0),)


def test_refuses_a_floor_between_the_marks() -> None:
    seeker = Seeker(id="s", hourly_floor=1_111)

    with pytest.raises(UnmarkedFloor):
        Index.build(openings(5, 1), POLICY).recommend([seeker], 5)


@pytest.mark.parametrize(("by_numba", "few"), WAYS)
def test_takes_more_words_where_the_conditions_outgrow_one(
    by_numba: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """200 licences and 70 accommodations; everybody lacks all licences but some."""
    monkeypatch.setattr(segment, "FEW", few)
    rng = random.Random(7)  # noqa: S311
    licences = [f"licence{n:03}" for n in range(200)]
    helps = [f"help{n:02}" for n in range(70)]
    offered = [
        replace(
            one,
            licences=frozenset(rng.sample(licences, rng.randint(0, 2))),
            offers=frozenset(rng.sample(helps, 20)),
            lacks=frozenset(),
        )
        for one in openings(300, 8)
    ]
    people = [
        replace(
            one,
            holds=frozenset(rng.sample(licences, 150)),
            acquiring=frozenset(rng.sample(licences, 20)),
            needs=frozenset(rng.sample(helps, rng.randint(0, 3))),
        )
        for one in seekers(40, 9)
    ]

    results = Index.build(offered, POLICY).recommend(people, 5, by_numba=by_numba)

    for somebody, best in zip(people, results.best, strict=True):
        assert best == _by_hand(somebody, offered, 5)


@pytest.mark.parametrize("few", [0, 10**6])
def test_gives_the_same_in_groups_of_any_kind(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many openings and people, so that most stretches are passed over; groups of several reaches."""
    monkeypatch.setattr(segment, "FEW", few)
    index = Index.build(openings(4_000, 3), POLICY)
    people = index.people(seekers(150, 4))
    reaches = people.reaches
    together = replace(reaches, groups=np.arange(len(reaches), dtype=np.int32) // 5)

    by_arrays = index.recommend(people, 20, by_numba=False)
    for one in (people, replace(people, reaches=together)):
        assert index.recommend(one, 20, by_numba=True) == by_arrays


def test_counts_fitting_openings_only_where_it_is_asked_to() -> None:
    index, people = Index.build(openings(90, 1), POLICY), seekers(20, 2)
    counted = index.recommend(people, 6)

    for by_numba in (False, True):
        uncounted = index.recommend(people, 6, by_numba=by_numba, counting=False)
        assert uncounted.best == counted.best
        assert set(uncounted.fitting) == {-1}


@pytest.mark.parametrize("seed", range(4))
def test_excludes_nothing_for_what_is_not_known(seed: int) -> None:
    unasked = Seeker(id="s")
    unknown = Opening(id="o")

    assert all(not why_not(unasked, one) for one in openings(50, seed))
    assert all(not why_not(one, unknown) for one in seekers(50, seed))
    assert {term.verdict for term in explain(unasked, unknown, POLICY)} == {"unknown"}


def test_passes_over_nothing_for_one_person_asked_about_alone() -> None:
    """Where nobody counts, openings of no wished occupation may be left out unseen."""
    index = Index.build(openings(3_000, 21), POLICY)

    for somebody in seekers(150, 22):
        for k in (1, 12):
            alone = index.recommend([somebody], k, by_numba=True, counting=False)

            assert alone.best == index.recommend([somebody], k, by_numba=False).best
