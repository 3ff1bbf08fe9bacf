"""Tables as files for other programs: CSV that spreadsheets open rightly, and XLSX.

One row of heads, one row a record, no merged cells; days are written as 2021-11-24.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bansou.commons.clock import FiscalYear

type Cell = str | int | Decimal | date | None

#: What a browser is told of a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A text that begins so would be taken for a formula by the program that opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be written out: its name, its heads and rows of as many cells."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def guarded(cell: Cell) -> Cell:
    """Put an apostrophe before a text that would be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def unguarded(text: str) -> str:
    """Take the apostrophe away again that `guarded` put there, in a list that is read back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def as_csv(table: Table) -> bytes:
    """UTF-8 with a mark at its beginning, without which Excel would misread Japanese."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """One sheet whose first row are the heads; texts are texts, whatever they begin with."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise LookupError("a new workbook has a sheet")
    sheet.title = _NOT_IN_A_SHEETS_NAME.sub("・", table.name)[:31]
    sheet.append(list(table.heads))
    for row in table.rows:
        sheet.append([printable(guarded(cell)) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def number_cell(value: int | Fraction | None) -> Cell:
    """A whole number as such, any other exactly as text (17/3); a missing one as nothing."""
    if value is None:
        return None
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else str(exact)


def printable(cell: Cell) -> Cell:
    """Leave out letters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell


def _widths(table: Table) -> Iterable[int]:
    for place, head in enumerate(table.heads):
        texts = [head, *(str(row[place] or "") for row in table.rows)]
        yield min(_WIDEST, 2 + max(2 * len(text) for text in texts))


#: So many fiscal years are offered as files, this one first.
_YEARS = 3


def years_back(today: date) -> list[FiscalYear]:
    """The fiscal years of which ledgers are written out, this one first."""
    this_year = FiscalYear.of(today).year
    return [FiscalYear(year) for year in range(this_year, this_year - _YEARS, -1)]


_KINDS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
}
FORMATS = frozenset(_KINDS)


def file_response(table: Table, form: str) -> HttpResponse:
    """Hand a table over as a file named after it.

    :param form: "csv" or "xlsx"
    """
    write, content_type = _KINDS[form]
    return named_file(write(table), content_type, f"{table.name}.{form}")


def named_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Hand over a file to be kept, under a name that may be Japanese."""
    headers: dict[str, Any] = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=content_type, headers=headers)


def kept_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Hand over a file that the browser keeps and does not run, whatever it holds."""
    response = named_file(content, media_type, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
