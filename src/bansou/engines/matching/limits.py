"""Limits by which law lets an opening be for some people only, and the days on which it does.

Whether somebody is within a limit is told by who asks (`Seeker.outside`): nothing of who they are
comes in here. A limit that law no longer allows excludes nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bansou.engines.matching.mistakes import DuplicateId, ReversedRange, UnknownCode
from bansou.engines.matching.values import Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One exception to the rule that work is open to all.

    :ivar valid_from, valid_until: the first and the last day on which law allows it; None for
        no beginning or no end
    """

    code: str
    valid_from: date | None = None
    valid_until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether law allows it on this day, both ends included."""
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)


def standing(
    openings: Iterable[Opening], limits: Iterable[Limit], day: date
) -> tuple[Opening, ...]:
    """Openings with only those of their limits that are in force on a day; O(n).

    :raises Mistake: limits of one code, or one that ends before it begins, or that an opening names
        and nobody declared; its class says which, and it the row
    """
    declared = _by_code(limits)
    allowed = {code for code, limit in declared.items() if limit.is_in_force(day)}
    given = tuple(openings)
    for row, one in enumerate(given):
        if strange := sorted(one.limits - declared.keys()):
            raise UnknownCode(f"{strange[0]} is no limit", column="limits", row=row)
    return tuple(
        one if one.limits <= allowed else replace(one, limits=one.limits & allowed) for one in given
    )


def _by_code(limits: Iterable[Limit]) -> dict[str, Limit]:
    declared: dict[str, Limit] = {}
    for row, limit in enumerate(limits):
        if limit.code in declared:
            raise DuplicateId(f"{limit.code} is there twice", column="code", row=row)
        if (limit.valid_from or date.min) > (limit.valid_until or date.max):
            raise ReversedRange(f"{limit.code} ends first", column="valid_until", row=row)
        declared[limit.code] = limit
    return declared
