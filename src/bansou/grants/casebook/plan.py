"""Where each part of a sheet stands on A4 landscape, in millimetres from the paper's corner.

For the formats whose reader sets the text anew (PPTX, XLSX): it is planned at full-width measure,
so that nothing runs over in another typeface. The PDF measures its own typeface instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bansou.grants.casebook import sheet as words
from bansou.grants.casebook.fitting import (
    MM_PER_POINT,
    descending,
    fair_share,
    height_of,
    largest,
    letters_over,
    line_count,
    width_of,
)
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.sheet import Box, KpiRow, Sheet, SideBox

PAPER_WIDTH, PAPER_HEIGHT = 297.0, 210.0
LEFT, TOP, BOTTOM = 9.0, 8.0, 6.0
WIDTH = PAPER_WIDTH - 2 * LEFT
GAP, COLUMN_GAP = 3.0, 5.0
TITLE_HEIGHT, CATCH_HEIGHT, SECTION_HEIGHT, BANNER_HEIGHT, FOOT_HEIGHT = 13.6, 8.8, 6.2, 8.0, 5.0
BOX_PAD_X, BOX_PAD_Y = 3.0, 1.8
HEAD_HEIGHT = 8.0
CHIP_WIDTH, CHIP_HEIGHT = 13.0, 5.0
MARK_WIDTH, MARK_HEIGHT, MARK_POINTS = 22.0, 7.6, 13.0
BANNER_POINTS = 10.0
CELL_X, CELL_Y = 2.6, 1.6
PAIR_POINTS, UNIT_POINTS, LABEL_POINTS = 14.0, 8.5, 9.0
LARGEST, SMALLEST, CATCH_LEAST = 11.0, 8.0, 10.0
FLOW_LEAST, FLOW_MOST = 58.0, 92.0
CLOSING_MOST, SIDE_MOST = 26.0, 36.0
LABEL_PITCH = 1.25
#: Some programs put a little room between digits and Japanese letters.
_SPARE = 5.0
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """Where a box stands, and how much of it head and note take."""

    box: Box
    frame: Rect
    head_height: float
    note_height: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Every part's place; `points` is the one size of all boxes' text."""

    points: float
    title_points: float
    title: tuple[str, ...]
    mark: Rect | None
    grant: Rect
    catch_points: float
    cost_widths: tuple[float, float]
    boxes: tuple[BoxPlace, ...]
    banner: Rect | None
    banner_points: float
    sides: tuple[tuple[SideBox, Rect], ...]
    kpi: Rect
    kpi_rows: tuple[float, ...]
    pair_width: float
    flow: Rect | None
    closing: Rect | None
    foot: Rect

    @property
    def small(self) -> float:
        """The size of notes and closing points."""
        return max(SMALLEST, self.points - 1)

    @property
    def side_points(self) -> float:
        return max(SMALLEST, self.points - 2)


def plan(sheet: Sheet) -> Plan:
    """Place a sheet's parts at the largest size of text at which nothing runs over.

    :raises TextTooLong: a text doesn't fit at its smallest size
    """
    return Planning(sheet).planned()


