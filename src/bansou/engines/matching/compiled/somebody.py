"""One person as the loops over openings take them: rows and numbers, each by itself."""

import numpy as np

from bansou.engines.compiling import njit
from bansou.engines.matching.compiled.points import met_points
from bansou.engines.matching.packed import TOLD_HOLDS


@njit(cache=True, nogil=True)
def rows_of(lying, asking, worth, row, met):
    """What things are worth to somebody, and their sets; fills in what met accommodations are."""
    met_points(asking, worth, row, met)
    return (
        lying.pay_points[asking.floors[row]],
        worth.flags[asking.told[row]],
        met,
        asking.lacking[row],
        asking.wanted[row],
        asking.industries[row],
    )


@njit(cache=True, nogil=True)
def worths_of(asking, worth, row):
    """The points for licences (-1 where those held are not known), hours and industry, and the hours."""
    return (
        worth.licence if asking.told[row] & TOLD_HOLDS else -1,
        worth.licence_open,
        worth.hours,
        np.int64(asking.least[row]),
        np.int64(asking.most[row]),
        worth.industry,
    )
