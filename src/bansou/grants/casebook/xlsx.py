"""A case sheet as XLSX: a form on one page of A4 landscape whose every value is a named cell.

The form is a fine grid on which the parts stand where they stand on paper; other programs find
values by the cells' names (団体, 事業費, KPI1_目標, KPI1_実績 and so on) and never by their place.
"""

from dataclasses import replace
from fractions import Fraction

from bansou.commons.figures import MISSING, Figure
from bansou.commons.phrases import without_breaks
from bansou.grants.casebook import sheet as words
from bansou.grants.casebook.form import BAR, INK_2, TINT, WHITE, About, Form, Place, Value
from bansou.grants.casebook.plan import (
    CATCH_HEIGHT,
    GAP,
    LEFT,
    MARK_POINTS,
    MARK_WIDTH,
    SECTION_HEIGHT,
    TITLE_HEIGHT,
    TOP,
    WIDTH,
    BoxPlace,
    Plan,
    Rect,
    plan,
)
from bansou.grants.casebook.sheet import Chip, Sheet
from bansou.grants.casebook.xlsx_flow import draw_flow

_WHOLE, _TENTHS = "#,##0", "#,##0.0"
_THOUSANDS = '#,##0,"千円"'


def xlsx_of(sheet: Sheet, *, eligible_yen: int | None = None) -> bytes:
    """Fill the form in. The same sheet gives the same bytes.

    :param eligible_yen: the cost as a number; without it the cell holds the printed text
    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    """
    about = About(sheet.document_title, sheet.foot.author, sheet.foot.drawn_up_at)
    return filled(sheet, eligible_yen=eligible_yen).workbook("事例シート", about)


def filled(sheet: Sheet, *, eligible_yen: int | None = None) -> Form:
    """The form with a sheet's values in it.

    :raises bansou.grants.casebook.refusals.TextTooLong: a text doesn't fit at 8 points
    """
    places = plan(sheet)
    form = Form()
    _head(form, sheet, places, eligible_yen)
    _overview(form, sheet, places)
    _figures(form, sheet, places)
    _closing(form, sheet, places)
    return form


def _head(form: Form, sheet: Sheet, places: Plan, eligible_yen: int | None) -> None:
    bar = Rect(LEFT, TOP, WIDTH, TITLE_HEIGHT)
    ink = Place(bar, fill=BAR, colour=WHITE)
    mark = MARK_WIDTH if sheet.mark else 0.0
    title, whose, fund = 140.0 - mark, 75.0, WIDTH - 215.0
    size = min(places.title_points, 17.0)
    named = replace(ink, at=_part(bar, 0, title), name="事業名", points=size, bold=True)
    form.put(named, without_breaks(sheet.title))
    body = replace(
        ink, at=_part(bar, title, whose), name="団体", points=min(size * 0.79, 13), bold=True
    )
    form.put(replace(body, shows='General;General;General;"【"@"】"'), sheet.body)
    if sheet.mark:
        form.put(_mark(_part(bar, title + whose, mark)), sheet.mark)
    half = Rect(bar.x + title + whose + mark, bar.y, fund, bar.height / 2)
    right = replace(ink, at=half, name="交付金", across="right")
    form.put(right, sheet.fund)
    below = replace(half, y=half.y + bar.height / 2)
    form.put(replace(right, at=below, name="年度", bold=True, down="top"), sheet.year_line)
    y = TOP + TITLE_HEIGHT + GAP
    row = Rect(LEFT, y, WIDTH, CATCH_HEIGHT)
    label, cost = 40.0 if sheet.cost_label == words.COST else 54.0, 35.0
    catch = _part(row, 0, WIDTH - label - cost)
    look = Place(catch, name="見出し", points=places.catch_points, bold=True, colour=BAR)
    form.put(replace(look, shows='General;General;General;"～ "@" ～"'), sheet.catch)
    boxed = Place(_part(row, WIDTH - label - cost, label), rule=BAR, across="center", fill=TINT)
    form.put(boxed, sheet.cost_label)
    at = _part(row, WIDTH - cost, cost)
    boxed = replace(boxed, at=at, name="事業費", points=14, bold=True, fill="", shows=_THOUSANDS)
    form.put(boxed, sheet.eligible_cost if eligible_yen is None else eligible_yen)


def _mark(at: Rect) -> Place:
    """The field that says of a draft that it is one."""
    return Place(at, "状態", MARK_POINTS, True, BAR, WHITE, BAR, "thick", across="center")


def _part(row: Rect, from_left: float, width: float) -> Rect:
    return Rect(row.x + from_left, row.y, width, row.height)


def _section(form: Form, x: float, y: float, width: float, name: str) -> None:
    at = Rect(x, y, width, SECTION_HEIGHT - 1)
    form.put(Place(at, points=11, bold=True, colour=BAR), f"■ {name}")


# The overview


