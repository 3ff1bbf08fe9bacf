"""How much more text a sheet takes, told while it still fits.

Each text is measured alone, all others as they are: two boxes share the page's height, so what one
takes the other has no more. Paper and the plan of the other formats are both asked; the less counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bansou.grants.casebook.fitting import letters_over
from bansou.grants.casebook.pdf import measured
from bansou.grants.casebook.plan import Planning
from bansou.grants.casebook.sheet import Sheet

#: Nobody needs to hear of more.
MOST = 300
_LETTER = "あ"


@dataclass(frozen=True, slots=True)
class Room:
    """The size of the boxes' text as it is, and the letters left at the smallest size."""

    points: float
    catch: int
    boxes: Sequence[int]
    sides: Sequence[int]
    closing: int


def room_left(sheet: Sheet) -> Room:
    """How much room a sheet's texts leave.

    :raises TextTooLong: a text doesn't fit at 8 points
    :raises LetterNotPrintable: a letter is in neither typeface
    """
    paper = measured(sheet, MOST)
    return Room(
        points=paper["points"],
        catch=min(paper["catch"], _free(lambda more: replace(sheet, catch=sheet.catch + more))),
        boxes=[
            min(left, _free(lambda more, place=place: _with_box(sheet, place, more)))
            for place, left in enumerate(paper["boxes"])
        ],
        sides=[
            min(left, _free(lambda more, place=place: _with_side(sheet, place, more)))
            for place, left in enumerate(paper["sides"])
        ],
        closing=min(paper["closing"], _free(lambda more: _with_points(sheet, more))),
    )


def _free(lengthened: Callable[[str], Sheet]) -> int:
    """How many letters more the other formats take."""
    probe = _LETTER * MOST
    return MOST - letters_over(probe, lambda more: not Planning(lengthened(more)).is_over)


def _with_box(sheet: Sheet, place: int, more: str) -> Sheet:
    boxes = list(sheet.boxes)
    boxes[place] = replace(boxes[place], text=boxes[place].text + more)
    return replace(sheet, boxes=tuple(boxes))


def _with_side(sheet: Sheet, place: int, more: str) -> Sheet:
    sides = list(sheet.side_boxes)
    sides[place] = replace(sides[place], text=sides[place].text + more)
    return replace(sheet, side_boxes=tuple(sides))


def _with_points(sheet: Sheet, more: str) -> Sheet:
    *first, last = sheet.points or ("",)
    return replace(sheet, points=(*first, last + more))
