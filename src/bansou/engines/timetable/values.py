"""A joint interview fair: visitors, booths and slots, what each asks for, and a schedule of meetings.

A slot is one interview long; slots are numbered from 0. Points are integers, the more the better,
and are what visitors and employers wish, never what somebody is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bansou.engines.timetable.mistakes import (
    DuplicateId,
    EmptyFair,
    OutOfRange,
    TooFar,
    TooManyWishes,
    UnknownName,
    WrongLength,
)

#: So many booths are thought of for one visitor: their wishes first, then offers by points.
CANDIDATES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Booth:
    """A company's booth, or one for counselling.

    :ivar seats: for each slot how many visitors it takes at once, 0 while it is closed
    :ivar offers: visitor → points: whom the employer would like to meet
    """

    id: str
    seats: Sequence[int]
    area: str = ""
    offers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who comes to be interviewed.

    :ivar wishes: booth → points
    :ivar arrives: the first slot in which they are there
    :ivar leaves: the first slot in which they are gone; None for the end of the fair
    :ivar away: slots of their own breaks
    :ivar least: so many interviews they ask for at least
    :ivar most: so many are enough
    :ivar needs: pools of which they need one in each interview: a quiet room, an interpreter
    :ivar companion: who must sit beside them; a companion is in one place at a time
    :ivar takes_offers: whether booths that they did not name may be given to them
    """

    id: str
    wishes: Mapping[str, int]
    arrives: int = 0
    leaves: int | None = None
    away: frozenset[int] = frozenset()
    least: int = 0
    most: int = 5
    needs: frozenset[str] = frozenset()
    companion: str | None = None
    takes_offers: bool = False

    def is_there(self, slot: int) -> bool:
        """Tell whether they are at the fair and not on a break."""
        gone = self.leaves is not None and slot >= self.leaves
        return slot >= self.arrives and not gone and slot not in self.away


@dataclass(frozen=True, slots=True, kw_only=True)
class Fair:
    """All that a timetable is made from.

    :ivar pools: pool → for each slot how many of it there are
    :ivar walking: two areas → minutes from one to the other; both ways, 0 where not named
    :ivar changeover: minutes between two slots
    :ivar slot_minutes: minutes of a slot
    :ivar in_a_row: so many interviews without a free slot are bearable
    :ivar missing: points that each interview below somebody's least number costs
    """

    slots: int
    booths: Sequence[Booth]
    visitors: Sequence[Visitor]
    pools: Mapping[str, Sequence[int]] = field(default_factory=dict)
    walking: Mapping[tuple[str, str], int] = field(default_factory=dict)
    changeover: int = 5
    slot_minutes: int = 20
    in_a_row: int = 2
    missing: int = 100

    def is_far(self, one: str, other: str) -> bool:
        """Tell whether a slot must stay free between interviews in these areas."""
        minutes = self.walking.get((one, other), self.walking.get((other, one), 0))
        return minutes > self.changeover


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """One interview."""

    visitor: str
    booth: str
    slot: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What a place is worth in thousandths of a point: the proof that no timetable is much better.

    :ivar seats: booth → a price for each slot
    :ivar pools: pool → a price for each slot
    :ivar companions: companion → a price for each slot
    """

    seats: Mapping[str, Sequence[int]]
    pools: Mapping[str, Sequence[int]]
    companions: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A timetable and how good it is.

    :ivar meetings: in order of visitor, booth and slot
    :ivar value: points of all meetings less what is missing
    :ivar missing: visitor → how many interviews below their least number
    :ivar bound: no timetable whatever is worth more
    :ivar prices: from which anyone can compute the bound again
    """

    meetings: tuple[Meeting, ...]
    value: int
    missing: Mapping[str, int]
    bound: int
    prices: Prices

    @property
    def gap(self) -> float:
        """How far the value is below the bound at most, as a share of the bound."""
        return (self.bound - self.value) / max(abs(self.bound), 1)


def candidates_of(fair: Fair) -> dict[str, dict[str, int]]:
    """For each visitor the booths thought of, with the points of both sides."""
    offers: dict[str, dict[str, int]] = {visitor.id: {} for visitor in fair.visitors}
    for booth in fair.booths:
        for visitor_id, points in booth.offers.items():
            offers[visitor_id][booth.id] = points
    return {visitor.id: _candidates(visitor, offers[visitor.id]) for visitor in fair.visitors}


def _candidates(visitor: Visitor, offers: Mapping[str, int]) -> dict[str, int]:
    chosen = {booth: points + offers.get(booth, 0) for booth, points in visitor.wishes.items()}
    if visitor.takes_offers:
        further = sorted(set(offers) - set(chosen), key=lambda booth: (-offers[booth], booth))
        chosen |= {booth: offers[booth] for booth in further[: CANDIDATES - len(chosen)]}
    return chosen


def check_fair(fair: Fair) -> None:
    """Look through all that was handed in.

    :raises FairMistake: something cannot be right; the subclass says what, `whose` says where
    """
    if fair.slots < 1 or not fair.booths or not fair.visitors:
        raise EmptyFair("a fair needs slots, booths and visitors")
    if fair.in_a_row < 1 or fair.missing < 0:
        raise OutOfRange("at least one interview in a row, and no reward for missing ones")
    booths, visitors = _ids(fair.booths), _ids(fair.visitors)
    for booth in fair.booths:
        _check_row(booth.id, booth.seats, fair.slots)
        _check_names(booth.id, booth.offers, visitors)
        _check_points(booth.id, booth.offers.values())
    for pool, row in fair.pools.items():
        _check_row(pool, row, fair.slots)
    for visitor in fair.visitors:
        _check_visitor(visitor, fair, booths)
    for (one, other), minutes in fair.walking.items():
        _check_names(f"{one}–{other}", (one, other), {booth.area for booth in fair.booths})
        if minutes > fair.changeover + fair.slot_minutes:
            raise TooFar("the walk takes longer than a free slot", f"{one}–{other}")


def _check_visitor(visitor: Visitor, fair: Fair, booths: set[str]) -> None:
    _check_names(visitor.id, visitor.wishes, booths)
    _check_names(visitor.id, visitor.needs, set(fair.pools))
    _check_points(visitor.id, visitor.wishes.values())
    if len(visitor.wishes) > CANDIDATES:
        raise TooManyWishes(f"more than {CANDIDATES} wishes", visitor.id)
    slots = (visitor.arrives, visitor.leaves or 0, *visitor.away)
    if any(not 0 <= slot <= fair.slots for slot in slots) or min(visitor.least, visitor.most) < 0:
        raise OutOfRange("slots of the fair, and numbers from 0", visitor.id)


def _ids(ones: Iterable[Booth | Visitor]) -> set[str]:
    seen: set[str] = set()
    for one in ones:
        if one.id in seen:
            raise DuplicateId("is there twice", one.id)
        seen.add(one.id)
    return seen


def _check_row(whose: str, row: Sequence[int], slots: int) -> None:
    if len(row) != slots:
        raise WrongLength(f"{len(row)} numbers for {slots} slots", whose)
    _check_points(whose, row)


def _check_names(whose: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(f"{name} is not there", whose)


def _check_points(whose: str, numbers: Iterable[int]) -> None:
    if any(number < 0 for number in numbers):
        raise OutOfRange("a number is negative", whose)
