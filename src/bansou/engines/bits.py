"""Questions about the bits of a word of 64, each one instruction where they are compiled."""

from typing import Any

from bansou.engines.compiling import IS_INSTALLED


def _trailing_zeros(word: Any) -> int:
    """The place of the lowest bit that is set; one must be."""
    return (int(word) & -int(word)).bit_length() - 1


def _ones(word: Any) -> int:
    """How many bits are set."""
    return int(word).bit_count()


trailing_zeros: Any = _trailing_zeros
ones: Any = _ones

if IS_INSTALLED:
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    def _counting_trailing_zeros(_context: Any, word: Any) -> Any:
        def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

        return types.int64(types.uint64), generate

    def _counting_ones(_context: Any, word: Any) -> Any:
        def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return builder.ctpop(arguments[0])

        return types.int64(types.uint64), generate

    trailing_zeros, ones = intrinsic(_counting_trailing_zeros), intrinsic(_counting_ones)
