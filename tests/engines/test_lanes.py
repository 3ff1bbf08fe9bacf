"""Eight words at once give what single words give, compiled or not."""

import numpy as np
import pytest

from bansou.engines import lanes

WORDS = np.random.default_rng(1).integers(0, 2**64, 64 * 8, np.uint64)


@pytest.mark.parametrize("place", [-70, 0, 1, 63, 64, 200, 511, 512, 600])
def test_marks_all_bits_from_a_place_on(place: int) -> None:
    bits = np.unpackbits(lanes._onward(place).view(np.uint8), bitorder="little")

    assert bits.tolist() == [at >= place for at in range(lanes.BITS)]


def test_joins_shares_and_leaves_out_word_by_word() -> None:
    left, right = lanes._load(WORDS, 3), lanes._load(WORDS, 40)

    for lane in range(lanes.LANES):
        one, other = int(WORDS[3 + lane]), int(WORDS[40 + lane])
        assert int(lanes._lane(lanes._joined(left, right), lane)) == one | other
        assert int(lanes._lane(lanes._shared(left, right), lane)) == one & other
        assert int(lanes._lane(lanes._without(left, right), lane)) == one & ~other
    assert lanes._number(left) == sum(int(one).bit_count() for one in WORDS[3:11])
    assert lanes._is_any(left)
    assert not lanes._is_any(lanes._without(left, left))


def test_compiles_to_the_same() -> None:
    numba = pytest.importorskip("numba")

    @numba.njit  # type: ignore[untyped-decorator]
    def compiled(words: np.ndarray, begin: int, end: int) -> tuple[int, int, bool]:
        lanes.exchange(words, 0, 16, np.uint64(4), np.uint64(0x0F0F0F0F0F0F0F0F))
        some = lanes.without(lanes.onward(begin), lanes.onward(end))
        some = lanes.shared(some, lanes.joined(lanes.load(words, 0), lanes.load(words, 16)))
        return lanes.lane(some, 3), lanes.number(some), lanes.is_any(some)

    for begin, end in ((-5, 600), (0, 512), (3, 70), (200, 210), (64, 128), (512, 600), (0, 0)):
        ours, theirs = WORDS.copy(), WORDS.copy()
        lanes._exchange(theirs, 0, 16, np.uint64(4), np.uint64(0x0F0F0F0F0F0F0F0F))
        some = lanes._without(lanes._onward(begin), lanes._onward(end))
        some = lanes._shared(some, lanes._joined(theirs[:8], theirs[16:24]))

        assert compiled(ours, begin, end) == (some[3], lanes._number(some), lanes._is_any(some))
        assert (ours == theirs).all()
