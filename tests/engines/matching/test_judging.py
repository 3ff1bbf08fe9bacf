"""One pair: every exclusion has a name, and the reasons add up to the score."""

import dataclasses
from itertools import product

import pytest

import bansou.engines.matching as matching
from bansou.engines.matching import (
    POLICIES,
    POLICY,
    Exclusion,
    Opening,
    Seeker,
    Side,
    Verdict,
    WageRange,
    explain,
    reasons_of,
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
    paces=frozenset({"own"}),
    workplaces=frozenset({"small", "medium"}),
    skills=frozenset({"machines", "customers"}),
    brings=frozenset({"soon"}),
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
    pace="own",
    workplace="small",
    skills=frozenset({"machines"}),
    hopes=frozenset({"soon"}),
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


@pytest.mark.parametrize(
    ("offered", "code", "verdict", "points"),
    [
        ({"pace": "quick"}, "pace", Verdict.TALK, 0),
        ({"pace": None}, "pace", Verdict.UNKNOWN, 0),
        ({"workplace": "large"}, "workplace", Verdict.TALK, 0),
        ({"workplace": None}, "workplace", Verdict.UNKNOWN, 0),
        ({"skills": frozenset()}, "skills", Verdict.MATCH, POLICY.skills),
        ({"skills": frozenset({"machines", "writing"})}, "skills", Verdict.TALK, 3),
        ({"skills": None}, "skills", Verdict.UNKNOWN, 0),
        ({"hopes": frozenset({"soon", "long", "weekends"})}, "hopes", Verdict.TALK, 1),
        ({"hopes": None}, "hopes", Verdict.UNKNOWN, 0),
    ],
)
def test_gives_points_for_pace_workplace_skills_and_what_the_employer_hopes_for(
    offered: dict[str, object], code: str, verdict: Verdict, points: int
) -> None:
    opening = dataclasses.replace(FITTING, **offered)  # type: ignore[arg-type]

    terms = {term.code: term for term in explain(WISHING, opening, POLICY)}

    assert terms[code] == matching.Term(code, verdict, points)
    assert why_not(WISHING, opening) == ()


@pytest.mark.parametrize("column", ["paces", "workplaces", "skills", "brings"])
def test_names_what_nobody_asked_instead_of_excluding(column: str) -> None:
    somebody = dataclasses.replace(WISHING, **{column: None})

    terms = explain(somebody, FITTING, POLICY)

    unknown = {term.code: term.points for term in terms if term.verdict is Verdict.UNKNOWN}
    assert list(unknown.values()) == [0]
    assert why_not(somebody, FITTING) == ()


def test_an_older_table_of_points_knows_only_its_own_reasons() -> None:
    first = POLICIES["matching-1"]

    codes = [term.code for term in explain(WISHING, FITTING, first)]

    assert first.most == score_of(WISHING, FITTING, first) == 100
    assert codes == [one.code for one in reasons_of("matching-1") if one.code != "limit"]
    assert not {"pace", "workplace", "skills", "hopes"} & set(codes)


def test_keeps_the_two_sides_of_a_score_apart() -> None:
    for somebody, offered in product(seekers(20, 7), openings(20, 8)):
        terms = explain(somebody, offered, POLICY)

        parts = sides_of((term.code, term.points) for term in terms)

        assert sum(parts) == score_of(somebody, offered, POLICY)
        assert parts.employer == sum(t.points for t in terms if t.side is Side.EMPLOYER)
        assert parts.employer <= POLICY.employers_most
        assert parts.seeker <= POLICY.most - POLICY.employers_most
