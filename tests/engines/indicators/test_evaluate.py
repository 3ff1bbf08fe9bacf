"""What the evaluator refuses, and the promises that no case file can hold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from bansou.commons.clock import add_months, fiscal_year_of, local_day
from bansou.engines.indicators import (
    CircularDefinition,
    Definition,
    Fact,
    NamedList,
    Scope,
    UnknownDefinition,
    UnknownList,
    evaluate,
    needs_history,
    read_definition,
    referred_to,
)
from bansou.engines.indicators.days import (
    fiscal_year_ends_on,
    fiscal_year_starts_on,
    months_after,
)

SCOPE = Scope(2021, as_of=date(2022, 3, 31))


def define(**more: Any) -> Definition:
    return read_definition({"id": "x", "label": "x", "unit": "人", **more})


def event(**more: Any) -> Definition:
    return define(**{"kind": "event", "events": ["hired"], "count": "people", **more})


def hired(**more: Any) -> Fact:
    plain = Fact("hire:1", "hired", date(2021, 5, 1), "tomakomai", person="A", case="c1")
    return replace(plain, **more)


def test_refuses_a_list_that_was_not_given() -> None:
    where = [{"field": "industry", "op": "in_list", "list": "short"}]
    facts = [hired(fields={"industry": "D"})]

    with pytest.raises(UnknownList):
        evaluate(event(where=where), facts, SCOPE, {"long": NamedList("long", "長い", ())})


def test_refuses_an_indicator_that_was_not_given() -> None:
    with pytest.raises(UnknownDefinition):
        evaluate(define(kind="ratio", num="a", den="b"), [], SCOPE, {})


def test_refuses_a_calculation_that_leads_back_to_itself() -> None:
    ratio = define(kind="ratio", num="y", den="y")
    back = read_definition({**ratio.model_dump(), "id": "y", "num": "x", "den": "x"})

    with pytest.raises(CircularDefinition, match="x > y > x"):
        evaluate(ratio, [], SCOPE, {}, {"x": ratio, "y": back})


def test_refuses_a_programme_period_that_the_scope_does_not_say() -> None:
    with pytest.raises(ValueError, match="does not say when"):
        evaluate(event(scope="programme_period"), [], SCOPE, {})


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2021, 3, 31, 14, 59, 59, tzinfo=UTC), 0),
        (datetime(2021, 3, 31, 15, 0, tzinfo=UTC), 1),
        (datetime(2022, 3, 31, 14, 59, 59, tzinfo=UTC), 1),
        (datetime(2022, 3, 31, 15, 0, tzinfo=UTC), 0),
    ],
)
def test_begins_and_ends_the_year_at_midnight_in_japan(moment: datetime, counted: int) -> None:
    assert evaluate(event(), [hired(on=local_day(moment))], SCOPE, {}).value == counted


def test_does_not_change_with_the_printed_unit_but_with_what_is_counted() -> None:
    facts = [hired(), hired(id="hire:2", on=date(2021, 6, 1))]

    people = evaluate(event(unit="件"), facts, SCOPE, {})
    events = evaluate(event(unit="人", count="events"), facts, SCOPE, {})

    assert people == evaluate(event(unit="人"), facts, SCOPE, {})
    assert (people.value, events.value) == (1, 2)


def test_takes_a_moment_without_a_zone_as_universal_time() -> None:
    noon = datetime(2021, 5, 1, 12, tzinfo=UTC)
    early = hired(recorded_at=noon.replace(tzinfo=None), on=date(2020, 1, 1))
    late = hired(recorded_at=noon.replace(hour=13))

    assert evaluate(event(), [late, early], SCOPE, {}).value == 1


def test_keeps_fractions_exact() -> None:
    facts = [hired(id=f"hire:{at}", person=f"P{at}") for at in range(3)]
    others = {"all": event(id="all"), "none": event(id="none", events=["left"])}
    half = {"op": "div", "left": {"op": "of", "id": "none"}, "right": {"op": "of", "id": "all"}}

    answer = evaluate(define(kind="derived", formula=half), facts, SCOPE, {}, others)

    assert answer.value == Fraction(0, 3)
    assert (
        evaluate(define(kind="ratio", num="all", den="none"), facts, SCOPE, {}, others).value
        is None
    )


@pytest.mark.parametrize(
    ("definition", "needed"),
    [
        (event(), False),
        (event(scope="fiscal_year_to_date"), False),
        (event(scope="cumulative"), True),
        (event(first="in_scope"), False),
        (event(first="ever"), True),
        (event(after={"events": ["a"]}), True),
        (define(kind="ratio", num="a", den="b"), False),
    ],
)
def test_says_when_it_needs_the_whole_history(definition: Definition, needed: bool) -> None:
    assert needs_history(definition) is needed


def test_names_what_a_calculation_refers_to() -> None:
    formula = {
        "op": "div",
        "left": {"op": "add", "terms": [{"op": "of", "id": "a"}, {"op": "of", "id": "b"}]},
        "right": {"op": "sub", "left": {"op": "of", "id": "c"}, "right": {"op": "of", "id": "a"}},
    }

    assert referred_to(define(kind="derived", formula=formula)) == ("a", "b", "c", "a")
    assert referred_to(define(kind="ratio", num="a", den="b")) == ("a", "b")
    assert referred_to(event()) == ()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2021, 11, 30), 3, date(2022, 2, 28)),
        (date(2021, 12, 1), 1, date(2022, 1, 1)),
    ],
)
def test_goes_by_calendar_months_to_the_end_of_a_short_one(
    day: date, months: int, then: date
) -> None:
    assert months_after(day, months) == then == add_months(day, months)


@pytest.mark.parametrize("year", [2018, 2019, 2021])
def test_has_the_fiscal_years_of_the_clock(year: int) -> None:
    first, last = fiscal_year_starts_on(year), fiscal_year_ends_on(year)

    assert fiscal_year_of(first) == fiscal_year_of(last) == year
    assert (last - first).days + 1 in (365, 366)
