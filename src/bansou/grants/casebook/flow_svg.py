"""The flow of support as inline SVG, coloured by classes only, since a page has no inline style."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bansou.grants.casebook.fitting import MM_PER_POINT
from bansou.grants.casebook.flow import (
    LINE_PITCH,
    Caption,
    Frame,
    Line,
    Part,
    draw,
)
from bansou.grants.casebook.sheet import Flow

HEAD_LENGTH, HEAD_HALF = 3.6, 1.8


def svg(flow: Flow, *, key: str = "flow") -> SafeString:
    """The flow as inline SVG with title and description; `key` makes its ids unique on a page."""
    drawing = draw(flow)
    return format_html(
        '<svg class="flow-drawing" viewBox="-0.5 -0.5 {} {}" preserveAspectRatio="xMidYMin" role="img"'
        ' aria-labelledby="{}-title {}-description">'
        '<title id="{}-title">支援の流れ</title><desc id="{}-description">{}</desc>{}{}{}</svg>',
        *(_number(drawing.width + 1), _number(drawing.height + 1), key, key, key, key),
        flow.alternative,
        format_html_join("", "{}", ((_svg_line(line),) for line in drawing.lines)),
        format_html_join("", "{}", ((_svg_frame(frame),) for frame in drawing.frames)),
        format_html_join("", "{}", ((_svg_caption(text),) for text in drawing.captions)),
    )


def _svg_line(line: Line) -> SafeString:
    ends = [(line.x1, line.y1, line.x2, line.y2)]
    if line.both_ways:
        ends.append((line.x2, line.y2, line.x1, line.y1))
    return format_html(
        '<path class="flow-line" d="M{} {}L{} {}"/>{}',
        *map(_number, _shaft(line)),
        format_html_join(
            "",
            '<polygon class="flow-head" points="{}"/>',
            ((_points(*end),) for end in ends),
        ),
    )


def _shaft(line: Line) -> tuple[float, float, float, float]:
    """The line without the room that its heads take."""
    ux, uy = _direction(line.x1, line.y1, line.x2, line.y2)
    back = HEAD_LENGTH * 0.8
    front = back if line.both_ways else 0.0
    return (
        line.x1 + ux * front,
        line.y1 + uy * front,
        line.x2 - ux * back,
        line.y2 - uy * back,
    )


def _direction(x1: float, y1: float, x2: float, y2: float) -> tuple[float, float]:
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    return (x2 - x1) / length, (y2 - y1) / length


def _points(x1: float, y1: float, x2: float, y2: float) -> str:
    ux, uy = _direction(x1, y1, x2, y2)
    foot_x, foot_y = x2 - ux * HEAD_LENGTH, y2 - uy * HEAD_LENGTH
    corners = (
        (x2, y2),
        (foot_x - uy * HEAD_HALF, foot_y + ux * HEAD_HALF),
        (foot_x + uy * HEAD_HALF, foot_y - ux * HEAD_HALF),
    )
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)


def _svg_frame(frame: Frame) -> SafeString:
    middle = frame.y + frame.height / 2
    return format_html(
        '<rect class="flow-{}" x="{}" y="{}" width="{}" height="{}" rx="1"/>{}',
        frame.part.value,
        *map(_number, (frame.x, frame.y, frame.width, frame.height)),
        _svg_text(frame.part, frame.x + frame.width / 2, middle, frame.lines),
    )


def _svg_caption(caption: Caption) -> SafeString:
    pitch = Part.ACT.points * MM_PER_POINT * LINE_PITCH
    middle = caption.y - pitch * len(caption.lines) / 2
    return _svg_text(Part.ACT, caption.x, middle, caption.lines)


def _svg_text(part: Part, x: float, middle: float, lines: tuple[str, ...]) -> SafeString:
    """Lines of text around a middle; a glyph's body reaches about .38 em below its baseline."""
    em = part.points * MM_PER_POINT
    first = middle - (len(lines) - 1) / 2 * em * LINE_PITCH + em * 0.38
    return format_html(
        '<text class="flow-text-{}" font-size="{}" text-anchor="middle">{}</text>',
        part.value,
        _number(em),
        format_html_join(
            "",
            '<tspan x="{}" y="{}">{}</tspan>',
            (
                (_number(x), _number(first + place * em * LINE_PITCH), line)
                for place, line in enumerate(lines)
            ),
        ),
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
