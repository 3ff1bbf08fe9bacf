"""One pair: every exclusion has a name, and the reasons add up to the score."""

import dataclasses
from itertools import product

import pytest

import bansou.engines.matching as matching
from bansou.engines.matching import (
    POLICY,
    Exclusion,
    Opening,
    Seeker,
    Side,
    Verdict,
    WageRange,
    explain,
    score_of,
    sides_of,
    why_not,
)
from tests.engines.matching.market import openings, seekers

WISHING = Seeker(
    id="s",
    areas=frozenset({"east"}),
    occupations=frozenset({"15"}),
    industries=frozenset({"H"}),
    employment_types=frozenset({"regular"}),
    monthly_floor=200_000,
    minutes_a_week=(1800, 2400),
    holds=frozenset({"forklift_operation"}),
    refuses=frozenset({"night"}),
    needs=frozenset({"tutor"}),
)
FITTING = Opening(
    id="o",
    area="east",
    occupation="15",
    industry="H",
    employment_type="regular",
    monthly=WageRange(205_000, 240_000),
    minutes_a_week=2325,
    licences=frozenset({"forklift_operation"}),
    demands=frozenset(),
    offers=frozenset({"tutor"}),
)


def test_gives_a_hundred_where_everything_fits() -> None:
    assert POLICY.most == 100
    assert score_of(WISHING, FITTING, POLICY) == 100
    assert {term.verdict for term in explain(WISHING, FITTING, POLICY)} == {Verdict.MATCH}


@pytest.mark.parametrize("seed", range(5))
def test_the_points_of_the_reasons_are_the_score(seed: int) -> None:
    for one in seekers(20, seed):
        for other in openings(20, seed):
            terms = explain(one, other, POLICY)
            assert score_of(one, other, POLICY) == sum(term.points for term in terms)
            assert all(isinstance(term.points, int) and term.points >= 0 for term in terms)
            assert len({term.code for term in terms}) == len(terms)
            assert all(
                term.points == 0
                for term in terms
                if term.verdict == "unknown" and term.code != "accommodations"
            )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"area": "west"}, Exclusion("area", "west")),
        ({"employment_type": "nonregular"}, Exclusion("employment_type", "nonregular")),
        ({"monthly": WageRange(180_000, 199_999)}, Exclusion("monthly")),
        ({"licences": frozenset({"sling_work"})}, Exclusion("licence", "sling_work")),
        ({"demands": frozenset({"night", "heavy"})}, Exclusion("demand", "night")),
        (
            {"offers": frozenset(), "lacks": frozenset({"tutor"})},
            Exclusion("accommodation", "tutor"),
        ),
    ],
)
def test_names_what_excludes(change: dict[str, object], named: Exclusion) -> None:
    assert why_not(WISHING, dataclasses.replace(FITTING, **change)) == (named,)  # type: ignore[arg-type]


def test_names_every_one_of_several() -> None:
    far = dataclasses.replace(FITTING, area="west", demands=frozenset({"night"}))

    assert why_not(WISHING, far) == (Exclusion("area", "west"), Exclusion("demand", "night"))


def test_counts_a_licence_that_is_being_acquired_for_less() -> None:
    learning = dataclasses.replace(
        WISHING, holds=frozenset(), acquiring=frozenset({"forklift_operation"})
    )

    assert why_not(learning, FITTING) == ()
    assert score_of(learning, FITTING, POLICY) == 100 - POLICY.licence + POLICY.licence_open


def test_says_that_pay_is_to_be_talked_about_where_only_its_best_is_enough() -> None:
    wide = dataclasses.replace(FITTING, monthly=WageRange(170_000, 210_000))

    terms = {term.code: term for term in explain(WISHING, wide, POLICY)}
    assert terms["wage"] == matching.Term("wage", Verdict.TALK, POLICY.wage_reaches)
    assert why_not(WISHING, wide) == ()


def test_keeps_the_two_sides_of_a_score_apart() -> None:
    for somebody, offered in product(seekers(20, 7), openings(20, 8)):
        terms = explain(somebody, offered, POLICY)

        parts = sides_of((term.code, term.points) for term in terms)

        assert sum(parts) == score_of(somebody, offered, POLICY)
        assert parts.employer == sum(t.points for t in terms if t.side is Side.EMPLOYER)
        assert parts.employer <= POLICY.employers_most
        assert parts.seeker <= POLICY.most - POLICY.employers_most
