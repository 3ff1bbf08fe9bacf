"""The search for each way of asking, in parts where it is long, and told how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bansou.desks.management.pairs.answers import Judge, Pair
from bansou.engines.matching import (
    Index,
    Results,
    Serial,
    equilibrate,
    gini,
    recommend_in_parts,
)

#: So many pairs of people and openings are searched between two steps of the bar.
_PAIRS_A_PART = 20_000_000
_PAIRS_BACKWARDS = 5_000_000
#: So many times the number asked for are candidates where attention is spread.
_CANDIDATES = 5

type Tell = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Spread:
    """What spreading attention cost and brought, and whether it came to rest.

    :ivar loss: which part of the mean score is given up
    :ivar before, after: how unequally openings are shown, from 0 for all alike towards 1
    """

    loss: float
    before: float
    after: float
    is_settled: bool


class Search:
    """People and openings of one run, made ready."""

    def __init__(self, judge: Judge, tell: Tell) -> None:
        self.judge, self.tell = judge, tell
        self.seekers = list(judge.seekers.values())
        openings = [one.opening for one in judge.openings.values()]
        self.index = Index.build(openings, judge.policy)

    def for_people(self, k: int) -> list[Pair]:
        """The best openings of everybody."""
        found = self._recommended(k)
        return [
            self.judge.pair(somebody, key, rank)
            for somebody, best in zip(found.ids, found.best, strict=True)
            for rank, (key, _score) in enumerate(best, 1)
        ]

    def for_openings(self, k: int) -> list[Pair]:
        """The best people for every opening."""
        keys = list(self.judge.openings)
        step = max(1, _PAIRS_BACKWARDS // len(self.seekers))
        people = self.index.people(self.seekers)
        pairs: list[Pair] = []
        for first in range(0, len(keys), step):
            found = self.index.recommend_for(keys[first : first + step], people, k)
            pairs += [
                self.judge.pair(somebody, opening, rank)
                for opening, best in zip(found.ids, found.best, strict=True)
                for rank, (somebody, _score) in enumerate(best, 1)
            ]
            self.tell(min(first + step, len(keys)), len(keys))
        return pairs

    def spread(self, k: int, temperature: float) -> tuple[list[Pair], Spread]:
        """The best openings of everybody, with attention spread by what openings can take."""
        found = self._recommended(min(len(self.index), k * _CANDIDATES))
        ids = self.index.catalogue.ids.tolist()
        capacity = np.array([float(self.judge.openings[key].places) for key in ids])
        settled = equilibrate(found, capacity, temperature).shown(k)
        pairs = [
            self.judge.pair(somebody, ids[row], rank, float(share))
            for somebody, rows, shares in zip(
                found.ids, settled.rows[:, :k].tolist(), settled.attention[:, :k], strict=True
            )
            for rank, (row, share) in enumerate(zip(rows, shares, strict=True), 1)
            if row >= 0
        ]
        return pairs, Spread(
            settled.loss(found, k),
            _concentration(found.rows[:, :k], len(ids)),
            _concentration(settled.rows[:, :k], len(ids)),
            settled.is_settled,
        )

    def _recommended(self, k: int) -> Results:
        pairs = len(self.seekers) * len(self.index)
        parts = max(1, min(len(self.seekers), pairs // _PAIRS_A_PART))
        people = self.index.people(self.seekers)
        if parts == 1:
            return self.index.recommend(people, k)
        with TemporaryDirectory() as folder:
            return recommend_in_parts(
                self.index,
                people,
                k,
                executor=Serial(),
                folder=Path(folder),
                parts=parts,
                on_part=lambda done, of: self.tell(done * len(people) // of, len(people)),
            )


def _concentration(rows: np.ndarray, openings: int) -> float:
    return gini(np.bincount(rows[rows >= 0], minlength=openings).astype(np.float64))
