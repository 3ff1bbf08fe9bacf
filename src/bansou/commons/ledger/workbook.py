"""A workbook as read: sheets of cell values with their addresses. Files are read in `files.py`."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

type Value = str | float | int | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds the empty text."""


class Cell(NamedTuple):
    """One cell: its address (`C14`), its value, and whether a formula made it."""

    address: str
    value: Value
    is_formula: bool = False
    is_error: bool = False

    @property
    def is_blank(self) -> bool:
        is_empty = isinstance(self.value, str) and not self.value.strip()
        return is_empty and not self.is_formula and not self.is_error

    @property
    def text(self) -> str:
        """The value as the office sees it in the sheet."""
        return shown(self.value)


def shown(value: Value) -> str:
    """Write a cell's value: whole numbers without a point, days as 2021/11/24."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y/%m/%d %H:%M}".removesuffix(" 00:00")
    if isinstance(value, date):
        return f"{value:%Y/%m/%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Marks:
    """Addresses in one sheet of cells that hold a formula or an error value."""

    formulas: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """Cells merged into one; rows counted from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows and columns are counted from 1 as the office sees them.

    :param values: gives every row from the first on, each time it is called
    :param left: the column in which these rows begin, counted from 0
    """

    name: str
    values: Callable[[], Iterable[Sequence[Value]]]
    left: int = 0
    marks: Marks = Marks()
    spans: tuple[Span, ...] = ()

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that hold anything, with their numbers."""
        letters: list[str] = []
        for number, values in enumerate(self.values(), 1):
            while len(letters) < len(values):
                letters.append(column_letters(self.left + len(letters)))
            cells = [
                self._cell(f"{column}{number}", value)
                for column, value in zip(letters, values, strict=False)
            ]
            if any(not cell.is_blank for cell in cells):
                yield number, cells

    def span_at(self, row: int, column: int) -> Span | None:
        """The merged cells that a place belongs to; the column counted within the rows."""
        place = self.left + column
        return next((span for span in self.spans if span.covers(row, place)), None)

    def _cell(self, address: str, value: Value) -> Cell:
        return Cell(address, value, address in self.marks.formulas, address in self.marks.errors)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's sheets in their order, by name."""

    sheets: dict[str, Sheet]


def folded(text: str) -> str:
    """A heading, name or number as they are compared: no width, case, spaces or line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def column_letters(column: int) -> str:
    """Letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
