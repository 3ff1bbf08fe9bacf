"""What a day is worth, and how much of it stays within the ceilings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bansou.commons.clock import fiscal_year_of

Ceiling = Literal["", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Amount:
    """So many yen for a day."""

    on: date
    yen: int


@dataclass(frozen=True, slots=True)
class Ceilings:
    """At most so many yen to one person a day, a month, a fiscal year; None: without a limit."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What is paid of what was asked for a day, and which ceiling cut it."""

    on: date
    asked: int
    yen: int
    ceiling: Ceiling = ""


def within_ceilings(
    asked: Iterable[Amount], before: Sequence[Amount], ceilings: Ceilings
) -> list[Granted]:
    """Cut each day to what its ceilings leave, the earliest first.

    :param before: what the person has got or claimed for other days
    """
    known = list(before)
    granted: list[Granted] = []
    for amount in sorted(asked, key=lambda it: it.on):
        yen, ceiling = _cut(amount, known, ceilings)
        granted.append(Granted(amount.on, amount.yen, yen, ceiling))
        known.append(Amount(amount.on, yen))
    return granted


def _cut(amount: Amount, known: Sequence[Amount], ceilings: Ceilings) -> tuple[int, Ceiling]:
    """What the tightest ceiling leaves of an amount; which one it is, if it takes something."""
    month = (amount.on.year, amount.on.month)
    in_month = sum(it.yen for it in known if (it.on.year, it.on.month) == month)
    year = fiscal_year_of(amount.on)
    in_year = sum(it.yen for it in known if fiscal_year_of(it.on) == year)
    on_day = sum(it.yen for it in known if it.on == amount.on)
    cut_by: Ceiling = ""
    yen = amount.yen
    limits: tuple[tuple[Ceiling, int | None, int], ...] = (
        ("day", ceilings.day, on_day),
        ("month", ceilings.month, in_month),
        ("year", ceilings.year, in_year),
    )
    for ceiling, limit, used in limits:
        if limit is not None and max(0, limit - used) < yen:
            yen, cut_by = max(0, limit - used), ceiling
    return yen, cut_by
