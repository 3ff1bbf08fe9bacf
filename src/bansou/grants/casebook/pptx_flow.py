"""The flow of support on a slide: frames, and arrows that stay with the frames when these move."""

from typing import Any

from bansou.grants.casebook.fitting import LINE_PITCH, MM_PER_POINT, descending, ems, largest
from bansou.grants.casebook.flow import Caption, Frame, Line, Part, Scale, draw
from bansou.grants.casebook.plan import Rect
from bansou.grants.casebook.sheet import Flow
from bansou.grants.casebook.slide import (
    BAR,
    INK,
    INK_2,
    TINT,
    WHITE,
    Look,
    connector,
    describe,
    frame,
    row,
    text,
    write,
)

_LOOKS = {
    Part.LEAD: Look(fill=BAR, corner=1.0),
    Part.PARTY: Look(TINT, INK, 0.9, 1.0),
    Part.ACT: Look(WHITE, INK_2, 0.5, 1.0),
}
_INKS = {Part.LEAD: WHITE, Part.PARTY: INK, Part.ACT: INK}
#: Where a connector may be glued to a rectangle.
_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)
_NEAR = 0.5


def draw_flow(shapes: Any, flow: Flow, room: Rect) -> None:
    """Draw a flow as one group, described by its sentence."""
    drawing = draw(flow)
    scale = Scale.of(drawing, room.x, room.y, room.width, room.height)
    group = shapes.add_group_shape()
    group.name = "支援の流れ（図）"
    describe(group, flow.alternative)
    drawn = [(it, _frame(group.shapes, it, scale)) for it in drawing.frames]
    for place, line in enumerate(drawing.lines):
        _arrow(group.shapes, line, scale, drawn, place)
    for caption in drawing.captions:
        _caption(group.shapes, caption, scale)


def _frame(shapes: Any, it: Frame, scale: Scale) -> Any:
    at = Rect(*scale.rect(it.x, it.y, it.width, it.height))
    shape = frame(shapes, at, _LOOKS[it.part], "".join(it.lines))
    points = _size(it.lines, at.width - 2, at.height - 0.6, it.part.points)
    bold = it.part is not Part.ACT
    lines = [
        row(line, points, bold=bold, colour=_INKS[it.part], align="center", pitch=1.25)
        for line in it.lines
    ]
    write(shape, lines, inset=(0.6, 0))
    return shape


def _size(lines: tuple[str, ...], width: float, height: float, wanted: float) -> float:
    """The largest size at which lines stay as they were broken."""

    def fits(points: float) -> bool:
        em = points * MM_PER_POINT
        return max(map(ems, lines)) * em <= width and len(lines) * em * LINE_PITCH <= height

    return largest(descending(wanted, 8, 0.5), fits) or 8.0


def _arrow(
    shapes: Any, line: Line, scale: Scale, drawn: list[tuple[Frame, Any]], place: int
) -> None:
    across = line.y1 == line.y2
    arrow = connector(
        shapes,
        scale.line(line.x1, line.y1, line.x2, line.y2),
        both_ways=line.both_ways,
        name=f"矢印{place + 1}",
    )
    start = _touching(drawn, line.x1, line.y1, _RIGHT if across else _BOTTOM)
    end = _touching(drawn, line.x2, line.y2, _LEFT if across else _TOP)
    if start is not None and not across:
        arrow.begin_connect(start, _BOTTOM)
    if end is not None and not across:
        arrow.end_connect(end, _TOP)
    # Acts stand on the line, so it lies below them.
    shapes._spTree.insert(2, arrow._element)


def _touching(drawn: list[tuple[Frame, Any]], x: float, y: float, side: int) -> Any:
    """The shape whose middle of this side is at the point; None where the line meets it elsewhere."""
    for it, shape in drawn:
        sites = {
            _TOP: (it.x + it.width / 2, it.y),
            _BOTTOM: (it.x + it.width / 2, it.y + it.height),
            _LEFT: (it.x, it.y + it.height / 2),
            _RIGHT: (it.x + it.width, it.y + it.height / 2),
        }
        if abs(sites[side][0] - x) < _NEAR and abs(sites[side][1] - y) < _NEAR:
            return shape
    return None


def _caption(shapes: Any, caption: Caption, scale: Scale) -> None:
    height = 14.0
    x, y, width, _ = scale.rect(caption.x - caption.width / 2, caption.y, caption.width, 0)
    points = _size(caption.lines, width, height, Part.ACT.points)
    lines = [row(line, points, align="center", pitch=1.25) for line in caption.lines]
    place = Rect(x, y - height, width, height)
    text(shapes, place, lines, anchor="bottom", name="".join(caption.lines))
