"""The best openings for many people at once: exactly what the rules of one pair give, by arrays.

Most openings lie in one large segment; what comes in later lies in small ones that are searched
as well and joined from time to time, as in a log-structured merge tree (O'Neil and others, 1996).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Self

import numpy as np

from bansou.engines.matching.catalogue import Catalogue
from bansou.engines.matching.judging import Exclusion, Term, explain, why_not
from bansou.engines.matching.mistakes import EmptyCatalogue, NotANumber, UnknownId, WrongNumber
from bansou.engines.matching.people import People
from bansou.engines.matching.policy import Policy
from bansou.engines.matching.results import Keys, Results
from bansou.engines.matching.segment import Found, Searchable, Segment, turned
from bansou.engines.matching.values import Opening, Seeker
from bansou.engines.matching.vocabulary import Vocabulary
from bansou.engines.matching.wording import Clash, Labels, why_not_in_words


class Index:
    """Openings made ready for a policy. Another policy is another index."""

    def __init__(self, catalogue: Catalogue | None, policy: Policy) -> None:
        """Make a catalogue ready; none where there are no openings yet."""
        self.policy = policy
        self.vocabulary = catalogue.vocabulary if catalogue is not None else Vocabulary()
        self._segments = [] if catalogue is None else [Segment.of(catalogue, policy)]

    @classmethod
    def build(cls, openings: Iterable[Opening] | Catalogue, policy: Policy) -> Self:
        """An index of these openings.

        :raises Mistake: something of them cannot be right; its class says what, and it the row
        """
        if isinstance(openings, Catalogue):
            return cls(openings, policy)
        given = tuple(openings)
        return cls(Catalogue.of(given) if given else None, policy)

    def __len__(self) -> int:
        return sum(len(one.catalogue) - len(one.gone) for one in self._segments)

    @property
    def catalogue(self) -> Catalogue:
        """What it was made of; later changes are not in it.

        :raises EmptyCatalogue: it was made of nothing
        """
        if not self._segments:
            raise EmptyCatalogue("there are no openings")
        return self._segments[0].catalogue

    @property
    def bytes(self) -> int:
        """The memory that the search reads."""
        return sum(one.bytes for one in self._segments)

    def recommend(
        self,
        seekers: Iterable[Seeker] | People,
        k: int,
        *,
        by_numba: bool | None = None,
        counting: bool = True,
    ) -> Results:
        """The `k` best openings of every person; of one score the smaller id first.

        :param by_numba: compiled or by arrays alone, with the same answers; as is quicker if None
        :param counting: whether to tell how many fit, which costs the test of every opening
        :raises WrongNumber: `k` is below one, or above the number of openings
        :raises UnmarkedFloor: somebody's least pay is none of the policy's marks
        """
        self.check_number(k)
        people = self.people(seekers)
        found = [
            one.search(people, k, by_numba=by_numba, counting=counting) for one in self._segments
        ]
        return self.results_of(people, found, k)

    def check_number(self, k: int) -> None:
        """Whether there can be a best `k`.

        :raises WrongNumber: it is below one, or above the number of openings
        """
        if not 1 <= k <= len(self):
            raise WrongNumber(f"the best {k} of {len(self)} openings", column="k")

    def searchable(self) -> tuple[Searchable, ...]:
        """What is searched, segment after segment; for those who search in parts."""
        return tuple(self._segments)

    def results_of(self, people: People, found: list[Found], k: int) -> Results:
        """What the segments found for people, as one answer."""
        keys = Keys([one.catalogue.ids for one in self._segments])
        best = found[0] if len(found) == 1 else _in_order(found, keys, k)
        return Results(people.ids, *best, keys)

    def recommend_for(
        self,
        keys: Iterable[str | int],
        seekers: Iterable[Seeker] | People,
        k: int,
        *,
        by_numba: bool | None = None,
    ) -> Results:
        """The `k` best people for every one of these openings; of one score the smaller id first.

        Takes these openings alone into an index of their own and asks for everybody's points, so
        that both directions cannot differ; O(people × openings asked about) memory.

        :raises UnknownId: there is no opening of an id
        :raises WrongNumber: `k` is below one, or above the number of people
        """
        people = self.people(seekers)
        if not 1 <= k <= len(people):
            raise WrongNumber(f"the best {k} of {len(people)} people", column="k")
        asked = [self.opening(key) for key in keys]
        if not asked:
            raise EmptyCatalogue("no opening is asked about")
        catalogue = Catalogue.of(asked, people.vocabulary)
        found = Segment.of(catalogue, self.policy).search(people, len(asked), by_numba=by_numba)
        return Results(catalogue.ids, *turned(found, people.ids, len(asked), k), Keys([people.ids]))

    def people(self, seekers: Iterable[Seeker] | People) -> People:
        """People by the vocabulary of the index."""
        return seekers if isinstance(seekers, People) else People.of(seekers, self.vocabulary)

    def fitting(self, seeker: Seeker) -> tuple[str, ...]:
        """The openings that meet every hard condition, in no order that means anything.

        :raises UnmarkedFloor: their least pay is none of the policy's marks
        """
        people = self.people([seeker])
        return tuple(
            str(key)
            for segment in self._segments
            for rows in segment.fitting(people)
            for key in segment.catalogue.ids[rows].tolist()
        )

    def opening(self, key: str | int) -> Opening:
        """An opening as it stands, for the plain rules.

        :raises UnknownId: there is none of this id
        """
        segment, row = self._found(key)
        return segment.catalogue.opening(row)

    def explain(self, seeker: Seeker, key: str | int) -> tuple[Term, ...]:
        """Every reason for an opening with its points.

        :raises UnknownId: there is none of this id
        """
        return explain(seeker, self.opening(key), self.policy)

    def why_not(self, seeker: Seeker, key: str | int) -> tuple[Exclusion, ...]:
        """Every hard condition between somebody and an opening.

        :raises UnknownId: there is none of this id
        """
        return why_not(seeker, self.opening(key))

    def why_not_in_words(
        self, seeker: Seeker, key: str | int, labels: Labels | None = None
    ) -> tuple[Clash, ...]:
        """The same with what both sides say: 時給：1,050円 ⇔ 1,200円以上.

        :raises UnknownId: there is none of this id
        """
        return why_not_in_words(seeker, self.opening(key), labels)

    def remove(self, keys: Iterable[str | int]) -> None:
        """Take openings out, all or none; O(log n) each.

        :raises UnknownId: there is none of an id
        """
        for segment, row in [self._found(key) for key in keys]:
            segment.remove(row)

    def update(self, openings: Iterable[Opening]) -> None:
        """Put openings in, or in the place of those of the same ids; they are found at once.

        Takes time for these and what came lately, whatever lies in the index.

        :raises Mistake: something of them cannot be right; then nothing is changed
        """
        given = tuple(openings)
        if not given:
            return
        fresh = self._numbered_alike(Catalogue.of(given, self.vocabulary))
        new = Segment.of(fresh, self.policy)
        for key in fresh.ids.tolist():
            for segment, row in self._places(key):
                segment.remove(row)
        self.vocabulary = fresh.vocabulary
        self._segments.append(new)
        self._join_lately()

    def _join_lately(self) -> None:
        """Join segments until each is more than twice the one behind it; the first one is left."""
        joined, size = 1, len(self._segments[-1].catalogue)
        while joined < len(self._segments) - 1:
            before = len(self._segments[-joined - 1].catalogue)
            if before > 2 * size:
                break
            joined, size = joined + 1, size + before
        if joined == 1:
            return
        lately = self._segments[-joined:]
        kept = [one.catalogue.taken(rows) for one in lately if len(rows := one.standing())]
        self._segments[-joined:] = (
            [Segment.of(Catalogue.joined(kept, self.vocabulary), self.policy)] if kept else []
        )

    def _numbered_alike(self, catalogue: Catalogue) -> Catalogue:
        """With ids that are whole numbers, where those of the index are."""
        if not self._segments or self._segments[0].catalogue.ids.dtype.kind == "U":
            return catalogue
        try:
            return replace(catalogue, ids=catalogue.ids.astype(np.int64))
        except ValueError as letters:
            raise NotANumber("the ids of the index are numbers", column="ids") from letters

    def _found(self, key: str | int) -> tuple[Segment, int]:
        for place in self._places(key):
            return place
        raise UnknownId(f"there is no opening {key}", column="ids")

    def _places(self, key: str | int) -> Iterator[tuple[Segment, int]]:
        for segment in self._segments:
            if (row := segment.row_of(key)) is not None:
                yield segment, row


def _in_order(found: list[Found], keys: Keys, k: int) -> Found:
    """The best of what several segments found, whose rows follow upon each other."""
    shifted = [
        np.where(one.rows < 0, one.rows, one.rows + start)
        for one, start in zip(found, keys.starts, strict=True)
    ]
    rows = np.concatenate(shifted, axis=1)
    scores = np.concatenate([one.scores for one in found], axis=1)
    names = keys.of(rows)
    order = np.empty((len(rows), k), np.int64)
    for place in range(len(rows)):
        order[place] = np.lexsort((names[place], -scores[place].astype(np.int64)))[:k]
    counts = np.sum([one.counts for one in found], axis=0, dtype=np.int32)
    return Found(np.take_along_axis(rows, order, 1), np.take_along_axis(scores, order, 1), counts)
