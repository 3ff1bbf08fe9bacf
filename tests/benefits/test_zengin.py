"""The file of transfers, read by a reader that was written from the specification alone."""

from datetime import date

import pytest

from bansou.benefits.payments.zengin import Account, Payer, Transfer, zengin_file
from tests.benefits import bank

DAY = date(2026, 12, 7)
OFFICE = Payer(
    "0012345678",
    "ﾄﾏｺﾏｲｼ",
    Account(bank_code="0123", branch_code="001", kind="1", number="7654321", bank_kana="ﾄﾏｺﾏｲ"),
)
HERS = Account(bank_code="9900", branch_code="958", kind="1", number="0000123")


def test_is_read_by_a_bank() -> None:
    transfers = [Transfer("ｻﾄｳ ﾊﾅｺ", HERS, 6000, "1"), Transfer("ﾊﾞﾝﾄﾞｳ(ｶ", HERS, 9_999_999_999)]

    found = bank.read(zengin_file(OFFICE, transfers, DAY))

    assert (found.code, found.name, found.day) == ("0012345678", "ﾄﾏｺﾏｲｼ", "1207")
    assert (found.bank, found.branch, found.number) == ("0123", "001", "7654321")
    assert found.transfers == [
        bank.Transfer("9900", "958", "1", "0000123", "ｻﾄｳ ﾊﾅｺ", 6000),
        bank.Transfer("9900", "958", "1", "0000123", "ﾊﾞﾝﾄﾞｳ(ｶ", 9_999_999_999),
    ]


@pytest.mark.parametrize("amounts", [[], [1], [10**9] * 7, list(range(1, 1201))])
def test_adds_up_whatever_is_paid(amounts: list[int]) -> None:
    transfers = [Transfer("ｱ", HERS, yen) for yen in amounts]

    found = bank.read(zengin_file(OFFICE, transfers, DAY))

    assert [it.yen for it in found.transfers] == amounts


@pytest.mark.parametrize(
    "it",
    [
        Transfer("ｱ" * 31, HERS, 1),
        Transfer("ｱ", HERS, 10**10),
        Transfer("ｱ", Account(bank_code="12a4", branch_code="1", kind="1", number="1"), 1),
    ],
)
def test_writes_no_value_that_would_move_the_columns(it: Transfer) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        zengin_file(OFFICE, [it], DAY)
