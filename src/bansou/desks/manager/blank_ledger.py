"""A blank workbook with a sheet for each ledger, its columns called as the importer knows them.

Whoever has no ledger yet begins with it; whoever has one sees which columns can be read.
"""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bansou.commons.ledger.cells import day, day_in_year, time_of_day
from bansou.commons.ledger.extras import extra_fields
from bansou.commons.ledger.parts import EXTRA, Field, LedgerPart
from bansou.commons.organisations.models import Organisation
from bansou.desks.manager.field_words import field_label
from bansou.desks.manager.imports import PARTS
from bansou.programmes.ledger import PROGRAMME
from bansou.schemes.shape import Scheme

_HEADER_ROW, _ROWS = 3, 500
_LINE = Side(style="thin", color="999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NEEDED = PatternFill("solid", fgColor="C5D7EC")
_OPTIONAL = PatternFill("solid", fgColor="F1F4F8")
#: Spreadsheets take no longer list of choices within a cell's rule.
_LONGEST_CHOICES = 255
#: What would otherwise be turned into a day or lose its zeros stays as it is typed.
_AS_TYPED = "@"


def blank_ledger(scheme: Scheme, body: Organisation) -> bytes:
    """The workbook for a scheme; ledgers that nothing of the scheme could stand in are left out."""
    book = Workbook()
    del book["Sheet"]
    for part in PARTS:
        if not _has_place(part, scheme):
            continue
        sheet = book.create_sheet(part.label)
        sheet["A1"] = f"{scheme.title}　{part.label}"
        sheet["A1"].font = Font(bold=True, size=14)
        sheet["A2"] = _("色の濃い見出しは必ず書きます。使わない列とシートは、消してかまいません。")
        if part is PROGRAMME:
            _write_pairs(sheet, part, {"lg_code": body.lg_code, "name": scheme.title})
        else:
            _write_heads(sheet, part, scheme)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _has_place(part: LedgerPart, scheme: Scheme) -> bool:
    """Tell whether the scheme has something to choose wherever the ledger must."""
    return all(list(it.choices(scheme)) for it in part.fields if it.required and it.choices)


def _write_heads(sheet: Worksheet, part: LedgerPart, scheme: Scheme) -> None:
    for column, field in enumerate((*part.fields, *extra_fields(part, scheme)), 1):
        letter = get_column_letter(column)
        _write_head(
            sheet, _HEADER_ROW, column, _called(part, field, scheme), _is_needed(part, field)
        )
        sheet.column_dimensions[letter].width = 18
        sheet.column_dimensions[letter].number_format = _format(field)
        labels = [option.label for option in field.choices(scheme)] if field.choices else []
        _offer(sheet, f"{letter}{_HEADER_ROW + 1}:{letter}{_HEADER_ROW + _ROWS}", labels)
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, 1)


def _write_pairs(sheet: Worksheet, part: LedgerPart, known: dict[str, str]) -> None:
    """One thing in each row: what it is called, and beside it what is said."""
    for column, head in enumerate((_("項目"), _("内容")), 1):
        _write_head(sheet, _HEADER_ROW, column, head, needed=False)
        sheet.column_dimensions[get_column_letter(column)].width = 36
    for row, field in enumerate(part.fields, _HEADER_ROW + 1):
        called = field_label(part.name, field.name)
        _write_head(sheet, row, 1, called, _is_needed(part, field))
        cell = sheet.cell(row, 2, known.get(field.name))
        cell.border, cell.number_format = _GRID, _format(field)


def _write_head(sheet: Worksheet, row: int, column: int, text: str, needed: bool) -> None:
    cell = sheet.cell(row, column, text)
    cell.font, cell.border = Font(bold=needed), _GRID
    cell.fill = _NEEDED if needed else _OPTIONAL
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _called(part: LedgerPart, field: Field, scheme: Scheme) -> str:
    """The column's heading; one that the scheme adds is called as the scheme says."""
    if part.extras is not None and field.name.startswith(EXTRA):
        labels = {f"{EXTRA}{it.key}": it.label for it in scheme.fields_of(*part.extras)}
        return labels[field.name]
    return field_label(part.name, field.name)


def _is_needed(part: LedgerPart, field: Field) -> bool:
    return field.required or field.name == part.key


def _format(field: Field) -> str:
    if field.read in (day, day_in_year):
        return "yyyy/m/d"
    return "h:mm" if field.read is time_of_day else _AS_TYPED


def _offer(sheet: Worksheet, cells: str, labels: Sequence[str]) -> None:
    """Offer the choices in the cells; something else may be written all the same."""
    listed = ",".join(labels)
    if not labels or len(listed) > _LONGEST_CHOICES or any('"' in it or "," in it for it in labels):
        return
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    rule.showErrorMessage = False
    rule.add(cells)
    sheet.add_data_validation(rule)
