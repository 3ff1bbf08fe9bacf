"""What is left to plan when a rota is mended: a plan whose bound proves the mended rota, too.

Of what has begun nothing can be changed, so that its shifts are not in it. What they were worth is
one number, and what they cost later (turns are counted with those that were) stands in the wishes. That
rotas are completed first and kept next stands in its points. Used by whoever makes and whoever checks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bansou.engines.rota.checking import Broken, bound_by, worth
from bansou.engines.rota.values import Counsellor, Duty, Plan, Prices, Rota, Shift


@dataclass(frozen=True, slots=True)
class Mending:
    """What is left to plan.

    :ivar left: the shifts that have not begun; its prices prove the bound (`bound_by`)
    :ivar was: duties of these shifts as they were
    :ivar begun: duties of the others
    :ivar keeping: points for each duty that is kept: more than all that could be won by changing it
    """

    plan: Plan
    left: Plan
    was: frozenset[Duty]
    begun: frozenset[Duty]
    keeping: int

    @property
    def filling(self) -> int:
        """Points for each person who is not missing: more than all that are kept."""
        return filling_by(self.keeping, len(self.was) + len(self.begun))

    def proven(self, rota: Rota, prices: Prices) -> int:
        """What no rota is worth that is as complete as this one and keeps as much, by prices of `left`."""
        bound = bound_by(self.left, prices)
        lacking = sum(rota.missing.get(shift.id, 0) for shift in self.left.shifts)
        kept = len(self.was.intersection(rota.duties))
        return bound + self.filling * lacking - self.keeping * kept + self._given()

    def _given(self) -> int:
        """What those that have begun are worth by themselves."""
        left = {shift.id for shift in self.left.shifts}
        over = [shift for shift in self.plan.shifts if shift.id not in left]
        return worth(replace(self.plan, shifts=over), self.begun)


def mending_of(plan: Plan, duties: Iterable[Duty], *, now: datetime) -> Mending:
    """What is left to plan at a time, of duties as they were planned."""
    left = [shift for shift in plan.shifts if shift.starts_at >= now]
    has_begun = {shift.id: shift.starts_at < now for shift in plan.shifts}
    known = [duty for duty in duties if duty.shift in has_begun]
    begun = frozenset(duty for duty in known if has_begun[duty.shift])
    made = Mending(plan, plan, frozenset(known) - begun, begun, keeping_by(plan))
    missing = plan.missing + made.filling
    people = [
        replace(one, wishes=dict(_wishes(made, one, left, 2 * missing))) for one in plan.counsellors
    ]
    return replace(made, left=replace(plan, shifts=left, counsellors=people, missing=missing))


def _wishes(
    made: Mending, one: Counsellor, left: Iterable[Shift], never: int
) -> Iterator[tuple[str, int]]:
    """Points of what is left: the wish, more where it is kept, less for turns that somebody had.

    Of (had + held)² the square of what is left stands in its plan, and what is with both here.
    """
    own = {duty.shift for duty in made.begun if duty.counsellor == one.id}
    over = [shift for shift in made.plan.shifts if shift.id in own]
    had = Counter(kind for shift in over for kind in shift.kinds)
    for shift in left:
        points = one.wishes.get(shift.id, 0)
        points += made.keeping * (Duty(shift.id, one.id) in made.was)
        points -= 2 * made.plan.uneven * sum(had[kind] for kind in shift.kinds)
        clashes = any(made.plan.clash(it, shift) for it in over)
        yield shift.id, -never if clashes else points


def keeping_by(plan: Plan) -> int:
    """More than all that could be won by changing who is on duty."""
    wishes = sum(abs(points) for one in plan.counsellors for points in one.wishes.values())
    most = sum(shift.needs * len(shift.kinds) for shift in plan.shifts)
    return 1 + 2 * wishes + plan.uneven * most * most


def filling_by(keeping: int, duties: int) -> int:
    """More than all duties that are kept."""
    return keeping * (1 + duties)


def recheck_mended(
    plan: Plan, rota: Rota, duties: Iterable[Duty], *, now: datetime
) -> list[Broken]:
    """Check a mended rota again: its value, and its bound by its prices for what was left.

    Rules are not looked at: what had begun may break those of the plan as it is now (`broken_rules`).
    """
    if rota.prices is None or rota.proven is None:
        return [Broken("there are no prices that prove a bound", "")]
    try:
        proven = mending_of(plan, duties, now=now).proven(rota, rota.prices)
    except ValueError:
        return [Broken("a price is no whole number, or of what is not there", "")]
    found = []
    if rota.value != worth(plan, rota.duties):
        found.append(Broken("the value is another", str(rota.value)))
    if rota.proven < proven:
        found.append(Broken("the bound is not proven by the prices", str(rota.proven)))
    return found
