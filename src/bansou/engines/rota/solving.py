"""The search for a rota by CP-SAT of OR-Tools, exact where it ends in time. Needs the extra `fairs`."""

import math
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from bansou.engines.rota.mistakes import HeldAgainstRules, NothingFound
from bansou.engines.rota.values import Duty, Plan, Shift

type _Pairs = dict[tuple[str, str], Any]


def solve(
    plan: Plan,
    was: Collection[Duty],
    begun: Collection[str],
    keeping: int,
    filling: int,
    effort: float,
) -> tuple[tuple[Duty, ...], int]:
    """The duties found, and what no rota exceeds in points with `keeping` and `filling`.

    :param was: duties that are worth `keeping` each
    :param begun: shifts that stay as they were
    :param filling: what each person too few costs beyond the plan's own `missing`
    """
    model = cp_model.CpModel()
    on = _variables(model, plan, was, begun)
    _hold_rules(model, plan, on, begun)
    shorts = [_short(model, shift, on) for shift in plan.shifts]
    points = [_points(plan, was, keeping, shift, whose) * it for (shift, whose), it in on.items()]
    uneven = [plan.uneven * step for step in _steps(model, plan, on)]
    model.maximize(sum(points) - (plan.missing + filling) * sum(shorts) - sum(uneven))
    for duty in was:
        if (duty.shift, duty.counsellor) in on:
            model.add_hint(on[duty.shift, duty.counsellor], True)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    found = solver.solve(model)
    if found == cp_model.INFEASIBLE:
        raise HeldAgainstRules("what was held breaks the rules of the plan")
    if found not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NothingFound("no rota was found with so little effort")
    duties = sorted(Duty(*pair) for pair, it in on.items() if solver.value(it))
    return tuple(duties), math.floor(solver.best_objective_bound + 1e-6)


def _variables(model: Any, plan: Plan, was: Collection[Duty], begun: Collection[str]) -> _Pairs:
    """Who could be on duty when: of what has begun who was, of the rest who is able."""
    on: _Pairs = {}
    for shift in plan.shifts:
        for one in plan.counsellors:
            had = Duty(shift.id, one.id) in was
            if (had and shift.id in begun) or (shift.id not in begun and one.is_able(shift)):
                on[shift.id, one.id] = model.new_bool_var(f"{shift.id} {one.id}")
                if shift.id in begun:
                    model.add(on[shift.id, one.id] == 1)
    return on


def _short(model: Any, shift: Shift, on: _Pairs) -> Any:
    there = sum(it for (which, _whose), it in on.items() if which == shift.id)
    short = model.new_int_var(0, shift.needs, f"short {shift.id}")
    model.add(there + short == shift.needs)
    return short


def _hold_rules(model: Any, plan: Plan, on: _Pairs, begun: Collection[str]) -> None:
    """One place at a time, travel, rest, and no more hours than somebody may."""
    clashes = [
        (one.id, other.id)
        for one, other in combinations(plan.shifts, 2)
        if plan.clash(one, other) and not (one.id in begun and other.id in begun)
    ]
    for counsellor in plan.counsellors:
        own = [shift for shift in plan.shifts if (shift.id, counsellor.id) in on]
        for one, other in clashes:
            if (one, counsellor.id) in on and (other, counsellor.id) in on:
                model.add_at_most_one(on[one, counsellor.id], on[other, counsellor.id])
        for most, groups in (
            (counsellor.week_minutes, _grouped(own, lambda day: day.isocalendar()[:2])),
            (counsellor.month_minutes, _grouped(own, lambda day: (day.year, day.month))),
        ):
            for group in groups if most is not None else ():
                held = sum(s.minutes for s in group if s.id in begun)
                model.add(
                    sum(s.minutes * on[s.id, counsellor.id] for s in group) <= max(most or 0, held)
                )


def _grouped(shifts: Iterable[Shift], by: Any) -> list[list[Shift]]:
    groups: dict[Hashable, list[Shift]] = defaultdict(list)
    for shift in shifts:
        groups[by(shift.starts_at)].append(shift)
    return list(groups.values())


def _steps(model: Any, plan: Plan, on: _Pairs) -> Iterable[Any]:
    """How often somebody has a kind, as steps of which the n-th costs 2n - 1: together the square."""
    for counsellor in plan.counsellors:
        for kind in sorted({kind for shift in plan.shifts for kind in shift.kinds}):
            own = [
                on[shift.id, counsellor.id]
                for shift in plan.shifts
                if kind in shift.kinds and (shift.id, counsellor.id) in on
            ]
            steps = [
                model.new_bool_var(f"{counsellor.id} {kind} {number}") for number in range(len(own))
            ]
            if own:
                model.add(sum(steps) == sum(own))
                yield sum((2 * number + 1) * step for number, step in enumerate(steps))


def _points(plan: Plan, was: Collection[Duty], keeping: int, shift: str, whose: str) -> int:
    wishes = next(one.wishes for one in plan.counsellors if one.id == whose)
    return wishes.get(shift, 0) + (keeping if Duty(shift, whose) in was else 0)
