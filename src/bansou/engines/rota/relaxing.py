"""Prices that prove how good a rota can be: the dual of a linear program. Needs the extra `fairs`.

The program is the plan without whole numbers: a duty may be held in parts. What clashes stands in it
as groups of shifts any two of which clash, hours as so many shifts of a week or a month as fit, and
the square of turns as steps. `checking.bound_by` needs none of this: whatever the prices, they prove
a bound, and good ones prove a good one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import linprog

from bansou.engines.rota.values import Counsellor, Group, Plan, Prices, Shift

_SCALE = 1000


class _Own(NamedTuple):
    """Shifts of a counsellor of which they can do only so many, as columns of the program."""

    counsellor: str
    shifts: tuple[str, ...]
    most: int


def find_prices(plan: Plan) -> Prices:
    """Good prices of duties for a plan that was looked through."""
    on = [(shift, one) for one in plan.counsellors for shift in plan.shifts if one.is_able(shift)]
    if not on:
        return Prices({}, (), {})
    at = {(shift.id, one.id): column for column, (shift, one) in enumerate(on)}
    groups = [group for one in plan.counsellors for group in _groups(plan, one)]
    turns = sorted({(one.id, kind) for shift, one in on for kind in shift.kinds})
    limits = [shift.needs for shift in plan.shifts] + [group.most for group in groups]
    rows = [[at[s.id, c.id] for c in plan.counsellors if (s.id, c.id) in at] for s in plan.shifts]
    rows += [[at[which, group.counsellor] for which in group.shifts] for group in groups]
    held = [
        [column for column, (s, one) in enumerate(on) if one.id == whose and kind in s.kinds]
        for whose, kind in turns
    ]
    won = [one.wishes.get(shift.id, 0) + plan.missing for shift, one in on]
    paid, turned = _duals(won, rows, limits, held, plan.uneven)
    many = len(plan.shifts)
    return Prices(
        shifts={shift.id: price for shift, price in zip(plan.shifts, paid, strict=False)},
        groups=tuple(
            Group(group.counsellor, group.shifts, price)
            for group, price in zip(groups, paid[many:], strict=True)
            if price
        ),
        turns=dict(zip(turns, turned, strict=True)),
    )


def _duals(
    won: Sequence[int],
    rows: Sequence[Sequence[int]],
    limits: Sequence[int],
    held: Sequence[Sequence[int]],
    uneven: int,
) -> tuple[list[int], list[int]]:
    """Prices of the rows and of the turns, in thousandths.

    :param held: for each turn the duties that count
    """
    steps = [uneven * (2 * step + 1) for own in held for step in range(len(own))]
    ends = np.cumsum([0, *(len(own) for own in held)]) + len(won)
    counted = [[*range(since, until)] for since, until in pairwise(ends)]
    size = len(won) + len(steps)
    turns = _matrix(held, size) - _matrix(counted, size)
    solved = linprog(
        np.concatenate([-np.array(won, float), np.array(steps, float)]),
        A_ub=_matrix(rows, size),
        b_ub=limits,
        A_eq=turns if held else None,
        b_eq=np.zeros(len(held)) if held else None,
        bounds=(0, 1),
        method="highs",
    )
    if solved.status != 0:  # never for a plan; without prices the bound is only weak
        return [0] * len(rows), [0] * len(held)
    paid = np.rint(np.maximum(-solved.ineqlin.marginals, 0) * _SCALE).astype(int)
    turned = np.rint(-solved.eqlin.marginals * _SCALE).astype(int)
    return paid.tolist(), turned.tolist()


def _matrix(rows: Sequence[Sequence[int]], size: int) -> Any:
    """Rows of ones in these columns."""
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([column for row in rows for column in row], int)
    return sparse.csr_matrix((np.ones(len(columns)), columns, starts), (len(rows), size))


def _groups(plan: Plan, counsellor: Counsellor) -> Iterator[_Own]:
    own = [shift for shift in plan.shifts if counsellor.is_able(shift)]
    for most, groups in (
        (counsellor.week_minutes, _of_each(own, lambda shift: shift.starts_at.isocalendar()[:2])),
        (counsellor.month_minutes, _of_each(own, lambda shift: shift.starts_at.isoformat()[:7])),
    ):
        for group in groups if most is not None else ():
            yield from _of_hours(counsellor, group, most or 0)
    for clashing in _clashes(plan, own):
        yield _Own(counsellor.id, tuple(shift.id for shift in clashing), 1)


def _of_each(shifts: Iterable[Shift], by: Callable[[Shift], Any]) -> list[list[Shift]]:
    ordered = sorted(shifts, key=by)
    return [list(group) for _key, group in groupby(ordered, by)]


def _of_hours(counsellor: Counsellor, group: Sequence[Shift], most: int) -> Iterator[_Own]:
    """How many of a week or month fit; once more of the longer ones alone, of which fewer do."""
    for least in sorted({shift.minutes for shift in group}):
        longer = [shift for shift in group if shift.minutes >= least]
        lengths = np.cumsum(sorted(shift.minutes for shift in longer))
        fitting = int((lengths <= most).sum())
        if fitting < len(longer):
            yield _Own(counsellor.id, tuple(shift.id for shift in longer), fitting)


def _clashes(plan: Plan, own: Sequence[Shift]) -> Iterator[list[Shift]]:
    """Groups in which any two clash, so that each two that do are in one of them."""
    ordered = sorted(own, key=lambda shift: (shift.starts_at, shift.ends_at))
    seen: set[tuple[str, str]] = set()
    for place, first in enumerate(ordered):
        near = [then for then in ordered[place + 1 :] if plan.clash(first, then)]
        for then in near:
            if (first.id, then.id) not in seen:
                group = [first, then]
                for other in near:
                    if other is not then and all(plan.clash(one, other) for one in group[1:]):
                        group.append(other)
                seen.update((one.id, other.id) for one in group for other in group)
                yield group
