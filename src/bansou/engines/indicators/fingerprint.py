"""The digest of a definition: the same for as long as the same things are counted."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from bansou.engines.indicators.evaluate import CircularDefinition, UnknownDefinition, referred_to
from bansou.engines.indicators.grammar import Definition, Definitions
from bansou.engines.indicators.lists import Lists, NamedList, named

_GRAMMAR = "bansou.indicators/1"
# What a definition only says, and where it holds; none of it changes what is counted.
_WORDS = frozenset({"label", "unit", "note", "said", "version", "valid_from", "valid_to"})
# Lists whose order means nothing.
_UNORDERED = frozenset({"events", "ends_by", "start", "end", "proof", "where", "start_where"})


def definition_digest(
    definition: Definition, lists: Lists, others: Definitions | None = None
) -> str:
    """Give the SHA-256 (hex) of what is counted, in canonical JSON.

    It covers the entries of the lists and the definitions that this one refers to, but not id,
    version, years in force, label, printed unit and other words.

    :raises UnknownList: a condition names a list that was not given
    :raises UnknownDefinition: a calculation names an indicator that was not given
    :raises CircularDefinition: a calculation leads back to itself
    """
    return _Digests(lists, others or {}).digest(definition, ())


class _Digests:
    def __init__(self, lists: Lists, others: Definitions) -> None:
        self.lists = lists
        self.others = others

    def digest(self, definition: Definition, path: tuple[str, ...]) -> str:
        if definition.id in path:
            raise CircularDefinition(" > ".join([*path, definition.id]))
        digests = {
            name: self.digest(self._other(name), (*path, definition.id))
            for name in referred_to(definition)
        }
        plain = definition.model_dump(exclude_defaults=True, exclude={"id"})
        content = {"grammar": _GRAMMAR, "definition": self._canonical(plain, digests)}
        return hashlib.sha256(_json(content).encode()).hexdigest()

    def _other(self, name: str) -> Definition:
        if name not in self.others:
            raise UnknownDefinition(name)
        return self.others[name]

    def _canonical(self, value: object, digests: Mapping[str, str], key: str = "") -> object:
        """Leave out words, sort what has no order, put contents in the place of names."""
        if isinstance(value, Mapping):
            if value.get("op") == "of":
                return {"op": "of", "digest": digests[value["id"]]}
            return {k: self._canonical(v, digests, k) for k, v in value.items() if k not in _WORDS}
        if isinstance(value, tuple | list):
            items = [self._canonical(item, digests) for item in value]
            return sorted(items, key=_json) if key in _UNORDERED or key == "values" else items
        if key in ("num", "den") and isinstance(value, str):
            return digests[value]
        if key == "list" and isinstance(value, str):
            return _entries(named(self.lists, value))
        return value


def _entries(entries: NamedList) -> list[list[object]]:
    """Give the entries of a list without their labels, in an order of their own."""
    return sorted(([e.value, e.valid_from, e.valid_to] for e in entries.entries), key=_json)


def _json(value: object) -> str:
    """Write canonical JSON; a day is written apart from a text that looks like one."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day
    )


def _day(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} has no place in a definition")
