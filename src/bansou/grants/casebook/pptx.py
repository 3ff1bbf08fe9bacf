"""A case sheet as PPTX: one slide of A4 landscape with text boxes, a table and a drawn flow.

Everything on it can be edited: there is no picture, and every letter is text.
"""

from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Mm

from bansou.grants.casebook import sheet as words
from bansou.grants.casebook.fitting import LINE_PITCH
from bansou.grants.casebook.packing import packed
from bansou.grants.casebook.plan import (
    BOX_PAD_X,
    BOX_PAD_Y,
    CATCH_HEIGHT,
    CELL_X,
    CELL_Y,
    CHIP_HEIGHT,
    CHIP_WIDTH,
    GAP,
    LABEL_PITCH,
    LABEL_POINTS,
    LEFT,
    MARK_POINTS,
    PAIR_POINTS,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    SECTION_HEIGHT,
    TITLE_HEIGHT,
    TOP,
    UNIT_POINTS,
    WIDTH,
    BoxPlace,
    Plan,
    Rect,
    head_points,
    head_room,
    plan,
)
from bansou.grants.casebook.pptx_flow import draw_flow
from bansou.grants.casebook.sheet import Chip, Sheet, SideBox
from bansou.grants.casebook.slide import (
    BAR,
    INK,
    INK_2,
    TINT,
    WHITE,
    Look,
    Row,
    Run,
    frame,
    grid,
    row,
    text,
    write,
    write_cell,
)

_TITLE_ONLY = 5
_CORNER = 1.0
_SECTION_MARK = 4.0


def pptx_of(sheet: Sheet) -> bytes:
    """Draw a sheet. The same sheet gives the same bytes.

    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    """
    places = plan(sheet)
    presentation = _presentation(sheet)
    slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
    shapes = slide.shapes
    _title_bar(shapes, sheet, places)
    _catch_row(shapes, sheet, places)
    _overview(shapes, sheet, places)
    _figures(shapes, sheet, places)
    _closing(shapes, sheet, places)
    _foot(shapes, sheet, places.foot)
    content = BytesIO()
    presentation.save(content)
    return packed(content.getvalue(), sheet.foot.drawn_up_at)


def _presentation(sheet: Sheet) -> Any:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Mm(PAPER_WIDTH), Mm(PAPER_HEIGHT)
    del presentation.element.sldSz.attrib["type"]
    about = presentation.core_properties
    about.title, about.author, about.language = sheet.document_title, sheet.foot.author, "ja"
    about.last_modified_by, about.revision = sheet.foot.author, 1
    about.created = about.modified = sheet.foot.drawn_up_at.replace(tzinfo=None)
    return presentation


def _title_bar(shapes: Any, sheet: Sheet, places: Plan) -> None:
    frame(shapes, Rect(LEFT, TOP, WIDTH, TITLE_HEIGHT), Look(fill=BAR, corner=1.2), "題名の帯")
    title = shapes.title
    # The title is the slide's own, so that outlines and screen readers find it; above the bar.
    shapes._spTree.append(title._element)
    title.left, title.top = Mm(LEFT + 5), Mm(TOP)
    until = (places.mark or places.grant).x
    title.width, title.height = Mm(until - LEFT - 5), Mm(TITLE_HEIGHT)
    points = places.title_points
    *first, last = (Run(part, points, bold=True, colour=WHITE) for part in places.title)
    whose = Run(f"【{sheet.body}】", round(points * 0.79, 1), bold=True, colour=WHITE)
    rows = [(run,) for run in first]
    write(title, [Row(runs, pitch=1.1) for runs in (*rows, (last, whose))])
    if places.mark:
        mark = frame(shapes, places.mark, Look(WHITE, corner=0.8), sheet.mark)
        write(mark, [row(sheet.mark, MARK_POINTS, bold=True, colour=BAR, align="center")])
    lines = [
        row(sheet.fund, 9, colour=WHITE, align="right"),
        row(sheet.year_line, 10, bold=True, colour=WHITE, align="right"),
    ]
    text(shapes, places.grant, lines, anchor="middle", name="交付金と年度")


def _catch_row(shapes: Any, sheet: Sheet, places: Plan) -> None:
    y = TOP + TITLE_HEIGHT + GAP
    label_width, cost_width = places.cost_widths
    x = LEFT + WIDTH - label_width - cost_width
    catch = Rect(LEFT, y, x - LEFT - 3, CATCH_HEIGHT)
    line = row(f"～ {sheet.catch} ～", places.catch_points, bold=True, colour=BAR)
    text(shapes, catch, [line], anchor="middle", name=words.CATCH)
    label = frame(
        shapes,
        Rect(x, y, label_width, CATCH_HEIGHT),
        Look(TINT, BAR, 0.7),
        f"{sheet.cost_label}（見出し）",
    )
    write(label, [row(sheet.cost_label, 10, align="center")])
    cost = frame(
        shapes,
        Rect(x + label_width, y, cost_width, CATCH_HEIGHT),
        Look(WHITE, BAR, 0.7),
        sheet.cost_label,
    )
    write(cost, [row(sheet.eligible_cost, 14, bold=True, align="center")])


def _section(shapes: Any, x: float, y: float, width: float, name: str) -> None:
    mark = Rect(x, y, 1.3, _SECTION_MARK)
    frame(shapes, mark, Look(fill=BAR), f"{name}（印）")
    place = Rect(x + 3.3, y - 1, width - 3.3, _SECTION_MARK + 2)
    text(shapes, place, [row(name, 11, bold=True, colour=BAR)], anchor="middle", name=name)


# The overview


