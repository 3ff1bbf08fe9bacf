"""The two sides of a pair. None is not known (未確認), an empty set is known to be nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WageRange:
    """The lowest and the highest pay that an opening names, in yen."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """What somebody wants, can, and needs at work; nothing about who they are.

    :ivar areas: where they would work
    :ivar occupations, industries: what they wish for; other work is not excluded
    :ivar employment_types: those that they accept; others are excluded
    :ivar hourly_floor, monthly_floor: the least pay that they accept, on one of the policy's marks
    :ivar minutes_a_week: the least and the most that they wish to work
    :ivar holds: licences held; acquiring: those of a course in which they have a seat
    :ivar refuses: demands of work that they cannot or will not meet
    :ivar needs: accommodations that there must be
    :ivar outside: limits (`limits.Limit`) within which they are not
    :ivar paces, workplaces: the pace of work and the sizes of a workplace that they wish for
    :ivar kinds: the kinds of opportunities (`kinds.Kind`) that they look for; others are excluded
    :ivar skills: what they know how to do; brings: what they can bring of what employers hope for
    """

    id: str
    areas: frozenset[str] | None = None
    occupations: frozenset[str] | None = None
    industries: frozenset[str] | None = None
    employment_types: frozenset[str] | None = None
    hourly_floor: int | None = None
    monthly_floor: int | None = None
    minutes_a_week: tuple[int, int] | None = None
    holds: frozenset[str] | None = None
    acquiring: frozenset[str] = frozenset()
    refuses: frozenset[str] | None = None
    needs: frozenset[str] | None = None
    outside: frozenset[str] | None = None
    paces: frozenset[str] | None = None
    workplaces: frozenset[str] | None = None
    skills: frozenset[str] | None = None
    brings: frozenset[str] | None = None
    kinds: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an opportunity asks and offers: work, a course, a place to look at or to try.

    :ivar licences: those without which nobody can take it
    :ivar demands: what the work asks: nights, heights, the telephone
    :ivar offers: accommodations that there are; lacks: those known not to be there
    :ivar limits: those that it is only open within (`limits.Limit`)
    :ivar kind: of `kinds.Kind`; what its kind cannot say is refused
    :ivar pace, workplace: how fast the work goes, how large the workplace is
    :ivar skills: what is of use in it; hopes: what the employer wishes; nobody is excluded by them
    """

    id: str
    area: str | None = None
    occupation: str | None = None
    industry: str | None = None
    employment_type: str | None = None
    hourly: WageRange | None = None
    monthly: WageRange | None = None
    minutes_a_week: int | None = None
    licences: frozenset[str] | None = None
    demands: frozenset[str] | None = None
    offers: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    pace: str | None = None
    workplace: str | None = None
    skills: frozenset[str] | None = None
    hopes: frozenset[str] | None = None
    kind: str | None = None
