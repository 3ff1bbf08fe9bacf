"""Where the parts of an opening stand: in its feature, and in a row of those gathered."""

import numpy as np

from bansou.engines.bits import trailing_zeros
from bansou.engines.compiling import njit
from bansou.engines.matching.packed import (
    FLAG_KINDS,
    FLAGS_AT,
    HAS_LICENCES,
    INDUSTRY_AT,
    MINUTES_AT,
    OCCUPATION_AT,
)

ONE, ZERO, FULL = np.uint64(1), np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)
#: A key is a score above the place in the order of ids, turned round: of one score the smaller id
#: is the greater key.
RANKS, SCORE_AT = np.uint64(0xFFFFFFFF), np.uint64(32)
#: Where each part of a feature begins, and how wide it is.
MINUTES, FLAGS = np.uint64(MINUTES_AT), np.uint64(FLAGS_AT)
OCCUPATION, INDUSTRY = np.uint64(OCCUPATION_AT), np.uint64(INDUSTRY_AT)
PAY_MASK, MINUTES_MASK = np.uint64(0xFFFF), np.uint64(0x3FFF)
FLAGS_MASK, INDUSTRY_MASK = np.uint64(FLAG_KINDS - 1), np.uint64(0x3FFF)
OCCUPATION_MASK = np.uint64(0x7FFF)
#: None known, none asked, and asked: flags from `HAS_LICENCES` on.
LICENCE_KINDS = FLAG_KINDS // HAS_LICENCES
#: What stands where in a row of gathered openings: outside of which reaches it lies, its feature,
#: its rank under the first half of what it offers, then its conditions and more of what it offers.
FAR, FEATURE, RANK, NEED = 0, 1, 2, 3
#: Minutes a week are told apart in steps of three hours, up to 48.
STEP, STEPS = 180, 16


@njit(cache=True, nogil=True)
def members_of(words, row, found):
    """The bits set in a row of words, from the smallest; gives how many."""
    number = 0
    for source in range(words.shape[1]):
        left = words[row, source]
        while left != ZERO:
            found[number] = source * 64 + trailing_zeros(left)
            number += 1
            left &= left - ONE
    return number
