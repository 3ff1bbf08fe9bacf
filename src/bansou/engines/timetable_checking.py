"""Looking a fair's timetable over by rules written from their words; nothing of the search is used.

Who may meet whom, who is there, what is too far: all of it is said here a second time, and importing
this module loads none of `bansou.engines.timetable`, so that a mistake there is seen here. What is
handed in need only have the fields of its `Fair`, `Meeting` and `Schedule`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from numbers import Integral
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bansou.engines.timetable.values import Booth, Fair, Meeting, Prices, Schedule, Visitor

#: Of what a visitor wishes and is offered so many booths count at most.
_BOOTHS = 10
_THOUSANDTHS = 1000


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
    return [
        *strange.values(),
        *_of_visitors(fair, known),
        *_of_companions(fair, known),
        *_of_places(fair, known),
    ]


def worth(fair: Fair, meetings: Iterable[Meeting]) -> int:
    """The points of the meetings, less what is missing."""
    meetings = list(meetings)
    points = {visitor.id: _points(fair, visitor) for visitor in fair.visitors}
    won = sum(points.get(one.visitor, {}).get(one.booth, 0) for one in meetings)
    return won - fair.missing * sum(missing(fair, meetings).values())


def missing(fair: Fair, meetings: Iterable[Meeting]) -> dict[str, int]:
    """Who has fewer interviews than they ask for, and by how many."""
    held = Counter(meeting.visitor for meeting in meetings)
    return {one.id: one.least - held[one.id] for one in fair.visitors if held[one.id] < one.least}


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
    paid = 0
    for booth in fair.booths:
        paid += _cost(booth.seats, prices.seats.get(booth.id))
    for pool, numbers in fair.pools.items():
        paid += _cost(numbers, prices.pools.get(pool))
    for row in prices.companions.values():
        paid += sum(row)
    return (paid + sum(_gain(fair, one, prices) for one in fair.visitors)) // _THOUSANDTHS


def _points(fair: Fair, visitor: Visitor) -> dict[str, int]:
    """The booths that count for a visitor: what both sides give for a meeting there.

    What they wish for, with the employer's points where it would like to meet them; and, where they
    take offers, whoever else would like to, the most points first and equal ones by name.
    """
    offers = {one.id: one.offers[visitor.id] for one in fair.booths if visitor.id in one.offers}
    points = {booth: wish + offers.get(booth, 0) for booth, wish in visitor.wishes.items()}
    further = sorted((-offer, booth) for booth, offer in offers.items() if booth not in points)
    for offer, booth in further if visitor.takes_offers else ():
        if len(points) < _BOOTHS:
            points[booth] = -offer
    return points


def _hours(fair: Fair, visitor: Visitor) -> set[int]:
    """The slots in which a visitor is at the fair and not on a break."""
    end = fair.slots if visitor.leaves is None else visitor.leaves
    return set(range(visitor.arrives, end)) - visitor.away


def _needs_a_free_slot(fair: Fair, since: str, until: str) -> bool:
    """Whether the walk takes longer than the changeover; what is named one way holds for the other."""
    if (since, until) in fair.walking:
        return fair.walking[since, until] > fair.changeover
    return (until, since) in fair.walking and fair.walking[until, since] > fair.changeover


def _are_prices(fair: Fair, prices: Prices) -> bool:
    rows = [*prices.seats.values(), *prices.pools.values(), *prices.companions.values()]
    return all(len(row) == fair.slots for row in rows) and all(
        isinstance(price, Integral) and price >= 0 for row in rows for price in row
    )


def _cost(numbers: Sequence[int], prices: Sequence[int] | None) -> int:
    return sum(number * price for number, price in zip(numbers, prices or (), strict=bool(prices)))


def _gain(fair: Fair, visitor: Visitor, prices: Prices) -> int:
    """What a visitor gains at most beyond the prices, in thousandths of a point."""
    points, hours = _points(fair, visitor), _hours(fair, visitor)
    booths = [booth for booth in fair.booths if booth.id in points]

    @cache
    def most(slot: int, met: frozenset[str], in_a_row: int, at: str) -> int:
        if slot == fair.slots:
            return -_THOUSANDTHS * fair.missing * max(0, visitor.least - len(met))
        gains = [most(slot + 1, met, 0, "")]
        if slot in hours and len(met) < visitor.most and in_a_row < fair.in_a_row:
            for booth in booths:
                is_walk = in_a_row > 0 and _needs_a_free_slot(fair, at, booth.area)
                if booth.id not in met and booth.seats[slot] > 0 and not is_walk:
                    won = _THOUSANDTHS * points[booth.id] - _asked(booth, visitor, slot, prices)
                    then = most(slot + 1, met | {booth.id}, in_a_row + 1, booth.area)
                    gains.append(won + then)
        return max(gains)

    return most(0, frozenset(), 0, "")


def _asked(booth: Booth, visitor: Visitor, slot: int, prices: Prices) -> int:
    """The price of an interview: of the seat, and of all that the visitor needs beside it."""
    rows = [prices.seats.get(booth.id), *(prices.pools.get(need) for need in visitor.needs)]
    if visitor.companion is not None:
        rows.append(prices.companions.get(visitor.companion))
    return sum(row[slot] for row in rows if row is not None)


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


def _of_visitors(fair: Fair, meetings: Iterable[Meeting]) -> Iterator[Broken]:
    own: dict[str, list[Meeting]] = defaultdict(list)
    for one in meetings:
        own[one.visitor].append(one)
    for visitor in fair.visitors:
        held = own[visitor.id]
        points, hours = _points(fair, visitor), _hours(fair, visitor)
        if len({one.booth for one in held}) < len(held):
            yield Broken("one booth twice", visitor.id)
        if len(held) > visitor.most:
            yield Broken("more interviews than wished for", visitor.id)
        for one in held:
            if one.slot not in hours:
                yield Broken("not there", visitor.id, one.slot)
            if one.booth not in points:
                yield Broken("a booth not wished for", visitor.id, one.slot)
        yield from _of_ways(fair, visitor.id, held)
        yield from _of_rests(fair, visitor.id, {one.slot for one in held})


def _of_companions(fair: Fair, meetings: Iterable[Meeting]) -> Iterator[Broken]:
    """A companion is in one place at a time, and walks like everybody; rests are visitors'."""
    whose = {one.id: one.companion for one in fair.visitors if one.companion is not None}
    beside: dict[str, list[Meeting]] = defaultdict(list)
    for one in meetings:
        if one.visitor in whose:
            beside[whose[one.visitor]].append(one)
    for companion, held in beside.items():
        yield from _of_ways(fair, companion, held)


def _of_ways(fair: Fair, whose: str, held: Iterable[Meeting]) -> Iterator[Broken]:
    """Never two places at once, and a free slot between places that are too far apart."""
    area = {booth.id: booth.area for booth in fair.booths}
    at: dict[int, list[str]] = defaultdict(list)
    for one in held:
        at[one.slot].append(area[one.booth])
    for slot in sorted(at):
        if len(at[slot]) > 1:
            yield Broken("two places at once", whose, slot)
        if any(
            _needs_a_free_slot(fair, since, until)
            for since in at[slot]
            for until in at.get(slot + 1, ())
        ):
            yield Broken("no time to walk", whose, slot + 1)


def _of_rests(fair: Fair, whose: str, busy: set[int]) -> Iterator[Broken]:
    for slot in busy:
        if all(slot + further in busy for further in range(fair.in_a_row + 1)):
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
