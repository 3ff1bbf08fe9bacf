"""Columns as they are handed in, checked: each gives a typed array, or a mistake with its row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.mistakes import (
    DuplicateId,
    ImpossibleTime,
    NegativeNumber,
    NotANumber,
    ReversedRange,
    UnequalLengths,
    UnknownCode,
)
from bansou.engines.matching.vocabulary import Words, beyond, words_for

#: Whole numbers; once checked, of 32 bits.
type Numbers = NDArray[np.signedinteger[Any]]
type Flags = NDArray[np.bool_]

#: Stands for what is not known where all other numbers are positive.
UNKNOWN = -1
WEEK_MINUTES = 7 * 24 * 60


def first(found: NDArray[np.bool_]) -> int | None:
    """The first row of which it is true."""
    return int(found.argmax()) if found.any() else None


def whole(column: str, values: Any) -> Numbers:
    """Whole numbers of 32 bits.

    :raises NotANumber: one is none, is not whole, or is beyond all pay and time
    """
    given = np.asarray(values)
    if given.dtype.kind not in "iufb":
        raise NotANumber(f"{given.dtype} holds no numbers", column=column)
    with np.errstate(invalid="ignore"):
        wrong = ~np.isfinite(given) | (given != np.trunc(given)) | (np.abs(given) >= 2**31)
    if (row := first(np.atleast_1d(wrong))) is not None:
        raise NotANumber(f"{given[row]} is no whole number", column=column, row=row)
    return np.ascontiguousarray(given, np.int32)


def codes(column: str, values: Any, names: Sequence[str]) -> Numbers:
    """Numbers of names, 0 for not known.

    :raises UnknownCode: one stands for no name
    """
    numbers = whole(column, values)
    if (row := first((numbers < 0) | (numbers > len(names)))) is not None:
        raise UnknownCode(f"{numbers[row]} stands for nothing", column=column, row=row)
    return numbers


def yen(column: str, values: Any) -> Numbers:
    """Pay, `UNKNOWN` where none is named.

    :raises NegativeNumber: one is below nothing
    """
    numbers = whole(column, values)
    if (row := first(numbers < UNKNOWN)) is not None:
        raise NegativeNumber(f"{numbers[row]} yen", column=column, row=row)
    return numbers


def minutes(column: str, values: Any) -> Numbers:
    """Minutes in a week, `UNKNOWN` where none are named.

    :raises NegativeNumber: below nothing
    :raises ImpossibleTime: above what a week has
    """
    numbers = whole(column, values)
    if (row := first(numbers < UNKNOWN)) is not None:
        raise NegativeNumber(f"{numbers[row]} minutes", column=column, row=row)
    if (row := first(numbers > WEEK_MINUTES)) is not None:
        raise ImpossibleTime(f"{numbers[row]} minutes a week", column=column, row=row)
    return numbers


def sets(column: str, values: Any, names: Sequence[str]) -> Words:
    """Sets of names as words.

    :raises UnequalLengths: a row has not the vocabulary's number of words
    :raises UnknownCode: a bit stands for no name
    """
    words = np.ascontiguousarray(values, np.uint64)
    if words.ndim == 1:
        words = words.reshape(-1, 1)
    if words.shape[1] != words_for(len(names)):
        raise UnequalLengths(f"{words.shape[1]} words for {len(names)} names", column=column)
    if (row := first(beyond(names, words))) is not None:
        raise UnknownCode("a bit stands for nothing", column=column, row=row)
    return words


def flags(column: str, values: Any) -> Flags:
    """Yes or no."""
    given = np.asarray(values)
    if given.dtype != np.bool_:
        raise NotANumber(f"{given.dtype} is neither yes nor no", column=column)
    return np.ascontiguousarray(given)


def ids(values: Any) -> NDArray[Any]:
    """Ids, each once, of letters or of whole numbers.

    :raises DuplicateId: one stands in two rows
    """
    given = np.asarray(values)
    if given.dtype.kind not in "iuU":
        raise NotANumber(f"{given.dtype} is neither letters nor whole numbers", column="ids")
    order = np.argsort(given, kind="stable")
    again = given[order][1:] == given[order][:-1]
    if again.any():
        row = int(order[1:][again].min())
        raise DuplicateId(f"{given[row]} is there twice", column="ids", row=row)
    return given


def ranges(column: str, lowest: Numbers, highest: Numbers) -> None:
    """Both ends or none, and in order.

    :raises ReversedRange: the lowest is above the highest, or one of them is missing
    """
    wrong = (lowest > highest) | ((lowest == UNKNOWN) != (highest == UNKNOWN))
    if (row := first(wrong)) is not None:
        raise ReversedRange(f"{lowest[row]} to {highest[row]}", column=column, row=row)


def of_one_length(columns: dict[str, NDArray[Any]], size: int) -> None:
    """Whether all columns have so many rows.

    :raises UnequalLengths: one has not
    """
    for column, values in columns.items():
        if len(values) != size:
            raise UnequalLengths(
                f"{len(values)} rows instead of {size}", column=column, row=min(len(values), size)
            )
