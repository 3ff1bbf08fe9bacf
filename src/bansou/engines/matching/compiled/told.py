"""What pace, workplace, skills and the employer's hopes of one opening are worth to one person."""

import numpy as np

from bansou.engines.bits import ones
from bansou.engines.compiling import inlined
from bansou.engines.matching.compiled.layout import ONE, ZERO
from bansou.engines.matching.traits import HOPES_AT, PART, SKILLS_AT, WORKPLACE_AT

_PART = np.uint64(PART)
_WORKPLACE, _SKILLS, _HOPES = np.uint64(WORKPLACE_AT), np.uint64(SKILLS_AT), np.uint64(HOPES_AT)


@inlined
def trait_points(kinds, kind, asked, split, worth):
    """The points of one combination; `worth` is for each of the four."""
    head = kinds[kind, 0]
    points = _wished(head & _PART, asked[0], worth[0])
    points += _wished((head >> _WORKPLACE) & _PART, asked[1], worth[1])
    number = np.int64((head >> _SKILLS) & _PART) - 1
    if number > 0:
        met = 0
        for word in range(1, 1 + split):
            met += ones(kinds[kind, word] & asked[word + 1])
        points += worth[2] * met // number
    elif number == 0:
        points += worth[2]
    number = np.int64((head >> _HOPES) & _PART) - 1
    if number > 0:
        met = 0
        for word in range(1 + split, kinds.shape[1]):
            met += ones(kinds[kind, word] & asked[word + 1])
        points += worth[3] * met // number
    elif number == 0:
        points += worth[3]
    return points


@inlined
def most_of_traits(asked, known, worth):
    """The most points that any combination can give somebody."""
    most = np.int64(known[2] * worth[2] + known[3] * worth[3])
    if asked[0] != ZERO:
        most += known[0] * worth[0]
    if asked[1] != ZERO:
        most += known[1] * worth[1]
    return most


@inlined
def _wished(number, wished, points):
    if number == ZERO or (wished >> (number - ONE)) & ONE == ZERO:
        return np.int64(0)
    return np.int64(points)
