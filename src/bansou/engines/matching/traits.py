"""What only points are given for beside the feature: pace, workplace, skills, the employer's hopes.

Openings share few combinations of them, so that each holds the number of its combination, and none
where nothing of the kind is known: then the search does nothing more than without them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching.catalogue import Catalogue
from bansou.engines.matching.mistakes import TooManyKinds
from bansou.engines.matching.people import People
from bansou.engines.matching.vocabulary import Words, wide, words_for

#: In the head of a combination: the number of the pace, of the workplace, then how many skills and
#: hopes there are, plus 1; 0 is not known.
WORKPLACE_AT, SKILLS_AT, HOPES_AT = 16, 32, 48
PART = 0xFFFF
#: Paces and workplaces wished for have one word each.
_WORD = 64


class Traits(NamedTuple):
    """The combinations of openings.

    `number` (n,) is empty where nothing is known; `kinds` (c, 1 + words) has the head, then the
    words of skills, then those of hopes; `split` says how many words skills have; `known` (4,) is 1
    for each of the four that some opening tells.
    """

    number: NDArray[np.uint32]
    kinds: Words
    split: int
    known: NDArray[np.int64]


def traits_of(catalogue: Catalogue) -> Traits:
    """Number the combinations; O(n log n).

    :raises TooManyKinds: more paces or sizes of workplaces than a word has bits
    """
    names = catalogue.vocabulary
    for what, size in (("paces", len(names.paces)), ("workplaces", len(names.workplaces))):
        if size > _WORD:
            raise TooManyKinds(f"{size} {what}, where there is room for {_WORD}")
    heads = (
        catalogue.pace,
        catalogue.workplace,
        _numbers(catalogue.skills, catalogue.has_skills),
        _numbers(catalogue.hopes, catalogue.has_hopes),
    )
    known = np.array([bool((one > 0).any()) for one in heads], np.int64)
    split = words_for(len(names.skills))
    if not known.any():
        return Traits(np.zeros(0, np.uint32), np.zeros((1, 1), np.uint64), split, known)
    head = np.zeros(len(catalogue), np.uint64)
    for numbers, place in zip(heads, (0, WORKPLACE_AT, SKILLS_AT, HOPES_AT), strict=True):
        head |= numbers.astype(np.uint64) << np.uint64(place)
    words = np.column_stack([head, catalogue.skills, catalogue.hopes])
    kinds, number = np.unique(words, axis=0, return_inverse=True)
    return Traits(number.astype(np.uint32).ravel(), np.ascontiguousarray(kinds), split, known)


def asked_of(people: People, kinds: Words, split: int) -> Words:
    """Everybody's paces, workplaces, skills and what they bring, as one row of words.

    Skills and hopes have as many words as in the combinations, whatever the vocabulary by now.
    """
    hopes = max(0, kinds.shape[1] - 1 - split)
    columns = (
        _cut(people.paces, 1),
        _cut(people.workplaces, 1),
        _cut(people.skills, split),
        _cut(people.brings, hopes),
    )
    return np.ascontiguousarray(np.column_stack(columns))


def trait_points(
    kinds: Words, split: int, asked: Words, worth: tuple[int, int, int, int]
) -> NDArray[np.int64]:
    """What each combination is worth to somebody, `(c,)`."""
    pace, workplace, skills, hopes = worth
    heads = kinds[:, 0]
    points = _wished(heads, 0, asked[0]) * pace
    points += _wished(heads, WORKPLACE_AT, asked[1]) * workplace
    middle = 1 + split
    points += _brought(heads, SKILLS_AT, kinds[:, 1:middle] & asked[2 : middle + 1], skills)
    points += _brought(heads, HOPES_AT, kinds[:, middle:] & asked[middle + 1 :], hopes)
    return points


def _part(heads: Words, at: int) -> NDArray[np.int64]:
    return ((heads >> np.uint64(at)) & np.uint64(PART)).astype(np.int64)


def _wished(heads: Words, at: int, wished: np.uint64) -> NDArray[np.int64]:
    number = _part(heads, at)
    bit = (wished >> np.maximum(number - 1, 0).astype(np.uint64)) & np.uint64(1)
    return np.where(number > 0, bit.astype(np.int64), 0)


def _brought(heads: Words, at: int, met: Words, points: int) -> NDArray[np.int64]:
    asked = _part(heads, at) - 1
    number = np.bitwise_count(met).sum(axis=1, dtype=np.int64)
    shared = points * number // np.maximum(asked, 1)
    return np.where(asked == 0, points, np.where(asked > 0, shared, 0))


def _cut(held: Words, words: int) -> Words:
    return wide(held, words * _WORD)[:, :words]


def _numbers(held: Words, told: NDArray[np.bool_]) -> NDArray[np.int64]:
    counted = np.bitwise_count(held).sum(axis=1, dtype=np.int64) + 1
    return np.where(told, counted, 0)
