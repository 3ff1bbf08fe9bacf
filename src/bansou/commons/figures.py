"""How figures are written: counts, 目標【実績】 and rates. What is missing is ―, never 0."""

from decimal import Decimal
from fractions import Fraction

type Figure = int | Decimal | Fraction
"""A count, or an exact ratio or amount; never a float, whose last digit nobody decided."""

MISSING = "―"
"""Does not apply or has not arrived; 未記入 and 不明 are other things."""


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest whole number, halves away from zero (四捨五入)."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def tenths(value: Figure) -> Decimal:
    """Round to one decimal, halves away from zero."""
    exact = Fraction(value)
    return Decimal(half_up(10 * exact.numerator, exact.denominator)).scaleb(-1)


def figure(value: Figure | None, unit: str = "") -> str:
    """Write 1,284 or 1,284行; what is not whole with one decimal; None as ― without its unit."""
    if value is None:
        return MISSING
    exact = Fraction(value)
    written = f"{exact.numerator:,}" if exact.denominator == 1 else f"{tenths(value):,}"
    return written + unit


def target_actual(target: Figure | None, actual: Figure | None) -> str:
    """Write a target and an actual for paper: 20 【20】."""
    return f"{figure(target)} 【{figure(actual)}】"


def target_actual_on_screen(target: Figure | None, actual: Figure | None) -> str:
    """Write a target and an actual for a screen: 280【68】."""
    return f"{figure(target)}【{figure(actual)}】"


def rate_of(part: Figure | None, whole: Figure | None) -> Decimal | None:
    """Give `part` as a percentage of `whole` with one decimal, halves up.

    A rate does not exist where either is missing or the whole is 0.
    """
    if part is None or not whole:
        return None
    return tenths(100 * Fraction(part) / Fraction(whole))


def rate(part: Figure | None, whole: Figure | None) -> str:
    """Write `part` as a percentage of `whole`: 24.3％, or ― where there is none."""
    percent = rate_of(part, whole)
    return MISSING if percent is None else f"{percent:,}％"
