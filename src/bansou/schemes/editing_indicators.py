"""Writing one indicator into a scheme's text, or taking one out; all else stays letter for letter.

What a desk cannot say is never dropped: only the items of the indicator that differ are written.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import AoT

from bansou.engines.indicators.grammar import Definition
from bansou.schemes.editing import as_it_stood

#: How the items of a condition are ordered where one is written anew.
_CONDITION = ("field", "op", "value", "values", "list", "said")


@dataclass(frozen=True, slots=True)
class Aimed:
    """What to think of when a target of the indicator is set, and of whose people these are some."""

    hint: str = ""
    out_of: str = ""


def with_indicator(
    text: str, definition: Definition, former: Definition | None, aimed: Aimed
) -> str:
    """The scheme's text with an indicator changed, or added at the end where there was none."""
    scheme: Any = tomlkit.parse(text)
    wanted = _plain(definition)
    if former is None:
        _append(scheme, "indicators", wanted)
    else:
        place = _place_of(scheme["indicators"], former)
        _change(scheme["indicators"][place], _plain(former), wanted)
        if not _says(tomlkit.dumps(scheme), place, wanted):
            scheme = tomlkit.parse(text)
            scheme["indicators"][place] = _table(scheme["indicators"], wanted)
    _aim(scheme, definition.id, aimed)
    return as_it_stood(text, tomlkit.dumps(scheme))


def without_indicator(text: str, definition: Definition) -> str:
    """The scheme's text without an indicator and what it says of its target."""
    scheme: Any = tomlkit.parse(text)
    del scheme["indicators"][_place_of(scheme["indicators"], definition)]
    if not any(it["id"] == definition.id for it in scheme["indicators"]):
        _aim(scheme, definition.id, Aimed())
    return as_it_stood(text, tomlkit.dumps(scheme))


def _plain(definition: Definition) -> dict[str, Any]:
    """The definition as TOML says it: what is usual is left out."""
    plain: dict[str, Any] = _ordered(definition.model_dump(exclude_defaults=True))
    return plain


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        names = list(value)
        if "field" in value:
            names = [name for name in _CONDITION if name in value]
        return {name: _ordered(value[name]) for name in names}
    return [_ordered(it) for it in value] if isinstance(value, tuple | list) else value


def _place_of(tables: Sequence[Any], definition: Definition) -> int:
    return next(
        at
        for at, it in enumerate(tables)
        if it["id"] == definition.id and it.get("version", 1) == definition.version
    )


def _change(table: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Write the items that differ; an item that is usual again loses its line."""
    for name in {**before, **after}:
        if before.get(name) == after.get(name):
            continue
        if name in after:
            table[name] = _item(after[name])
        else:
            table.pop(name, None)


def _says(text: str, place: int, wanted: Mapping[str, Any]) -> bool:
    """Tell whether the text written says what was meant: tables below a table can take a line in."""
    written = tomllib.loads(text)["indicators"][place]
    return all(written.get(name) == value for name, value in wanted.items())


def _item(value: Any) -> Any:
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update({name: _item(it) for name, it in value.items()})
        return table
    if isinstance(value, list):
        listed = tomlkit.array()
        listed.extend([_item(it) for it in value])
        of_tables = any(isinstance(it, Mapping) for it in value)
        return listed.multiline(of_tables and len(value) > 1)
    return value


def _table(tables: Any, plain: Mapping[str, Any]) -> Any:
    """A new table, as the others are written: below its own head, or in braces."""
    table: Any = tomlkit.table() if isinstance(tables, AoT) else tomlkit.inline_table()
    for name, value in plain.items():
        table[name] = _item(value)
    return table


def _append(scheme: Any, name: str, plain: Mapping[str, Any]) -> None:
    if name not in scheme:
        scheme.append(name, AoT([]))
    table = _table(scheme[name], plain)
    if isinstance(scheme[name], AoT):
        table.add(tomlkit.nl())
    scheme[name].append(table)


def _aim(scheme: Any, indicator: str, aimed: Aimed) -> None:
    """Say, change or take out what helps to set the indicator's target."""
    hints = scheme.get("targets", ())
    at = next((at for at, it in enumerate(hints) if it["indicator"] == indicator), None)
    wanted = {"hint": aimed.hint, "out_of": aimed.out_of}
    said = {name: value for name, value in wanted.items() if value}
    if at is None:
        if aimed.hint:
            _append(scheme, "targets", {"indicator": indicator, **said})
    elif aimed.hint:
        stood = {name: hints[at][name] for name in wanted if name in hints[at]}
        _change(hints[at], stood, said)
    else:
        del hints[at]