def _overview(shapes: Any, sheet: Sheet, places: Plan) -> None:
    top = places.boxes[0].frame.y - SECTION_HEIGHT
    _section(shapes, LEFT, top, 60, words.OVERVIEW)
    for place in places.boxes:
        _box(shapes, place, places)
    if places.banner:
        banner = frame(shapes, places.banner, Look(fill=BAR, corner=_CORNER), words.BANNER)
        write(
            banner,
            [row(sheet.banner, places.banner_points, bold=True, colour=WHITE, align="center")],
        )
    for box, at in places.sides:
        _side_box(shapes, box, at, places.side_points)


def _box(shapes: Any, place: BoxPlace, places: Plan) -> None:
    box, at = place.box, place.frame
    frame(shapes, at, Look(WHITE, INK_2), f"{box.heading}（枠）")
    head = Rect(at.x, at.y, at.width, place.head_height)
    size = head_points(box, at.width)
    heading = frame(shapes, head, Look(TINT, INK_2), f"{box.heading}（見出し）")
    write(heading, [row(box.heading, size, bold=True)], inset=(BOX_PAD_X, 0))
    if box.chip:
        heading.text_frame.margin_right = Mm(at.width - BOX_PAD_X - head_room(box, at.width))
        _chip(shapes, box.chip, head)
    rows = [
        row(it.text, places.points, bullet=it.is_bullet, before=0 if first else 1.7)
        for first, it in ((n == 0, it) for n, it in enumerate(box.paragraphs))
    ]
    body = Rect(at.x, at.y + head.height, at.width, at.height - head.height - place.note_height)
    text(shapes, body, rows, inset=(BOX_PAD_X, BOX_PAD_Y), name=box.heading)
    if box.note:
        note = Rect(at.x, at.y + at.height - place.note_height, at.width, place.note_height)
        text(
            shapes,
            note,
            [row(box.note, places.small)],
            anchor="middle",
            inset=(BOX_PAD_X, 0),
            name=f"{box.heading}（注）",
        )


def _chip(shapes: Any, chip: Chip, head: Rect) -> None:
    """A required part differs by its filling, so that it differs in grey too."""
    filled = chip is Chip.REQUIRED
    x = head.x + head.width - BOX_PAD_X - CHIP_WIDTH
    at = Rect(x, head.y + (head.height - CHIP_HEIGHT) / 2, CHIP_WIDTH, CHIP_HEIGHT)
    look = Look(BAR if filled else WHITE, BAR if filled else INK, 0.7, 0.8)
    drawn = frame(shapes, at, look, chip.label)
    colour = WHITE if filled else INK
    write(drawn, [row(chip.label, 8, bold=True, colour=colour, align="center")])


def _side_box(shapes: Any, box: SideBox, at: Rect, points: float) -> None:
    drawn = frame(shapes, at, Look(WHITE, INK_2, 0.7, _CORNER, dashed=True), box.title)
    rows = [row(box.title, points + 0.5, bold=True, pitch=1.25)]
    rows += [row(line, points, pitch=1.25) for line in box.lines]
    write(drawn, rows, anchor="top", inset=(2.6, 2))


# Figures, closing points, foot


def _figures(shapes: Any, sheet: Sheet, places: Plan) -> None:
    at, pair = places.kpi, places.pair_width
    if sheet.kpi:
        table = grid(shapes, at, (at.width - pair, pair), places.kpi_rows, sheet.kpi_heading)
        for column, head in enumerate((sheet.kpi_heading, words.PAIRS)):
            align = "center" if column else "left"
            lines = [row(head, LABEL_POINTS, bold=True, colour=WHITE, align=align, pitch=1.2)]
            write_cell(table.cell(0, column), lines, inset=(CELL_X, CELL_Y / 2), fill=BAR)
        for number, it in enumerate(sheet.kpi, start=1):
            label = row(it.label, LABEL_POINTS, pitch=LABEL_PITCH)
            runs = (Run(it.pair, PAIR_POINTS, bold=True), Run(f" {it.unit}", UNIT_POINTS))
            inset = (CELL_X, CELL_Y / 2)
            write_cell(table.cell(number, 0), [label], inset=inset, fill=WHITE)
            line = Row(runs, align="center", pitch=1.2)
            write_cell(table.cell(number, 1), [line], inset=inset, fill=WHITE)
    if sheet.flow and places.flow:
        _section(shapes, at.x, places.flow.y - SECTION_HEIGHT, at.width, words.FLOW)
        draw_flow(shapes, sheet.flow, places.flow)


def _closing(shapes: Any, sheet: Sheet, places: Plan) -> None:
    at = places.closing
    if at is None:
        return
    frame(shapes, at, Look(WHITE, BAR, 0.7, _CORNER), f"{words.POINTS}（枠）")
    _section(shapes, at.x + 4, at.y + 2.2, at.width - 8, words.POINTS)
    rows = [row(point, places.small, bullet=True, pitch=LINE_PITCH) for point in sheet.points]
    body = Rect(at.x, at.y + SECTION_HEIGHT + 1, at.width, at.height - SECTION_HEIGHT - 1)
    text(shapes, body, rows, inset=(4, 0.4), name=f"{words.POINTS}（文）")


def _foot(shapes: Any, sheet: Sheet, at: Rect) -> None:
    for line, align in ((sheet.foot.source, "left"), (sheet.foot.drawn_up, "right")):
        x = at.x if align == "left" else at.x + at.width / 2
        place = Rect(x, at.y, at.width / 2, at.height)
        rows = [row(line, 7.5, colour=INK_2, align=align, pitch=1.2)]
        text(shapes, place, rows, anchor="bottom", name="脚注")