class Planning:
    """The working out of one plan: every measure that depends on the sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.wide = 0.63 if len(sheet.boxes) > 4 else 0.57
        self.overview = (WIDTH - COLUMN_GAP) * self.wide
        self.figures = WIDTH - COLUMN_GAP - self.overview
        self.top = TOP + TITLE_HEIGHT + GAP + CATCH_HEIGHT + GAP

    @property
    def is_over(self) -> bool:
        """Tell whether some text runs over at its smallest size."""
        return any(self.places_over()) or not self._catch_fits(self.sheet.catch, CATCH_LEAST)

    def planned(self) -> Plan:
        over = list(self.places_over())
        if over:
            raise _too_long(over)
        points = next(size for size in descending(LARGEST, SMALLEST, 0.1) if self._fits(size))
        title, title_points = self._title()
        body = self._body(points)
        closing_height = self._closing_height(points)
        closing_y = self.top + body + GAP
        rows = self._kpi_rows
        return Plan(
            points=points,
            title_points=title_points,
            title=title,
            mark=self._mark,
            grant=Rect(
                LEFT + WIDTH - 5 - self._grant_width - _SPARE,
                TOP,
                self._grant_width + _SPARE,
                TITLE_HEIGHT,
            ),
            catch_points=self._catch_points(),
            cost_widths=self._cost_widths,
            boxes=tuple(self._box_places(points, body)),
            banner=self._banner(points, body),
            banner_points=self._banner_points,
            sides=tuple(self._side_places(points, body)),
            kpi=Rect(LEFT + WIDTH - self.figures, self.top, self.figures, sum(rows)),
            kpi_rows=rows,
            pair_width=self._pair_width,
            flow=self._flow(body),
            closing=Rect(LEFT, closing_y, WIDTH, closing_height) if closing_height else None,
            foot=Rect(LEFT, PAPER_HEIGHT - BOTTOM - FOOT_HEIGHT, WIDTH, FOOT_HEIGHT),
        )

    # Title and catch line

    def _title(self) -> tuple[tuple[str, ...], float]:
        whole, room = "".join(self.sheet.title_parts), self._title_room
        points = largest(descending(19, 13, 0.5), lambda size: self._title_fits(whole, size, room))
        if points is not None:
            return (whole,), points
        points = largest(
            descending(13, 11, 0.5),
            lambda size: all(self._title_fits(part, size, room) for part in self.sheet.title_parts),
        )
        if points is None:
            over = letters_over(whole, lambda cut: self._title_fits(cut, 13, room))
            raise _too_long([(words.TITLE, over, 13.0)])
        return self.sheet.title_parts, points

    @property
    def _title_room(self) -> float:
        return WIDTH - 10 - self._grant_width - 8 - (MARK_WIDTH + 6 if self.sheet.mark else 0)

    @property
    def _mark(self) -> Rect | None:
        """Where a draft says that it is one: in the title bar, before the grant's name."""
        if not self.sheet.mark:
            return None
        x = LEFT + WIDTH - 5 - self._grant_width - 6 - MARK_WIDTH
        return Rect(x, TOP + (TITLE_HEIGHT - MARK_HEIGHT) / 2, MARK_WIDTH, MARK_HEIGHT)

    @cached_property
    def _grant_width(self) -> float:
        return max(width_of(self.sheet.fund, 9), width_of(self.sheet.year_line, 10))

    def _title_fits(self, title: str, points: float, room: float) -> bool:
        whose = width_of(f"【{self.sheet.body}】", points * 0.79)
        return width_of(title, points) + whose <= room

    @cached_property
    def _cost_widths(self) -> tuple[float, float]:
        return width_of(self.sheet.cost_label, 10) + 8, width_of(self.sheet.eligible_cost, 14) + 9

    def _catch_fits(self, catch: str, points: float) -> bool:
        return width_of(f"～ {catch} ～", points) <= WIDTH - sum(self._cost_widths) - 6

    def _catch_points(self) -> float:
        sizes = descending(13.5, CATCH_LEAST, 0.5)
        points = largest(sizes, lambda size: self._catch_fits(self.sheet.catch, size))
        if points is None:
            over = letters_over(self.sheet.catch, lambda cut: self._catch_fits(cut, CATCH_LEAST))
            raise _too_long([(words.CATCH, over, CATCH_LEAST)])
        return points

    # The body's height, and whether all fits into it

    def _body(self, points: float) -> float:
        closing = self._closing_height(points)
        below = (GAP + closing if closing else 0) + 1.5 + FOOT_HEIGHT + BOTTOM
        return PAPER_HEIGHT - self.top - below

    def _fits(self, points: float) -> bool:
        needs = self._rest(points) + sum(self._row_heights(points))
        return max(needs, self._figures_least) <= self._body(points)

    def _rest(self, points: float) -> float:
        """The height of the overview without its boxes."""
        banner = GAP + BANNER_HEIGHT if self.sheet.banner else 0.0
        sides = GAP + self._sides_height(points) if self.sheet.side_boxes else 0.0
        return SECTION_HEIGHT + GAP * (len(self.sheet.box_rows) - 1) + banner + sides

    def _closing_height(self, points: float) -> float:
        if not self.sheet.points:
            return 0.0
        small = max(SMALLEST, points - 1)
        texts = [f"・{point}" for point in self.sheet.points]
        return height_of(texts, WIDTH - 11, small) + SECTION_HEIGHT + 3.6

    # Boxes

    def _box_width(self, row: tuple[Box, ...]) -> float:
        return (self.overview - GAP * (len(row) - 1)) / len(row)

    def _box_height(self, box: Box, width: float, points: float) -> float:
        inner = width - 2 * BOX_PAD_X
        texts = [paragraph.text for paragraph in box.paragraphs]
        hang = points * MM_PER_POINT if any(p.is_bullet for p in box.paragraphs) else 0.0
        spacing = max(len(texts) - 1, 0) * 0.6
        words_height = height_of(texts, inner - hang, points) + spacing
        return (
            self._head(box, width) + words_height + 2 * BOX_PAD_Y + _note_height(box, inner, points)
        )

    def _head(self, box: Box, width: float) -> float:
        lines = line_count(box.heading, head_room(box, width), head_points(box, width))
        return HEAD_HEIGHT + (lines - 1) * LARGEST * MM_PER_POINT * 1.2

    def _row_heights(self, points: float) -> list[float]:
        return [
            max(self._box_height(box, self._box_width(row), points) for box in row)
            for row in self.sheet.box_rows
        ]

    def _box_places(self, points: float, body: float) -> Iterator[BoxPlace]:
        heights = self._row_heights(points)
        free = (body - self._rest(points) - sum(heights)) / len(heights)
        y = self.top + SECTION_HEIGHT
        for row, needed in zip(self.sheet.box_rows, heights, strict=True):
            width, x = self._box_width(row), LEFT
            head = max(self._head(box, width) for box in row)
            for box in row:
                note = _note_height(box, width - 2 * BOX_PAD_X, points)
                frame = Rect(x, y, width, needed + free)
                yield BoxPlace(box, frame, head, note)
                x += width + GAP
            y += needed + free + GAP

    # Banner and side boxes

    def _banner(self, points: float, body: float) -> Rect | None:
        if not self.sheet.banner:
            return None
        sides = GAP + self._sides_height(points) if self.sheet.side_boxes else 0.0
        return Rect(LEFT, self.top + body - sides - BANNER_HEIGHT, self.overview, BANNER_HEIGHT)

    @cached_property
    def _banner_points(self) -> float:
        """The size of the banner's one line; the smallest where it is too long, which is refused."""
        sizes = descending(BANNER_POINTS, SMALLEST, 0.5)
        return largest(sizes, lambda size: self._banner_fits(self.sheet.banner, size)) or SMALLEST

    def _banner_fits(self, banner: str, points: float) -> bool:
        return width_of(banner, points) <= self.overview - 2 * BOX_PAD_X

    @cached_property
    def _side_widths(self) -> list[float]:
        weights = [min(max(len("".join(box.lines)), 24), 38) for box in self.sheet.side_boxes]
        room = self.overview - GAP * (len(weights) - 1)
        return [room * weight / sum(weights) for weight in weights]

    def _sides_height(self, points: float) -> float:
        small = max(SMALLEST, points - 2)
        return max(
            height_of([box.title, *box.lines], width - 5.2, small, pitch=1.25) + 4
            for box, width in zip(self.sheet.side_boxes, self._side_widths, strict=True)
        )

    def _side_places(self, points: float, body: float) -> Iterator[tuple[SideBox, Rect]]:
        if not self.sheet.side_boxes:
            return
        height, x = self._sides_height(points), LEFT
        for box, width in zip(self.sheet.side_boxes, self._side_widths, strict=True):
            yield box, Rect(x, self.top + body - height, width, height)
            x += width + GAP

    # Figures

    @cached_property
    def _pair_width(self) -> float:
        widest = max((_pair_width(row) for row in self.sheet.kpi), default=0.0)
        return max(widest, 22.0) + 2 * CELL_X

    @cached_property
    def _kpi_rows(self) -> tuple[float, ...]:
        """The height of each row, the head's first."""
        room = self.figures - self._pair_width - 2 * CELL_X
        least = PAIR_POINTS * MM_PER_POINT * 1.2
        labels = [
            max(height_of([row.label], room, LABEL_POINTS, pitch=LABEL_PITCH), least)
            for row in self.sheet.kpi
        ]
        return tuple(
            height + 2 * CELL_Y for height in (LABEL_POINTS * MM_PER_POINT * LABEL_PITCH, *labels)
        )

    @cached_property
    def _figures_least(self) -> float:
        flow = GAP + SECTION_HEIGHT + FLOW_LEAST if self.sheet.flow else 0.0
        return sum(self._kpi_rows) + flow

    def _flow(self, body: float) -> Rect | None:
        if self.sheet.flow is None:
            return None
        taken = sum(self._kpi_rows) + GAP + SECTION_HEIGHT
        height = min(body - taken, FLOW_MOST)
        return Rect(LEFT + WIDTH - self.figures, self.top + taken, self.figures, height)

    # What is too long

    def places_over(self) -> Iterator[tuple[str, int, float]]:
        """Every text that is longer than its room at the smallest size."""
        yield from self._closing_over()
        yield from self._banner_over()
        yield from self._sides_over()
        yield from self._labels_over()
        yield from self._boxes_over()

    def _closing_over(self) -> Iterator[tuple[str, int, float]]:
        def fits(cut: str) -> bool:
            return height_of(cut.split("\n"), WIDTH - 11, SMALLEST) <= CLOSING_MOST

        over = letters_over("\n".join(f"・{point}" for point in self.sheet.points), fits)
        if over:
            yield words.POINTS, over, SMALLEST

    def _banner_over(self) -> Iterator[tuple[str, int, float]]:
        over = letters_over(self.sheet.banner, lambda cut: self._banner_fits(cut, SMALLEST))
        if over:
            yield words.BANNER, over, SMALLEST

    def _sides_over(self) -> Iterator[tuple[str, int, float]]:
        for box, width in zip(self.sheet.side_boxes, self._side_widths, strict=True):

            def fits(cut: str, title: str = box.title, room: float = width - 5.2) -> bool:
                return height_of([title, *cut.split("\n")], room, SMALLEST, pitch=1.25) <= SIDE_MOST

            over = letters_over(box.text, fits)
            if over:
                yield box.title, over, SMALLEST

    def _labels_over(self) -> Iterator[tuple[str, int, float]]:
        over_by = self._figures_least - self._body(SMALLEST)
        if over_by <= 0:
            return
        heights = self._kpi_rows[1:]
        most = fair_share(heights, sum(heights) - over_by) - 2 * CELL_Y
        room = self.figures - self._pair_width - 2 * CELL_X
        for row in self.sheet.kpi:
            over = letters_over(
                row.label,
                lambda cut: height_of([cut], room, LABEL_POINTS, pitch=LABEL_PITCH) <= most,
            )
            if over:
                yield row.label, over, LABEL_POINTS

    def _boxes_over(self) -> Iterator[tuple[str, int, float]]:
        heights = self._row_heights(SMALLEST)
        room = self._body(SMALLEST) - self._rest(SMALLEST)
        if sum(heights) <= room:
            return
        most = fair_share(heights, max(room, 0.0))
        for row in self.sheet.box_rows:
            for box in row:
                over = self._letters_over(box, self._box_width(row), most)
                if over:
                    yield box.heading, over, SMALLEST

    def _letters_over(self, box: Box, width: float, most: float) -> int:
        """Letters to take from a box's text; all of it and its note's where the note is too long."""
        over = letters_over(
            box.text,
            lambda cut: self._box_height(replace(box, text=cut), width, SMALLEST) <= most,
        )
        return over or (len(box.note) if self._box_height(box, width, SMALLEST) > most else 0)


def head_room(box: Box, width: float) -> float:
    """The width that a box's heading has beside its chip."""
    return width - 2 * BOX_PAD_X - (CHIP_WIDTH + 2 if box.chip else 0)


def head_points(box: Box, width: float) -> float:
    """The size of a box's heading: one line where some size allows it."""
    sizes = descending(LARGEST, 9.5, 0.5)
    return (
        largest(sizes, lambda size: line_count(box.heading, head_room(box, width), size) == 1)
        or LARGEST
    )


def _note_height(box: Box, inner: float, points: float) -> float:
    return height_of([box.note], inner, max(SMALLEST, points - 1)) + 3 if box.note else 0.0


def _pair_width(row: KpiRow) -> float:
    # Some programs put a little room between digits and Japanese letters.
    return width_of(row.pair, PAIR_POINTS) + width_of(f"{row.unit}\u3000", UNIT_POINTS) + 3


def _too_long(places: list[tuple[str, int, float]]) -> TextTooLong:
    found = [
        {
            "box": name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…",
            "over": over,
            "points": points,
        }
        for name, over, points in places
    ]
    return TextTooLong(**found[0], places=found)
