"""Which number stands for which name.

A vocabulary only ever grows at its end, so that what was numbered by an older one stays right.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.values import Opening

type Words = NDArray[np.uint64]

_BITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names of each kind in the order of their numbers.

    In columns with one name a row, 1 is the first name and 0 is not known (未確認); in columns of
    sets, bit 0 of word 0 is the first name.
    """

    areas: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    employment_types: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    accommodations: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    paces: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    hopes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def of(cls, openings: Collection[Opening]) -> Self:
        """Every name that some opening names."""
        return cls().extended(openings)

    @property
    def version(self) -> str:
        """Tells two vocabularies apart; kept with what was computed by one."""
        named = repr([getattr(self, field.name) for field in fields(self)])
        return hashlib.sha256(named.encode()).hexdigest()[:12]

    def extended(self, openings: Collection[Opening]) -> Self:
        """With the names of these openings behind its own."""
        return replace(
            self,
            areas=_with(self.areas, (o.area for o in openings)),
            occupations=_with(self.occupations, (o.occupation for o in openings)),
            industries=_with(self.industries, (o.industry for o in openings)),
            employment_types=_with(self.employment_types, (o.employment_type for o in openings)),
            licences=_with(self.licences, (one for o in openings for one in o.licences or ())),
            demands=_with(self.demands, (one for o in openings for one in o.demands or ())),
            accommodations=_with(
                self.accommodations, (one for o in openings for one in o.offers | o.lacks)
            ),
            limits=_with(self.limits, (one for o in openings for one in o.limits)),
            paces=_with(self.paces, (o.pace for o in openings)),
            workplaces=_with(self.workplaces, (o.workplace for o in openings)),
            skills=_with(self.skills, (one for o in openings for one in o.skills or ())),
            kinds=_with(self.kinds, (o.kind for o in openings)),
            hopes=_with(self.hopes, (one for o in openings for one in o.hopes or ())),
        )


def _with(names: tuple[str, ...], more: Iterable[str | None]) -> tuple[str, ...]:
    return names + tuple(sorted({one for one in more if one is not None} - set(names)))


def words_for(names: int) -> int:
    """How many words hold a bit for each of them; never none, so that no array is without width."""
    return max(1, -(-names // _BITS))


def numbers_of(names: Sequence[str], given: Iterable[str | None]) -> NDArray[np.int32]:
    """The numbers of names; 0 is not known."""
    numbers: dict[str | None, int] = {name: place for place, name in enumerate(names, start=1)}
    return np.fromiter((numbers[one] if one is not None else 0 for one in given), np.int32)


def sets_of(names: Sequence[str], given: Sequence[Collection[str] | None]) -> Words:
    """A row of words for every set, `(len(given), words)`; names that are none here are left out."""
    words = np.zeros((len(given), words_for(len(names))), np.uint64)
    if not any(given):
        return words
    bits = {name: place for place, name in enumerate(names)}
    for row, held in enumerate(given):
        for name in held or ():
            if (bit := bits.get(name)) is not None:
                words[row, bit // _BITS] |= np.uint64(1 << bit % _BITS)
    return words


def names_in(names: Sequence[str], words: Words) -> frozenset[str]:
    """The set that one row of words says."""
    return frozenset(
        name for place, name in enumerate(names) if int(words[place // _BITS]) >> place % _BITS & 1
    )


def beyond(names: Sequence[str], words: Words) -> NDArray[np.bool_]:
    """In which rows there is a bit that stands for no name."""
    last, full = divmod(len(names), _BITS)
    found: NDArray[np.bool_] = words[:, last:].any(axis=1)
    if full and last < words.shape[1]:
        found = (words[:, last] >> np.uint64(full)) != 0
        found |= words[:, last + 1 :].any(axis=1)
    return found


def sets_for(held: Words, rows: int, names: Sequence[str]) -> Words:
    """These sets; an empty one for each row where there are none at all."""
    return held if len(held) else np.zeros((rows, words_for(len(names))), np.uint64)


def numbers_for(numbers: NDArray[Any], rows: int) -> NDArray[Any]:
    """These numbers of names; not known in each row where there are none at all."""
    return numbers if len(numbers) else np.zeros(rows, np.int32)


def flags_for(flags: NDArray[np.bool_], rows: int) -> NDArray[np.bool_]:
    """These answers; no in each row where there are none at all."""
    return flags if len(flags) else np.zeros(rows, np.bool_)


def no_numbers() -> NDArray[np.int32]:
    """What stands for a column of names that was left out."""
    return np.zeros(0, np.int32)


def no_flags() -> NDArray[np.bool_]:
    """What stands for a column of answers that was left out."""
    return np.zeros(0, np.bool_)


def no_sets() -> Words:
    """What stands for a column that was left out: nobody's set of nothing."""
    return np.zeros((0, 1), np.uint64)


def wide(held: Words, size: int) -> Words:
    """Sets by an older, shorter vocabulary with the words of this one."""
    missing = words_for(size) - held.shape[1]
    return np.pad(held, ((0, 0), (0, missing))) if missing > 0 else held
