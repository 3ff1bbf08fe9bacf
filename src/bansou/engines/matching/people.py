"""Many people as typed arrays, numbered by a vocabulary: what they want, can, and need at work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching import checking
from bansou.engines.matching.checking import UNKNOWN, Flags, Numbers
from bansou.engines.matching.mistakes import UnequalLengths, UnknownCode
from bansou.engines.matching.values import Seeker
from bansou.engines.matching.vocabulary import (
    Vocabulary,
    Words,
    flags_for,
    names_in,
    no_flags,
    no_sets,
    sets_for,
    sets_of,
)

#: Instead of a reach: they would work anywhere, or nobody has asked them.
ANYWHERE = -1
_HOLDINGS = (
    "types",
    "occupations",
    "industries",
    "holds",
    "acquiring",
    "refuses",
    "needs",
    "outside",
    "paces",
    "workplaces",
    "skills",
    "brings",
    "kinds",
)
_TOLD = (
    *("types_told", "occupations_told", "industries_told", "holds_told", "refuses_told"),
    *("outside_told", "paces_told", "workplaces_told", "skills_told", "brings_told"),
    "kinds_told",
)
#: Those that may be left out, as not asked.
_LATER = ("outside", "paces", "workplaces", "skills", "brings", "kinds")


@dataclass(frozen=True, slots=True, eq=False)
class Reaches:
    """Sets of areas, one after the other; many people share one.

    :ivar areas: numbers of areas, `(total,)`; those of reach r lie in `starts[r]:starts[r + 1]`
    :ivar groups: `(reaches,)`; reaches of one group overlap much, such as all from one home, and
        are searched together. It changes the speed alone
    """

    starts: NDArray[np.int64]
    areas: Numbers
    groups: Numbers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, reach: int) -> Numbers:
        """The areas of one."""
        return self.areas[self.starts[reach] : self.starts[reach + 1]]

    @classmethod
    def joined(cls, sets: Sequence[Numbers], groups: Sequence[int] | None = None) -> Self:
        """These sets of areas; without groups each is one of its own."""
        lengths = np.array([0, *(len(one) for one in sets)], np.int64)
        areas = np.concatenate([*sets, np.empty(0, np.int32)]).astype(np.int32)
        return cls(
            np.cumsum(lengths),
            areas,
            np.asarray(range(len(sets)) if groups is None else groups, np.int32),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """One row somebody; columns of shape `(p,)`, sets of names `(p, words)`.

    :ivar reach: which of `reaches`, or `ANYWHERE`
    :ivar hourly_floor, monthly_floor: yen on one of the policy's marks, -1 for none
    :ivar least_minutes, most_minutes: -1 both where they were not asked
    :ivar refuses_any, needs_number: also counts what no opening names
    :ivar needs_number: -1 where they were not asked
    :ivar kinds: of opportunities that they look for; may be left out, as not asked
    :ivar outside: limits within which they are not; may be left out, as not asked
    :ivar paces, workplaces, skills, brings: what only points are given for; likewise
    """

    vocabulary: Vocabulary
    reaches: Reaches
    ids: NDArray[Any]
    reach: Numbers
    types: Words
    types_told: Flags
    occupations: Words
    occupations_told: Flags
    industries: Words
    industries_told: Flags
    hourly_floor: Numbers
    monthly_floor: Numbers
    least_minutes: Numbers
    most_minutes: Numbers
    holds: Words
    holds_told: Flags
    acquiring: Words
    refuses: Words
    refuses_told: Flags
    refuses_any: Flags
    needs: Words
    needs_number: Numbers
    outside: Words = field(default_factory=no_sets)
    outside_told: Flags = field(default_factory=no_flags)
    paces: Words = field(default_factory=no_sets)
    paces_told: Flags = field(default_factory=no_flags)
    workplaces: Words = field(default_factory=no_sets)
    workplaces_told: Flags = field(default_factory=no_flags)
    skills: Words = field(default_factory=no_sets)
    skills_told: Flags = field(default_factory=no_flags)
    brings: Words = field(default_factory=no_sets)
    brings_told: Flags = field(default_factory=no_flags)
    kinds: Words = field(default_factory=no_sets)
    kinds_told: Flags = field(default_factory=no_flags)

    def __post_init__(self) -> None:
        """Check every column.

        :raises Mistake: a column is not what it should be; its class says what, and it the row
        """
        self._fill_in()
        checked: dict[str, NDArray[Any]] = {
            **{
                column: checking.sets(column, getattr(self, column), names)
                for column, names in zip(_HOLDINGS, _names(self.vocabulary), strict=True)
            },
            **{c: checking.flags(c, getattr(self, c)) for c in (*_TOLD, "refuses_any")},
            **{c: checking.yen(c, getattr(self, c)) for c in ("hourly_floor", "monthly_floor")},
            **{c: checking.whole(c, getattr(self, c)) for c in ("least_minutes", "most_minutes")},
            **{c: checking.whole(c, getattr(self, c)) for c in ("reach", "needs_number")},
        }
        checking.of_one_length(checked, len(np.asarray(self.ids)))
        checked["ids"] = checking.ids(self.ids)
        for column, values in checked.items():
            object.__setattr__(self, column, values)
        self._check_reaches()

    def _fill_in(self) -> None:
        """Columns that were left out say that nobody was asked."""
        rows = len(np.asarray(self.ids))
        names = dict(zip(_HOLDINGS, _names(self.vocabulary), strict=True))
        for column in _LATER:
            held = sets_for(getattr(self, column), rows, names[column])
            told = flags_for(getattr(self, f"{column}_told"), rows)
            object.__setattr__(self, column, held)
            object.__setattr__(self, f"{column}_told", told)

    def _check_reaches(self) -> None:
        wrong = (self.reach < ANYWHERE) | (self.reach >= len(self.reaches))
        if (row := checking.first(wrong)) is not None:
            raise UnknownCode(f"{self.reach[row]} is no reach", column="reach", row=row)
        checking.codes("reaches.areas", self.reaches.areas, self.vocabulary.areas)
        if len(self.reaches.groups) != len(self.reaches):
            raise UnequalLengths("not every reach has its group", column="reaches.groups")

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, seekers: Iterable[Seeker], vocabulary: Vocabulary) -> Self:
        """People set into columns; names that no opening names are left out, but not forgotten."""
        given, names = tuple(seekers), vocabulary
        reach, reaches = _reaches([one.areas for one in given], names.areas)
        return cls(
            vocabulary=names,
            reaches=reaches,
            ids=np.array([one.id for one in given], np.str_),
            reach=reach,
            types=sets_of(names.employment_types, [o.employment_types for o in given]),
            types_told=_told([o.employment_types for o in given]),
            occupations=sets_of(names.occupations, [o.occupations for o in given]),
            occupations_told=_told([o.occupations for o in given]),
            industries=sets_of(names.industries, [o.industries for o in given]),
            industries_told=_told([o.industries for o in given]),
            hourly_floor=_numbers(o.hourly_floor for o in given),
            monthly_floor=_numbers(o.monthly_floor for o in given),
            least_minutes=_numbers(o.minutes_a_week and max(o.minutes_a_week[0], 0) for o in given),
            most_minutes=_numbers(o.minutes_a_week and o.minutes_a_week[1] for o in given),
            holds=sets_of(names.licences, [o.holds for o in given]),
            holds_told=_told([o.holds for o in given]),
            acquiring=sets_of(names.licences, [o.acquiring for o in given]),
            refuses=sets_of(names.demands, [o.refuses for o in given]),
            refuses_told=_told([o.refuses for o in given]),
            refuses_any=np.array([bool(o.refuses) for o in given], np.bool_),
            needs=sets_of(names.accommodations, [o.needs for o in given]),
            needs_number=_numbers(None if o.needs is None else len(o.needs) for o in given),
            outside=sets_of(names.limits, [o.outside for o in given]),
            outside_told=_told([o.outside for o in given]),
            paces=sets_of(names.paces, [o.paces for o in given]),
            paces_told=_told([o.paces for o in given]),
            workplaces=sets_of(names.workplaces, [o.workplaces for o in given]),
            workplaces_told=_told([o.workplaces for o in given]),
            skills=sets_of(names.skills, [o.skills for o in given]),
            skills_told=_told([o.skills for o in given]),
            brings=sets_of(names.hopes, [o.brings for o in given]),
            brings_told=_told([o.brings for o in given]),
            kinds=sets_of(names.kinds, [o.kinds for o in given]),
            kinds_told=_told([o.kinds for o in given]),
        )

    def taken(self, rows: NDArray[np.int64]) -> Self:
        """Only these rows, in this order, and only the reaches that are theirs."""
        columns = {
            column.name: getattr(self, column.name)[rows]
            for column in fields(self)
            if column.name not in ("vocabulary", "reaches", "reach")
        }
        reach = self.reach[rows]
        used = np.unique(reach[reach != ANYWHERE])
        reaches = Reaches.joined(
            [self.reaches.of(int(one)) for one in used], self.reaches.groups[used].tolist()
        )
        placed = np.where(reach == ANYWHERE, ANYWHERE, np.searchsorted(used, reach))
        return type(self)(vocabulary=self.vocabulary, reaches=reaches, reach=placed, **columns)

    def seeker(self, row: int) -> Seeker:
        """One row as a value, for the plain rules of `judging`."""
        names, reach = self.vocabulary, int(self.reach[row])
        least, most = int(self.least_minutes[row]), int(self.most_minutes[row])
        areas = None
        if reach != ANYWHERE:
            areas = frozenset(names.areas[one - 1] for one in self.reaches.of(reach))
        return Seeker(
            id=str(self.ids[row]),
            areas=areas,
            occupations=_if(self.occupations_told, row, names.occupations, self.occupations),
            industries=_if(self.industries_told, row, names.industries, self.industries),
            employment_types=_if(self.types_told, row, names.employment_types, self.types),
            hourly_floor=_known(self.hourly_floor[row]),
            monthly_floor=_known(self.monthly_floor[row]),
            minutes_a_week=None if least == UNKNOWN else (least, most),
            holds=_if(self.holds_told, row, names.licences, self.holds),
            acquiring=names_in(names.licences, self.acquiring[row]),
            refuses=_if(self.refuses_told, row, names.demands, self.refuses),
            needs=_if(self.needs_number != UNKNOWN, row, names.accommodations, self.needs),
            outside=_if(self.outside_told, row, names.limits, self.outside),
            paces=_if(self.paces_told, row, names.paces, self.paces),
            workplaces=_if(self.workplaces_told, row, names.workplaces, self.workplaces),
            skills=_if(self.skills_told, row, names.skills, self.skills),
            brings=_if(self.brings_told, row, names.hopes, self.brings),
            kinds=_if(self.kinds_told, row, names.kinds, self.kinds),
        )


def _names(vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    return (
        vocabulary.employment_types,
        vocabulary.occupations,
        vocabulary.industries,
        vocabulary.licences,
        vocabulary.licences,
        vocabulary.demands,
        vocabulary.accommodations,
        vocabulary.limits,
        vocabulary.paces,
        vocabulary.workplaces,
        vocabulary.skills,
        vocabulary.hopes,
        vocabulary.kinds,
    )


def _told(given: Sequence[frozenset[str] | None]) -> Flags:
    return np.array([one is not None for one in given], np.bool_)


def _numbers(given: Iterable[int | None]) -> NDArray[np.int64]:
    return np.fromiter((UNKNOWN if one is None else one for one in given), np.int64)


def _known(number: int) -> int | None:
    return None if number == UNKNOWN else int(number)


def _if(told: Flags, row: int, names: Sequence[str], words: Words) -> frozenset[str] | None:
    return names_in(names, words[row]) if told[row] else None


@lru_cache(maxsize=8)
def _numbered(names: tuple[str, ...]) -> Mapping[str, int]:
    """Areas are many, and a desk asks for one person after the other by the same ones."""
    return MappingProxyType({name: place for place, name in enumerate(names, start=1)})


def _reaches(
    given: Sequence[frozenset[str] | None], names: tuple[str, ...]
) -> tuple[NDArray[np.int32], Reaches]:
    known: dict[frozenset[str], int] = {}
    reach = np.array(
        [ANYWHERE if one is None else known.setdefault(one, len(known)) for one in given], np.int32
    )
    if not known:
        return reach, Reaches.joined([])
    numbers = _numbered(names)
    sets = [
        np.array(sorted(numbers[name] for name in one if name in numbers), np.int32)
        for one in known
    ]
    return reach, Reaches.joined(sets)
