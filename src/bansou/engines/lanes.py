"""Eight words of 64 bits at once: one or two instructions where they are compiled, arrays of eight where not.

LLVM takes one register for all eight where the machine has such registers, else two or four.
"""

from typing import Any

import numpy as np

from bansou.engines.compiling import IS_INSTALLED

#: So many words at once, and so many bits.
LANES, BITS = 8, 512
_FULL, _WORD = 0xFFFFFFFFFFFFFFFF, 64


def _load(words: Any, at: int) -> Any:
    """The eight words from a place of an array on."""
    return words[at : at + LANES].copy()


def _without(left: Any, right: Any) -> Any:
    """What is in the left and not in the right."""
    return left & ~right


def _shared(left: Any, right: Any) -> Any:
    """What is in both."""
    return left & right


def _joined(left: Any, right: Any) -> Any:
    """What is in one of them."""
    return left | right


def _onward(place: int) -> Any:
    """All bits from a place on, which may lie before the first or behind the last."""
    ahead = [min(max(place - _WORD * lane, 0), _WORD) for lane in range(LANES)]
    return np.array([_FULL << one & _FULL for one in ahead], np.uint64)


def _is_any(words: Any) -> bool:
    """Whether any bit is set."""
    return bool(words.any())


def _lane(words: Any, lane: int) -> Any:
    """One of the eight words."""
    return words[lane]


def _number(words: Any) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(words).sum())


def _exchange(words: Any, one: int, other: int, width: Any, mask: Any) -> None:
    """Exchange the upper bits of eight words with the lower ones of eight others."""
    ours, theirs = words[one : one + LANES], words[other : other + LANES]
    swapped = ((ours >> width) ^ theirs) & mask
    ours ^= swapped << width
    theirs ^= swapped


load: Any = _load
without: Any = _without
shared: Any = _shared
joined: Any = _joined
onward: Any = _onward
is_any: Any = _is_any
lane: Any = _lane
number: Any = _number
exchange: Any = _exchange

if IS_INSTALLED:
    from bansou.engines import vectors

    load, without, shared, joined = vectors.load, vectors.without, vectors.shared, vectors.joined
    onward, is_any, lane = vectors.onward, vectors.is_any, vectors.lane
    number, exchange = vectors.number, vectors.exchange
