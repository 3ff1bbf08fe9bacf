"""The assignment that brings most in all, with the prices that prove it."""

import numpy as np

from bansou.engines.assignment.auction import (
    Market,
    State,
    bid_all,
    lower_all,
    market_of,
    opened,
    sums_of,
)
from bansou.engines.assignment.benefits import Benefits, Placed, check_benefits

#: The first step is this part of the largest benefit, each next one this part of the last.
_FIRST, _SHRINKS = 10, 8
#: An auction begins so many of the last steps below the prices where the last one ended.
_BELOW = 4


def assign_most(benefits: Benefits, *, within: float = 0.0) -> Placed:
    """Give people places so that the sum of the benefits is as large as can be.

    Nobody is given what brings nothing; who would lose least to others may remain without. The same
    benefits give the same result. Time grows with the pairs and the logarithm of the largest benefit.

    :param within: how far from the bound is near enough, as a share of it; 0 for nothing better
    :raises CrowdMistake: what cannot be, and the row
    """
    check_benefits(benefits)
    market = market_of(benefits)
    state = opened(market)
    largest = int(market.benefits.max(initial=0))
    step = max(1, largest * int(market.scale) // _FIRST)
    placed = _held(benefits, market, state, step)
    while not placed.is_proven and placed.gap > within:
        state.prices[:] = np.maximum(0, state.prices - _BELOW * step)
        step = max(1, step // _SHRINKS)
        placed = _held(benefits, market, state, step)
    return placed


def _held(benefits: Benefits, market: Market, state: State, step: int) -> Placed:
    """Hold one auction."""
    bid_all(market, state, step)
    if ((state.prices > 0) & (state.held < market.seats)).any():
        lower_all(market, state, step)
    value, bound = sums_of(market, state)
    closed = int(benefits.benefits.max(initial=0)) * market.scale
    return Placed(
        got=state.got.copy(),
        value=int(value),
        bound=int(bound // market.scale),
        prices=np.where(benefits.seats == 0, closed, state.prices),
        scale=int(market.scale),
    )
