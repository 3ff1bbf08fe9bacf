"""Benefits of people at places, and an assignment with the prices that prove how good it is: values only."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bansou.engines.assignment.rows import (
    CrowdMistake,
    Ints,
    check_wishes,
    refuse,
    refuse_parts,
    whose_wishes,
)

#: No benefit is larger, nor its loss; and no sum of all is.
LARGEST, LARGEST_SUM = 2**31 - 1, 2**62


class Benefits(NamedTuple):
    """Who may go where, and what it brings. N people, P places, E pairs; all arrays of integers.

    :ivar offsets: (N + 1,) where each person's pairs begin; the last is E
    :ivar places: (E,) places, no two alike for one person
    :ivar benefits: (E,) points or yen; a pair that brings nothing, or less, is never used
    :ivar seats: (P,) how many people each place takes
    """

    offsets: Ints
    places: Ints
    benefits: Ints
    seats: Ints

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Who goes where, what it brings in all, and what nothing else could exceed.

    :ivar got: (N,) places, -1 for nobody's
    :ivar value: the sum of the benefits
    :ivar bound: no assignment brings more; `proof` computes it again from the prices
    :ivar prices: (P,) what a seat at each place is worth, in parts of `scale`
    :ivar scale: so many parts make one benefit
    """

    got: Ints
    value: int
    bound: int
    prices: Ints
    scale: int

    @property
    def is_proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """What is missing at most, as a share of the bound."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0


def check_benefits(benefits: Benefits) -> None:
    """Look all of it through, in O(E log E).

    :raises CrowdMistake: what cannot be, and the row
    """
    for array in benefits:
        refuse_parts(np.asarray(array))
    check_wishes(benefits.offsets, benefits.places, benefits.seats)
    if len(benefits.benefits) != len(benefits.places):
        raise CrowdMistake("as many benefits as places are wanted", len(benefits.benefits))
    whose = whose_wishes(benefits.offsets)
    refuse(
        (benefits.benefits > LARGEST) | (benefits.benefits < -LARGEST),
        "a benefit beyond two thousand million",
        whose,
    )
    most = int(benefits.benefits.max(initial=0))
    if most * benefits.people * (benefits.people + 1) > LARGEST_SUM:
        raise CrowdMistake("too much for exact sums", int(whose[benefits.benefits.argmax()]))
