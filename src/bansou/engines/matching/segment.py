"""One block of openings made ready to be searched, by numba where it is installed and worth it."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bansou.engines.compiling import IS_INSTALLED
from bansou.engines.matching import plain
from bansou.engines.matching.catalogue import Catalogue
from bansou.engines.matching.conditions import GONE, Conditions
from bansou.engines.matching.packed import FLAG_KINDS, Asking, Lying, Worth, ask, pack, worth
from bansou.engines.matching.people import ANYWHERE, People, Reaches
from bansou.engines.matching.policy import Policy

#: So many reaches are searched together at most: each has one bit of a word.
_TOGETHER = 64
#: For so many people of one group or fewer their openings are not gathered first.
FEW = 8
#: Below so many pairs arrays are as quick, and numba need not be loaded.
_WORTH_COMPILING = 20_000_000
#: And below so many, where it is loaded already.
_WORTH_RUNNING = 1_000_000
#: More cells of flags, pay and occupation than this would be mostly empty.
_CELLS = 1 << 22


class Found(NamedTuple):
    """Rows of the catalogue and scores `(p, k)`, -1 for none, and how many fit `(p,)`."""

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]
    counts: NDArray[np.int32]


@dataclass(slots=True, eq=False)
class Searchable:
    """What the search needs of a catalogue, without it."""

    conditions: Conditions
    lying: Lying
    worth: Worth
    by_rank: NDArray[np.int32] | None

    def search(
        self, people: People, k: int, *, by_numba: bool | None = None, counting: bool = True
    ) -> Found:
        """The best `k` of everybody; by numba or by arrays as told, or as is quicker."""
        asking = ask(people, self.conditions, self.lying)
        if by_numba is None:
            by_numba = self._is_worth_compiling(len(people))
        find = _compiled if by_numba else plain.search
        ranks, scores, counts = find(self.lying, asking, self.worth, people.reaches, k, counting)
        return Found(self._rows(ranks), scores, counts)

    def _rows(self, ranks: NDArray[np.int32]) -> NDArray[np.int32]:
        if self.by_rank is None:
            return ranks
        return np.where(ranks < 0, ranks, self.by_rank[ranks])

    def _is_worth_compiling(self, people: int) -> bool:
        is_loaded = "bansou.engines.matching.compiled" in sys.modules
        least = _WORTH_RUNNING if is_loaded else _WORTH_COMPILING
        return (
            people * int(self.lying.starts[-1]) >= least
            and self.lying.occupations * self.lying.group_points.shape[1] * FLAG_KINDS <= _CELLS
            and IS_INSTALLED
        )


@dataclass(slots=True, eq=False)
class Segment(Searchable):
    """A catalogue and what the search needs of it."""

    catalogue: Catalogue
    gone: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, catalogue: Catalogue, policy: Policy) -> Self:
        """Make a catalogue ready; O(n log n)."""
        conditions = Conditions(catalogue.vocabulary, policy)
        order = np.argsort(catalogue.ids, kind="stable").astype(np.int32)
        is_sorted = bool((order == np.arange(len(order))).all())
        lying = pack(catalogue, conditions)
        by_rank = None if is_sorted else order
        return cls(conditions, lying, worth(policy), by_rank, catalogue)

    @property
    def bytes(self) -> int:
        """What the search reads; the catalogue itself is not counted."""
        arrays = [one for one in self.lying if isinstance(one, np.ndarray)]
        return sum(one.nbytes for one in arrays) + (
            0 if self.by_rank is None else self.by_rank.nbytes
        )

    def fitting(self, people: People) -> Iterable[NDArray[np.signedinteger[Any]]]:
        """For everybody the rows of what meets every hard condition."""
        asking = ask(people, self.conditions, self.lying)
        found = dict(plain.eligible(self.lying, asking, people.reaches, range(len(people))))
        for row in range(len(people)):
            ranks = self.lying.rank[found[row]].astype(np.int64)
            yield ranks if self.by_rank is None else self.by_rank[ranks]

    def row_of(self, key: str | int) -> int | None:
        """The row of an id that is not gone; O(log n)."""
        ids, order = self.catalogue.ids, self.by_rank
        if ids.dtype.kind != "U":
            if not str(key).isdecimal():
                return None
            key = int(key)
        if ids.dtype.kind == "U" and len(str(key)) > ids.dtype.itemsize // 4:
            return None  # longer than all of them; numpy would widen every id to compare
        rank = int(np.searchsorted(ids, key, sorter=order))
        if rank == len(ids):
            return None
        row = rank if order is None else int(order[rank])
        return row if ids[row] == key and row not in self.gone else None

    def remove(self, row: int) -> None:
        """Take an opening out: nobody meets its conditions any more; O(openings of its area)."""
        area = self.catalogue.area[row]
        start, stop = self.lying.starts[area : area + 2]
        rank = np.searchsorted(self.catalogue.ids, self.catalogue.ids[row], sorter=self.by_rank)
        place = start + np.flatnonzero(self.lying.rank[start:stop] == rank)[0]
        self.lying.need[0, place] |= GONE
        self.gone.add(row)

    def standing(self) -> NDArray[np.int64]:
        """The rows that are not gone."""
        return np.setdiff1d(np.arange(len(self.catalogue)), np.array(sorted(self.gone), np.int64))


def _compiled(
    lying: Lying, asking: Asking, points: Worth, reaches: Reaches, k: int, counting: bool
) -> tuple[NDArray[np.int32], NDArray[np.int16], NDArray[np.int32]]:
    from bansou.engines.matching import compiled

    plan = _plan(asking.reach, reaches)
    spans = _Spans(reaches.starts, reaches.areas)
    answers = compiled.search(lying, asking, points, spans, *plan, k, counting, FEW)
    back = np.empty(len(plan.order), np.int64)
    back[plan.order] = np.arange(len(plan.order))
    ranks, scores, counts = (one[back] for one in answers)
    return ranks, scores, counts


class _Spans(NamedTuple):
    starts: NDArray[np.int64]
    areas: NDArray[np.int32]


class _Plan(NamedTuple):
    """Who is searched for together: people in order, their groups, and the reaches of each group."""

    order: NDArray[np.int64]
    group_starts: NDArray[np.int64]
    members: NDArray[np.int64]
    member_starts: NDArray[np.int64]
    places: NDArray[np.int64]


def _plan(reach: NDArray[np.int32], reaches: Reaches) -> _Plan:
    used = np.unique(reach)
    group = np.append(reaches.groups, ANYWHERE)[used]  # its last is that of `ANYWHERE`
    used = used[np.lexsort((used, group))]
    group = np.sort(group)
    begins = np.flatnonzero(np.diff(group, prepend=group[:1] - 1))
    # A group with more reaches than bits is searched in parts.
    bounds = [
        part
        for begin, end in zip(begins, [*begins[1:], len(used)], strict=True)
        for part in range(begin, end, _TOGETHER)
    ]
    member_starts = np.array([*bounds, len(used)], np.int64)
    position = np.empty(len(reaches) + 1, np.int64)  # `ANYWHERE` is its last
    position[used] = np.arange(len(used))
    at = position[reach]
    order = np.argsort(at, kind="stable")
    at = at[order]
    group_starts = np.searchsorted(at, member_starts)
    part_of = np.searchsorted(member_starts, at, side="right") - 1
    return _Plan(
        order.astype(np.int64),
        group_starts.astype(np.int64),
        used.astype(np.int64),
        member_starts,
        at - member_starts[part_of],
    )


def turned(found: Found, ids: NDArray[Any], openings: int, k: int) -> Found:
    """What was found for people, with all openings for each, as the best `k` people of openings."""
    asker, column = np.nonzero(found.rows >= 0)
    opening, score = found.rows[asker, column], found.scores[asker, column]
    rank = np.empty(len(ids), np.int64)
    rank[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    order = np.lexsort((rank[asker], -score.astype(np.int64), opening))
    asker, opening, score = asker[order], opening[order], score[order]
    counts = np.bincount(opening, minlength=openings)
    place = np.arange(len(opening)) - np.repeat(np.cumsum(counts) - counts, counts)
    first = place < k
    rows = np.full((openings, k), -1, np.int32)
    scores = np.full((openings, k), -1, np.int16)
    rows[opening[first], place[first]] = asker[first]
    scores[opening[first], place[first]] = score[first]
    return Found(rows, scores, counts.astype(np.int32))
