"""A mapping suggested from the headings of an office's ledger, and written as its TOML.

Headings are compared with the words of `field_words.py` by the letter pairs that they share
(Sørensen–Dice); what the office said at an earlier import comes first.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from bansou.commons.ledger.headings import HEADER_WITHIN_ROWS, Header, find_header, headers_of
from bansou.commons.ledger.mapping import Mapping as LedgerMapping
from bansou.commons.ledger.mapping import SheetMapping
from bansou.commons.ledger.parts import LedgerPart
from bansou.commons.ledger.workbook import Sheet, Workbook, folded
from bansou.commons.text import bigrams
from bansou.desks.manager.field_words import FIELD_WORDS
from bansou.desks.manager.imports import PARTS
from bansou.programmes.ledger import PROGRAMME

#: Headings that share less of their letter pairs are not taken for one another.
ALIKE = 0.6
#: A ledger is suggested where at least this many of its fields were found.
FEWEST_FIELDS = 2
_EXAMPLES_WITHIN = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its heading, the first thing written in it, and the field it is."""

    heading: str
    example: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet of the workbook as it may be mapped; without a ledger it is not read."""

    name: str
    ledger: str
    layout: str
    columns: tuple[Column, ...]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def draft(
    book: Workbook, remembered: LedgerMapping | None, chosen: Mapping[str, str] | None = None
) -> list[SheetDraft]:
    """A draft of each sheet: as remembered, else as its headings suggest.

    :param chosen: ledgers that somebody has chosen, by sheet; "" for one that is not read
    """
    known = {folded(sheet.name): sheet for sheet in (remembered.sheets if remembered else ())}
    return [
        _draft_of(sheet, known.get(folded(name)), chosen.get(name) if chosen else None)
        for name, sheet in book.sheets.items()
    ]


def _draft_of(sheet: Sheet, known: SheetMapping | None, chosen: str | None) -> SheetDraft:
    if known and chosen in (None, known.ledger):
        return _as_remembered(sheet, known)
    parts = [part for part in PARTS if chosen in (None, part.name)]
    fitted = [_fitted(sheet, part) for part in parts]
    score, best = max(fitted, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or (chosen is None and score < FEWEST_FIELDS):
        return SheetDraft(sheet.name, "", "rows", _columns(_header(sheet, ()), sheet))
    return best


def _as_remembered(sheet: Sheet, known: SheetMapping) -> SheetDraft:
    said = {folded(heading): name for heading, name in known.columns.items()}
    ignored = {folded(heading) for heading in known.ignored}
    columns = _pairs(sheet) if known.layout == "pairs" else _columns(_header(sheet, said), sheet)
    part = next(part for part in PARTS if part.name == known.ledger)
    placed = tuple(
        Column(one.heading, one.example, said.get(folded(one.heading), "")) for one in columns
    )
    left = {one.heading for one in placed if not one.field and folded(one.heading) not in ignored}
    taken = {one.field for one in placed}
    suggested = suggest([one.heading for one in placed if one.heading in left], part, taken)
    return SheetDraft(
        sheet.name,
        known.ledger,
        known.layout,
        tuple(
            Column(one.heading, one.example, one.field or suggested.get(one.heading, ""))
            for one in placed
        ),
        known.values,
    )


def _fitted(sheet: Sheet, part: LedgerPart) -> tuple[float, SheetDraft]:
    """How well a sheet is this ledger, and its draft as that."""
    layout = "pairs" if part is PROGRAMME else "rows"
    words = {folded(word) for one in _words(part).values() for word in one}
    columns = _pairs(sheet) if layout == "pairs" else _columns(_header(sheet, words), sheet)
    suggested = suggest([column.heading for column in columns], part)
    placed = tuple(
        Column(one.heading, one.example, suggested.get(one.heading, "")) for one in columns
    )
    found = {column.field for column in placed if column.field}
    needed = {one.name for one in part.fields if one.required} | {part.key}
    score = len(found) - 2 * len(needed - found) + 4 * likeness(sheet.name, part.label)
    return score, SheetDraft(sheet.name, part.name, layout, placed)


def suggest(headings: Sequence[str], part: LedgerPart, taken: Iterable[str] = ()) -> dict[str, str]:
    """Fields of a ledger for the headings, the likeliest pair first, each at most once."""
    pairs = [
        (max(likeness(heading, word) for word in words), -place, heading, name)
        for place, (name, words) in enumerate(_words(part).items())
        for heading in headings
    ]
    fields: dict[str, str] = {}
    used = set(taken)
    for alike, _place, heading, name in sorted(pairs, key=lambda it: it[:2], reverse=True):
        if alike >= ALIKE and heading not in fields and name not in used:
            fields[heading] = name
            used.add(name)
    return fields


@cache
def likeness(one: str, other: str) -> float:
    """How alike two headings are, from 0 to 1: the share of letter pairs they have in common."""
    left, right = folded(one), folded(other)
    if left == right:
        return 1.0
    pairs, others = set(bigrams(left)), set(bigrams(right))
    total = len(pairs) + len(others)
    return 2 * len(pairs & others) / total if total else 0.0


def _words(part: LedgerPart) -> dict[str, list[str]]:
    known = FIELD_WORDS[part.name]
    return {one.name: known[one.name].split(" ") for one in part.fields if one.name in known}


def _header(sheet: Sheet, words: Iterable[str]) -> Header | None:
    """The row of headings: with most of the words, else the first with several texts."""
    first = (header for header in headers_of(sheet) if len(header.headings) > 1)
    return find_header(sheet, set(words)) or next(first, None)


def _columns(header: Header | None, sheet: Sheet) -> tuple[Column, ...]:
    if header is None:
        return ()
    examples: dict[int, str] = {}
    below = (row for row in sheet.rows() if row[0] > header.number)
    for _number, cells in islice(below, _EXAMPLES_WITHIN):
        for heading in header.headings:
            if heading.place < len(cells) and not cells[heading.place].is_blank:
                examples.setdefault(heading.place, cells[heading.place].text)
    return tuple(
        Column(heading.text, examples.get(heading.place, "")) for heading in header.headings
    )


def _pairs(sheet: Sheet) -> tuple[Column, ...]:
    """What is called in the first filled cell of a row and said in the next."""
    columns = []
    for _number, cells in islice(sheet.rows(), HEADER_WITHIN_ROWS * 2):
        filled = [place for place, cell in enumerate(cells) if not cell.is_blank]
        if len(filled) > 1:
            columns.append(Column(cells[filled[0]].text, cells[filled[0] + 1].text))
    return tuple(columns)


def written(sheets: Iterable[SheetDraft]) -> str:
    """The mapping as the TOML that `bansou import --mapping` reads."""
    return "\n".join(line for sheet in sheets if sheet.ledger for line in _lines(sheet))


def _lines(sheet: SheetDraft) -> Iterator[str]:
    yield "[[sheets]]"
    yield f"name = {_quoted(sheet.name)}"
    yield f"ledger = {_quoted(sheet.ledger)}"
    if sheet.layout != "rows":
        yield f"layout = {_quoted(sheet.layout)}"
    ignored = [_quoted(column.heading) for column in sheet.columns if not column.field]
    if ignored:
        yield f"ignored = [{', '.join(ignored)}]"
    yield ""
    yield "[sheets.columns]"
    for column in sheet.columns:
        if column.field:
            yield f"{_quoted(column.heading)} = {_quoted(column.field)}"
    for name, words in sheet.values.items():
        if any(column.field == name for column in sheet.columns):
            yield ""
            yield f"[sheets.values.{_quoted(name)}]"
            for word, meaning in words.items():
                yield f"{_quoted(word)} = {_quoted(meaning)}"
    yield ""


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON's escapes are among its own."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
