"""What a room lets an import do: one part for each kind of ledger sheet."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from bansou.commons.ledger.cells import Choices, Reader, choice
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.workbook import Value, shown

#: Begins the names of fields that a scheme adds.
EXTRA = "fields."


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a sheet may say: its name, how its cell is read, whether it must be there.

    A field with choices is read by one of their labels or values.
    """

    name: str
    read: Reader
    required: bool = False
    choices: Choices | None = None


def chosen(name: str, of: Choices, *, required: bool = False) -> Field:
    """A field that holds one of a list."""
    return Field(name, choice(of), required, of)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ledger as read: typed values by field name, and where each of them stands.

    A blank cell and a field without a column have no value. `stands` holds the values of the
    cells as they stand in the sheet, in the order of `columns`. `found` holds what the values of
    the part's references mean: the case of a case number, the member of a name. `changed` are
    the fields that say something else than at the last import; a new row has none.
    """

    sheet: str
    number: int
    key: str
    values: Mapping[str, Any]
    stands: Sequence[Value]
    columns: Mapping[str, str]
    found: dict[str, Any] = field(default_factory=dict)
    changed: frozenset[str] | None = None

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def written(self, name: str) -> str:
        """What the office wrote in the cell of a field; nothing where it has no column."""
        cells = zip(self.columns, self.stands, strict=True)
        return next((shown(value) for field, value in cells if field == name), "")

    def given(self, **defaults: Any) -> dict[str, Any]:
        """The named fields that the ledger has a column for; a blank cell gives the default.

        Of a row that was imported before only those that changed.
        """
        said = self.columns if self.changed is None else self.changed
        return {name: self.get(name, blank) for name, blank in defaults.items() if name in said}

    def extra_values(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the fields that the scheme adds: as kept, and as the row says anew."""
        said = self.columns if self.changed is None else self.changed
        new = {n.removeprefix(EXTRA): self.get(n) for n in said if n.startswith(EXTRA)}
        return {name: v for name, v in {**kept, **new}.items() if v is not None}

    def says_extra(self) -> bool:
        """Tell whether the row says anything new about the fields that the scheme adds."""
        return any(
            name.startswith(EXTRA)
            for name in (self.values if self.changed is None else self.changed)
        )

    def says_anew(self, *names: str) -> bool:
        """Tell whether the row says something about any of these that no import has seen yet."""
        said = self.values if self.changed is None else self.changed
        return any(name in said for name in names)

    def only(self, *names: str) -> "Row":
        """The row as if it said nothing but these fields."""
        return replace(self, values={n: v for n, v in self.values.items() if n in names})

    def address(self, name: str) -> str:
        """The cell of a field; without a column of its own, the cell of the row's first one."""
        column = self.columns.get(name) or next(iter(self.columns.values()))
        return column if column[-1].isdigit() else f"{column}{self.number}"

    def digests(self) -> dict[str, str]:
        """Fingerprints of what the row says, cell by cell, whatever its format in the sheet."""
        return {name: _digest(value) for name, value in self.values.items()}


_in_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


def _digest(value: Any) -> str:
    said = f'"{value}"' if isinstance(value, date) else _in_json(value)
    return sha256(said.encode()).hexdigest()[:16]


type Finder = Callable[[Any, Row], Any]


class Writer(Protocol):
    """Writes the rows of one sheet; loads once what it needs for all of them.

    `references` resolve values that name something else; they are asked before `add` or
    `change`, so that all wrong ones of a row are told at once.
    """

    @property
    def references(self) -> Mapping[str, Finder]: ...

    def add(self, row: Row) -> UUID:
        """Write a row that has not been imported before; gives the key of what it became."""

    def change(self, row: Row, subject_id: UUID) -> None:
        """Bring what an earlier import wrote to what the row says now."""


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """A kind of ledger sheet that a room can take in.

    :param key: the field whose value tells one row from another, in this and the next import
    :param also_by: further fields that rows are told apart by
    :param known_as: the field by which other sheets name a row, where that is not the key
    :param is_of_year: the office begins its numbers anew in each year's ledger
    :param refused: fields that no ledger may bring in yet, each with the sentence that says why
    :param places: fields (or, without one, codes) that refusals of the room's actions give →
        fields of this part
    :param writes_now: its rows build on one another, so that none waits to be written with others
    :param extras: what the scheme's own fields here belong to: ("case", "") or ("step", its kind)
    """

    name: str
    label: str
    fields: Sequence[Field]
    key: str
    writer: Callable[[Intake], Writer]
    also_by: Sequence[str] = ()
    known_as: str = ""
    is_of_year: bool = True
    writes_now: bool = False
    refused: Mapping[str, str | Promise] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    extras: tuple[str, str] | None = None

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)
