"""The digest is the same for as long as the same things are counted (X-05)."""

from datetime import date
from typing import Any

import pytest

from bansou.engines.indicators import (
    CircularDefinition,
    Definition,
    ListEntry,
    NamedList,
    UnknownDefinition,
    UnknownList,
    definition_digest,
    read_definition,
)

BASE: dict[str, Any] = {
    "id": "hired",
    "label": "就職者数",
    "unit": "人",
    "kind": "event",
    "events": ["hired", "converted"],
    "count": "people",
    "where": [
        {"field": "type", "op": "in", "values": ["regular", "limited"], "said": "正社員として"},
        {"field": "industry", "op": "in_list", "list": "short"},
    ],
    "after": {"events": ["consultation.held"], "within_months": 6},
}
SHORT = NamedList(
    "short", "人手不足", (ListEntry("D"), ListEntry("H", "運輸業", date(2021, 10, 1)))
)


def digest(data: dict[str, Any], entries: NamedList = SHORT) -> str:
    return definition_digest(read_definition(data), {"short": entries})


@pytest.mark.parametrize(
    "change",
    [
        {"label": "働き始めた人"},
        {"unit": "件"},
        {"note": "注"},
        {"version": 2},
        {"valid_from": 2021},
        {"id": "other.name"},
        {"scope": "fiscal_year"},
        {"events": ["converted", "hired"]},
        {"where": [BASE["where"][1], BASE["where"][0] | {"said": ""}]},
        {"where": [BASE["where"][0] | {"values": ["limited", "regular"]}, BASE["where"][1]]},
    ],
    ids=str,
)
def test_stays_when_only_words_or_the_order_change(change: dict[str, Any]) -> None:
    assert digest({**BASE, **change}) == digest(BASE)


@pytest.mark.parametrize(
    "change",
    [
        {"count": "events"},
        {"count": "cases"},
        {"events": ["hired"]},
        {"events": {"tag": "hired"}},
        {"scope": "cumulative"},
        {"first": "ever"},
        {"first": "in_scope"},
        {"where": BASE["where"][:1]},
        {"where": [BASE["where"][0] | {"values": ["regular"]}, BASE["where"][1]]},
        {"after": {"events": ["consultation.held"]}},
        {"after": {"events": ["consultation.held"], "within_days": 6}},
    ],
    ids=str,
)
def test_changes_with_what_is_counted(change: dict[str, Any]) -> None:
    assert digest({**BASE, **change}) != digest(BASE)


@pytest.mark.parametrize(
    "entries",
    [
        (ListEntry("D"),),
        (ListEntry("D"), ListEntry("H")),
        (ListEntry("D"), ListEntry("P", "", date(2021, 10, 1))),
        (ListEntry("D", "", None, date(2022, 3, 31)), ListEntry("H", "", date(2021, 10, 1))),
    ],
    ids=["shorter", "earlier", "another", "ended"],
)
def test_changes_with_the_entries_of_a_list(entries: tuple[ListEntry, ...]) -> None:
    assert digest(BASE, NamedList("short", "人手不足", entries)) != digest(BASE)


def test_stays_when_a_list_is_renamed_or_sorted() -> None:
    other = NamedList("scarce", "別名", tuple(reversed(SHORT.entries)))
    renamed = [BASE["where"][0], BASE["where"][1] | {"list": "scarce"}]

    found = definition_digest(read_definition({**BASE, "where": renamed}), {"scarce": other})

    assert found == digest(BASE)


def test_tells_a_day_from_a_text_that_looks_like_one() -> None:
    condition = {"field": "until", "op": "eq", "value": date(2021, 4, 1)}

    as_day = digest({**BASE, "where": [condition]})
    as_text = digest({**BASE, "where": [condition | {"value": "2021-04-01"}]})

    assert as_day != as_text


def test_is_a_plain_sha256() -> None:
    found = digest(BASE)

    assert len(found) == 64
    assert set(found) <= set("0123456789abcdef")


def calculation(kind: str, **more: Any) -> Definition:
    return read_definition({"id": kind, "label": kind, "unit": "％", "kind": kind, **more})


RATE = calculation("ratio", num="hired", den="supported")
OTHERS = {
    "hired": read_definition(BASE),
    "supported": read_definition({**BASE, "id": "supported", "events": ["consultation.held"]}),
}


def test_of_a_ratio_covers_what_it_is_calculated_from() -> None:
    narrower = read_definition({**BASE, "first": "ever"})
    relabelled = read_definition({**BASE, "label": "別のことば"})
    lists = {"short": SHORT}

    found = definition_digest(RATE, lists, OTHERS)

    assert definition_digest(RATE, lists, {**OTHERS, "hired": narrower}) != found
    assert definition_digest(RATE, lists, {**OTHERS, "hired": relabelled}) == found
    turned = calculation("ratio", num="supported", den="hired")
    assert definition_digest(turned, lists, OTHERS) != found


def test_of_a_calculation_keeps_its_form() -> None:
    of = [{"op": "of", "id": name} for name in ("hired", "supported")]
    forms = [
        {"op": "add", "terms": of},
        {"op": "sub", "left": of[0], "right": of[1]},
        {"op": "sub", "left": of[1], "right": of[0]},
        {"op": "div", "left": of[0], "right": of[1]},
    ]

    found = {
        definition_digest(calculation("derived", formula=form), {"short": SHORT}, OTHERS)
        for form in forms
    }

    assert len(found) == len(forms)


def test_refuses_what_it_cannot_follow() -> None:
    circle = calculation("ratio", num="ratio", den="ratio")

    with pytest.raises(UnknownList):
        definition_digest(read_definition(BASE), {})
    with pytest.raises(UnknownDefinition):
        definition_digest(RATE, {"short": SHORT})
    with pytest.raises(CircularDefinition):
        definition_digest(circle, {}, {"ratio": circle})
