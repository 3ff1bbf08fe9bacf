"""The instructions behind `lanes`, as LLVM is told them; only where numba is installed."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

_LANES, _ALIGNED = 8, 8
_WORD = ir.IntType(64)
_WORDS = ir.VectorType(_WORD, _LANES)


class _Lanes(types.Type):
    def __init__(self) -> None:
        super().__init__(name="Lanes")


@register_model(_Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _WORDS)  # type: ignore[no-untyped-call]


_KIND = _Lanes()


def _all_of(word: int) -> Any:
    return ir.Constant(_WORDS, [ir.Constant(_WORD, word)] * _LANES)


def _spread(builder: Any, word: Any) -> Any:
    """One word eight times."""
    first = builder.insert_element(ir.Constant(_WORDS, ir.Undefined), word, ir.IntType(32)(0))
    order = ir.Constant(ir.VectorType(ir.IntType(32), _LANES), [ir.IntType(32)(0)] * _LANES)
    return builder.shuffle_vector(first, ir.Constant(_WORDS, ir.Undefined), order)


def _named(builder: Any, name: str, gives: Any) -> Any:
    """An instruction that LLVM knows by a name, of eight words."""
    kind = ir.FunctionType(gives, [_WORDS])
    return cgutils.get_or_insert_function(builder.module, kind, name)  # type: ignore[no-untyped-call]


def _pointer(context: Any, builder: Any, kind: Any, array: Any, at: Any) -> Any:
    start = context.make_array(kind)(context, builder, value=array).data
    return builder.bitcast(builder.gep(start, [at]), _WORDS.as_pointer())


@intrinsic
def load(_context: Any, words: Any, at: Any) -> Any:
    """The eight words from a place of an array on."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = _pointer(context, builder, signature.args[0], *arguments)
        return builder.load(pointer, align=_ALIGNED)

    return _KIND(words, types.int64), generate


@intrinsic
def without(_context: Any, _left: Any, _right: Any) -> Any:
    """What is in the left and not in the right."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        left, right = arguments
        return builder.and_(left, builder.xor(right, _all_of(-1)))

    return _KIND(_KIND, _KIND), generate


@intrinsic
def shared(_context: Any, _left: Any, _right: Any) -> Any:
    """What is in both."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.and_(*arguments)

    return _KIND(_KIND, _KIND), generate


@intrinsic
def joined(_context: Any, _left: Any, _right: Any) -> Any:
    """What is in one of them."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.or_(*arguments)

    return _KIND(_KIND, _KIND), generate


@intrinsic
def onward(_context: Any, _place: Any) -> Any:
    """All bits from a place on, which may lie before the first or behind the last."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        before = ir.Constant(_WORDS, [ir.Constant(_WORD, 64 * lane) for lane in range(_LANES)])
        ahead = builder.sub(_spread(builder, arguments[0]), before)
        some = builder.shl(_all_of(-1), builder.and_(ahead, _all_of(63)))
        is_behind = builder.icmp_signed(">=", ahead, _all_of(64))
        is_before = builder.icmp_signed("<=", ahead, _all_of(0))
        some = builder.select(is_behind, _all_of(0), some)
        return builder.select(is_before, _all_of(-1), some)

    return _KIND(types.int64), generate


@intrinsic
def is_any(_context: Any, _words: Any) -> Any:
    """Whether any bit is set."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        whole = builder.bitcast(arguments[0], ir.IntType(64 * _LANES))
        return builder.icmp_unsigned("!=", whole, ir.Constant(whole.type, 0))

    return types.boolean(_KIND), generate


@intrinsic
def lane(_context: Any, _words: Any, _lane: Any) -> Any:
    """One of the eight words."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.extract_element(*arguments)

    return types.uint64(_KIND, types.int64), generate


@intrinsic
def number(_context: Any, _words: Any) -> Any:
    """How many bits are set."""

    def generate(_: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        ones = _named(builder, "llvm.ctpop.v8i64", _WORDS)
        added = _named(builder, "llvm.vector.reduce.add.v8i64", _WORD)
        return builder.call(added, [builder.call(ones, arguments)])

    return types.int64(_KIND), generate


@intrinsic
def exchange(_context: Any, words: Any, _one: Any, _other: Any, _width: Any, _mask: Any) -> Any:
    """Exchange the upper bits of eight words with the lower ones of eight others."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array, one, other, width, mask = arguments
        ours, theirs = (
            _pointer(context, builder, signature.args[0], array, at) for at in (one, other)
        )
        width, mask = _spread(builder, width), _spread(builder, mask)
        had, other_had = builder.load(ours, align=_ALIGNED), builder.load(theirs, align=_ALIGNED)
        swapped = builder.and_(builder.xor(builder.lshr(had, width), other_had), mask)
        builder.store(builder.xor(had, builder.shl(swapped, width)), ours, align=_ALIGNED)
        builder.store(builder.xor(other_had, swapped), theirs, align=_ALIGNED)
        return context.get_dummy_value()

    return types.void(words, types.int64, types.int64, types.uint64, types.uint64), generate
