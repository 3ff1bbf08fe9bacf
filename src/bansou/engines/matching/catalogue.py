"""All openings as typed arrays, checked: what they ask and offer, as it was handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bansou.engines.matching import checking
from bansou.engines.matching.checking import UNKNOWN, Flags, Numbers, first
from bansou.engines.matching.kinds import UNSAID
from bansou.engines.matching.mistakes import (
    EmptyCatalogue,
    NegativeNumber,
    NotOfKind,
    UnknownCode,
)
from bansou.engines.matching.values import Opening, WageRange
from bansou.engines.matching.vocabulary import (
    Vocabulary,
    Words,
    flags_for,
    names_in,
    no_flags,
    no_numbers,
    no_sets,
    numbers_for,
    numbers_of,
    sets_for,
    sets_of,
    wide,
)

#: Which names the sets of a column are of, where it is not called like them.
_NAMES_OF = {"offers": "accommodations", "lacks": "accommodations"}
_FLAGS = ("has_licences", "has_demands", "has_skills", "has_hopes")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """One row an opening; every column has the shape `(n,)`, every set of names `(n, words)`.

    :ivar ids: letters or whole numbers; of one score the smaller id goes first
    :ivar area, occupation, industry, employment_type: numbers of the vocabulary, 0 for not known
    :ivar hourly_lowest, hourly_highest, monthly_lowest, monthly_highest: yen, -1 where not named
    :ivar minutes_a_week: -1 where not known
    :ivar licences, demands: what is asked; `has_licences` and `has_demands` tell where it is known
    :ivar offers, lacks: accommodations that there are, and those known not to be there
    :ivar limits: those that it is only open within; may be left out
    :ivar kind: number of the vocabulary; may be left out, as not known
    :ivar pace, workplace, skills, hopes: what only points are given for; may be left out, as not known
    """

    vocabulary: Vocabulary
    ids: NDArray[Any]
    area: Numbers
    occupation: Numbers
    industry: Numbers
    employment_type: Numbers
    hourly_lowest: Numbers
    hourly_highest: Numbers
    monthly_lowest: Numbers
    monthly_highest: Numbers
    minutes_a_week: Numbers
    licences: Words
    has_licences: Flags
    demands: Words
    has_demands: Flags
    offers: Words
    lacks: Words
    limits: Words = field(default_factory=no_sets)
    pace: Numbers = field(default_factory=no_numbers)
    workplace: Numbers = field(default_factory=no_numbers)
    skills: Words = field(default_factory=no_sets)
    has_skills: Flags = field(default_factory=no_flags)
    hopes: Words = field(default_factory=no_sets)
    has_hopes: Flags = field(default_factory=no_flags)
    kind: Numbers = field(default_factory=no_numbers)

    def __post_init__(self) -> None:
        """Check every column; O(n log n) for the ids, O(n) for all others.

        :raises Mistake: a column is not what it should be; its class says what, and it the row
        """
        names = self.vocabulary
        kinds = {
            "area": names.areas,
            "occupation": names.occupations,
            "industry": names.industries,
            "employment_type": names.employment_types,
            "pace": names.paces,
            "workplace": names.workplaces,
            "kind": names.kinds,
        }
        held = {
            "licences": names.licences,
            "demands": names.demands,
            "offers": names.accommodations,
            "lacks": names.accommodations,
            "limits": names.limits,
            "skills": names.skills,
            "hopes": names.hopes,
        }
        self._fill_in()
        pay = ("hourly_lowest", "hourly_highest", "monthly_lowest", "monthly_highest")
        checked: dict[str, NDArray[Any]] = {
            **{c: checking.codes(c, getattr(self, c), known) for c, known in kinds.items()},
            **{c: checking.yen(c, getattr(self, c)) for c in pay},
            "minutes_a_week": checking.minutes("minutes_a_week", self.minutes_a_week),
            **{c: checking.sets(c, getattr(self, c), known) for c, known in held.items()},
            **{c: checking.flags(c, getattr(self, c)) for c in _FLAGS},
        }
        checking.of_one_length(checked, len(np.asarray(self.ids)))
        checked["ids"] = checking.ids(self.ids)
        if not len(checked["ids"]):
            raise EmptyCatalogue("there are no openings")
        for column, values in checked.items():
            object.__setattr__(self, column, values)
        checking.ranges("hourly", self.hourly_lowest, self.hourly_highest)
        checking.ranges("monthly", self.monthly_lowest, self.monthly_highest)
        self._check_kinds()

    def _check_kinds(self) -> None:
        said = {
            "employment_type": self.employment_type > 0,
            "hourly": self.hourly_highest != UNKNOWN,
            "monthly": self.monthly_highest != UNKNOWN,
            "workplace": self.workplace > 0,
            "hopes": self.has_hopes,
            "limits": (self.limits != 0).any(axis=1),
        }
        for number, kind in enumerate(self.vocabulary.kinds, 1):
            is_of_kind = self.kind == number
            if kind not in UNSAID:
                raise UnknownCode(f"{kind} is no kind", column="kind", row=first(is_of_kind))
            for column in sorted(UNSAID[kind]):
                if (row := first(is_of_kind & said[column])) is not None:
                    raise NotOfKind(f"a {kind} says nothing of it", column=column, row=row)

    def _fill_in(self) -> None:
        """Columns that were left out say that nothing is known."""
        names, rows = self.vocabulary, len(np.asarray(self.ids))
        filled: dict[str, NDArray[Any]] = {
            "limits": sets_for(self.limits, rows, names.limits),
            "kind": numbers_for(self.kind, rows),
            "pace": numbers_for(self.pace, rows),
            "workplace": numbers_for(self.workplace, rows),
            "skills": sets_for(self.skills, rows, names.skills),
            "has_skills": flags_for(self.has_skills, rows),
            "hopes": sets_for(self.hopes, rows, names.hopes),
            "has_hopes": flags_for(self.has_hopes, rows),
        }
        for column, values in filled.items():
            object.__setattr__(self, column, values)

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, openings: Iterable[Opening], vocabulary: Vocabulary | None = None) -> Self:
        """Openings set into columns, numbered by this vocabulary and what it lacks.

        :raises Mistake: as above
        """
        given = tuple(openings)
        names = (vocabulary or Vocabulary()).extended(given)
        return cls(
            vocabulary=names,
            ids=np.array([one.id for one in given], np.str_),
            area=numbers_of(names.areas, (o.area for o in given)),
            occupation=numbers_of(names.occupations, (o.occupation for o in given)),
            industry=numbers_of(names.industries, (o.industry for o in given)),
            employment_type=numbers_of(names.employment_types, (o.employment_type for o in given)),
            **_pay("hourly", [o.hourly for o in given]),
            **_pay("monthly", [o.monthly for o in given]),
            minutes_a_week=_known("minutes_a_week", [o.minutes_a_week for o in given]),
            licences=sets_of(names.licences, [o.licences for o in given]),
            has_licences=np.array([o.licences is not None for o in given], np.bool_),
            demands=sets_of(names.demands, [o.demands for o in given]),
            has_demands=np.array([o.demands is not None for o in given], np.bool_),
            offers=sets_of(names.accommodations, [o.offers for o in given]),
            lacks=sets_of(names.accommodations, [o.lacks for o in given]),
            limits=sets_of(names.limits, [o.limits for o in given]),
            kind=numbers_of(names.kinds, (o.kind for o in given)),
            pace=numbers_of(names.paces, (o.pace for o in given)),
            workplace=numbers_of(names.workplaces, (o.workplace for o in given)),
            skills=sets_of(names.skills, [o.skills for o in given]),
            has_skills=np.array([o.skills is not None for o in given], np.bool_),
            hopes=sets_of(names.hopes, [o.hopes for o in given]),
            has_hopes=np.array([o.hopes is not None for o in given], np.bool_),
        )

    def opening(self, row: int) -> Opening:
        """One row as a value, for the plain rules of `judging`."""
        names = self.vocabulary
        minutes = int(self.minutes_a_week[row])
        return Opening(
            id=str(self.ids[row]),
            area=_name(names.areas, self.area[row]),
            occupation=_name(names.occupations, self.occupation[row]),
            industry=_name(names.industries, self.industry[row]),
            employment_type=_name(names.employment_types, self.employment_type[row]),
            hourly=_range(self.hourly_lowest[row], self.hourly_highest[row]),
            monthly=_range(self.monthly_lowest[row], self.monthly_highest[row]),
            minutes_a_week=None if minutes == UNKNOWN else minutes,
            licences=names_in(names.licences, self.licences[row])
            if self.has_licences[row]
            else None,
            demands=names_in(names.demands, self.demands[row]) if self.has_demands[row] else None,
            offers=names_in(names.accommodations, self.offers[row]),
            lacks=names_in(names.accommodations, self.lacks[row]),
            limits=names_in(names.limits, self.limits[row]),
            kind=_name(names.kinds, self.kind[row]),
            pace=_name(names.paces, self.pace[row]),
            workplace=_name(names.workplaces, self.workplace[row]),
            skills=names_in(names.skills, self.skills[row]) if self.has_skills[row] else None,
            hopes=names_in(names.hopes, self.hopes[row]) if self.has_hopes[row] else None,
        )

    @classmethod
    def joined(cls, parts: Sequence[Self], vocabulary: Vocabulary) -> Self:
        """Catalogues one after the other, whose vocabularies this one continues; O(rows)."""
        columns: dict[str, Any] = {}
        for column in fields(cls):
            if column.name == "vocabulary":
                continue
            given = [getattr(one, column.name) for one in parts]
            if given[0].ndim == 2:
                names = getattr(vocabulary, _NAMES_OF.get(column.name, column.name))
                given = [wide(one, len(names)) for one in given]
            columns[column.name] = np.concatenate(given)
        return cls(vocabulary=vocabulary, **columns)

    def taken(self, rows: NDArray[np.int64]) -> Self:
        """Only these rows, in this order."""
        columns = {
            column.name: getattr(self, column.name)[rows]
            for column in fields(self)
            if column.name != "vocabulary"
        }
        return type(self)(vocabulary=self.vocabulary, **columns)


def _pay(column: str, given: Sequence[WageRange | None]) -> dict[str, Any]:
    return {
        f"{column}_lowest": _known(column, [pay.lowest if pay else None for pay in given]),
        f"{column}_highest": _known(column, [pay.highest if pay else None for pay in given]),
    }


def _known(column: str, given: Sequence[int | None]) -> NDArray[np.int64]:
    """What is not known as the number that stands for it; a real -1 is not taken for that."""
    for row, one in enumerate(given):
        if one is not None and one < 0:
            raise NegativeNumber(f"{one}", column=column, row=row)
    return np.array([UNKNOWN if one is None else one for one in given], np.int64)


def _name(names: Sequence[str], number: int) -> str | None:
    return names[number - 1] if number else None


def _range(lowest: int, highest: int) -> WageRange | None:
    return None if lowest == UNKNOWN else WageRange(int(lowest), int(highest))
