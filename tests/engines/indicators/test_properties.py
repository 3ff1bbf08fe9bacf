"""What holds for every definition and all facts, however they come in."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bansou.engines.indicators import (
    Answer,
    Definition,
    Fact,
    ListEntry,
    NamedList,
    Part,
    Scope,
    StandingFacts,
    evaluate,
    read_definition,
)
from tests.engines.indicators.reading import described

# A busy machine must not fail a property, and each has many definitions to meet.
PROPERTY = settings(max_examples=40, deadline=None)
EVENTS = ("consultation.held", "hired", "left", "enrolment.started")
SCOPE = Scope(2021, as_of=date(2022, 6, 30), programmes=frozenset({"p"}))
SHORT = NamedList(
    "short", "人手不足", (ListEntry("D"), ListEntry("H", valid_from=date(2021, 10, 1)))
)
LISTS = {"short": SHORT}


def define(kind: str, **more: Any) -> Definition:
    return read_definition({"id": kind, "label": kind, "unit": "人", "kind": kind, **more})


def event(**more: Any) -> Definition:
    return define("event", **({"events": ["hired"], "count": "people"} | more))


AFTER = {"events": ["consultation.held"], "within_months": 6}
IN_LIST = [{"field": "industry", "op": "in_list", "list": "short"}]
OTHERS = {
    "supported": event(events=["consultation.held"]).model_copy(update={"id": "supported"}),
    "hired": event().model_copy(update={"id": "hired"}),
}
DISTINCT = [
    event(count=count, **more)
    for count in ("people", "cases", "corporations", "establishments")
    for more in ({}, {"first": "ever"}, {"where": IN_LIST}, {"after": AFTER})
]
DISTINCT += [
    define(
        "stock",
        events=["hired"],
        ends_by=["left"],
        count=count,
        stock_at="scope_end",
    )
    for count in ("people", "corporations")
]
BY_TAG = event(count="events", events={"tag": "support"})
ROWS = [
    *DISTINCT,
    event(count="events"),
    BY_TAG,
    event(count="events", events=["hired", "left"], first="in_scope", scope="cumulative"),
    event(count="events", first="ever", scope="fiscal_year_to_date"),
]
AMOUNT = [event(count="amount"), event(count="amount", first="in_scope", where=IN_LIST)]
FUNNELS = [
    define(
        "funnel",
        anchor=anchor,
        within_months=months,
        steps=[
            {"id": f"step_{at}", "label": name, "events": [name]}
            for at, name in enumerate(("enrolment.started", "consultation.held", "hired"))
        ],
    )
    for anchor in ("first_step", "each_step")
    for months in (None, 3)
]
RETENTION = [
    define(
        "retention",
        start=["hired"],
        end=["left"],
        horizons=[1, 3],
        denominator="observable",
        **more,
    )
    for more in ({}, {"proof": ["consultation.held"]}, {"link": "industry"})
]
CALCULATED = [
    define("ratio", num="hired", den="supported"),
    define(
        "derived",
        formula={
            "op": "sub",
            "left": {"op": "of", "id": "supported"},
            "right": {"op": "of", "id": "hired"},
        },
    ),
]
ALL = [*ROWS, *AMOUNT, *FUNNELS, *RETENTION, *CALCULATED]

DAYS = st.one_of(
    st.dates(date(2021, 2, 1), date(2022, 5, 31)),
    st.sampled_from([date(2021, 3, 31), date(2021, 4, 1), date(2022, 3, 31), date(2022, 4, 1)]),
)
MOMENTS = st.none() | st.integers(0, 365 * 24).map(
    lambda hours: datetime(2021, 4, 1, tzinfo=UTC) + timedelta(hours=hours)
)


def one_of(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from((*values, None))


def facts_with(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Fact]]:
    """Make facts with ids of their own, few enough people and places that they meet."""
    fact = st.builds(
        Fact,
        id=st.uuids().map(lambda key: f"step:{key.hex[:6]}"),
        event=st.sampled_from(EVENTS),
        on=DAYS,
        organisation=st.just("tomakomai"),
        tags=st.sets(st.just("support")).map(frozenset),
        programme=one_of("p", "p", "q"),
        case=one_of("c1", "c2", "c3"),
        person=one_of("A", "B", "C"),
        corporation=one_of("1", "2"),
        establishment=one_of("1a", "2a"),
        amount=st.none() | st.integers(0, 9999),
        fields=st.fixed_dictionaries(
            {}, optional={"industry": st.sampled_from(["D", "H", "S", ""])}
        ),
        **{
            "withdrawn": st.sampled_from([False, False, False, True]),
            "recorded_at": MOMENTS,
            **more,
        },
    )
    return st.lists(fact, max_size=16, unique_by=lambda f: f.id)


FACTS = facts_with()


@st.composite
def facts_with_corrections(draw: st.DrawFn) -> list[Fact]:
    """Make facts that correct each other at will: chains, rivals, rings, and originals unknown."""
    facts = draw(FACTS)
    ids = [*(fact.id for fact in facts), "step:unknown"]
    return [replace(f, supersedes=draw(st.none() | st.sampled_from(ids))) for f in facts]


def answer(definition: Definition, facts: list[Fact], scope: Scope = SCOPE) -> Answer:
    return evaluate(definition, facts, scope, LISTS, OTHERS)


@PROPERTY
@given(facts=facts_with_corrections(), data=st.data(), definition=st.sampled_from(ALL))
def test_gives_the_same_answer_in_whatever_order_facts_come(
    facts: list[Fact], data: st.DataObject, definition: Definition
) -> None:
    shuffled = data.draw(st.permutations(facts))

    assert answer(definition, shuffled) == answer(definition, facts)


@PROPERTY
@given(facts=facts_with_corrections(), data=st.data(), definition=st.sampled_from(ALL))
def test_counts_a_fact_that_comes_twice_once(
    facts: list[Fact], data: st.DataObject, definition: Definition
) -> None:
    again = data.draw(st.lists(st.sampled_from(facts))) if facts else []

    assert answer(definition, [*again, *facts, *again]) == answer(definition, facts)


@PROPERTY
@given(facts=FACTS, data=st.data(), definition=st.sampled_from(ALL))
def test_does_not_ask_when_a_fact_was_recorded(
    facts: list[Fact], data: st.DataObject, definition: Definition
) -> None:
    late = [replace(fact, recorded_at=data.draw(MOMENTS)) for fact in facts]

    assert described(answer(definition, late)) == described(answer(definition, facts))


@PROPERTY
@given(facts=FACTS, data=st.data(), definition=st.sampled_from(ALL))
def test_keeps_its_number_when_facts_are_corrected_without_a_change(
    facts: list[Fact], data: st.DataObject, definition: Definition
) -> None:
    chosen = data.draw(st.sets(st.sampled_from(range(len(facts))))) if facts else set()
    corrected = [replace(facts[at], id=f"step:new{at}", supersedes=facts[at].id) for at in chosen]

    before, after = answer(definition, facts), answer(definition, [*corrected, *facts])

    assert after.value == before.value
    assert [part.value for part in after.parts] == [part.value for part in before.parts]
    assert len(after.rows) == len(before.rows)


@PROPERTY
@given(facts=FACTS, wrong=FACTS, definition=st.sampled_from(ALL))
def test_counts_a_correction_as_if_the_mistake_had_never_been_made(
    facts: list[Fact], wrong: list[Fact], definition: Definition
) -> None:
    mistakes = [replace(w, id=f.id) for w, f in zip(wrong, facts, strict=False)]
    right = [
        replace(f, id=f"step:new{at}", supersedes=f.id) if at < len(mistakes) else f
        for at, f in enumerate(facts)
    ]

    assert answer(definition, [*mistakes, *right]).value == answer(definition, facts).value


@PROPERTY
@given(facts=FACTS, definition=st.sampled_from(ALL))
def test_counts_as_if_withdrawn_facts_were_not_there(
    facts: list[Fact], definition: Definition
) -> None:
    standing = [fact for fact in facts if not fact.withdrawn]

    assert answer(definition, facts).value == answer(definition, standing).value


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from(ROWS))
def test_lists_as_many_rows_as_it_counts(facts: list[Fact], definition: Definition) -> None:
    result = answer(definition, facts)

    assert result.value == len(result.rows) == len(result.counted)
    assert len({row.unit_key for row in result.rows}) == len(result.rows)


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from(FUNNELS))
def test_lists_as_many_people_as_reached_each_step(
    facts: list[Fact], definition: Definition
) -> None:
    result = answer(definition, facts)

    counts = [part.value for part in result.parts]
    assert counts == [len({row.unit_key for row in part.rows}) for part in result.parts]
    assert counts == sorted(counts, reverse=True)
    units = [{row.unit_key for row in part.rows} for part in result.parts]
    assert all(after <= before for before, after in pairwise(units))


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from(RETENTION))
def test_divides_those_who_stayed_by_those_whose_outcome_is_known(
    facts: list[Fact], definition: Definition
) -> None:
    for part in answer(definition, facts).parts:
        left = sum(item.reason == "left" for item in part.not_counted)
        assert part.out_of == len(part.rows) + left
        assert part.value == (Fraction(len(part.rows), part.out_of) if part.out_of else None)


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from(AMOUNT))
def test_sums_exactly_the_yen_of_its_rows(facts: list[Fact], definition: Definition) -> None:
    result = answer(definition, facts)

    assert result.value == sum(fact.amount or 0 for fact in result.counted)
    assert all(fact.amount is not None for fact in result.counted)


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from([*ROWS, *AMOUNT]))
def test_puts_every_fact_of_its_events_in_exactly_one_place(
    facts: list[Fact], definition: Definition
) -> None:
    by_tag = definition == BY_TAG
    names = () if by_tag else definition.events
    asked = [f.id for f in facts if f.event in names or (by_tag and f.tags)]

    result = answer(definition, facts)

    assert Counter(asked) == Counter(placed(result))
    assert {f.id for row in result.rows for f in row.also} <= {
        item.fact.id for item in result.not_counted if item.reason == "already_counted"
    }


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from([*FUNNELS, *RETENTION]))
def test_puts_every_fact_in_one_place_in_each_part(
    facts: list[Fact], definition: Definition
) -> None:
    for part in answer(definition, facts).parts:
        names = {
            "step_0": "enrolment.started",
            "step_1": "consultation.held",
        }
        asked = [f.id for f in facts if f.event == names.get(part.id, "hired")]
        assert Counter(asked) == Counter(placed(part))


def placed(result: Answer | Part) -> list[str]:
    return [
        *(row.fact.id for row in result.rows),
        *(item.fact.id for item in result.not_counted),
        *(item.fact.id for item in result.unknown),
    ]


@PROPERTY
@given(facts=FACTS)
def test_agrees_with_counting_by_hand(facts: list[Fact]) -> None:
    persons = {}
    for fact in facts:
        if fact.case and fact.person and not fact.withdrawn:
            persons[fact.case] = min(fact.person, persons.get(fact.case, fact.person))
    in_scope = [
        f
        for f in facts
        if f.event == "hired"
        and not f.withdrawn
        and f.programme == "p"
        and date(2021, 4, 1) <= f.on <= date(2022, 3, 31)
    ]
    people = {f.person or persons.get(f.case or "") or f.case for f in in_scope} - {None}

    assert answer(event(), facts).value == len(people)
    assert answer(event(count="events"), facts).value == len(in_scope)


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from([*ROWS, *AMOUNT]))
def test_counts_only_facts_that_lie_in_the_scope(facts: list[Fact], definition: Definition) -> None:
    for fact in answer(definition, facts).counted:
        assert fact.on <= date(2022, 3, 31)
        assert fact.programme == "p"
        if definition.kind == "event" and definition.scope != "cumulative":
            assert fact.on >= date(2021, 4, 1)


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from(DISTINCT[:4]))
def test_counts_two_programmes_together_between_the_larger_and_the_sum(
    facts: list[Fact], definition: Definition
) -> None:
    alone = [
        len(answer(definition, facts, replace(SCOPE, programmes=frozenset({name}))).rows)
        for name in ("p", "q")
    ]
    both = len(answer(definition, facts, replace(SCOPE, programmes=frozenset({"p", "q"}))).rows)

    assert max(alone) <= both <= sum(alone)


@PROPERTY
@given(facts=facts_with_corrections(), definition=st.sampled_from(ALL))
def test_gives_the_same_answer_from_facts_settled_before(
    facts: list[Fact], definition: Definition
) -> None:
    settled = StandingFacts.of(facts)

    assert evaluate(definition, settled, SCOPE, LISTS, OTHERS) == answer(definition, facts)


@pytest.mark.parametrize("definition", ALL, ids=[f"{d.kind}-{at}" for at, d in enumerate(ALL)])
def test_finds_nothing_in_an_empty_ledger(definition: Definition) -> None:
    result = answer(definition, [])

    assert result.rows == result.not_counted == result.unknown == ()
    assert all(part.rows == () for part in result.parts)
