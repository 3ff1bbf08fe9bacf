"""Deferred acceptance for a million people, as arrays: the same result as `deferred`, which is its oracle.

People come one after the other; whoever is put out asks at their next wish at once (McVitie and
Wilson 1971), which ends in the same stable result as asking in rounds. Each place keeps its people
in a heap with whoever stands last on top, so that a wish costs the logarithm of the seats.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bansou.engines.assignment.deferred import Lines, Places, Wishes
from bansou.engines.assignment.heaps import rise, sink
from bansou.engines.assignment.rows import (
    NOWHERE,
    CrowdMistake,
    Ints,
    check_wishes,
    refuse,
    refuse_parts,
    whose_wishes,
)
from bansou.engines.compiling import njit


class Crowd(NamedTuple):
    """Wishes one after the other, person by person. N people, P places, E wishes.

    :ivar offsets: (N + 1,) where each person's wishes begin; the last is E
    :ivar wished: (E,) places, the most wished for first
    :ivar stands: (E,) where the person stands at that place; the smaller goes first, no two alike
    :ivar seats: (P,)
    """

    offsets: Ints
    wished: Ints
    stands: Ints
    seats: Ints


def crowd_of(wishes: Wishes, places: Places, lines: Lines) -> Crowd:
    """The arrays of wishes by name; people and places in the order of their names."""
    numbers = {place: number for number, place in enumerate(sorted(places))}
    ranks = _ranks(lines)
    people = sorted(wishes)
    lengths = [len(wishes[person]) for person in people]
    edges = [(person, place) for person in people for place in wishes[person]]
    return Crowd(
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        wished=np.array([numbers[place] for _person, place in edges], np.int64),
        stands=np.array([ranks[place][person] for person, place in edges], np.int64),
        seats=np.array([places[place] for place in sorted(places)], np.int64),
    )


def check_crowd(crowd: Crowd) -> None:
    """Look all of it through, in O(E log E).

    :raises CrowdMistake: what cannot be, and the row
    """
    for array in crowd:
        refuse_parts(np.asarray(array))
    check_wishes(crowd.offsets, crowd.wished, crowd.seats)
    if len(crowd.stands) != len(crowd.wished):
        raise CrowdMistake("as many standings as wishes are wanted", len(crowd.stands))
    whose = whose_wishes(crowd.offsets)
    order = np.lexsort((crowd.stands, crowd.wished))
    alike = (np.diff(crowd.wished[order]) == 0) & (np.diff(crowd.stands[order]) == 0)
    refuse(alike, "stands as somebody else does", whose[order][1:])


def assign_crowd(crowd: Crowd, *, is_checked: bool = False) -> Ints:
    """Give every person a place or none: (N,) places, or `NOWHERE`.

    Stable, and for each person the best of all stable results. O(E log of the seats).

    :param is_checked: `check_crowd` has looked it through; without, arrays that cannot be would be
        read beyond their ends
    :raises CrowdMistake: what cannot be, and the row
    """
    if not is_checked:
        check_crowd(crowd)
    # No place needs more seats than people wish for it, however many it says.
    wishing = np.bincount(crowd.wished, minlength=len(crowd.seats))
    held = np.minimum(crowd.seats, wishing)
    begins = np.concatenate([[0], np.cumsum(held)]).astype(np.int64)
    got: Ints = _propose(crowd.offsets, crowd.wished, crowd.stands, begins)
    return got


def blocking_in(crowd: Crowd, got: Ints) -> Ints:
    """(K, 2) who would rather be where a seat is free or somebody stands behind them; O(E)."""
    whose, places = whose_wishes(crowd.offsets), len(crowd.seats)
    own = crowd.wished == got[whose]
    is_before = np.cumsum(own) - own == _held_before(own, crowd.offsets)[whose]
    last = np.full(places, np.iinfo(np.int64).min)
    np.maximum.at(last, crowd.wished[own], crowd.stands[own])
    is_free = np.bincount(crowd.wished[own], minlength=places) < crowd.seats
    wanted = is_free[crowd.wished] | (crowd.stands < last[crowd.wished])
    at = np.flatnonzero(is_before & ~own & wanted)
    return np.column_stack([whose[at], crowd.wished[at]])


def _held_before(own: NDArray[np.bool_], offsets: Ints) -> Ints:
    """How many wishes came true for all people before each."""
    done = np.concatenate([[0], np.cumsum(own)])
    before: Ints = done[offsets[:-1]]
    return before


def _ranks(lines: Lines) -> Mapping[str, Mapping[str, int]]:
    return {
        place: {person: rank for rank, person in enumerate(sorted(line, key=line.__getitem__))}
        for place, line in lines.items()
    }


@njit(cache=True)
def _propose(offsets: Ints, wished: Ints, stands: Ints, begins: Ints) -> Ints:
    people = len(offsets) - 1
    next_wish = offsets[:-1].copy()
    held = np.zeros(len(begins) - 1, np.int64)
    standing = np.empty(begins[-1], np.int64)
    who = np.empty(begins[-1], np.int64)
    for first in range(people):
        person = first
        while person != NOWHERE and next_wish[person] < offsets[person + 1]:
            wish = next_wish[person]
            next_wish[person] += 1
            place, stand = wished[wish], stands[wish]
            begin, size = begins[place], held[place]
            if size < begins[place + 1] - begin:
                rise(standing, who, begin, size, stand, person)
                held[place] += 1
                person = NOWHERE
            elif size > 0 and stand < standing[begin]:
                out = who[begin]
                sink(standing, who, begin, size, stand, person)
                person = out
    got = np.full(people, NOWHERE, np.int64)
    for place in range(len(held)):
        for at in range(begins[place], begins[place] + held[place]):
            got[who[at]] = place
    return got
