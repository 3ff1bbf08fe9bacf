"""Looking a rota over by plain rules; shares nothing with how rotas are made.

Only what a plan and a rota hold is used (`values`), and times are compared anew, so that a mistake of
the search is seen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from bansou.engines.rota.values import Counsellor, Duty, Plan, Shift


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a rota breaks, and by whom or where."""

    rule: str
    whose: str


def broken_rules(plan: Plan, duties: Sequence[Duty]) -> list[Broken]:
    """Every rule that these duties break; nothing for a rota that can be kept."""
    shifts = {shift.id: shift for shift in plan.shifts}
    found = list(_strangers(plan, duties))
    duties = [duty for duty in duties if duty.shift in shifts]
    found += [
        Broken("more people than are needed", one)
        for one, count in Counter(duty.shift for duty in duties).items()
        if count > shifts[one].needs
    ]
    for counsellor in plan.counsellors:
        own = [shifts[duty.shift] for duty in duties if duty.counsellor == counsellor.id]
        own.sort(key=lambda shift: (shift.starts_at, shift.ends_at))
        rules = (*_of_shifts(counsellor, own), *_of_hours(counsellor, own), *_of_gaps(plan, own))
        found += [Broken(rule, counsellor.id) for rule in rules]
    return found


def worth(plan: Plan, duties: Iterable[Duty]) -> int:
    """The points of wishes, less what is missing and uneven."""
    duties = list(duties)
    kinds = {shift.id: shift.kinds for shift in plan.shifts}
    wishes = {one.id: one.wishes for one in plan.counsellors}
    points = sum(wishes.get(duty.counsellor, {}).get(duty.shift, 0) for duty in duties)
    often = Counter(
        (duty.counsellor, kind) for duty in duties for kind in kinds.get(duty.shift, ())
    )
    uneven = sum(count * count for count in often.values())
    lacking = sum(missing(plan, duties).values())
    return points - plan.missing * lacking - plan.uneven * uneven


def missing(plan: Plan, duties: Iterable[Duty]) -> dict[str, int]:
    """Which shifts have fewer people than they need, and by how many."""
    held = Counter(duty.shift for duty in duties)
    lacking = {shift.id: shift.needs - held[shift.id] for shift in plan.shifts}
    return {which: number for which, number in lacking.items() if number > 0}


def _strangers(plan: Plan, duties: Iterable[Duty]) -> Iterator[Broken]:
    """Duties that name who or what is not there."""
    people, shifts = {one.id for one in plan.counsellors}, {one.id for one in plan.shifts}
    for duty in duties:
        if duty.shift not in shifts:
            yield Broken("a shift that is not there", duty.shift)
        if duty.counsellor not in people:
            yield Broken("a counsellor who is not there", duty.counsellor)


def _of_shifts(counsellor: Counsellor, own: Sequence[Shift]) -> Iterator[str]:
    if len({shift.id for shift in own}) < len(own):
        yield "one shift twice"
    for shift in own:
        if shift.skills - counsellor.skills:
            yield "a skill is missing"
        for since, until in counsellor.away:
            if max(since, shift.starts_at) < min(until, shift.ends_at):
                yield "on leave"


def _of_hours(counsellor: Counsellor, own: Sequence[Shift]) -> Iterator[str]:
    weeks: dict[tuple[int, int], timedelta] = defaultdict(timedelta)
    months: dict[tuple[int, int], timedelta] = defaultdict(timedelta)
    for shift in own:
        year, week, _day = shift.starts_at.isocalendar()
        weeks[year, week] += shift.ends_at - shift.starts_at
        months[shift.starts_at.year, shift.starts_at.month] += shift.ends_at - shift.starts_at
    for most, spans, rule in (
        (counsellor.week_minutes, weeks, "too long in a week"),
        (counsellor.month_minutes, months, "too long in a month"),
    ):
        if most is not None and any(span > timedelta(minutes=most) for span in spans.values()):
            yield rule


def _of_gaps(plan: Plan, own: Sequence[Shift]) -> Iterator[str]:
    for first, then in combinations(own, 2):
        gap, is_next_day = (
            then.starts_at - first.ends_at,
            then.starts_at.date() > first.starts_at.date(),
        )
        walks = [
            minutes
            for (one, other), minutes in plan.travel.items()
            if (first.place, then.place) in ((one, other), (other, one))
        ]
        if gap < timedelta():
            yield "two places at once"
        elif gap < timedelta(minutes=max(walks, default=0)):
            yield "no time to travel"
        elif is_next_day and gap < timedelta(minutes=plan.rest_minutes):
            yield "no rest"
