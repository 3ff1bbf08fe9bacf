"""Blank files to fill in, with a sheet that says how."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font

from bansou.desks.management.pairs.columns import Column
from bansou.desks.management.pairs.tables import GUIDE
from bansou.desks.shared.exports import Table, as_csv, as_xlsx


def blank(name: str, columns: Sequence[Column], *, is_csv: bool) -> bytes:
    """A table with heads alone; a workbook also says how each column is filled in."""
    table = Table(name, [one.head for one in columns], [])
    if is_csv:
        return as_csv(table)
    book = load_workbook(BytesIO(as_xlsx(table)))
    guide = book.create_sheet(GUIDE)
    for row in (("列", "書き方"), *((one.head, one.hint) for one in columns)):
        guide.append(row)
    for cell in guide[1]:
        cell.font = Font(bold=True)
    for (cell,) in guide.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 22, 90
    content = BytesIO()
    book.save(content)
    return content.getvalue()
