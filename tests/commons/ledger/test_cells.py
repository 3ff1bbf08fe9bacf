"""Each kind of cell, as offices write it, and what is said where it cannot be read."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bansou.commons.errors import Refusal
from bansou.commons.ledger import cells
from bansou.commons.ledger.workbook import Value
from tests.commons.ledger.settings import SETTING, cell


@pytest.mark.parametrize(
    ("reader", "value", "read"),
    [
        (cells.text(), "　髙橋 誠 ", "　髙橋 誠 "),
        (cells.text(), "一行目\r\n二行目\x00", "一行目\n二行目"),
        (cells.text(), 144.0, "144"),
        (cells.key(), " Ｔ３－００１ ", "T3-001"),
        (cells.key(), 12.0, "12"),
        (cells.name, " 髙橋　誠　", "髙橋　誠"),
        (cells.lines(5, 100), "・朝の電話\n\n・大きな声", ("朝の電話", "大きな声")),
        (cells.lines(5, 100), "朝の電話／大きな声", ("朝の電話", "大きな声")),
        (cells.day, date(2021, 11, 24), date(2021, 11, 24)),
        (cells.day, datetime.fromisoformat("2021-11-24T00:00"), date(2021, 11, 24)),
        (cells.day, "令和３年１１月２４日", date(2021, 11, 24)),
        (cells.day, "S45.7.5", date(1970, 7, 5)),
        (cells.day, 20211124.0, date(2021, 11, 24)),
        (cells.day_in_year, "11/24", date(2021, 11, 24)),
        (cells.day_in_year, "3/31", date(2022, 3, 31)),
        (cells.day_in_year, "2020/4/1", date(2020, 4, 1)),
        (cells.time_of_day, time(9, 30), time(9, 30)),
        (cells.time_of_day, timedelta(hours=9, minutes=30), time(9, 30)),
        (cells.time_of_day, "９：３０", time(9, 30)),
        (cells.time_of_day, "10時", time(10)),
        (cells.time_of_day, "10時5分", time(10, 5)),
        (cells.time_of_day, "0:00", time(0)),
        *[(cells.yes_no, mark, True) for mark in ("〇", "○", "◯", "有", "あり", "1", 1.0, "１")],
        *[(cells.yes_no, mark, True) for mark in ("✓", "☑", "◎", True, "済", "レ", "出席")],
        *[(cells.yes_no, mark, False) for mark in ("−", "欠席", "不参加", "未", "ｎｏ")],
        *[(cells.yes_no, mark, False) for mark in ("－", "ー", "-", "無", "0", 0.0, "×", False)],
        (cells.yen, "8,500千円", 8_500_000),
        (cells.yen, 8500000.0, 8_500_000),
        (cells.integer, 20.0, 20),
        (cells.integer, "２０人", 20),
        (cells.integer, "1,200 件", 1200),
        (cells.integer, 0.0, 0),
        (cells.fiscal_year, "令和3年度", 2021),
        (cells.fiscal_year, "R3", 2021),
        (cells.fiscal_year, "２０２１年度", 2021),
        (cells.fiscal_year, 2021.0, 2021),
        (cells.fiscal_year, "令和元年度", 2019),
        (cells.fiscal_year, "平成31年度", 2019),
        (cells.lg_code, "012131", "012131"),
        (cells.lg_code, 12131.0, "012131"),
        (cells.corporate_number, 1999901001137.0, "1999901001137"),
        (cells.email, " Kudo@City.example.JP ", "kudo@city.example.jp"),
        (cells.choice(cells.listed("channels")), "来所", "visit"),
        (cells.choice(cells.listed("channels")), "visit", "visit"),
        (cells.choice(cells.listed("employment_types")), "正社員", "regular"),
        (cells.choice(cells.listed("routes")), " ハローワーク ", "hellowork"),
    ],
)
def test_reads(reader: cells.Reader, value: Value, read: Any) -> None:
    assert reader(cell(value), SETTING) == read


@pytest.mark.parametrize(
    ("reader", "value", "said"),
    [
        (cells.text(3), "ながい文", "4文字あります。3文字までに短くしてください。"),
        (cells.text(), date(2022, 1, 2), "セルの書式を「文字列」にして、書き直してください。"),
        (cells.key(), time(1, 2), "「01:02」という日付や時刻に変えています。"),
        (cells.lines(2, 9), "一\n二\n三", "3項目あります。2項目までにまとめてください。"),
        (cells.lines(2, 3), "ながい文", "3文字までに短くしてください。"),
        (cells.day, "2/30", "「2/30」には年がありません。"),
        (cells.day, "H31.5.1", "平成の日付ではありません。"),
        (cells.day, "近いうち", "「近いうち」は日付として読めません。"),
        (cells.day_in_year, "2/30", "「2/30」は日付として読めません。2月は28日までです。"),
        (cells.time_of_day, "25:00", "「25:00」は時刻として読めません。"),
        (cells.time_of_day, "9:60", "「9:60」は時刻として読めません。"),
        (cells.time_of_day, "午前", "10:00のように"),
        (cells.time_of_day, timedelta(hours=30), "時刻として読めません。"),
        (cells.yes_no, "たぶん", "「〇」か空欄にしてください。"),
        (cells.yen, "やく百", "「やく百」は金額として読めません。"),
        (cells.integer, "20.5", "「20.5」は数として読めません。"),
        (cells.integer, "-1", "0以上の整数で書いてください。"),
        (cells.integer, True, "「TRUE」は数として読めません。"),
        (cells.fiscal_year, "今年度", "令和3年度か2021年度のように書いてください。"),
        (cells.lg_code, "012139", "団体コードではありません。"),
        (cells.corporate_number, "999901001137", "13けたで入れてください。いまは12けたです。"),
        (cells.email, "kudo＠", "name@example.jpのように書いてください。"),
        (
            cells.choice(cells.listed("employment_types")),
            "パート",
            "「パート」は列の選択肢にありません。「正規」か「非正規」を書いてください。",
        ),
    ],
)
def test_refuses(reader: cells.Reader, value: Value, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        reader(cell(value), SETTING)

    assert said in str(refused.value)


def test_a_list_is_read_by_both_value_and_label_and_any_punctuation() -> None:
    read = cells.choice(
        lambda _scheme: [cells.Option("P", "医療，福祉"), cells.Option("D", "建設業")]
    )

    for written in ("P 医療，福祉", "医療・福祉", "Ｐ", "p：医療、福祉"):
        assert read(cell(written), SETTING) == "P"


def test_a_long_list_names_its_first_ones() -> None:
    options = cells.labelled((n, f"区分{n}") for n in range(10))

    assert cells.in_words(options, most=2) == "「区分0」か「区分1」など"
