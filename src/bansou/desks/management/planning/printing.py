"""Writing plans as a workbook that can be printed: lists, and one sheet of paper for each name."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from bansou.desks.shared.exports import Cell, Table, guarded, printable

_LINE = Side(style="thin", color="FF999999")
_BOX = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
_WIDEST = 40
_LINE_HEIGHT = 16


@dataclass(frozen=True, slots=True)
class Paper:
    """A heading, what is said below it, and a table."""

    title: str
    notes: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def book_of(sheets: Sequence[tuple[str, Sequence[Paper]]], also: Sequence[Table] = ()) -> bytes:
    """A workbook of sheets; each paper of a sheet begins on a page of its own when it is printed.

    :param also: lists that are written after them, to be read again
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, papers in sheets:
        sheet = book.create_sheet(name)
        _set_page(sheet, max(len(paper.heads) for paper in papers))
        for number, paper in enumerate(papers):
            if number:
                sheet.row_breaks.append(Break(id=sheet.max_row))
            _write(sheet, paper)
        _set_widths(sheet, papers)
        _wrap_notes(sheet, papers)
    _add_tables(book, also)
    return _saved(book)


def tables_of(tables: Sequence[Table]) -> bytes:
    """A workbook of sheets that are to be filled in: the first row are the headings."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_tables(book, tables)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _add_tables(book: Workbook, tables: Sequence[Table]) -> None:
    for table in tables:
        sheet = book.create_sheet(table.name)
        _append(sheet, table.heads, bold=True)
        for row in table.rows:
            _append(sheet, row)
        sheet.freeze_panes = "A2"
        _set_widths(sheet, [Paper("", (), table.heads, table.rows)])


def _set_page(sheet: Any, columns: int) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if columns > 6 else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = "&A　&P／&N"


def _write(sheet: Any, paper: Paper) -> None:
    _append(sheet, [paper.title])
    sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=14)
    for note in paper.notes:
        _append(sheet, [note])
    if paper.heads:
        _append(sheet, paper.heads, bold=True, boxed=True)
    for row in paper.rows:
        _append(sheet, row, boxed=True)


def _wrap_notes(sheet: Any, papers: Sequence[Paper]) -> None:
    """Let what is said run over the whole width of its table, on as many lines as it takes."""
    row = 1
    for paper in papers:
        columns = range(1, len(paper.heads) + 1)
        width = sum(sheet.column_dimensions[get_column_letter(c)].width for c in columns)
        for number, note in enumerate(paper.notes, row + 1):
            sheet.merge_cells(
                start_row=number, end_row=number, start_column=1, end_column=columns[-1]
            )
            sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[number].height = _LINE_HEIGHT * ceil(2 * len(note) / width)
        row += 2 + len(paper.notes) + len(paper.rows)


def _append(sheet: Any, row: Sequence[Cell], *, bold: bool = False, boxed: bool = False) -> None:
    sheet.append([printable(guarded(cell)) for cell in row])
    for cell in sheet[sheet.max_row] if bold or boxed else ():
        if cell.column <= len(row):
            cell.font = Font(bold=bold)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if boxed:
                cell.border = _BOX


def _set_widths(sheet: Any, papers: Sequence[Paper]) -> None:
    for place in range(max(len(paper.heads) for paper in papers)):
        texts = [
            str(row[place] or "")
            for paper in papers
            for row in (paper.heads, *paper.rows)
            if place < len(row)
        ]
        longest = max((2 * len(line) for text in texts for line in text.split("\n")), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(_WIDEST, 2 + longest)
