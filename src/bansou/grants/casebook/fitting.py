"""How much room a text takes on paper, measured without a typeface.

Every full-width letter counts as a whole em, so that a text that fits here fits in whichever
Japanese typeface the reader's machine has.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from unicodedata import east_asian_width

MM_PER_POINT = 25.4 / 72
NARROW = 0.55
LINE_PITCH = 1.35
#: Marks that may not begin a line pull one letter down with them.
_SLACK = 0.4


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(1.0 if east_asian_width(letter) in "WFA" else NARROW for letter in text)


def width_of(text: str, points: float) -> float:
    """The width of a text in millimetres."""
    return ems(text) * points * MM_PER_POINT


def line_count(text: str, width: float, points: float) -> int:
    """Lines that a text takes in a column of `width` millimetres, at least one for each of its own."""
    room = max(width / (points * MM_PER_POINT) - _SLACK, 1.0)
    return sum(max(1, _wrapped(line, room)) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    taken, lines = 0.0, 1
    for letter in line:
        width = ems(letter)
        if taken + width > room:
            taken, lines = 0.0, lines + 1
        taken += width
    return lines


def height_of(
    texts: Iterable[str], width: float, points: float, *, pitch: float = LINE_PITCH
) -> float:
    """The height in millimetres of paragraphs one below the other."""
    lines = sum(line_count(text, width, points) for text in texts)
    return lines * points * MM_PER_POINT * pitch


def descending(largest: float, smallest: float, step: float) -> Iterator[float]:
    """Sizes from the largest down to the smallest, both included."""
    for place in range(round((largest - smallest) / step) + 1):
        yield round(largest - place * step, 2)


def largest(sizes: Iterable[float], fits: Callable[[float], bool]) -> float | None:
    """The first size that fits, None if none does."""
    return next((size for size in sizes if fits(size)), None)


def letters_over(text: str, fits: Callable[[str], bool]) -> int:
    """How many letters have to go from the end of a text until it fits."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return len(text) - low


def fair_share(heights: Sequence[float], room: float) -> float:
    """The height above which a row is too high when all rows share `room` fairly."""
    left, rows = room, sorted(heights)
    while rows and rows[0] <= left / len(rows):
        left -= rows.pop(0)
    return left / len(rows) if rows else room
