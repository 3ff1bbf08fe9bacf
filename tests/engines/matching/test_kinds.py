"""Openings, microwork, courses, visits and trials: each with the conditions that make sense for it."""

import dataclasses
from collections.abc import Callable
from itertools import product

import pytest

from bansou.engines.matching import (
    POLICY,
    UNSAID,
    Catalogue,
    Exclusion,
    Index,
    Kind,
    NotOfKind,
    Opening,
    Seeker,
    UnknownCode,
    Verdict,
    WageRange,
    explain,
    score_of,
    why_not,
    why_not_in_words,
)
from tests.engines.matching.market import of_kind, openings, opportunities, seekers

CAUTIOUS = Seeker(
    id="s",
    areas=frozenset({"東区"}),
    employment_types=frozenset({"正社員"}),
    hourly_floor=1_200,
    monthly_floor=200_000,
    refuses=frozenset({"夜勤"}),
    needs=frozenset({"指導役"}),
)


@pytest.mark.parametrize("kind", list(Kind))
def test_excludes_only_who_told_that_they_look_for_other_kinds(kind: Kind) -> None:
    offered = Opening(id="o", kind=kind)
    others = dataclasses.replace(CAUTIOUS, kinds=frozenset(set(Kind) - {kind}))

    assert why_not(others, offered) == (Exclusion("kind", kind),)
    assert why_not(dataclasses.replace(CAUTIOUS, kinds=frozenset({kind})), offered) == ()
    assert why_not(CAUTIOUS, offered) == ()
    assert why_not(others, dataclasses.replace(offered, kind=None)) == ()


def test_says_which_kinds_somebody_looks_for() -> None:
    somebody = dataclasses.replace(CAUTIOUS, kinds=frozenset({Kind.COURSE, Kind.VISIT}))

    said = why_not_in_words(somebody, Opening(id="o", kind=Kind.TRIAL))

    assert [str(one) for one in said] == ["種類：職場体験 ⇔ 職場見学、講座だけ"]


def test_asks_of_a_course_no_wage_and_of_microwork_no_month() -> None:
    codes = {
        kind: {term.code for term in explain(CAUTIOUS, Opening(id="o", kind=kind), POLICY)}
        for kind in Kind
    }

    asked = {"wage", "employment_type", "workplace", "hopes", "accommodations", "demands"}
    assert asked - codes[Kind.JOB] == set()
    assert asked - codes[Kind.TASK] == {"employment_type"}
    assert asked - codes[Kind.COURSE] == {"wage", "employment_type", "workplace", "hopes"}
    assert asked - codes[Kind.VISIT] == asked - codes[Kind.TRIAL]
    assert asked - codes[Kind.TRIAL] == {"wage", "employment_type", "hopes"}


@pytest.mark.parametrize("kind", [Kind.TASK, Kind.COURSE, Kind.VISIT, Kind.TRIAL])
def test_keeps_the_conditions_that_every_kind_has(kind: Kind) -> None:
    offered = Opening(
        id="o",
        kind=kind,
        area="西区",
        demands=frozenset({"夜勤"}),
        lacks=frozenset({"指導役"}),
    )

    assert {one.code for one in why_not(CAUTIOUS, offered)} == {"area", "demand", "accommodation"}


def test_names_the_kind_as_unknown_only_where_nobody_asked_and_it_is_no_job() -> None:
    unknown = {
        kind: "kind"
        in {
            term.code
            for term in explain(CAUTIOUS, Opening(id="o", kind=kind), POLICY)
            if term.verdict is Verdict.UNKNOWN
        }
        for kind in (None, *Kind)
    }

    assert unknown == {None: False, Kind.JOB: False} | dict.fromkeys(set(Kind) - {Kind.JOB}, True)


@pytest.mark.parametrize(
    ("kind", "said", "column"),
    [
        (Kind.COURSE, {"monthly": WageRange(200_000, 200_000)}, "monthly"),
        (Kind.COURSE, {"workplace": "small"}, "workplace"),
        (Kind.TASK, {"employment_type": "正社員"}, "employment_type"),
        (Kind.VISIT, {"limits": frozenset({"特例"})}, "limits"),
        (Kind.TRIAL, {"hopes": frozenset({"soon"})}, "hopes"),
    ],
)
def test_refuses_what_a_kind_cannot_say(kind: Kind, said: dict[str, object], column: str) -> None:
    wrong = Opening(id="b", kind=kind, **said)  # type: ignore[arg-type]

    with pytest.raises(NotOfKind) as found:
        Catalogue.of([Opening(id="a", kind=kind), wrong])

    assert (found.value.column, found.value.row) == (column, 1)


def test_refuses_a_kind_that_is_none() -> None:
    with pytest.raises(UnknownCode) as found:
        Catalogue.of([Opening(id="a"), Opening(id="b", kind="lottery")])

    assert (found.value.column, found.value.row) == ("kind", 1)


@pytest.mark.parametrize("asking", [explain, score_of])
def test_gives_no_points_for_a_kind_that_is_none(asking: Callable[..., object]) -> None:
    with pytest.raises(UnknownCode, match="lottery"):
        asking(CAUTIOUS, Opening(id="b", kind="lottery"), POLICY)


@pytest.mark.parametrize("seed", range(3))
def test_finds_all_kinds_as_the_rules_do_from_both_sides(seed: int) -> None:
    asking, offered = seekers(30, seed), opportunities(40, seed + 50)
    index = Index.build(offered[:25], POLICY)
    index.update(offered[25:])

    found = index.recommend(asking, 40)

    assert found == index.recommend(asking, 40, by_numba=True)
    assert found.best == Index.build(offered, POLICY).recommend(asking, 40).best
    pairs = {(one, key) for one, best in zip(found.ids, found.best, strict=True) for key, _ in best}
    backwards = index.recommend_for([one.id for one in offered], asking, 30)
    turned = {
        (somebody, key)
        for key, best in zip(backwards.ids, backwards.best, strict=True)
        for somebody, _score in best
    }
    fitting = {(s.id, o.id) for s, o in product(asking, offered) if not why_not(s, o)}
    assert pairs == turned == fitting
    for somebody, opening in product(asking, offered):
        terms = explain(somebody, opening, POLICY)
        assert sum(term.points for term in terms) == score_of(somebody, opening, POLICY)


def test_every_kind_says_what_it_can() -> None:
    full = openings(1, 1)[0]
    each = [dataclasses.replace(of_kind(full, kind), id=kind) for kind in Kind]

    assert set(UNSAID) == set(Kind)
    catalogue = Catalogue.of(each)
    assert [catalogue.opening(row) for row in range(len(each))] == each
