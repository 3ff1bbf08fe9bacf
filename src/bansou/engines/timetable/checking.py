"""Looking a timetable over by plain rules; shares nothing with how timetables are made.

Only what a fair and a schedule hold is used (`values`), so that a mistake of the search is seen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from numbers import Integral

from bansou.engines.timetable.values import (
    Booth,
    Fair,
    Meeting,
    Prices,
    Schedule,
    Visitor,
    candidates_of,
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a timetable breaks, and by whom and when."""

    rule: str
    whose: str
    slot: int | None = None


def broken_rules(fair: Fair, meetings: Sequence[Meeting]) -> list[Broken]:
    """Every rule that these meetings break; nothing for a timetable that can be held."""
    strange = dict(_strangers(fair, meetings))
    known = [one for one in meetings if one not in strange]
    return [*strange.values(), *_of_visitors(fair, known), *_of_places(fair, known)]


def worth(fair: Fair, meetings: Sequence[Meeting]) -> int:
    """The points of the meetings, less what is missing."""
    wished = candidates_of(fair)
    points = sum(wished.get(one.visitor, {}).get(one.booth, 0) for one in meetings)
    return points - fair.missing * sum(missing(fair, meetings).values())


def missing(fair: Fair, meetings: Iterable[Meeting]) -> dict[str, int]:
    """Who has fewer interviews than they ask for, and by how many."""
    held = Counter(meeting.visitor for meeting in meetings)
    lacking = {one.id: one.least - held[one.id] for one in fair.visitors}
    return {whose: number for whose, number in lacking.items() if number > 0}


def recheck(fair: Fair, schedule: Schedule) -> list[Broken]:
    """Check meetings, value and bound of a schedule again from the fair alone.

    The bound is Lagrange's: seats, pools and companions at their prices, and what each visitor gains
    beyond these prices at most. It takes a visitor's plans one by one, so it is for small fairs.
    """
    found = broken_rules(fair, schedule.meetings)
    if schedule.value != worth(fair, schedule.meetings):
        found.append(Broken("the value is another", str(schedule.value)))
    if not _are_prices(fair, schedule.prices):
        found.append(Broken("a price is no whole number from 0 for each slot", ""))
    elif not (
        isinstance(schedule.bound, Integral) and schedule.bound >= bound_by(fair, schedule.prices)
    ):
        found.append(Broken("the bound is not proven by the prices", str(schedule.bound)))
    return found


def bound_by(fair: Fair, prices: Prices) -> int:
    """What no timetable exceeds, by these prices.

    :raises ValueError: a price is below nothing, or no whole number, and proves nothing
    """
    if not _are_prices(fair, prices):
        raise ValueError("a price is no whole number from 0 for each slot")
    seats = {booth.id: booth.seats for booth in fair.booths}
    paid = _paid(seats, prices.seats) + _paid(fair.pools, prices.pools)
    paid += sum(map(sum, prices.companions.values()))
    wished = candidates_of(fair)
    gained = sum(_most(fair, one, wished[one.id], prices) for one in fair.visitors)
    return (paid + gained) // 1000


def _are_prices(fair: Fair, prices: Prices) -> bool:
    rows = [*prices.seats.values(), *prices.pools.values(), *prices.companions.values()]
    return all(len(row) == fair.slots for row in rows) and all(
        isinstance(price, Integral) and price >= 0 for row in rows for price in row
    )


def _paid(numbers: Mapping[str, Sequence[int]], prices: Mapping[str, Sequence[int]]) -> int:
    return sum(
        number * price
        for name, row in numbers.items()
        for number, price in zip(row, prices.get(name, [0] * len(row)), strict=True)
    )


