"""Making a rota, and mending one when somebody falls ill."""

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bansou.engines.rota.checking import bound_by, missing, worth
from bansou.engines.rota.mending import filling_by, mending_of
from bansou.engines.rota.mistakes import Disagreement, NoSolver, UnknownName
from bansou.engines.rota.values import Duty, Plan, Prices, Rota, check_plan

_EFFORT = 30.0


def plan(plan: Plan, *, effort: float = _EFFORT) -> Rota:
    """Make a rota; the same plan and effort give the same rota.

    :param effort: how long is searched at most, about in seconds of a quiet machine
    :raises RotaMistake: something in the plan cannot be right
    :raises NoSolver: the extra `bansou[fairs]` is not installed
    """
    check_plan(plan)
    made = _made(plan, frozenset(), frozenset(), 0, effort)
    from bansou.engines.rota.relaxing import find_prices

    prices = find_prices(plan)
    return _proven(made, prices, bound_by(plan, prices))


def repair(plan: Plan, duties: Sequence[Duty], *, now: datetime, effort: float = _EFFORT) -> Rota:
    """Mend a rota after something changed: somebody is on leave, or a shift is new.

    As few people as possible are too few, then as few duties as possible are taken from who had
    them, then the rota is made as good as it can be. What began before `now` stays as it was. The prices
    are those of what was left to plan (`mending_of`).

    :param plan: as it is now
    :param duties: as they were planned; those of shifts that are no more are left out
    :raises RotaMistake: something in the plan cannot be right, or a duty names who is not there
    :raises NoSolver: the extra `bansou[fairs]` is not installed
    """
    check_plan(plan)
    shifts = {shift.id: shift for shift in plan.shifts}
    known = {counsellor.id for counsellor in plan.counsellors}
    for duty in duties:
        if duty.counsellor not in known:
            raise UnknownName("whose duty it was is not there", duty.counsellor)
    was = frozenset(duty for duty in duties if duty.shift in shifts)
    begun = frozenset(shift.id for shift in plan.shifts if shift.starts_at < now)
    mending = mending_of(plan, was, now=now)
    made = _made(plan, was, begun, mending.keeping, effort)
    from bansou.engines.rota.relaxing import find_prices

    prices = find_prices(mending.left)
    return _proven(made, prices, mending.proven(made, prices))


def _proven(made: Rota, prices: Prices, proven: int) -> Rota:
    if made.value > proven:
        raise Disagreement(f"a rota of {made.value} points where prices allow {proven}")
    return replace(made, bound=min(made.bound, proven), proven=proven, prices=prices)


def _made(
    plan: Plan, was: frozenset[Duty], begun: frozenset[str], keeping: int, effort: float
) -> Rota:
    if importlib.util.find_spec("ortools") is None:
        raise NoSolver("install the extra fairs")
    from bansou.engines.rota.solving import solve

    # Where duties are kept, one person more is worth more than all that are kept.
    filling = filling_by(keeping, len(was))
    duties, bound = solve(plan, was, begun, keeping, filling, effort)
    lacking, kept = missing(plan, duties), len(was.intersection(duties))
    bound += filling * sum(lacking.values()) - keeping * kept
    value = worth(plan, duties)
    if value > bound:
        raise Disagreement(f"a rota of {value} points where none has more than {bound}")
    return Rota(duties, value, bound, lacking)
