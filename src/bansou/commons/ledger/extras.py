"""The fields that a municipality adds in its scheme, as columns of its ledgers: `fields.KEY`."""

from collections.abc import Iterator
from typing import Any

from bansou.commons.ledger.cells import Choices, Option, Reader, Setting, day, text, yes_no
from bansou.commons.ledger.parts import EXTRA, Field, LedgerPart
from bansou.commons.ledger.refusals import UnfitExtra
from bansou.commons.ledger.workbook import Cell
from bansou.schemes.fields import read_fields
from bansou.schemes.shape import ExtraField, Scheme


def extra_fields(part: LedgerPart, scheme: Scheme) -> Iterator[Field]:
    """What the scheme adds to the records of this part."""
    if part.extras is not None:
        for extra in scheme.fields_of(*part.extras):
            choices = _choices(extra) if extra.choices else None
            yield Field(f"{EXTRA}{extra.key}", _reader(extra), extra.required, choices)


def _reader(extra: ExtraField) -> Reader:
    def read(cell: Cell, setting: Setting) -> Any:
        typed = _typed(extra, cell, setting)
        found = read_fields([extra], {extra.key: typed})
        if found.problems:
            raise UnfitExtra(sentence=found.problems[extra.key])
        return found.values[extra.key]

    return read


def _typed(extra: ExtraField, cell: Cell, setting: Setting) -> str:
    """The cell as a form would have it: ledgers write days and marks in more ways."""
    if extra.type == "date":
        return str(day(cell, setting).isoformat())
    if extra.type == "yes_no":
        return "はい" if yes_no(cell, setting) else "いいえ"
    written: str = text(10_000)(cell, setting)
    return written


def _choices(extra: ExtraField) -> Choices:
    return lambda _scheme: [Option(c.key, c.label, c.spellings) for c in extra.choices]
