"""One pair, judged by plain rules: what excludes it, and what each reason is worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bansou.engines.matching.kinds import Kind, is_asked
from bansou.engines.matching.policy import Policy
from bansou.engines.matching.reasons import Side, Verdict, side_of
from bansou.engines.matching.values import Opening, Seeker, WageRange


@dataclass(frozen=True, slots=True)
class Term:
    """One reason and its points; the points of all reasons are the score."""

    code: str
    verdict: Verdict
    points: int

    @property
    def side(self) -> Side:
        """Whose wish it speaks of."""
        return side_of(self.code)


class Sides(NamedTuple):
    """A score in its two parts, which are never weighed against each other."""

    seeker: int
    employer: int


@dataclass(frozen=True, slots=True, order=True)
class Exclusion:
    """One hard condition that is not met, by what: the licence, the demand."""

    code: str
    item: str = ""


def why_not(seeker: Seeker, opening: Opening) -> tuple[Exclusion, ...]:
    """Every hard condition that stands between them; none if the opening can be proposed."""
    return tuple(sorted(_exclusions(seeker, opening)))


def _exclusions(seeker: Seeker, opening: Opening) -> Iterator[Exclusion]:
    for code, has, accepted in (
        ("area", opening.area, seeker.areas),
        ("kind", opening.kind, seeker.kinds),
        ("employment_type", opening.employment_type, seeker.employment_types),
    ):
        if has is not None and accepted is not None and has not in accepted:
            yield Exclusion(code, has)
    if _is_below(opening.hourly, seeker.hourly_floor):
        yield Exclusion("hourly")
    if _is_below(opening.monthly, seeker.monthly_floor):
        yield Exclusion("monthly")
    if seeker.holds is not None:
        for licence in (opening.licences or frozenset()) - seeker.holds - seeker.acquiring:
            yield Exclusion("licence", licence)
    for demand in (opening.demands or frozenset()) & (seeker.refuses or frozenset()):
        yield Exclusion("demand", demand)
    for accommodation in opening.lacks & (seeker.needs or frozenset()):
        yield Exclusion("accommodation", accommodation)
    for limit in opening.limits & (seeker.outside or frozenset()):
        yield Exclusion("limit", limit)


def _is_below(pay: WageRange | None, floor: int | None) -> bool:
    return pay is not None and floor is not None and pay.highest < floor


def explain(seeker: Seeker, opening: Opening, policy: Policy) -> tuple[Term, ...]:
    """Every reason with its points, in the order in which they are read.

    What an opportunity of this kind cannot say is no reason.
    """
    terms = _terms(seeker, opening, policy)
    return tuple(one for one in terms if is_asked(one.code, opening.kind))


def _terms(seeker: Seeker, opening: Opening, policy: Policy) -> tuple[Term, ...]:
    return (
        _wished("occupation", opening.occupation, seeker.occupations, policy.occupation),
        _wished("industry", opening.industry, seeker.industries, policy.industry),
        _licences(seeker, opening, policy),
        _wished("area", opening.area, seeker.areas, policy.area),
        _wage(seeker, opening, policy),
        _wished(
            "employment_type",
            opening.employment_type,
            seeker.employment_types,
            policy.employment_type,
        ),
        _hours(seeker, opening, policy),
        _demands(seeker, opening, policy),
        _accommodations(seeker, opening, policy),
        *_traits(seeker, opening, policy),
        *_limits(seeker, opening),
    )


def sides_of(points: Iterable[tuple[str, int]]) -> Sides:
    """The points of reasons, by code, summed for each side; together they are the score."""
    sums = dict.fromkeys(Side, 0)
    for code, number in points:
        sums[side_of(code)] += number
    return Sides(sums[Side.SEEKER], sums[Side.EMPLOYER])


def score_of(seeker: Seeker, opening: Opening, policy: Policy) -> int:
    """The points of all reasons together."""
    return sum(term.points for term in explain(seeker, opening, policy))


def _wished(code: str, has: str | None, wished: frozenset[str] | None, points: int) -> Term:
    if has is None or wished is None:
        return Term(code, Verdict.UNKNOWN, 0)
    return Term(code, Verdict.MATCH, points) if has in wished else Term(code, Verdict.TALK, 0)


def _licences(seeker: Seeker, opening: Opening, policy: Policy) -> Term:
    if opening.licences is None:
        return Term("licence", Verdict.UNKNOWN, 0)
    if not opening.licences:
        return Term("licence", Verdict.MATCH, policy.licence_open)
    if seeker.holds is None:
        return Term("licence", Verdict.UNKNOWN, 0)
    if opening.licences <= seeker.holds:
        return Term("licence", Verdict.MATCH, policy.licence)
    if opening.licences <= seeker.holds | seeker.acquiring:
        return Term("licence", Verdict.TALK, policy.licence_open)
    return Term("licence", Verdict.TALK, 0)


def _wage(seeker: Seeker, opening: Opening, policy: Policy) -> Term:
    named = [
        (pay, floor)
        for pay, floor in (
            (opening.hourly, seeker.hourly_floor),
            (opening.monthly, seeker.monthly_floor),
        )
        if pay is not None and floor is not None
    ]
    if not named:
        return Term("wage", Verdict.UNKNOWN, 0)
    if all(pay.lowest >= floor for pay, floor in named):
        return Term("wage", Verdict.MATCH, policy.wage)
    reaches = all(pay.highest >= floor for pay, floor in named)
    return Term("wage", Verdict.TALK, policy.wage_reaches if reaches else 0)


def _hours(seeker: Seeker, opening: Opening, policy: Policy) -> Term:
    if seeker.minutes_a_week is None or opening.minutes_a_week is None:
        return Term("hours", Verdict.UNKNOWN, 0)
    least, most = seeker.minutes_a_week
    if least <= opening.minutes_a_week <= most:
        return Term("hours", Verdict.MATCH, policy.hours)
    return Term("hours", Verdict.TALK, 0)


def _demands(seeker: Seeker, opening: Opening, policy: Policy) -> Term:
    if seeker.refuses is None or (seeker.refuses and opening.demands is None):
        return Term("demands", Verdict.UNKNOWN, 0)
    if seeker.refuses & (opening.demands or frozenset()):
        return Term("demands", Verdict.TALK, 0)
    return Term("demands", Verdict.MATCH, policy.demands)


def _accommodations(seeker: Seeker, opening: Opening, policy: Policy) -> Term:
    """Points by how many of them there are; one that nobody has asked about is not known."""
    if seeker.needs is None:
        return Term("accommodations", Verdict.UNKNOWN, 0)
    if not seeker.needs:
        return Term("accommodations", Verdict.MATCH, policy.accommodations)
    met = len(seeker.needs & opening.offers)
    verdict = Verdict.MATCH if met == len(seeker.needs) else Verdict.UNKNOWN
    if seeker.needs & opening.lacks:
        verdict = Verdict.TALK
    return Term("accommodations", verdict, policy.accommodations * met // len(seeker.needs))


def _traits(seeker: Seeker, opening: Opening, policy: Policy) -> Iterator[Term]:
    """The reasons that a table of points may not know yet."""
    if policy.pace:
        yield _wished("pace", opening.pace, seeker.paces, policy.pace)
    if policy.workplace:
        yield _wished("workplace", opening.workplace, seeker.workplaces, policy.workplace)
    if policy.skills:
        yield _brought("skills", opening.skills, seeker.skills, policy.skills)
    if policy.hopes:
        yield _brought("hopes", opening.hopes, seeker.brings, policy.hopes)


def _brought(
    code: str, asked: frozenset[str] | None, held: frozenset[str] | None, points: int
) -> Term:
    """Points by how much of it somebody brings; where nothing is asked, nothing is lacking."""
    if asked is None or (asked and held is None):
        return Term(code, Verdict.UNKNOWN, 0)
    if not asked:
        return Term(code, Verdict.MATCH, points)
    met = len(asked & (held or frozenset()))
    verdict = Verdict.MATCH if met == len(asked) else Verdict.TALK
    return Term(code, verdict, points * met // len(asked))


def _limits(seeker: Seeker, opening: Opening) -> Iterator[Term]:
    """Named only where nobody knows: whoever is within it, or looks for the kind, has no more points."""
    if opening.kind not in (None, Kind.JOB) and seeker.kinds is None:
        yield Term("kind", Verdict.UNKNOWN, 0)
    if opening.limits and seeker.outside is None:
        yield Term("limit", Verdict.UNKNOWN, 0)
