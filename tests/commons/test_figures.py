"""Figures as screens and paper show them; what is missing is never 0."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.commons.figures import (
    Figure,
    figure,
    half_up,
    rate,
    rate_of,
    target_actual,
    target_actual_on_screen,
    tenths,
)


@pytest.mark.parametrize(
    ("target", "actual", "paper", "screen"),
    [
        (20, 20, "20 【20】", "20【20】"),
        (10, 15, "10 【15】", "10【15】"),
        (280, 68, "280 【68】", "280【68】"),
        (1200, 1284, "1,200 【1,284】", "1,200【1,284】"),
        (280, None, "280 【―】", "280【―】"),
        (None, 68, "― 【68】", "―【68】"),
        (None, None, "― 【―】", "―【―】"),
        (280, 0, "280 【0】", "280【0】"),
        (Decimal(50), Decimal("24.25"), "50 【24.3】", "50【24.3】"),
        (Fraction(100, 3), 12, "33.3 【12】", "33.3【12】"),
    ],
)
def test_writes_target_and_actual(
    target: Figure | None, actual: Figure | None, paper: str, screen: str
) -> None:
    assert target_actual(target, actual) == paper
    assert target_actual_on_screen(target, actual) == screen


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0, "人", "0人"),
        (999, "行", "999行"),
        (1284, "行", "1,284行"),
        (1_000_000, "", "1,000,000"),
        (-1284, "", "-1,284"),
        (Fraction(2469, 2), "人", "1,234.5人"),
        (None, "人", "―"),
    ],
)
def test_writes_counts_with_commas(value: Figure | None, unit: str, written: str) -> None:
    assert figure(value, unit) == written


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (68, 280, "24.3％"),
        (20, 20, "100.0％"),
        (15, 10, "150.0％"),
        (0, 280, "0.0％"),
        (1, 3, "33.3％"),
        (2, 3, "66.7％"),
        (1, 2000, "0.1％"),
        (49, 100_000, "0.0％"),
        (30, 2, "1,500.0％"),
        (Decimal("12.5"), 100, "12.5％"),
        (None, 280, "―"),
        (68, None, "―"),
        (68, 0, "―"),
        (0, 0, "―"),
    ],
)
def test_writes_a_rate_with_one_decimal_or_a_dash(
    part: Figure | None, whole: Figure | None, percent: str
) -> None:
    assert rate(part, whole) == percent


def test_gives_the_rate_as_a_number_too() -> None:
    assert rate_of(68, 280) == Decimal("24.3")
    assert rate_of(None, 280) is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (4, 10, 0), (15, 10, 2), (25, 10, 3), (-5, 10, -1), (-4, 10, 0), (5, -10, -1)],
)
def test_rounds_halves_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6))
def test_a_rounded_value_is_never_further_than_half_a_tenth(value: Fraction) -> None:
    assert abs(Fraction(tenths(value)) - value) <= Fraction(1, 20)
    assert tenths(-value) == -tenths(value)
