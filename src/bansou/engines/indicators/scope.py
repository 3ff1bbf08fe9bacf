"""For which time and programmes an indicator is asked."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bansou.engines.indicators.days import fiscal_year_ends_on, fiscal_year_starts_on
from bansou.engines.indicators.facts import Fact

type ScopeKind = Literal["fiscal_year", "fiscal_year_to_date", "cumulative", "programme_period"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The question that is put to a definition.

    :param fiscal_year: the year in which it begins: 2021 is 1 April 2021 to 31 March 2022
    :param as_of: the day of the data, in Japan; ends "to date" scopes and what retention can see
    :param programmes: only facts of these count; None for all
    :param programme_from: first day, needed only by definitions with scope programme_period
    :param programme_until: last day, likewise
    :param reported: False while nothing has been reported for the scope: every value is then
        missing, which is not zero
    """

    fiscal_year: int
    as_of: date
    programmes: frozenset[str] | None = None
    programme_from: date | None = None
    programme_until: date | None = None
    reported: bool = True

    def takes(self, fact: Fact) -> bool:
        """Tell whether a fact belongs to the programmes asked for."""
        return self.programmes is None or fact.programme in self.programmes


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` until `until`, both included; empty when they cross."""

    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until


def period_of(kind: ScopeKind, scope: Scope) -> Period:
    """Give the days in which facts count.

    :raises ValueError: a programme period is wanted and the scope does not say it
    """
    since, until = fiscal_year_starts_on(scope.fiscal_year), fiscal_year_ends_on(scope.fiscal_year)
    if kind == "fiscal_year":
        return Period(since, until)
    if kind == "fiscal_year_to_date":
        return Period(since, min(until, scope.as_of))
    if kind == "cumulative":
        return Period(date.min, until)
    if scope.programme_from is None or scope.programme_until is None:
        raise ValueError("the scope does not say when the programme begins and ends")
    return Period(scope.programme_from, scope.programme_until)
