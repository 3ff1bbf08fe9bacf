"""Looking an assignment of most benefit over by its prices alone; shares nothing with how it is found.

By weak duality: whatever is asked for the seats, what all seats cost together and what each person
would keep at most after paying is never less than what any assignment brings.
"""

from dataclasses import dataclass
from numbers import Integral

import numpy as np

from bansou.engines.assignment.benefits import Benefits, Placed, check_benefits
from bansou.engines.assignment.rows import NOWHERE


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and with which person or place."""

    what: str
    row: int = -1


def flaws(benefits: Benefits, placed: Placed) -> list[Flaw]:
    """What is wrong with an assignment: nothing, where it can be and its bound is proven. O(E).

    :raises CrowdMistake: the benefits themselves cannot be, so that nothing is proven by them
    """
    check_benefits(benefits)
    places = len(benefits.seats)
    if placed.got.shape != (benefits.people,) or placed.prices.shape != (places,):
        return [Flaw("not everybody, or every place")]
    if any(array.dtype.kind not in "iu" for array in (placed.got, placed.prices)) or not all(
        isinstance(number, Integral) for number in (placed.value, placed.bound, placed.scale)
    ):
        return [Flaw("a number that is not whole")]
    nowhere = (placed.got >= places) | (placed.got < NOWHERE)
    if nowhere.any():
        return [Flaw("a place that is not there", int(nowhere.argmax()))]
    found = _of_seats(benefits, placed)
    value, strangers = _value(benefits, placed)
    found += [Flaw("a place that the person may not go to", row) for row in strangers]
    if value != placed.value:
        found.append(Flaw(f"the benefits make {value}"))
    found += [Flaw("a price below nothing", int(row)) for row in np.flatnonzero(placed.prices < 0)]
    if placed.scale < 1 or bound_of(benefits, placed) > placed.bound:
        found.append(Flaw("the prices do not prove the bound"))
    return found


def bound_of(benefits: Benefits, placed: Placed) -> int:
    """What no assignment exceeds, by these prices, in whole benefits; sums are Python's own."""
    kept = [0] * benefits.people
    worth = benefits.benefits.astype(object) * placed.scale - placed.prices[benefits.places]
    starts, ends = benefits.offsets[:-1].tolist(), benefits.offsets[1:].tolist()
    for person, (start, end) in enumerate(zip(starts, ends, strict=True)):
        kept[person] = max(0, *worth[start:end], 0)
    paid = sum(
        seats * price
        for seats, price in zip(benefits.seats.tolist(), placed.prices.tolist(), strict=True)
    )
    bound: int = (paid + sum(kept)) // placed.scale
    return bound


def _of_seats(benefits: Benefits, placed: Placed) -> list[Flaw]:
    held = np.bincount(placed.got[placed.got >= 0], minlength=len(benefits.seats))
    over = np.flatnonzero(held > benefits.seats)
    return [Flaw("more people than seats", int(row)) for row in over]


def _value(benefits: Benefits, placed: Placed) -> tuple[int, list[int]]:
    """The sum of benefits, and who is somewhere without having named it."""
    whose = np.repeat(np.arange(benefits.people), np.diff(benefits.offsets))
    own = benefits.places == placed.got[whose]
    named = np.bincount(whose[own], minlength=benefits.people) > 0
    strangers = np.flatnonzero((placed.got >= 0) & ~named)
    return sum(benefits.benefits[own].tolist()), strangers.tolist()
