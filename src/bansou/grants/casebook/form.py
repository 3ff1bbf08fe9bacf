"""A form as a workbook: one page of A4 landscape on a fine grid, whose values are named cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from bansou.grants.casebook.packing import packed
from bansou.grants.casebook.plan import LEFT, TOP, WIDTH, Rect

TYPEFACE = "BIZ UDPGothic"
BAR, TINT, INK, INK_2, WHITE = "FF00118F", "FFE8F1FE", "FF1A1A1A", "FF4D4D4D", "FFFFFFFF"
COLUMN, ROW = 3.1, 2.0
COLUMNS, ROWS = round(WIDTH / COLUMN), 98
#: A column of three millimetres, in the widths of a digit of Calibri, by which a new workbook
#: counts wherever it is opened.
_COLUMN_WIDTH = 1.6
_ROW_POINTS = ROW * 72 / 25.4
type Value = str | int | float


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the form: where it stands, what it is called, and how it looks."""

    at: Rect
    name: str = ""
    points: float = 9.0
    bold: bool = False
    colour: str = INK
    fill: str = ""
    rule: str = ""
    rule_style: str = "thin"
    across: str = "left"
    down: str = "center"
    shows: str = "General"
    indent: int = 1


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    written_at: datetime


@dataclass(slots=True)
class Form:
    """The form's fields with what is written into them, and strokes between them."""

    places: list[tuple[Place, Value]] = field(default_factory=list)
    strokes: list[tuple[float, float, float]] = field(default_factory=list)

    def put(self, place: Place, value: Value = "") -> None:
        """Add a field; where there is nothing to write it stays empty."""
        self.places.append((place, value))

    def stroke(self, x: float, y1: float, y2: float) -> None:
        """Add an upright line; it is drawn where no field stands."""
        self.strokes.append((x, y1, y2))

    def workbook(self, title: str, about: About) -> bytes:
        """The form filled in. The same form gives the same bytes."""
        book = Workbook()
        page = book.active
        if page is None:
            raise LookupError("a new workbook has a sheet")
        page.title = title
        _set_up(page)
        taken: set[tuple[int, int]] = set()
        for place, value in self.places:
            cell = _laid(page, place, taken)
            if value != "":
                _fill(cell, value)
            if place.name:
                address = f"'{title}'!${cell.column_letter}${cell.row}"
                book.defined_names[place.name] = DefinedName(place.name, attr_text=address)
        for stroke in self.strokes:
            _draw(page, stroke, taken)
        book.properties.title, book.properties.creator = about.title, about.author
        book.properties.language = "ja"
        content = BytesIO()
        book.save(content)
        return packed(content.getvalue(), about.written_at)


def _set_up(page: Any) -> None:
    """A4 landscape on one page, with the grid that the form stands on."""
    for column in range(1, COLUMNS + 1):
        page.column_dimensions[get_column_letter(column)].width = _COLUMN_WIDTH
    for row in range(1, ROWS + 1):
        page.row_dimensions[row].height = _ROW_POINTS
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr.fitToPage = True
    margins = page.page_margins
    margins.left = margins.right = LEFT / 25.4
    margins.top, margins.bottom, margins.header, margins.footer = TOP / 25.4, 6 / 25.4, 0, 0
    page.print_options.horizontalCentered = True
    page.print_area = f"A1:{get_column_letter(COLUMNS)}{ROWS}"


def _laid(page: Any, place: Place, taken: set[tuple[int, int]]) -> Any:
    """Merge the cells on which a field stands; gives the first of them.

    :raises ValueError: another field stands there, which a program would call damage
    """
    cells = list(_cells(place.at))
    if not taken.isdisjoint(cells):
        raise ValueError(f"two fields on the same cells: {place}")
    taken.update(cells)
    (first_row, first_column), (last_row, last_column) = cells[0], cells[-1]
    cell = page.cell(first_row, first_column)
    if place.fill:
        cell.fill = PatternFill("solid", fgColor=place.fill)
    if place.rule:
        edge = Side(style=place.rule_style, color=place.rule)
        cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    if len(cells) > 1:
        # The first cell's look becomes that of all; its rules go round them.
        page.merge_cells(None, first_row, first_column, last_row, last_column)
    cell.font = Font(name=TYPEFACE, size=place.points, bold=place.bold, color=place.colour)
    indent = 0 if place.across == "center" else place.indent
    cell.alignment = Alignment(
        horizontal=place.across, vertical=place.down, wrap_text=True, indent=indent
    )
    cell.number_format = place.shows
    return cell


def _cells(at: Rect) -> Iterable[tuple[int, int]]:
    first_column, last_column = _span(at.x - LEFT, at.width, COLUMN, COLUMNS)
    first_row, last_row = _span(at.y - TOP, at.height, ROW, ROWS)
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            yield row, column


def _span(start: float, length: float, step: float, most: int) -> tuple[int, int]:
    """The first and the last line of the grid that a length takes, counted from one."""
    first = min(max(round(start / step), 0), most - 1)
    last = max(first + 1, round((start + length) / step))
    return first + 1, min(last, most)


def _draw(page: Any, stroke: tuple[float, float, float], taken: set[tuple[int, int]]) -> None:
    """Draw an upright line as the left edge of cells that no field takes."""
    x, y1, y2 = stroke
    for row, column in _cells(Rect(x, y1, COLUMN, y2 - y1)):
        if (row, column) not in taken:
            page.cell(row, column).border = Border(left=Side(style="thick", color=INK))


def _fill(cell: Any, value: Value) -> None:
    cell.value = value
    if isinstance(value, str):
        # A text is a text, whatever it begins with: never a formula.
        cell.data_type = "s"
