"""Reading the case files: definitions, facts and what is expected of them, as plain data.

A case file holds `title`, `[scope]`, `[definition]`, `[[others]]`, `[[lists]]`, `[[facts]]` and
`[expect]`. In `expect`, `value` is an integer, a fraction such as "3/4", or "missing"; `counted`
names facts in order; `also`, `not_counted` and `unknown` are tables by fact; `parts` is a list of
the same for the parts of an answer.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from bansou.engines.indicators import (
    Answer,
    Definition,
    Fact,
    ListEntry,
    NamedList,
    Part,
    Scope,
    read_definition,
)

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One case file, read."""

    title: str
    scope: Scope
    definition: Definition
    others: Mapping[str, Definition]
    lists: Mapping[str, NamedList]
    facts: tuple[Fact, ...]
    expect: Mapping[str, Any]


def read_case(path: Path) -> Case:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    others = [read_definition(other) for other in data.pop("others", [])]
    case = Case(
        title=data.pop("title"),
        scope=_scope(data.pop("scope")),
        definition=read_definition(data.pop("definition")),
        others={other.id: other for other in others},
        lists={each["name"]: _list(each) for each in data.pop("lists", [])},
        facts=tuple(read_fact(fact) for fact in data.pop("facts", [])),
        expect=data.pop("expect"),
    )
    assert not data, f"{path.name} holds something that is not read: {sorted(data)}"
    return case


def _scope(data: dict[str, Any]) -> Scope:
    programmes = data.pop("programmes", None)
    return Scope(programmes=None if programmes is None else frozenset(programmes), **data)


def _list(data: Mapping[str, Any]) -> NamedList:
    entries = tuple(ListEntry(**entry) for entry in data["entries"])
    return NamedList(data["name"], data["label"], entries)


def read_fact(data: Mapping[str, Any]) -> Fact:
    plain = {"organisation": "tomakomai", **data}
    plain["tags"] = frozenset(plain.get("tags", ()))
    fields = plain.get("fields", {})
    plain["fields"] = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    return Fact(**plain)


def described(answer: Answer | Part) -> dict[str, Any]:
    """Describe an answer in the words of a case file, leaving out what is empty."""
    full = {
        "value": _value(answer.value),
        "counted": [row.fact.id for row in answer.rows],
        "also": {row.fact.id: [f.id for f in row.also] for row in answer.rows if row.also},
        "not_counted": {n.fact.id: str(n.reason) for n in answer.not_counted},
        "unknown": {u.fact.id: u.missing for u in answer.unknown},
    }
    if isinstance(answer, Part):
        full |= {"id": answer.id, "out_of": answer.out_of}
    else:
        full |= {"parts": [described(part) for part in answer.parts]}
        full |= {"largest_drop": answer.largest_drop}
    return {key: value for key, value in full.items() if value not in ([], {}, None)}


def _value(value: int | Fraction | None) -> int | str:
    if value is None:
        return "missing"
    return value if isinstance(value, int) else f"{value.numerator}/{value.denominator}"
