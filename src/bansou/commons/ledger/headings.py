"""Finding the header of a sheet: one row of headings, or two where the upper one spans columns.

Under 委託期間 over 始まり and 終わり the columns are called 委託期間／始まり and 委託期間／終わり;
the lower heading alone will do where no other column has it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bansou.commons.ledger.workbook import Cell, Sheet, folded

#: Titles, notes and stamps stand above the header; further down it is looked for no more.
HEADER_WITHIN_ROWS = 30
BETWEEN = "／"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above one column: where, in which cell, and by which names it may be meant."""

    place: int
    cell: Cell
    text: str
    names: frozenset[str]

    def meant_by(self, wanted: Collection[str]) -> str | None:
        """Which of the folded names that are wanted this is; its whole name before its short one."""
        if folded(self.text) in wanted:
            return folded(self.text)
        return next((name for name in self.names if name in wanted), None)


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a sheet; entries begin below the row `number`."""

    number: int
    headings: Sequence[Heading] = field(default_factory=tuple)

    def matches(self, wanted: Collection[str]) -> int:
        return len({name for h in self.headings if (name := h.meant_by(wanted))})


def find_header(sheet: Sheet, wanted: Collection[str]) -> Header | None:
    """The header that holds most of the wanted headings (folded), of one row before one of two."""
    best: Header | None = None
    most = 0
    for header in headers_of(sheet):
        if (matches := header.matches(wanted)) > most:
            best, most = header, matches
    return best


def headers_of(sheet: Sheet) -> Iterator[Header]:
    """Every row that may be the header, alone and together with the row right above it."""
    above: tuple[int, list[Cell]] | None = None
    for number, cells in islice(sheet.rows(), HEADER_WITHIN_ROWS):
        yield _of_one_row(number, cells)
        if above and above[0] == number - 1:
            yield _of_two_rows(sheet, above[1], number, cells)
        above = number, cells


def _of_one_row(number: int, cells: Sequence[Cell]) -> Header:
    return Header(
        number,
        [
            Heading(place, cell, cell.text, frozenset({folded(cell.text)}))
            for place, cell in enumerate(cells)
            if not cell.is_blank
        ],
    )


def _of_two_rows(sheet: Sheet, upper: Sequence[Cell], number: int, lower: Sequence[Cell]) -> Header:
    heads = _spread(sheet, upper, number - 1, lower)
    short = Counter(folded(cell.text) for cell in lower)
    headings = []
    for place, (head, cell) in enumerate(zip(heads, lower, strict=True)):
        if cell.is_blank and not head:
            continue
        if cell.is_blank:
            headings.append(Heading(place, upper[place], head, frozenset({folded(head)})))
            continue
        text = f"{head}{BETWEEN}{cell.text}" if head else cell.text
        names = {folded(text)} | ({folded(cell.text)} if short[folded(cell.text)] == 1 else set())
        headings.append(Heading(place, cell, text, frozenset(names)))
    return Header(number, headings)


def _spread(
    sheet: Sheet, upper: Sequence[Cell], number: int, lower: Sequence[Cell]
) -> Sequence[str]:
    """The upper heading of each column: its own, or that of the cells it is merged with.

    A CSV does not say what was merged; there it is the one before, where something stands below
    both columns.
    """
    heads: list[str] = []
    for place, cell in enumerate(upper):
        head = "" if cell.is_blank else cell.text
        if not head and place:
            span = sheet.span_at(number, place)
            is_under = not lower[place].is_blank and not lower[place - 1].is_blank
            if span.left < sheet.left + place if span else not sheet.spans and is_under:
                head = heads[place - 1]
        heads.append(head)
    return heads
