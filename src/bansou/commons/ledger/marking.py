"""A copy of a ledger with the cells marked that must be put right: red, with a note that says how.

The copy of an office's own workbook keeps its looks. Of CSV files, and of workbooks too large to
be laid out in memory at once, a new workbook is written row by row. Formulas and what merely looks
like one are written as text, links to other files and programs are left out: nothing in the copy
does anything when it is opened.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import MergedCell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook as Book

from bansou.commons.ledger.files import is_workbook, read_workbook
from bansou.commons.ledger.problems import Problem
from bansou.commons.ledger.workbook import Cell, Workbook
from bansou.commons.text import clean_text

#: Laid out in memory at once a cell takes about half a kilobyte.
MOST_LAID_OUT = 200_000
#: More notes than this make spreadsheets slow; further cells are red without one.
MOST_NOTES = 2_000
RED = PatternFill("solid", fgColor="FFF4B6B6")

# What openpyxl raises on workbooks that are sound but strange to it.
_STRANGE = (ValueError, TypeError, KeyError, AttributeError, IndexError, InvalidFileException)


def marked_copy(content: bytes, name: str, problems: Sequence[Problem]) -> bytes:
    """Write the ledger again as a workbook, its problems marked and listed on a sheet of its own.

    :raises bansou.commons.errors.Refusal: the file cannot be read at all
    """
    read = read_workbook(content, name)
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    for problem in problems:
        marks[problem.sheet].setdefault(problem.cell, problem.sentence)
    book = _own_book(content, read) or _written_anew(read, marks)
    if not book.write_only:
        _mark(book, marks)
    _list(book, problems)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _own_book(content: bytes, read: Workbook) -> Book | None:
    """The office's own workbook; None where it is none, is too large or strange."""
    if not is_workbook(content):
        return None
    cells = 0
    for sheet in read.sheets.values():
        cells += sum(len(row) for _number, row in sheet.rows())
        if cells > MOST_LAID_OUT:
            return None
    try:
        return openpyxl.load_workbook(BytesIO(content), keep_vba=False, keep_links=False)
    except _STRANGE:
        return None


def _mark(book: Book, marks: Mapping[str, Mapping[str, str]]) -> None:
    notes = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, BookCell):
                    _disarm(cell)
        for address, sentence in marks.get(sheet.title, {}).items():
            if address and not isinstance(cell := sheet[address], MergedCell):
                _note(cell, sentence if notes < MOST_NOTES else "")
                notes += 1


def _disarm(cell: BookCell) -> None:
    """Turn a formula into the text that it is written with."""
    cell.hyperlink = None if cell.hyperlink and cell.hyperlink.target else cell.hyperlink
    if cell.data_type == "f":
        _write_text(cell, str(getattr(cell.value, "text", cell.value)))


def _write_text(cell: BookCell, text: str) -> None:
    cell.value = clean_text(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _note(cell: BookCell, sentence: str) -> None:
    cell.fill = RED
    if sentence:
        cell.comment = Comment(sentence, _("台帳の取込み"), width=320, height=120)


# A new workbook, row by row


def _written_anew(read: Workbook, marks: Mapping[str, Mapping[str, str]]) -> Book:
    book = Book(write_only=True)
    notes = 0
    for sheet in read.sheets.values():
        written = book.create_sheet(_sheet_title(sheet.name, book))
        here = marks.get(sheet.name, {})
        last = 0
        for number, cells in sheet.rows():
            for _blank in range(number - last - 1):
                written.append([])
            last = number
            row: list[BookCell | None] = [None] * sheet.left
            for cell in cells:
                new = _copied(written, cell)
                if cell.address in here:
                    _note(new, here[cell.address] if notes < MOST_NOTES else "")
                    notes += 1
                row.append(new)
            written.append(row)
    return book


def _copied(sheet: object, cell: Cell) -> BookCell:
    new = WriteOnlyCell(sheet)
    if isinstance(cell.value, str):
        _write_text(new, cell.value)
    else:
        new.value = cell.value
    return new


def _sheet_title(name: str, book: Book) -> str:
    """A name that a spreadsheet takes: 31 letters at most and none that it uses itself."""
    title = "".join("_" if letter in r"[]:*?/\'" else letter for letter in name)[:31] or "_"
    return title if title not in book.sheetnames else f"{title[:27]}_{len(book.sheetnames)}"


def _list(book: Book, problems: Sequence[Problem]) -> None:
    sheet = book.create_sheet(_sheet_title(_("直すところ"), book))
    for column, width in {"A": 24, "B": 32, "C": 90}.items():
        sheet.column_dimensions[column].width = width
    heads = [_listed(sheet, head) for head in (_("シート!番地"), _("見つかった値"), _("直し方"))]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for problem in problems:
        said = (problem.place, problem.found, problem.sentence)
        sheet.append([_listed(sheet, text) for text in said])


def _listed(sheet: object, text: str) -> BookCell:
    cell = WriteOnlyCell(sheet)
    _write_text(cell, text)
    return cell
