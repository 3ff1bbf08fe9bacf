"""Changing a scheme's text part by part; what a change does not touch stays letter for letter.

The office's own file is kept: its order, its comments, its spelling of everything else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import tomlkit
from tomlkit.items import AoT

#: What a chip of the sheet can say of a stage.
CHIPS = ("required", "on_request", "employer")


@dataclass(frozen=True, slots=True)
class StageEdit:
    """How a stage is called and asked for, and where it stands among the others (from 1)."""

    key: str
    title: str
    short: str
    demand: str
    place: int


@dataclass(frozen=True, slots=True)
class NewStage:
    """A stage to be added: done by one record of this kind of act."""

    title: str
    short: str
    demand: str
    kind: str


@dataclass(frozen=True, slots=True)
class NewField:
    """A field to be added to cases or to acts; choices are its labels, for a field of choices."""

    label: str
    on: str
    type: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """How a field is called and asked for, by its place among the fields.

    :param choices: the labels of the choices that it has, in their order; none of them goes, since
        records name it
    :param more: labels of choices to be added
    :param is_gone: it is asked for no more; what was written in it stays in the records
    """

    label: str
    hint: str
    required: bool
    choices: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be different: stages, fields, and at most one new stage and field.

    :param fields: one for each field of the scheme, in its order; none leaves them all as they are
    """

    stages: Sequence[StageEdit]
    fields: Sequence[FieldEdit] = ()
    new_stage: NewStage | None = None
    new_field: NewField | None = None


def edited(text: str, edits: Edits) -> str:
    """The scheme's text with the edits in it. Whether it is sound, its reader says."""
    scheme: Any = tomlkit.parse(text)
    by_key = {edit.key: edit for edit in edits.stages}
    for stage in scheme["stages"]:
        edit = by_key.get(stage["key"])
        if edit:
            for name in ("title", "short", "demand"):
                put(stage, name, getattr(edit, name))
            _say_demand(scheme["sheet"], edit)
    _in_order(scheme, by_key)
    if edits.new_stage:
        _add_stage(scheme, edits.new_stage)
    _edit_fields(scheme, edits.fields)
    if edits.new_field:
        _add_field(scheme, edits.new_field)
    return as_it_stood(text, tomlkit.dumps(scheme))


def with_short_industries(text: str, chosen: Mapping[str, str], since: date) -> str:
    """The scheme's text with these industries as those short of labour from a day on.

    What is no longer chosen ends on the day before, so that what happened until then counts as it
    did; what would never have held is taken out.

    :param chosen: names of the industries by their letters
    """
    scheme: Any = tomlkit.parse(text)
    listed = scheme.get("labour_short_industries")
    if listed is None:
        listed = tomlkit.array().multiline(True)
        scheme.add("labour_short_industries", listed)
    standing = set()
    for entry in list(listed):
        if entry.get("valid_to", date.max) < since:
            continue
        if entry["industry"] in chosen:
            standing.add(entry["industry"])
        elif entry.get("valid_from", date.min) >= since:
            listed.remove(entry)
        else:
            entry["valid_to"] = since - timedelta(days=1)
    for letter in (letter for letter in chosen if letter not in standing):
        entry = tomlkit.inline_table()
        entry.update({"industry": letter, "label": chosen[letter], "valid_from": since})
        listed.append(entry)
    return as_it_stood(text, tomlkit.dumps(scheme))


def as_it_stood(before: str, after: str) -> str:
    """Take lines that differ in their spaces alone as they were: the writer drops some."""
    stood = {"".join(line.split()): line for line in before.splitlines()}
    lines = [stood.get("".join(line.split()), line) for line in after.splitlines()]
    return "\n".join(lines) + "\n" * after.endswith("\n")


def put(table: Any, name: str, value: str | int | date | None) -> None:
    """Write a value only where it is another one; nothing takes its line away."""
    if (value or None) == (table.get(name) or None):
        return
    if value:
        set_line(table, name, value)
    else:
        del table[name]


def set_line(table: Any, name: str, value: Any) -> None:
    """Set a value; a new line stands above the blank lines and remarks before the next table."""
    body: list[Any] = table.value.body
    tail: list[Any] = []
    while name not in table and body and body[-1][0] is None:
        tail.insert(0, body.pop())
    table[name] = value
    body.extend(tail)


def _say_demand(sheet: Any, edit: StageEdit) -> None:
    """A box that tells about the stage has the chip of its demand; without one it tells no more."""
    for box in sheet["boxes"]:
        if box.get("stage") == edit.key:
            has_chip = edit.demand in CHIPS
            put(box, "chip", edit.demand if has_chip else "")
            put(box, "stage", edit.key if has_chip else "")


def _in_order(scheme: Any, by_key: dict[str, StageEdit]) -> None:
    stages = list(scheme["stages"])
    wanted = sorted(
        stages,
        key=lambda stage: by_key[stage["key"]].place if stage["key"] in by_key else len(stages),
    )
    if [stage["key"] for stage in wanted] == [stage["key"] for stage in stages]:
        return
    ordered = tomlkit.aot()
    for stage in wanted:
        ordered.append(stage)
    scheme["stages"] = ordered


def _add_stage(scheme: Any, new: NewStage) -> None:
    table = tomlkit.table()
    table["key"] = free_key("stage", [stage["key"] for stage in scheme["stages"]])
    table["mark"] = str(len(scheme["stages"]) + 1)
    table["title"] = new.title
    table["short"] = new.short
    table["demand"] = new.demand
    table["acts"] = [new.kind]
    done_by = tomlkit.inline_table()
    done_by.update({"kind": new.kind, "count": 1})
    table["done_by"] = done_by
    scheme["stages"].append(table)


def _edit_fields(scheme: Any, edits: Sequence[FieldEdit]) -> None:
    fields = scheme.get("fields", ())
    for at in range(min(len(fields), len(edits)) - 1, -1, -1):
        if edits[at].is_gone:
            del fields[at]
        else:
            _edit_field(fields[at], edits[at])
    if edits and not fields:
        scheme.pop("fields", None)


def _edit_field(table: Any, edit: FieldEdit) -> None:
    put(table, "label", edit.label)
    put(table, "hint", edit.hint)
    if edit.required != table.get("required", False):
        table["required"] = edit.required
    for choice, label in zip(table.get("choices", ()), edit.choices, strict=False):
        if label != (former := choice["label"]):
            choice["label"] = label
            # Ledgers that were kept in the former words are still read.
            choice["spellings"] = [*choice.get("spellings", ()), former]
    for label in edit.more:
        taken = [choice["key"] for choice in table["choices"]]
        table["choices"].append(_choice(free_key("choice", taken), label))


def _add_field(scheme: Any, new: NewField) -> None:
    fields = scheme.get("fields")
    table = tomlkit.table()
    table["key"] = free_key("field", [field["key"] for field in fields or ()])
    table["on"] = new.on
    table["label"] = new.label
    table["type"] = new.type
    if new.hint:
        table["hint"] = new.hint
    if new.choices:
        listed = tomlkit.array()
        for number, label in enumerate(new.choices, 1):
            listed.append(_choice(f"choice_{number}", label))
        table["choices"] = listed.multiline(True)
    if fields is None:
        fields = AoT([])
        scheme.append("fields", fields)
    fields.append(table)


def _choice(key: str, label: str) -> Any:
    choice = tomlkit.inline_table()
    choice.update({"key": key, "label": label})
    return choice


def free_key(stem: str, taken: Sequence[str]) -> str:
    """A key that none of those taken is: stage_3."""
    number = len(taken) + 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
