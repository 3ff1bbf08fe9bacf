"""The arrays give what the plain rules give, pair by pair."""

from dataclasses import replace

import pytest

from bansou.engines.matching import (
    POLICY,
    Index,
    Opening,
    Seeker,
    TooManyConditions,
    UnmarkedFloor,
    WageRange,
    explain,
    score_of,
    why_not,
)
from tests.engines.matching.market import openings, seekers


def _by_hand(seeker: Seeker, offered: list[Opening], k: int) -> tuple[tuple[str, int], ...]:
    """What the rules alone say: every pair, one after the other."""
    fitting = [one for one in offered if not why_not(seeker, one)]
    ranked = sorted(fitting, key=lambda one: (-score_of(seeker, one, POLICY), one.id))
    return tuple((one.id, score_of(seeker, one, POLICY)) for one in ranked[:k])


@pytest.mark.parametrize("seed", range(12))
def test_gives_what_the_rules_give_pair_by_pair(seed: int) -> None:
    offered, people = openings(160, seed), seekers(60, seed + 1000)

    index = Index.build(offered, POLICY)
    results = index.recommend(people, 7)

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

    assert Index.build([], POLICY).recommend([somebody], 5).best == ((),)
    assert Index.build(openings(5, 1), POLICY).recommend([], 5).best == ()
    assert Index.build(openings(5, 1), POLICY).recommend([somebody], 0).best == ((),)


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

    results = Index.build([wished, other], POLICY).recommend([seeker], 5)

    assert results.of("s") == (("b", 0),)


def test_refuses_a_floor_between_the_marks() -> None:
    seeker = Seeker(id="s", hourly_floor=1_111)

    with pytest.raises(UnmarkedFloor):
        Index.build(openings(5, 1), POLICY).recommend([seeker], 5)


def test_refuses_more_conditions_than_a_word_has_bits() -> None:
    many = [Opening(id=str(n), licences=frozenset({f"licence{n}"})) for n in range(65)]

    Index.build(many[:64], POLICY)
    with pytest.raises(TooManyConditions):
        Index.build(many, POLICY)


@pytest.mark.parametrize("seed", range(4))
def test_excludes_nothing_for_what_is_not_known(seed: int) -> None:
    unasked = Seeker(id="s")
    unknown = Opening(id="o")

    assert all(not why_not(unasked, one) for one in openings(50, seed))
    assert all(not why_not(one, unknown) for one in seekers(50, seed))
    assert {term.verdict for term in explain(unasked, unknown, POLICY)} == {"unknown"}
