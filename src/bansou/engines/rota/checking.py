"""Looking a rota over by plain rules; shares nothing with how rotas are made.

Only what a plan and a rota hold is used (`values`), and times are compared anew, so that a mistake of
the search is seen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from numbers import Integral

from bansou.engines.rota.values import Counsellor, Duty, Group, Plan, Prices, Rota, Shift

_THOUSANDTHS = 1000


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


def recheck(plan: Plan, rota: Rota) -> list[Broken]:
    """Check duties, value and bound of a rota again from the plan and its prices alone."""
    found = broken_rules(plan, rota.duties)
    if rota.value != worth(plan, rota.duties):
        found.append(Broken("the value is another", str(rota.value)))
    if rota.prices is None or rota.proven is None:
        found.append(Broken("there are no prices that prove a bound", ""))
    elif not _are_prices(plan, rota.prices):
        found.append(Broken("a price is no whole number, or of what is not there", ""))
    elif rota.proven < bound_by(plan, rota.prices):
        found.append(Broken("the bound is not proven by the prices", str(rota.proven)))
    return found


def bound_by(plan: Plan, prices: Prices) -> int:
    """What no rota exceeds, by these prices; additions, multiplications and comparisons only.

    Whoever is on duty pays the prices of the shift, of each group it is in and of the turn of each of
    its kinds. No rota can win more than what is paid back at most for shifts, groups and turns,
    together with what each possible duty gains beyond its prices.

    :raises ValueError: a price proves nothing: below 0 (but for turns), or no whole number
    """
    if not _are_prices(plan, prices):
        raise ValueError("a price is no whole number, or of what is not there")
    shifts = {shift.id: shift for shift in plan.shifts}
    people = {one.id: one for one in plan.counsellors}
    asked: Counter[tuple[str, str]] = Counter()
    bound = 0
    for shift in plan.shifts:
        price = prices.shifts.get(shift.id, 0)
        bound += (price - _THOUSANDTHS * plan.missing) * shift.needs
    for group in prices.groups:
        own = [shifts[one] for one in group.shifts]
        bound += group.price * _most_of(plan, people[group.counsellor], own)
        asked.update({(one, group.counsellor): group.price for one in group.shifts})
    for counsellor in plan.counsellors:
        bound += _turns_of(plan, counsellor, prices)
        for shift in plan.shifts:
            if not [*_of_shifts(counsellor, [shift])]:
                price = prices.shifts.get(shift.id, 0) + asked[shift.id, counsellor.id]
                price += sum(prices.turns.get((counsellor.id, it), 0) for it in shift.kinds)
                won = counsellor.wishes.get(shift.id, 0) + plan.missing
                bound += max(0, _THOUSANDTHS * won - price)
    return bound // _THOUSANDTHS


def _are_prices(plan: Plan, prices: Prices) -> bool:
    shifts, people = {one.id for one in plan.shifts}, {one.id for one in plan.counsellors}
    numbers = [*prices.shifts.values(), *(group.price for group in prices.groups)]
    return (
        all(isinstance(one, Integral) for one in (*numbers, *prices.turns.values()))
        and all(one >= 0 for one in numbers)
        and all(
            it.counsellor in people and shifts.issuperset(it.shifts) and _are_different(it)
            for it in prices.groups
        )
    )


def _are_different(group: Group) -> bool:
    return len(set(group.shifts)) == len(group.shifts)


def _turns_of(plan: Plan, counsellor: Counsellor, prices: Prices) -> int:
    """What a counsellor is paid back at most for turns, less what is uneven, however many there are."""
    kinds = Counter(kind for shift in plan.shifts for kind in shift.kinds)
    return sum(
        max(
            prices.turns.get((counsellor.id, kind), 0) * held
            - _THOUSANDTHS * plan.uneven * held * held
            for held in range(number + 1)
        )
        for kind, number in kinds.items()
    )


def _most_of(plan: Plan, counsellor: Counsellor, own: Sequence[Shift]) -> int:
    """So many of these shifts a counsellor can do at most, by what can be seen at once."""
    ordered = sorted(own, key=lambda shift: (shift.starts_at, shift.ends_at))
    is_one = all([*_of_gaps(plan, pair)] for pair in combinations(ordered, 2))
    most = min(1, len(own)) if is_one else len(own)
    if len({shift.starts_at.isocalendar()[:2] for shift in own}) == 1:
        most = min(most, _fitting(own, counsellor.week_minutes))
    if len({(shift.starts_at.year, shift.starts_at.month) for shift in own}) == 1:
        most = min(most, _fitting(own, counsellor.month_minutes))
    return most


def _fitting(own: Sequence[Shift], minutes: int | None) -> int:
    """How many of these fit into so many minutes, the shortest first."""
    if minutes is None:
        return len(own)
    left, fitting = timedelta(minutes=minutes), 0
    for length in sorted(shift.ends_at - shift.starts_at for shift in own):
        left -= length
        fitting += left >= timedelta()
    return fitting


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
