"""People bid for seats, and places with seats left lower their price: an auction that proves its result.

Bertsekas' auction with alike seats (Bertsekas and Castañon 1989) and his reverse auction for seats
that nobody takes (Bertsekas, Castañon and Tsaknakis 1993). Whoever has no seat bids for the place
that leaves them most, up to where the next best place would leave as much, and a step more; so
everybody ends within one step of what they would like best at the prices. Steps shrink from auction
to auction, which begins where the last one ended, a little lower. Where the step is one part of
N + 1 of a benefit, all steps together are less than one benefit: nothing better is possible.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bansou.engines.assignment.benefits import Benefits
from bansou.engines.assignment.heaps import rise, sink
from bansou.engines.assignment.rows import NOWHERE, Ints, whose_wishes
from bansou.engines.compiling import inlined, njit

type _Short = NDArray[np.int32]


class Market(NamedTuple):
    """What people bid for: only pairs that bring something, at places that have seats.

    :ivar offsets: (N + 1,) where each person's pairs begin
    :ivar places: (E,)
    :ivar benefits: (E,) not in parts
    :ivar seats: (P,) one more than people who could take them at most
    :ivar begins: (P + 1,) where each place's seats begin
    :ivar wished: (P + 1,) where the people begin who could go to each place
    :ivar people: (E,) these people
    :ivar gains: (E,) and their benefits there
    :ivar scale: parts of a benefit
    """

    offsets: Ints
    places: _Short
    benefits: _Short
    seats: Ints
    begins: Ints
    wished: Ints
    people: _Short
    gains: _Short
    scale: np.int64


class State(NamedTuple):
    """Who sits where at which price.

    :ivar got: (N,) places, or nowhere
    :ivar prices: (P,) of the next seat of each place
    :ivar held: (P,) how many of its seats are taken
    :ivar bids: (seats,) less than nothing by what was bid, each place's in a heap
    :ivar who: (seats,) by whom
    :ivar kept: (N,) what each person keeps after paying
    """

    got: Ints
    prices: Ints
    held: Ints
    bids: Ints
    who: Ints
    kept: Ints


def market_of(benefits: Benefits) -> Market:
    """The pairs worth bidding for, by person and by place; O(E)."""
    is_used = (benefits.benefits > 0) & (benefits.seats[benefits.places] > 0)
    places = benefits.places[is_used].astype(np.int32)
    gains = benefits.benefits[is_used].astype(np.int32)
    whose = whose_wishes(benefits.offsets)[is_used].astype(np.int32)
    wishing = np.bincount(places, minlength=len(benefits.seats))
    seats = np.minimum(benefits.seats, wishing + 1).astype(np.int64)
    wished = _starts(wishing)
    people, gained = _by_place(places, whose, gains, wished)
    return Market(
        offsets=_starts(np.bincount(whose, minlength=benefits.people)),
        places=places,
        benefits=gains,
        seats=seats,
        begins=_starts(seats),
        wished=wished,
        people=people,
        gains=gained,
        scale=np.int64(benefits.people + 1),  # a Python integer would stay within 32 bits
    )


def opened(market: Market) -> State:
    """Nobody has a seat, and none costs anything."""
    people, places, seats = len(market.offsets) - 1, len(market.seats), int(market.begins[-1])
    sizes = (people, places, places, seats, seats, people)
    return State(*(np.zeros(size, np.int64) for size in sizes))


@njit(cache=True)
def bid_all(market: Market, state: State, step: int) -> None:
    """Give all seats back, and let everybody bid who has none, until nobody wants to."""
    state.held[:] = 0
    state.got[:] = NOWHERE
    for first in range(len(state.got)):
        person = first
        while person != NOWHERE:
            person = _bid(market, state, person, step)


@njit(cache=True)
def lower_all(market: Market, state: State, step: int) -> None:
    """Let each place that has seats left lower its price until somebody comes, or it asks nothing."""
    _reckon(market, state)
    stack = np.empty(len(state.held), np.int64)
    waits = np.zeros(len(state.held), np.bool_)
    size = 0
    for place in range(len(state.held)):
        if _has_left(market, state, place):
            stack[size], waits[place] = place, True
            size += 1
    while size > 0:
        size -= 1
        waits[stack[size]] = False
        size = _lower(market, state, stack[size], step, stack, waits, size)


@njit(cache=True)
def sums_of(market: Market, state: State) -> tuple[int, int]:
    """What the assignment brings, and what no other exceeds in parts of a benefit."""
    value, bound = 0, 0
    for place in range(len(state.prices)):
        bound += market.seats[place] * state.prices[place]
    for person in range(len(state.got)):
        most = 0
        for edge in range(market.offsets[person], market.offsets[person + 1]):
            place = market.places[edge]
            most = max(most, market.benefits[edge] * market.scale - state.prices[place])
            if place == state.got[person]:
                value += market.benefits[edge]
        bound += most
    return value, bound


@inlined
def _bid(market: Market, state: State, person: int, step: int) -> int:
    """Bid for the best place, or go without where none leaves anything; who is outbid."""
    best, second, at = 0, 0, NOWHERE
    for edge in range(market.offsets[person], market.offsets[person + 1]):
        place = market.places[edge]
        left = market.benefits[edge] * market.scale - state.prices[place]
        if left > best:
            best, second, at = left, best, place
        elif left > second:
            second = left
    if at == NOWHERE:
        return NOWHERE
    state.got[person] = at
    outbid: int = _sit(market, state, person, at, state.prices[at] + best - second + step)
    return outbid


@inlined
def _sit(market: Market, state: State, person: int, place: int, price: int) -> int:
    """Take a free seat, or the cheapest; whose it was."""
    begin, size, out = market.begins[place], state.held[place], NOWHERE
    if size < market.seats[place]:
        rise(state.bids, state.who, begin, size, -price, person)
        size += 1
        state.held[place] = size
    else:
        out = state.who[begin]
        state.got[out] = NOWHERE
        sink(state.bids, state.who, begin, size, -price, person)
    if size == market.seats[place]:
        state.prices[place] = -state.bids[begin]
    return out


@inlined
def _reckon(market: Market, state: State) -> None:
    """What each person keeps of their benefit after paying."""
    for person in range(len(state.got)):
        state.kept[person] = 0
        for edge in range(market.offsets[person], market.offsets[person + 1]):
            place = market.places[edge]
            if place == state.got[person]:
                state.kept[person] = market.benefits[edge] * market.scale - state.prices[place]


@inlined
def _has_left(market: Market, state: State, place: int) -> bool:
    """Tell whether a place asks for something for a seat that nobody took."""
    return bool(state.prices[place] > 0 and state.held[place] < market.seats[place])


@njit(cache=True)
def _lower(
    market: Market,
    state: State,
    place: int,
    step: int,
    stack: Ints,
    waits: NDArray[np.bool_],
    size: int,
) -> int:
    """Lower the price until the seats are taken, or it is nothing; places that lose people wait.

    Who would keep most is let in first; the price stays a step below what the first one outside would
    pay, so that everybody outside is within a step of what they would like best.
    """
    bar, alike, price = _bar(market, state, place, step)
    lowered = state.prices[place] - price
    state.prices[place] = price
    for edge in range(market.wished[place], market.wished[place + 1]):
        person = market.people[edge]
        from_ = state.got[person]
        pays = market.gains[edge] * market.scale - state.kept[person]
        if from_ == place:
            state.kept[person] += lowered
        elif pays > bar or (pays == bar and alike > 0):
            alike -= pays == bar
            state.got[person] = place
            state.kept[person] += pays - price
            state.held[place] += 1
            if from_ != NOWHERE:
                state.held[from_] -= 1
                if state.prices[from_] > 0 and not waits[from_]:
                    stack[size], waits[from_] = from_, True
                    size += 1
    return size


@njit(cache=True)
def _bar(market: Market, state: State, place: int, step: int) -> tuple[int, int, int]:
    """What somebody must be ready to pay to be let in, how many of those who pay just that, the price."""
    free = market.seats[place] - state.held[place]
    ready = np.empty(market.wished[place + 1] - market.wished[place], np.int64)
    many = 0
    for edge in range(market.wished[place], market.wished[place + 1]):
        person = market.people[edge]
        if state.got[person] != place:
            ready[many] = market.gains[edge] * market.scale - state.kept[person]
            many += 1
    ready = np.sort(ready[:many])
    bar = ready[many - free - 1] if many > free else 0
    bar = max(bar, step)
    return bar, free - (ready > bar).sum(), bar - step


@njit(cache=True)
def _by_place(places: _Short, whose: _Short, gains: _Short, starts: Ints) -> tuple[_Short, _Short]:
    """People and their benefits place by place."""
    at = starts.copy()
    people, gained = np.empty_like(whose), np.empty_like(gains)
    for edge in range(len(places)):
        people[at[places[edge]]] = whose[edge]
        gained[at[places[edge]]] = gains[edge]
        at[places[edge]] += 1
    return people, gained


def _starts(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
