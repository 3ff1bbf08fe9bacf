"""All hard conditions but the place as bits of words: `(need & forbid) == 0` in every word.

An opening's words say what it asks and what it lacks, a person's words what they cannot meet. Pay
is a thermometer: a bit for every mark that the highest pay does not reach. As many words are used
as the vocabulary and the marks need; most need one.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.catalogue import Catalogue
from bansou.engines.matching.checking import UNKNOWN, Numbers, first
from bansou.engines.matching.mistakes import Mistake
from bansou.engines.matching.people import People
from bansou.engines.matching.policy import Policy
from bansou.engines.matching.vocabulary import Vocabulary, Words, wide

_BITS = 64
#: Bit 0 of word 0: an opening that was taken out. Nobody can meet it.
GONE = np.uint64(1)


class UnmarkedFloor(Mistake):
    """A floor is on none of the policy's marks, so that no bit stands for it."""


class Part(NamedTuple):
    """Where the bits of one kind of condition lie."""

    start: int
    size: int


class Conditions:
    """Which bits stand for which conditions of a vocabulary and a policy."""

    def __init__(self, vocabulary: Vocabulary, policy: Policy) -> None:
        """Give out the bits, kind after kind."""
        self.policy = policy
        sizes = (
            1,
            len(vocabulary.employment_types),
            len(vocabulary.licences),
            len(vocabulary.demands),
            len(vocabulary.accommodations),
            len(vocabulary.limits),
            len(vocabulary.kinds),
            len(policy.hourly_marks),
            len(policy.monthly_marks),
        )
        starts = np.cumsum((0, *sizes)).tolist()
        parts = [Part(start, size) for start, size in zip(starts, sizes, strict=False)]
        _gone, self.types, self.licences, self.demands, self.lacks, *rest = parts
        self.limits, self.kinds, *self.marks = rest
        self.words = -(-starts[-1] // _BITS)

    def need(self, catalogue: Catalogue) -> Words:
        """The words of every opening, `(words, n)`."""
        words = np.zeros((self.words, len(catalogue)), np.uint64)
        kinds = _one_hot(catalogue.employment_type, self.types.size)
        lay(words, self.types, kinds)
        lay(words, self.licences, _where(catalogue.has_licences, catalogue.licences))
        lay(words, self.demands, _where(catalogue.has_demands, catalogue.demands))
        lay(words, self.lacks, catalogue.lacks)
        lay(words, self.limits, catalogue.limits)
        lay(words, self.kinds, _one_hot(catalogue.kind, self.kinds.size))
        for part, marks, highest in zip(
            self.marks,
            (self.policy.hourly_marks, self.policy.monthly_marks),
            (catalogue.hourly_highest, catalogue.monthly_highest),
            strict=True,
        ):
            for place, mark in enumerate(marks):
                unreached = (highest != UNKNOWN) & (highest < mark)
                _set(words, part.start + place, unreached)
        return words

    def forbid(self, people: People) -> Words:
        """The words of everybody, `(words, p)`.

        :raises UnmarkedFloor: somebody's least pay is none of the marks
        """
        words = np.zeros((self.words, len(people)), np.uint64)
        words[0] |= GONE
        refused = ~wide(people.types, self.types.size)
        lay(words, self.types, _where(people.types_told, refused))
        unmet = ~wide(people.holds | people.acquiring, self.licences.size)
        lay(words, self.licences, _where(people.holds_told, unmet))
        lay(words, self.demands, _where(people.refuses_told, people.refuses))
        lay(words, self.lacks, _where(people.needs_number != UNKNOWN, people.needs))
        lay(words, self.limits, _where(people.outside_told, people.outside))
        others = ~wide(people.kinds, self.kinds.size)
        lay(words, self.kinds, _where(people.kinds_told, others))
        for part, places in zip(self.marks, self.floors(people), strict=True):
            for place in range(part.size):
                _set(words, part.start + place, places == place)
        return words

    def lacking(self, people: People) -> Words:
        """The bits of every licence that somebody does not hold today, `(words, p)`."""
        words = np.zeros((self.words, len(people)), np.uint64)
        lay(words, self.licences, ~wide(people.holds, self.licences.size))
        return words

    def floors(self, people: People) -> tuple[Numbers, Numbers]:
        """On which hourly and monthly mark everybody's floor is, -1 for none.

        :raises UnmarkedFloor: it is on none of them
        """
        return (
            _marked("hourly_floor", people.hourly_floor, self.policy.hourly_marks),
            _marked("monthly_floor", people.monthly_floor, self.policy.monthly_marks),
        )


def lay(words: Words, part: Part, held: Words) -> None:
    """Set the first `part.size` bits of `held`, `(n, its words)`, to where the part lies."""
    for source in range(min(held.shape[1], -(-part.size // _BITS))):
        left = part.size - source * _BITS
        mask = np.uint64(2 ** min(left, _BITS) - 1)
        word, shift = divmod(part.start + source * _BITS, _BITS)
        bits = held[:, source] & mask
        words[word] |= bits << np.uint64(shift)
        if shift and word + 1 < len(words):
            words[word + 1] |= bits >> np.uint64(_BITS - shift)


def _set(words: Words, bit: int, where: NDArray[np.bool_]) -> None:
    words[bit // _BITS] |= where.astype(np.uint64) << np.uint64(bit % _BITS)


def _one_hot(numbers: Numbers, size: int) -> Words:
    held = np.zeros((len(numbers), max(1, -(-size // _BITS))), np.uint64)
    rows = np.flatnonzero(numbers > 0)
    places = numbers[rows] - 1
    held[rows, places // _BITS] = np.uint64(1) << (places % _BITS).astype(np.uint64)
    return held


def _where(told: NDArray[np.bool_], held: Words) -> Words:
    return np.where(told[:, None], held, np.uint64(0))


def _marked(column: str, floors: Numbers, marks: Sequence[int]) -> Numbers:
    places = np.full(len(floors), UNKNOWN, np.int32)
    for place, mark in enumerate(marks):
        places[floors == mark] = place
    if (row := first((floors != UNKNOWN) & (places == UNKNOWN))) is not None:
        raise UnmarkedFloor(f"{floors[row]} yen is no mark", column=column, row=row)
    return places
