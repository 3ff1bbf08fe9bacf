"""A workbook as read: sheets of cell values with their addresses."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bansou.commons.ledger.package import Marks, UnreadableFile, inspect

type Value = str | float | int | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds the empty text."""


@dataclass(frozen=True, slots=True)
class Cell:
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
class Sheet:
    """One sheet. Rows and columns are counted from 1 as the office sees them."""

    name: str
    _sheet: CalamineSheet
    _marks: Marks = field(default_factory=Marks)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that hold anything, with their numbers."""
        left = (self._sheet.start or (0, 0))[1]
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            cells = [self._cell(number, left + i, value) for i, value in enumerate(values)]
            if any(not cell.is_blank for cell in cells):
                yield number, cells

    def _cell(self, row: int, column: int, value: Value) -> Cell:
        address = f"{column_letters(column)}{row}"
        return Cell(address, value, address in self._marks.formulas, address in self._marks.errors)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's sheets in their order, by name."""

    sheets: dict[str, Sheet]


def read_workbook(content: bytes) -> Workbook:
    """Read an xlsx workbook.

    :raises bansou.commons.errors.Refusal: one of those that `package.inspect` names
    """
    marks = inspect(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return Workbook(
            {name: Sheet(name, book.get_sheet_by_name(name), marks[name]) for name in marks}
        )
    except CalamineError as damage:
        raise UnreadableFile() from damage


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