def _overview(form: Form, sheet: Sheet, places: Plan) -> None:
    _section(form, LEFT, places.boxes[0].frame.y - SECTION_HEIGHT, 60, words.OVERVIEW)
    # Other programs wrap a little earlier than paper does.
    points = max(8.0, places.points - 1)
    for number, place in enumerate(places.boxes, start=1):
        _box(form, place, f"項目{number}", points)
    if places.banner:
        banner = Place(
            places.banner, "まとめ", places.banner_points, bold=True, colour=WHITE, fill=BAR
        )
        form.put(replace(banner, across="center"), sheet.banner)
    for number, (box, at) in enumerate(places.sides, start=1):
        look = Place(at, f"補足{number}", 8, rule=INK_2, rule_style="dashed")
        form.put(look, f"{box.title}\n{box.text}")


def _box(form: Form, place: BoxPlace, name: str, points: float) -> None:
    box, at = place.box, place.frame
    head = Rect(at.x, at.y, at.width, place.head_height)
    chip = 15.0 if box.chip else 0.0
    look = Place(_part(head, 0, head.width - chip), f"{name}_見出し", 10.5, bold=True, fill=TINT)
    form.put(replace(look, rule=INK_2), box.heading)
    if box.chip:
        mark = Place(
            _part(head, head.width - chip, chip),
            f"{name}_区分",
            8,
            bold=True,
            rule=INK_2,
            across="center",
        )
        filled = replace(mark, fill=BAR, colour=WHITE)
        form.put(filled if box.chip is Chip.REQUIRED else mark, box.chip.label)
    note = place.note_height and place.note_height + 1
    body = Rect(at.x, at.y + head.height, at.width, at.height - head.height - note)
    form.put(Place(body, f"{name}_本文", points, rule=INK_2), box.text)
    if box.note:
        below = Rect(at.x, at.y + at.height - note, at.width, note)
        form.put(Place(below, f"{name}_注", max(8.0, points - 1), rule=INK_2), box.note)


# Figures


def _figures(form: Form, sheet: Sheet, places: Plan) -> None:
    at, y = places.kpi, places.kpi.y
    widths = _kpi_widths(at.width)
    heads = (sheet.kpi_heading, "目標", "【実績】", "単位")
    for (x, width), head, height in zip(widths, heads, places.kpi_rows[:1] * 4, strict=True):
        cell = Rect(at.x + x, y, width, height)
        across = "center" if x else "left"
        form.put(Place(cell, "", 9, True, WHITE, BAR, INK_2, across=across), head)
    y += places.kpi_rows[0]
    for number, (it, height) in enumerate(
        zip(sheet.kpi, places.kpi_rows[1:], strict=True), start=1
    ):
        cells = [Rect(at.x + x, y, width, height) for x, width in widths]
        name = f"KPI{number}"
        form.put(Place(cells[0], f"{name}_指標", 8.5, rule=INK_2), it.label)
        pair = Place(cells[1], f"{name}_目標", 13, bold=True, rule=INK_2, across="center")
        form.put(replace(pair, shows=_shown(it.target, "", "")), _number(it.target))
        actual = replace(
            pair, at=cells[2], name=f"{name}_実績", shows=_shown(it.actual, "【", "】")
        )
        form.put(actual, _number(it.actual))
        form.put(Place(cells[3], f"{name}_単位", 8.5, rule=INK_2, across="center"), it.unit)
        y += height
    if sheet.flow and places.flow:
        _section(form, at.x, places.flow.y - SECTION_HEIGHT, at.width, words.FLOW)
        draw_flow(form, sheet.flow, places.flow)


def _kpi_widths(width: float) -> list[tuple[float, float]]:
    label = width - 55.0
    return [(0.0, label), (label, 20.0), (label + 20.0, 20.0), (label + 40.0, 15.0)]


def _shown(value: Figure | None, before: str, after: str) -> str:
    """How a figure is shown; the cell itself holds the bare number."""
    number = _WHOLE if value is None or Fraction(value).denominator == 1 else _TENTHS
    if not before:
        return f"{number};{number};{number};@"
    shown = f'"{before}"{number}"{after}"'
    return f'{shown};{shown};{shown};"{before}"@"{after}"'


def _number(value: Figure | None) -> Value:
    if value is None:
        return MISSING
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)


# Closing points and foot


def _closing(form: Form, sheet: Sheet, places: Plan) -> None:
    if places.closing:
        at = places.closing
        _section(form, at.x, at.y, at.width, words.POINTS)
        body = Rect(at.x, at.y + SECTION_HEIGHT, at.width, at.height - SECTION_HEIGHT)
        points = "\n".join(f"{words.BULLET}{point}" for point in sheet.points)
        size = max(8.0, places.small - 0.5)
        form.put(Place(body, "着目したポイント", size, rule=BAR), points)
    foot, small = places.foot, Place(places.foot, points=7.5, colour=INK_2, down="bottom")
    half = foot.width / 2
    form.put(replace(small, at=_part(foot, 0, half), name="出典"), sheet.foot.source)
    at = _part(foot, half, half)
    form.put(replace(small, at=at, name="作成", across="right"), sheet.foot.drawn_up)
