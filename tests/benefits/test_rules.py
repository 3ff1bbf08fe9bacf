"""Names in the letters of banks, and ceilings."""

from datetime import date

import pytest

from bansou.benefits.accounts.rules import account_number, bank_name, digits_of
from bansou.benefits.claims.rules import Amount, Ceilings, within_ceilings
from bansou.benefits.payments.rules import is_bank_day, next_bank_day
from bansou.commons.holidays import is_holiday

MAY, JUNE = date(2026, 5, 11), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("サトウ ショウイチ", "ｻﾄｳ ｼﾖｳｲﾁ"),
        ("さとう　はなこ", "ｻﾄｳ ﾊﾅｺ"),
        ("ｻﾄｳ ﾊﾅｺ", "ｻﾄｳ ﾊﾅｺ"),
        ("バンドウ ペトラ", "ﾊﾞﾝﾄﾞｳ ﾍﾟﾄﾗ"),
        ("オーノ ヴァレリー", "ｵ-ﾉ ｳﾞｱﾚﾘ-"),
        ("カ）トマコマイ", "ｶ)ﾄﾏｺﾏｲ"),
        ("ﾏｯｸ abc １２", "ﾏﾂｸ ABC 12"),
        ("ミヲ ヰキ ヱミ", "ﾐｵ ｲｷ ｴﾐ"),
    ],
)
def test_writes_a_name_as_banks_take_it(name: str, written: str) -> None:
    found = bank_name(name)

    assert (found.text, found.unknown) == (written, "")
    assert bank_name(found.text).text == written


def test_names_what_it_writes_otherwise() -> None:
    assert bank_name("ショーコ").changes == (("ョ", "ヨ"), ("ー", "-"))
    assert bank_name("サトウ").changes == ()


@pytest.mark.parametrize(
    ("name", "unknown"), [("佐藤", "佐藤"), ("サトウ・ハナ", "・"), ("ア、イ", "、")]
)
def test_names_the_letters_that_banks_do_not_take(name: str, unknown: str) -> None:
    assert bank_name(name).unknown == unknown


def test_reads_numbers_as_people_write_them() -> None:
    assert digits_of("０１２８", 4) == "0128"
    assert digits_of("01 28", 4) == "0128"
    assert digits_of("128", 4) is None
    assert digits_of("12a8", 4) is None
    assert account_number("123456") == "0123456"
    assert account_number("12345678") is None
    assert account_number("") is None


def test_pays_whole_days_where_no_ceiling_is_set() -> None:
    granted = within_ceilings([Amount(JUNE, 2000), Amount(MAY, 2000)], [], Ceilings())

    assert [(it.on, it.yen, it.ceiling) for it in granted] == [(MAY, 2000, ""), (JUNE, 2000, "")]


@pytest.mark.parametrize(
    ("ceilings", "yen", "ceiling"),
    [
        (Ceilings(day=1500), 1500, "day"),
        (Ceilings(month=2500), 500, "month"),
        (Ceilings(year=5000), 1000, "year"),
        (Ceilings(day=1500, month=2500, year=5000), 500, "month"),
        (Ceilings(day=2000, month=4000, year=6000), 2000, ""),
        (Ceilings(month=1000), 0, "month"),
    ],
)
def test_cuts_a_day_to_what_its_tightest_ceiling_leaves(
    ceilings: Ceilings, yen: int, ceiling: str
) -> None:
    before = [Amount(date(2026, 5, 1), 2000), Amount(date(2026, 4, 30), 2000)]

    (granted,) = within_ceilings([Amount(MAY, 2000)], before, ceilings)

    assert (granted.yen, granted.asked, granted.ceiling) == (yen, 2000, ceiling)


def test_begins_anew_with_the_month_and_the_fiscal_year() -> None:
    before = [Amount(date(2026, 3, 31), 5000), Amount(date(2026, 4, 30), 2000)]

    granted = within_ceilings([Amount(MAY, 2000)], before, Ceilings(month=2000, year=4000))

    assert [it.yen for it in granted] == [2000]


def test_knows_the_days_on_which_banks_are_open() -> None:
    friday, monday = date(2026, 7, 17), date(2026, 7, 20)

    assert is_bank_day(friday, is_holiday)
    assert next_bank_day(date(2026, 7, 18), is_holiday) == date(2026, 7, 21)  # 海の日
    assert not is_bank_day(monday, is_holiday)
    assert next_bank_day(date(2026, 12, 31), is_holiday) == date(2027, 1, 4)
