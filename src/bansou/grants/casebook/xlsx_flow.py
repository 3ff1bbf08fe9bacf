"""The flow of support on a form: frames as fields, arrows as strokes with heads, and the sentence."""

from dataclasses import replace

from bansou.grants.casebook import sheet as words
from bansou.grants.casebook.fitting import descending, height_of, largest, letters_over
from bansou.grants.casebook.flow import Caption, Line, Part, Scale, draw
from bansou.grants.casebook.form import BAR, COLUMN, INK, INK_2, ROW, TINT, WHITE, Form, Place
from bansou.grants.casebook.plan import Rect
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.sheet import Flow

_SENTENCE = 14.0
_SMALLEST = 8.0
_LOOKS = {
    Part.LEAD: {"fill": BAR, "colour": WHITE, "bold": True},
    Part.PARTY: {"fill": TINT, "rule": INK, "bold": True},
    Part.ACT: {"fill": WHITE, "rule": INK_2},
}


def draw_flow(form: Form, flow: Flow, room: Rect) -> None:
    """Draw a flow into its room, with the sentence that says the same below it.

    :raises TextTooLong: the sentence doesn't fit at 8 points
    """
    drawing = draw(flow)
    below = _SENTENCE if flow.alternative else 0.0
    scale = Scale.of(drawing, room.x, room.y, room.width, room.height - below)
    for frame in drawing.frames:
        at = Rect(*scale.rect(frame.x, frame.y, frame.width, frame.height))
        points = max(_SMALLEST, frame.part.points - 1)
        look = Place(at, points=points, across="center", **_LOOKS[frame.part])  # type: ignore[arg-type]
        form.put(look, "\n".join(frame.lines))
    for line in drawing.lines:
        _arrow(form, line, scale)
    for caption in drawing.captions:
        _caption(form, caption, scale)
    if flow.alternative:
        _sentence(
            form, flow.alternative, replace(room, y=room.y + room.height - below, height=below)
        )


def _arrow(form: Form, line: Line, scale: Scale) -> None:
    x1, y1, x2, y2 = scale.line(line.x1, line.y1, line.x2, line.y2)
    if line.y1 == line.y2:
        middle = Rect(x1 + COLUMN, y1 - 1.5 * ROW, x2 - x1 - 2 * COLUMN, 3 * ROW)
        mark = "◀━━▶" if line.both_ways else "━━▶"
        form.put(Place(middle, points=9, across="center"), mark)
        return
    form.stroke(x2, y1, y2 - 2 * ROW)
    head = Rect(x2 - COLUMN, y2 - 2 * ROW, 2 * COLUMN, 2 * ROW)
    form.put(Place(head, points=10, across="center", down="bottom"), "▼")


def _caption(form: Form, caption: Caption, scale: Scale) -> None:
    x, y, width, _ = scale.rect(caption.x - caption.width / 2, caption.y, caption.width, 0)
    height = 5 * ROW
    at = Rect(x + COLUMN / 2, y - height - ROW, width - COLUMN, height)
    form.put(Place(at, points=8.5, across="center", down="bottom"), "\n".join(caption.lines))


def _sentence(form: Form, sentence: str, at: Rect) -> None:
    def fits(text: str, points: float) -> bool:
        return height_of([text], at.width - 4, points, pitch=1.2) <= at.height

    points = largest(descending(9, _SMALLEST, 0.5), lambda size: fits(sentence, size))
    if points is None:
        over = letters_over(sentence, lambda cut: fits(cut, _SMALLEST))
        place = {"box": words.FLOW, "over": over, "points": _SMALLEST}
        raise TextTooLong(**place, places=[place])
    form.put(Place(at, words.FLOW, points, down="bottom"), sentence)
