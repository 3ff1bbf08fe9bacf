"""Whole yen inside; 千円 and 億円 only at the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.commons import money
from bansou.commons.errors import Refusal


@pytest.mark.parametrize(
    ("amount", "full", "thousands", "hundred_millions"),
    [
        (8_500_000, "8,500,000円", "8,500千円", "0.1億円"),
        (1_760_000_000, "1,760,000,000円", "1,760,000千円", "17.6億円"),
        (0, "0円", "0千円", "0.0億円"),
        (499, "499円", "0千円", "0.0億円"),
        (500, "500円", "1千円", "0.0億円"),
        (1_234_500, "1,234,500円", "1,235千円", "0.0億円"),
        (5_000_000, "5,000,000円", "5,000千円", "0.1億円"),
        (4_999_999, "4,999,999円", "5,000千円", "0.0億円"),
        (123_456_789_012, "123,456,789,012円", "123,456,789千円", "1,234.6億円"),
        (-8_500_500, "△8,500,500円", "△8,501千円", "△0.1億円"),
        (-499, "△499円", "0千円", "0.0億円"),
    ],
)
def test_writes_amounts(amount: int, full: str, thousands: str, hundred_millions: str) -> None:
    assert money.yen(amount) == full
    assert money.in_thousands(amount) == thousands
    assert money.in_hundred_millions(amount) == hundred_millions


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("8,500千円", 8_500_000),
        ("１，２００円", 1_200),
        ("8500000", 8_500_000),
        ("8500000円", 8_500_000),
        ("¥1,200", 1_200),
        ("￥１，２００", 1_200),
        ("\\1,200", 1_200),
        ("17.6億円", 1_760_000_000),
        ("17億6千万円", 1_760_000_000),
        ("3億 5,000万円", 350_000_000),
        ("12百万円", 12_000_000),
        ("1万2千3百円", 12_300),
        ("8.5千円", 8_500),
        ("8500000.0", 8_500_000),
        ("0円", 0),
        ("-0", 0),
        ("\u30001 200円", 1_200),
    ],
)
def test_reads_amounts_as_people_write_them(text: str, amount: int) -> None:
    assert money.parse_yen(text) == amount


@pytest.mark.parametrize(
    ("text", "problem", "sentence"),
    [
        ("", "missing_amount", "金額を入れてください。例　8,500千円"),
        (
            "未定",
            "unreadable_amount",
            "「未定」は金額として読めません。8500000、8,500,000円、8,500千円のように書いてください。",
        ),
        (
            "1.5円",
            "fraction_of_yen",
            "「1.5円」には1円より小さい端数があります。1円の単位で入れてください。",
        ),
        (
            "△500円",
            "negative_amount",
            "「△500円」は0円より少ない金額です。0円以上で入れてください。",
        ),
        (
            "10000001億円",
            "amount_too_large",
            "「10000001億円」は大きすぎます。けた数と単位を確かめてください。",
        ),
    ],
)
def test_refuses_what_is_no_amount_and_says_what_to_do(
    text: str, problem: str, sentence: str
) -> None:
    with pytest.raises(money.UnreadableAmount) as refused:
        money.parse_yen(text)

    assert refused.value.code == f"commons.{problem}"
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "8,50千円",
        "1,2345",
        "千円",
        "5千3億円",
        "3億3億",
        "1200ドル",
        "12,",
        "9" * 5_000,
        "1" * 39 + "x",
        "1 2円3",
    ],
)
def test_refuses_slips_of_the_pen(text: str) -> None:
    with pytest.raises(money.UnreadableAmount):
        money.parse_yen(text)


@given(st.integers(0, money.MOST))
def test_reads_back_what_it_has_written(amount: int) -> None:
    assert money.parse_yen(money.yen(amount)) == amount
    assert abs(money.parse_yen(money.in_thousands(amount)) - amount) <= 500


@given(st.text(max_size=20))
def test_reads_or_refuses_any_text_and_never_fails(text: str) -> None:
    try:
        amount = money.parse_yen(text)
    except Refusal:
        return
    assert 0 <= amount <= money.MOST
