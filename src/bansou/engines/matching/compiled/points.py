"""What one opening that fits is worth to one person."""

import numpy as np

from bansou.engines.bits import ones
from bansou.engines.compiling import inlined, njit
from bansou.engines.matching.compiled.layout import (
    FEATURE,
    FLAGS,
    FLAGS_MASK,
    INDUSTRY,
    INDUSTRY_MASK,
    MINUTES,
    MINUTES_MASK,
    NEED,
    ONE,
    PAY_MASK,
    RANK,
    SCORE_AT,
    ZERO,
)
from bansou.engines.matching.packed import ASKS_LICENCE


@inlined
def points_of(local, spot, pay, flags_row, met_points, lacking, wanted, sectors, worths):
    """All points but those for the occupation, of one opening that fits.

    Every array is passed by itself, and the rows of one person as they are: counting references to
    what lies in a tuple would take longer than the points.
    """
    licence, licence_open, hours, least, most, industry = worths
    one = local[spot, FEATURE]
    flags = np.int64((one >> FLAGS) & FLAGS_MASK)
    points = flags_row[flags] + pay[np.int64(one & PAY_MASK)]
    minutes = np.int64((one >> MINUTES) & MINUTES_MASK) - 1
    if minutes >= least and minutes <= most and minutes >= 0:
        points += hours
    if flags & ASKS_LICENCE and licence >= 0:
        lacks = ZERO
        for word in range(len(lacking)):
            lacks |= local[spot, NEED + word] & lacking[word]
        points += licence if lacks == ZERO else licence_open
    met = ones((local[spot, RANK] >> SCORE_AT) & np.uint64(wanted[0]))
    for half in range(1, len(wanted)):
        met += ones(local[spot, NEED + len(lacking) + half - 1] & np.uint64(wanted[half]))
    place = np.int64((one >> INDUSTRY) & INDUSTRY_MASK) - 1
    if place >= 0 and place >> 6 < len(sectors):
        points += industry * np.int64(sectors[place >> 6] >> np.uint64(place & 63) & ONE)
    return points + met_points[met]


@inlined
def met_points(asking, worth, row, table):
    """What so many of the accommodations that somebody needs are worth."""
    number = asking.needs_number[row]
    for met in range(len(table)):
        if number > 0:
            table[met] = worth.accommodations * min(met, number) // number
        else:
            table[met] = worth.accommodations if number == 0 else 0


@inlined
def most_told_by(one, pay, flags_row, worths):
    """The most points for what a feature tells at once: what is known, pay, licences."""
    flags = np.int64((one >> FLAGS) & FLAGS_MASK)
    return pay[np.int64(one & PAY_MASK)] + _most_known(flags, flags_row, worths)


@njit(cache=True, nogil=True)
def most_of_all(pay, flags_row, worths):
    """The most points that any feature tells at once."""
    most = np.int64(0)
    for flags in range(len(flags_row)):
        most = max(most, _most_known(flags, flags_row, worths))
    return most + pay.max()


@inlined
def _most_known(flags, flags_row, worths):
    if flags & ASKS_LICENCE and worths[0] >= 0:
        return np.int64(flags_row[flags] + max(worths[0], worths[1]))
    return np.int64(flags_row[flags])


@njit(cache=True, nogil=True)
def most_beside(met, sector_words, worths):
    """The most points for all else but the occupation: accommodations, hours, industry."""
    most = met[-1] + (worths[2] if worths[3] >= 0 else 0)
    for word in sector_words:
        if word != ZERO:
            return most + worths[5]
    return most
