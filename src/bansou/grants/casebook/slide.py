"""A slide drawn in millimetres: frames, texts, connectors, a table; what they look like in XML."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from bansou.grants.casebook.fitting import LINE_PITCH
from bansou.grants.casebook.plan import Rect

TYPEFACE = "BIZ UDPGothic"
BAR, TINT, INK, INK_2, WHITE = "00118F", "E8F1FE", "1A1A1A", "4D4D4D", "FFFFFF"
BULLET = "・"
#: Thin black rules, no banding: every table of an office has it.
_TABLE_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
_ANCHORS = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_ALIGNS = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one size and colour."""

    text: str
    points: float
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph; a bullet hangs."""

    runs: tuple[Run, ...]
    bullet: bool = False
    align: str = "left"
    pitch: float = LINE_PITCH
    #: Points of space before it.
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a frame looks: fill and line as colours, or none; corners in millimetres."""

    fill: str | None = None
    line: str | None = None
    line_points: float = 0.5
    corner: float = 0.0
    dashed: bool = False


def row(text: str, points: float, *, bold: bool = False, colour: str = INK, **more: Any) -> Row:
    """A paragraph of one run."""
    return Row((Run(text, points, bold, colour),), **more)


def frame(shapes: Any, place: Rect, look: Look, name: str = "") -> Any:
    """Add a rectangle without text."""
    kind = MSO_SHAPE.ROUNDED_RECTANGLE if look.corner else MSO_SHAPE.RECTANGLE
    shape = shapes.add_shape(kind, *_sides(place))
    if look.corner:
        shape.adjustments[0] = look.corner / min(place.width, place.height)
    _paint(shape, look)
    # Without the theme's style there is no shadow, and no colour but those named here.
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
    if name:
        shape.name = name
    return shape


def write(
    shape: Any,
    rows: Sequence[Row],
    *,
    anchor: str = "middle",
    inset: tuple[float, float] = (0.0, 0.0),
) -> None:
    """Fill a shape with paragraphs; its text never changes size by itself.

    :param inset: millimetres left free at the sides, and above and below
    """
    area = shape.text_frame
    area.word_wrap = True
    area.auto_size = MSO_AUTO_SIZE.NONE
    area.vertical_anchor = _ANCHORS[anchor]
    area.margin_left = area.margin_right = Mm(inset[0])
    area.margin_top = area.margin_bottom = Mm(inset[1])
    for place, line in enumerate(rows):
        _write_row(area.paragraphs[0] if place == 0 else area.add_paragraph(), line)


def text(
    shapes: Any,
    place: Rect,
    rows: Sequence[Row],
    *,
    anchor: str = "top",
    inset: tuple[float, float] = (0.0, 0.0),
    name: str = "",
) -> Any:
    """Add a text box."""
    box = shapes.add_textbox(*_sides(place))
    write(box, rows, anchor=anchor, inset=inset)
    if name:
        box.name = name
    return box


def connector(
    shapes: Any, ends: tuple[float, float, float, float], *, both_ways: bool, name: str
) -> Any:
    """Add an arrow from one point to another, with a second head if it goes both ways."""
    x1, y1, x2, y2 = map(Mm, ends)
    arrow = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x1, y1, x2, y2)
    arrow.line.color.rgb = RGBColor.from_string(INK)
    arrow.line.width = Mm(0.75)
    arrow._element.remove(arrow._element.find(qn("p:style")))
    line = arrow.line._get_or_add_ln()
    if both_ways:
        etree.SubElement(line, qn("a:headEnd"), type="triangle", w="med", len="med")
    etree.SubElement(line, qn("a:tailEnd"), type="triangle", w="med", len="med")
    arrow.name = name
    return arrow


def describe(shape: Any, sentence: str) -> None:
    """Give a shape its text alternative."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", sentence)


def grid(
    shapes: Any, place: Rect, widths: Sequence[float], heights: Sequence[float], name: str
) -> Any:
    """Add an empty table whose first row is its head."""
    kept = shapes.add_table(len(heights), len(widths), *_sides(place))
    kept.name = name
    table = kept.table
    table.horz_banding = False
    table.first_row = True
    kept._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _TABLE_GRID
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for line, height in zip(table.rows, heights, strict=True):
        line.height = Mm(height)
    return table


def write_cell(cell: Any, rows: Sequence[Row], *, inset: tuple[float, float], fill: str) -> None:
    """Fill a cell of a table."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Mm(inset[0])
    cell.margin_top = cell.margin_bottom = Mm(inset[1])
    for place, line in enumerate(rows):
        area = cell.text_frame
        _write_row(area.paragraphs[0] if place == 0 else area.add_paragraph(), line)


def _write_row(paragraph: Any, line: Row) -> None:
    paragraph.alignment = _ALIGNS[line.align]
    paragraph.line_spacing = line.pitch / 1.2
    paragraph.space_before = Pt(line.before)
    for run in line.runs:
        _write_run(paragraph.add_run(), run)
    settings = paragraph._p.get_or_add_pPr()
    if line.bullet:
        hang = str(Pt(line.runs[0].points))
        settings.set("marL", hang)
        settings.set("indent", f"-{hang}")
        etree.SubElement(settings, qn("a:buFont"), typeface=TYPEFACE)
        etree.SubElement(settings, qn("a:buChar"), char=BULLET)
    else:
        etree.SubElement(settings, qn("a:buNone"))


def _write_run(drawn: Any, run: Run) -> None:
    drawn.text = run.text
    drawn.font.size = Pt(run.points)
    drawn.font.bold = run.bold
    drawn.font.color.rgb = RGBColor.from_string(run.colour)
    settings = drawn._r.get_or_add_rPr()
    settings.set("lang", "ja-JP")
    for script in ("latin", "ea", "cs"):
        etree.SubElement(settings, qn(f"a:{script}"), typeface=TYPEFACE)


def _paint(shape: Any, look: Look) -> None:
    if look.fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(look.fill)
    else:
        shape.fill.background()
    if look.line:
        shape.line.color.rgb = RGBColor.from_string(look.line)
        shape.line.width = Pt(look.line_points)
        if look.dashed:
            shape.line.dash_style = MSO_LINE.DASH
    else:
        shape.line.fill.background()


def _sides(place: Rect) -> tuple[Mm, Mm, Mm, Mm]:
    return Mm(place.x), Mm(place.y), Mm(place.width), Mm(place.height)
