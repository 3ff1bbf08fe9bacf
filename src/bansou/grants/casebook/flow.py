"""The flow of support laid out as a drawing in millimetres, the same for the page and the PDF.

Colours and typefaces belong to those who draw it: `flow_svg.py` and `case_sheet.typ`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bansou.commons.phrases import BREAK, without_breaks
from bansou.grants.casebook.fitting import MM_PER_POINT, ems
from bansou.grants.casebook.sheet import Actor, Arrow, Flow

WIDTH = 114.0
BAR_HEIGHT = 10.6
PARTY_WIDTH, PARTY_HEIGHT = 36.0, 22.0
ACT_WIDTH, ACT_HEIGHT, ACT_GAP = 51.0, 10.6, 4.6
ARROW_LEAD, ARROW_TAIL = 5.0, 9.0
PADDING = 1.5
LINE_PITCH = 1.35
BAR_POINTS, PARTY_POINTS, ACT_POINTS = 11.0, 13.0, 9.0
_BREAK_AFTER = "・、，/／　 "


class Part(Enum):
    """What a frame or a text stands for; the style sheets know it by this name."""

    LEAD = "lead"
    PARTY = "party"
    ACT = "act"

    @property
    def points(self) -> float:
        return {Part.LEAD: BAR_POINTS, Part.PARTY: PARTY_POINTS, Part.ACT: ACT_POINTS}[self]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle with text in its middle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    part: Part
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line with an arrow head at its end, and at its start if it goes both ways."""

    x1: float
    y1: float
    x2: float
    y2: float
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """Text without a frame; x is its middle, y the bottom of its last line, `width` its room."""

    x: float
    y: float
    width: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes of a flow, in reading order; lines lie below frames."""

    width: float
    height: float
    lines: tuple[Line, ...]
    frames: tuple[Frame, ...]
    captions: tuple[Caption, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """From a drawing's millimetres to those of the paper that it is drawn on."""

    x: float
    y: float
    across: float
    down: float

    @classmethod
    def of(cls, drawing: Drawing, x: float, y: float, width: float, height: float) -> "Scale":
        """Fit a drawing into a room, in its middle, and not much larger than it is."""
        taken = min(width, drawing.width * 1.06)
        left = x + (width - taken) / 2
        return cls(left, y, taken / drawing.width, min(height / drawing.height, 1.25))

    def rect(
        self, x: float, y: float, width: float, height: float
    ) -> tuple[float, float, float, float]:
        """Corner, width and height on the paper."""
        left, top = self.x + x * self.across, self.y + y * self.down
        return left, top, width * self.across, height * self.down

    def line(self, x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
        """Both ends on the paper."""
        return (*self.rect(x1, y1, 0, 0)[:2], *self.rect(x2, y2, 0, 0)[:2])


def draw(flow: Flow) -> Drawing:
    """Lay the actors out in ranks from above, each below all who reach it by an arrow.

    An actor alone in its rank becomes a bar over the whole width. An arrow down carries its
    acts as frames on the line, an arrow within a rank carries them as a caption.

    :raises ValueError: arrows lead round in a circle
    """
    ranks = _ranks(flow)
    places = _place(ranks, _gaps(flow, ranks))
    level = {actor.key: depth for depth, rank in enumerate(ranks) for actor in rank}
    down = [arrow for arrow in flow.arrows if level[arrow.source] != level[arrow.target]]
    across = [arrow for arrow in flow.arrows if level[arrow.source] == level[arrow.target]]
    lines = [_line_down(arrow, places) for arrow in down]
    acts = [frame for arrow, line in zip(down, lines, strict=True) for frame in _acts(arrow, line)]
    beside = [_line_across(arrow, places) for arrow in across]
    return Drawing(
        width=WIDTH,
        height=max(frame.y + frame.height for frame in places.values()),
        lines=(*lines, *beside),
        frames=(*places.values(), *acts),
        captions=tuple(
            _caption(arrow, line) for arrow, line in zip(across, beside, strict=True) if arrow.acts
        ),
    )


def _ranks(flow: Flow) -> list[list[Actor]]:
    level = {actor.key: 0 for actor in flow.actors}
    one_way = [arrow for arrow in flow.arrows if not arrow.both_ways]
    for _ in flow.actors:
        settled = dict(level)
        for arrow in one_way:
            level[arrow.target] = max(level[arrow.target], level[arrow.source] + 1)
        if level == settled:
            break
    else:
        raise ValueError("the arrows of a flow lead round in a circle")
    depths = sorted(set(level.values()))
    return [[actor for actor in flow.actors if level[actor.key] == depth] for depth in depths]


def _gaps(flow: Flow, ranks: list[list[Actor]]) -> list[float]:
    """The room below each rank that its arrows need for their acts."""
    gaps = []
    for rank in ranks:
        keys = {actor.key for actor in rank}
        most = max(
            (len(a.acts) for a in flow.arrows if a.source in keys and a.target not in keys),
            default=0,
        )
        gaps.append(ARROW_LEAD + _stack_height(most) + ARROW_TAIL)
    return gaps


def _stack_height(count: int) -> float:
    return count * ACT_HEIGHT + max(count - 1, 0) * ACT_GAP


def _place(ranks: list[list[Actor]], gaps: list[float]) -> dict[str, Frame]:
    places = {}
    y = 0.0
    for rank, gap in zip(ranks, gaps, strict=True):
        alone = len(rank) == 1
        height = BAR_HEIGHT if alone else PARTY_HEIGHT
        width = WIDTH if alone else min(PARTY_WIDTH, WIDTH / len(rank) - 2 * PADDING)
        part = Part.LEAD if alone else Part.PARTY
        for actor, middle in zip(rank, _middles(len(rank)), strict=True):
            lines = broken(actor.label, width - 2 * PADDING, part.points)
            places[actor.key] = Frame(middle - width / 2, y, width, height, part, lines)
        y += height + gap
    return places


def _middles(count: int) -> list[float]:
    """Middles of `count` actors, so far apart that acts on the outer arrows end at the edge."""
    if count == 1:
        return [WIDTH / 2]
    edge = min(ACT_WIDTH, WIDTH / count) / 2
    step = (WIDTH - 2 * edge) / (count - 1)
    return [edge + step * place for place in range(count)]


def _line_down(arrow: Arrow, places: dict[str, Frame]) -> Line:
    upper, lower = places[arrow.source], places[arrow.target]
    x1, x2 = (frame.x + frame.width / 2 for frame in (upper, lower))
    if upper.part is Part.LEAD:
        x1 = x2
    elif lower.part is Part.LEAD:
        x2 = x1
    return Line(x1, upper.y + upper.height, x2, lower.y, arrow.both_ways)


def _line_across(arrow: Arrow, places: dict[str, Frame]) -> Line:
    left, right = sorted((places[arrow.source], places[arrow.target]), key=lambda frame: frame.x)
    y = left.y + left.height * 0.66
    return Line(left.x + left.width, y, right.x, y, arrow.both_ways)


def _acts(arrow: Arrow, line: Line) -> Iterable[Frame]:
    middle = (line.x1 + line.x2) / 2
    room = line.y2 - line.y1 - ARROW_LEAD - ARROW_TAIL
    y = line.y1 + ARROW_LEAD + (room - _stack_height(len(arrow.acts))) / 2
    for act in arrow.acts:
        lines = broken(act, ACT_WIDTH - 2 * PADDING, ACT_POINTS)
        yield Frame(middle - ACT_WIDTH / 2, y, ACT_WIDTH, ACT_HEIGHT, Part.ACT, lines)
        y += ACT_HEIGHT + ACT_GAP


def _caption(arrow: Arrow, line: Line) -> Caption:
    room = line.x2 - line.x1 - PADDING
    lines = [part for act in arrow.acts for part in broken(act, room, ACT_POINTS)]
    return Caption((line.x1 + line.x2) / 2, line.y1 - PADDING, room, tuple(lines))


def broken(label: str, width: float, points: float) -> tuple[str, ...]:
    """Lines of `label` that fit into `width` millimetres at full-width measure.

    Breaks at its own | first, else after a mark that ends a phrase, else where it must.
    """
    room = width / (points * MM_PER_POINT)
    whole = without_breaks(label)
    if ems(whole) <= room:
        return (whole,)
    return tuple(
        line.strip() for part in label.split(BREAK) for line in _lines(part, room) if line.strip()
    )


def _lines(text: str, room: float) -> Iterable[str]:
    while ems(text) > room:
        most = max(1, next(n for n in range(len(text), -1, -1) if ems(text[:n]) <= room))
        phrase = max((n for n in range(1, most + 1) if text[n - 1] in _BREAK_AFTER), default=most)
        yield text[:phrase]
        text = text[phrase:]
    yield text
