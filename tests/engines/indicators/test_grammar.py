"""The grammar is closed: what it does not know it refuses, with the place and the reason."""

from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from bansou.engines.indicators import read_definition

EVENT = {
    "id": "hired",
    "label": "就職者数",
    "unit": "人",
    "kind": "event",
    "events": ["hired"],
    "count": "people",
}
STEPS = [
    {"id": "one", "label": "1", "events": ["a"]},
    {"id": "two", "label": "2", "events": ["b"]},
]
FUNNEL = {"id": "f", "label": "f", "unit": "人", "kind": "funnel", "steps": STEPS}
STOCK = {**EVENT, "kind": "stock", "ends_by": ["left"], "stock_at": "scope_end"}
RETENTION = {
    "id": "r",
    "label": "r",
    "unit": "％",
    "kind": "retention",
    "start": ["hired"],
    "end": ["left"],
    "horizons": [1, 3],
    "denominator": "observable",
}
DERIVED = {"id": "d", "label": "d", "unit": "円", "kind": "derived"}


def where(**condition: Any) -> dict[str, Any]:
    return {**EVENT, "where": [condition]}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown kind": ({**EVENT, "kind": "formula"}, "union_tag_invalid"),
    "no kind": ({k: v for k, v in EVENT.items() if k != "kind"}, "union_tag_not_found"),
    "an unknown key": ({**EVENT, "filter": "x > 1"}, "extra_forbidden"),
    "a missing label": ({k: v for k, v in EVENT.items() if k != "label"}, "missing"),
    "an empty unit": ({**EVENT, "unit": ""}, "string_too_short"),
    "an id with spaces": ({**EVENT, "id": "a b"}, "string_pattern_mismatch"),
    "an unknown count": ({**EVENT, "count": "visits"}, "literal_error"),
    "no events": ({**EVENT, "events": []}, "too_short"),
    "events as one text": ({**EVENT, "events": "hired"}, "tuple_type"),
    "a tag with more than a tag": (
        {**EVENT, "events": {"tag": "a", "not": "b"}},
        "extra_forbidden",
    ),
    "an unknown first": ({**EVENT, "first": "last"}, "literal_error"),
    "an unknown scope": ({**EVENT, "scope": "calendar_year"}, "literal_error"),
    "a version of zero": ({**EVENT, "version": 0}, "greater_than_equal"),
    "a version as text": ({**EVENT, "version": "1"}, "int_type"),
    "a version as yes": ({**EVENT, "version": True}, "int_type"),
    "years that cross": ({**EVENT, "valid_from": 2022, "valid_to": 2021}, "bansou"),
    "a year that is none": ({**EVENT, "valid_from": 3}, "greater_than_equal"),
    "a target": ({**EVENT, "target": 20}, "extra_forbidden"),
    "a stock of events": ({**STOCK, "count": "events"}, "literal_error"),
    "a stock without an end": ({k: v for k, v in STOCK.items() if k != "ends_by"}, "missing"),
    "a stock at another time": ({**STOCK, "stock_at": "month_end"}, "literal_error"),
    "an unknown operator": (where(field="a", op="regex", value="x"), "union_tag_invalid"),
    "an expression": (where(field="a", op="eq", value="x", expr="a == 1"), "extra_forbidden"),
    "a condition without a field": (where(op="is_true"), "missing"),
    "a fraction as a value": (where(field="a", op="eq", value=1.5), "bansou"),
    "a moment as a value": (where(field="a", op="eq", value=datetime(2021, 4, 1)), "bansou"),  # noqa: DTZ001
    "a text as a limit": (where(field="a", op="ge", value="20"), "bansou"),
    "yes as a limit": (where(field="a", op="le", value=True), "bansou"),
    "none of several values": (where(field="a", op="in", values=[]), "too_short"),
    "a list without its name": (where(field="a", op="in_list"), "missing"),
    "two lengths": (
        {**EVENT, "after": {"events": ["a"], "within_months": 1, "within_days": 1}},
        "bansou",
    ),
    "a length of nothing": (
        {**EVENT, "after": {"events": ["a"], "within_months": 0}},
        "greater_than_equal",
    ),
    "an unknown link of after": (
        {**EVENT, "after": {"events": ["a"], "same": "office"}},
        "literal_error",
    ),
    "a funnel of one step": ({**FUNNEL, "steps": STEPS[:1]}, "too_short"),
    "two steps of one name": ({**FUNNEL, "steps": [STEPS[0], STEPS[0]]}, "bansou"),
    "horizons that fall": ({**RETENTION, "horizons": [3, 1]}, "bansou"),
    "no horizon": ({**RETENTION, "horizons": []}, "too_short"),
    "a denominator of everybody": ({**RETENTION, "denominator": "all"}, "literal_error"),
    "a formula as text": ({**DERIVED, "formula": "a / b"}, "model_attributes_type"),
    "an unknown calculation": (
        {**DERIVED, "formula": {"op": "power", "left": 1, "right": 2}},
        "union_tag_invalid",
    ),
    "a sum of one": (
        {**DERIVED, "formula": {"op": "add", "terms": [{"op": "of", "id": "a"}]}},
        "too_short",
    ),
    "a ratio without a denominator": (
        {"id": "r", "label": "r", "unit": "％", "kind": "ratio", "num": "a"},
        "missing",
    ),
}


@pytest.mark.parametrize(("data", "kind"), REFUSED.values(), ids=REFUSED)
def test_refuses(data: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_definition(data)

    assert kind in {error["type"] for error in refused.value.errors()}


@pytest.mark.parametrize("data", [EVENT, STOCK, FUNNEL, RETENTION], ids=lambda d: d["kind"])
def test_reads_each_kind_as_it_is_written(data: dict[str, Any]) -> None:
    definition = read_definition(data)

    assert definition.kind == data["kind"]
    assert definition.version == 1
    assert definition.holds_in(1989)


def test_never_changes_after_reading() -> None:
    definition = read_definition(EVENT)

    with pytest.raises(ValidationError):
        definition.count = "events"  # type: ignore[misc, union-attr, assignment]


@pytest.mark.parametrize(
    ("year", "holds"), [(2020, False), (2021, True), (2022, True), (2023, False)]
)
def test_holds_from_its_first_to_its_last_year(year: int, holds: bool) -> None:
    definition = read_definition({**EVENT, "valid_from": 2021, "valid_to": 2022})

    assert definition.holds_in(year) is holds
