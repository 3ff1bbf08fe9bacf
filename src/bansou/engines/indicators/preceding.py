"""Finding the earlier fact that a definition asks for with `after`."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bansou.engines.indicators.conditions import meets
from bansou.engines.indicators.days import months_after
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.grammar import After
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.standing import StandingFacts


@dataclass(frozen=True, slots=True)
class Preceding:
    """The facts that `after` asks for, by unit and in order, whichever their programme."""

    after: After
    days: dict[str, list[date]]
    ids: dict[str, list[str]]

    @classmethod
    def of(cls, after: After, standing: StandingFacts, lists: Lists) -> Self:
        days: dict[str, list[date]] = defaultdict(list)
        ids: dict[str, list[str]] = defaultdict(list)
        for fact in standing.named(after.events):
            unit = standing.unit(fact, after.same)
            if unit is not None and meets(fact, after.where, lists):
                days[unit].append(fact.on)
                ids[unit].append(fact.id)
        return cls(after, dict(days), dict(ids))

    def has_before(self, fact: Fact, unit: str) -> bool:
        """Tell whether another fact of the unit lies before (or on the day of) this one."""
        days = self.days.get(unit, [])
        latest = fact.on if self.after.same_day else fact.on - timedelta(days=1)
        place = bisect_right(days, latest) - 1
        if place >= 0 and self.ids[unit][place] == fact.id:
            place -= 1
        return place >= 0 and self._is_near(days[place], fact.on)

    def _is_near(self, earlier: date, day: date) -> bool:
        if self.after.within_months is not None:
            return day <= months_after(earlier, self.after.within_months)
        if self.after.within_days is not None:
            return (day - earlier).days <= self.after.within_days
        return True