def _most(fair: Fair, visitor: Visitor, points: Mapping[str, int], prices: Prices) -> int:
    """What a visitor gains at most beyond the prices, in thousandths of a point."""
    wished = [booth for booth in fair.booths if booth.id in points]

    @cache
    def best(slot: int, used: frozenset[str], run: int, area: str) -> int:
        if slot == fair.slots:
            return -1000 * fair.missing * max(0, visitor.least - len(used))
        gained = [best(slot + 1, used, 0, "")]
        if visitor.is_there(slot) and len(used) < visitor.most and run < fair.in_a_row:
            for booth in wished:
                is_walk = run > 0 and fair.is_far(area, booth.area)
                if booth.id not in used and booth.seats[slot] and not is_walk:
                    after = best(slot + 1, used | {booth.id}, run + 1, booth.area)
                    asked = _asked(booth, visitor, slot, prices)
                    gained.append(after + 1000 * points[booth.id] - asked)
        return max(gained)

    return best(0, frozenset(), 0, "")


def _asked(booth: Booth, visitor: Visitor, slot: int, prices: Prices) -> int:
    """The price of an interview: of the seat, and of all that the visitor needs beside it."""
    asked = sum(prices.pools[need][slot] for need in visitor.needs if need in prices.pools)
    if visitor.companion is not None and visitor.companion in prices.companions:
        asked += prices.companions[visitor.companion][slot]
    return asked + (prices.seats[booth.id][slot] if booth.id in prices.seats else 0)


def _strangers(fair: Fair, meetings: Iterable[Meeting]) -> Iterator[tuple[Meeting, Broken]]:
    """Meetings that name who or what is not there."""
    visitors, booths = {one.id for one in fair.visitors}, {one.id for one in fair.booths}
    for one in meetings:
        if one.visitor not in visitors:
            yield one, Broken("a visitor who is not there", one.visitor, one.slot)
        elif one.booth not in booths:
            yield one, Broken("a booth that is not there", one.booth, one.slot)
        elif one.slot not in range(fair.slots):
            yield one, Broken("a slot that is not there", one.visitor, one.slot)


def _of_visitors(fair: Fair, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    booths = {booth.id: booth for booth in fair.booths}
    wished = candidates_of(fair)
    for visitor in fair.visitors:
        own = sorted(one for one in meetings if one.visitor == visitor.id)
        if len({one.booth for one in own}) < len(own):
            yield Broken("one booth twice", visitor.id)
        if len(own) > visitor.most:
            yield Broken("more interviews than wished for", visitor.id)
        for one in own:
            if not visitor.is_there(one.slot):
                yield Broken("not there", visitor.id, one.slot)
            if one.booth not in wished[visitor.id]:
                yield Broken("a booth not wished for", visitor.id, one.slot)
        at = sorted((one.slot, booths[one.booth].area) for one in own)
        yield from _of_walks(fair, visitor.id, at)
        yield from _of_rests(fair, visitor.id, {slot for slot, _area in at})
    for companion in {one.companion for one in fair.visitors} - {None}:
        beside = {one.id for one in fair.visitors if one.companion == companion}
        at = sorted((m.slot, booths[m.booth].area) for m in meetings if m.visitor in beside)
        yield from _of_walks(fair, str(companion), at)


def _of_walks(fair: Fair, whose: str, at: Sequence[tuple[int, str]]) -> Iterator[Broken]:
    for (slot, area), (later, other) in pairwise(at):
        if slot == later:
            yield Broken("two places at once", whose, slot)
        if later == slot + 1 and fair.is_far(area, other):
            yield Broken("no time to walk", whose, later)


def _of_rests(fair: Fair, whose: str, busy: set[int]) -> Iterator[Broken]:
    for slot in range(fair.slots - fair.in_a_row):
        if busy.issuperset(range(slot, slot + fair.in_a_row + 1)):
            yield Broken("no rest", whose, slot)


def _of_places(fair: Fair, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    needs = {visitor.id: visitor.needs for visitor in fair.visitors}
    taken = Counter((one.booth, one.slot) for one in meetings)
    used = Counter((need, one.slot) for one in meetings for need in needs[one.visitor])
    for booth in fair.booths:
        for slot, seats in enumerate(booth.seats):
            if taken[booth.id, slot] > seats:
                yield Broken("more visitors than seats", booth.id, slot)
    for pool, row in fair.pools.items():
        for slot, number in enumerate(row):
            if used[pool, slot] > number:
                yield Broken("more needed than there are", pool, slot)
