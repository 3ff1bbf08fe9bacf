"""What is wrong with arrays that are handed in, and in which row; and wishes one after the other."""

import numpy as np
from numpy.typing import NDArray

from bansou.engines.compiling import njit

type Ints = NDArray[np.int64]

#: Who has no place.
NOWHERE = -1


class CrowdMistake(ValueError):
    """Wishes, benefits, lines or seats that cannot be; nothing is given out from them.

    :ivar row: the person, or the place for seats
    """

    def __init__(self, what: str, row: int) -> None:
        self.row = row
        super().__init__(f"{what} (row {row})")


def refuse(wrong: NDArray[np.bool_], what: str, rows: Ints | None = None) -> None:
    """Refuse the first row that is wrong.

    :param rows: whose each entry is, where an entry is not a row of its own
    :raises CrowdMistake: an entry is wrong
    """
    if wrong.any():
        first = int(np.argmax(wrong))
        raise CrowdMistake(what, first if rows is None else int(rows[first]))


def refuse_parts(array: np.ndarray) -> None:
    """Refuse numbers that are no integers: the row is that of the array itself.

    :raises CrowdMistake: an entry is no whole number, or the array is of no integers
    """
    if array.dtype.kind == "f":
        refuse(array != np.floor(array), "no whole number")
    if array.dtype.kind not in "iu":
        raise CrowdMistake("an array that is not of integers", 0)


def whose_wishes(offsets: Ints) -> Ints:
    """(E,) the person of each wish."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))


def check_wishes(offsets: Ints, wished: Ints, seats: Ints) -> None:
    """Look wishes through: they cover all, and each person names each place once at most.

    :raises CrowdMistake: what cannot be, and the row
    """
    refuse(seats < 0, "fewer seats than none")
    refuse(np.diff(offsets) < 0, "wishes that end before they begin")
    if len(offsets) == 0 or offsets[0] != 0 or offsets[-1] != len(wished):
        raise CrowdMistake("the offsets do not cover the wishes", len(offsets) - 1)
    whose = whose_wishes(offsets)
    refuse((wished < 0) | (wished >= len(seats)), "a place that is not there", whose)
    twice = _first_twice(offsets, wished.astype(np.int64), len(seats))
    if twice != NOWHERE:
        raise CrowdMistake("one place twice", twice)


@njit(cache=True)
def _first_twice(offsets: Ints, wished: Ints, places: int) -> int:
    """The first person who names a place twice."""
    named = np.full(places, NOWHERE)
    for person in range(len(offsets) - 1):
        for wish in range(offsets[person], offsets[person + 1]):
            if named[wished[wish]] == person:
                return person
            named[wished[wish]] = person
    return NOWHERE
