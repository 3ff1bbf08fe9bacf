"""What a search found, as arrays, and as plain values where somebody reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Keys:
    """The ids of several blocks of rows that follow upon each other."""

    def __init__(self, blocks: Sequence[NDArray[Any]]) -> None:
        """Keep the blocks; nothing is copied."""
        self.blocks = tuple(blocks)
        self.starts = np.cumsum([0, *(len(one) for one in self.blocks)])[:-1]

    def of(self, rows: NDArray[np.int32]) -> NDArray[Any]:
        """The ids of rows, in their shape; -1 has an empty one, or 0."""
        block = np.searchsorted(self.starts, rows, side="right") - 1
        ids = np.zeros(rows.shape, np.result_type(*self.blocks))
        for place, its in enumerate(self.blocks):
            here = (block == place) & (rows >= 0)
            ids[here] = its[rows[here] - self.starts[place]]
        return ids


@dataclass(frozen=True, eq=False)
class Results:
    """For each of those asked about the best of the other side with their scores, and how many fit.

    :ivar asked: ids of those asked about, `(p,)`
    :ivar rows, scores: `(p, k)`, the best first; -1 where there are no more
    :ivar counts: how many fit, `(p,)`
    :ivar keys: the ids that the rows stand for
    """

    asked: NDArray[Any]
    rows: NDArray[np.int32]
    scores: NDArray[np.int16]
    counts: NDArray[np.int32]
    keys: Keys

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Those asked about."""
        return tuple(map(str, self.asked.tolist()))

    @cached_property
    def best(self) -> tuple[tuple[tuple[str, int], ...], ...]:
        """Ids and scores as plain values."""
        names, scores = self.keys.of(self.rows).tolist(), self.scores.tolist()
        held = (self.rows >= 0).sum(axis=1).tolist()
        return tuple(
            tuple(zip(map(str, its[:number]), points[:number], strict=True))
            for its, points, number in zip(names, scores, held, strict=True)
        )

    @property
    def fitting(self) -> tuple[int, ...]:
        """How many fit each."""
        return tuple(self.counts.tolist())

    def of(self, key: str) -> tuple[tuple[str, int], ...]:
        """The best for one of those asked about, the best first.

        :raises ValueError: nobody of this id was asked about
        """
        return self.best[self.ids.index(key)]

    def __eq__(self, other: object) -> bool:
        """Whether the same was found, wherever it lies."""
        if not isinstance(other, Results):
            return NotImplemented
        return (self.ids, self.best, self.fitting) == (other.ids, other.best, other.fitting)

    __hash__ = None  # type: ignore[assignment]
