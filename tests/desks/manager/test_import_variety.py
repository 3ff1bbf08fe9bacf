"""Ledgers as offices keep them go in as they are."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST
from bansou.people.cases.models import Case
from bansou.placement.models import Hire
from bansou.support.models import Consultation
from tests.plugins.ledgers import Importing, Refused

_DAYS = (
    *("令和3年5月10日", "令和３年５月１０日", "R3.5.10", "Ｒ３．５．１０", "令3・5・10"),
    *("令和三年五月十日", "2021/5/10", "2021-05-10", "２０２１／０５／１０", "20210510", 20210510),
    *("5/10", "５月１０日", "令和3年5月10日（月）", date(2021, 5, 10)),
    datetime.fromisoformat("2021-05-10T00:00"),
)


def two_rows_of_headings(book: Workbook) -> None:
    """The office joins 始まり and 終わり under one merged heading, below a title and a note."""
    sheet = book["相談記録"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "令和3年度　相談記録（社外秘）"
    sheet["A2"] = "記入者は担当の欄に氏名を書くこと"
    for column in range(1, 14):
        heading = sheet.cell(5, column)
        if heading.value in ("始まり", "終わり"):
            continue
        sheet.cell(4, column, heading.value)
        heading.value = None
        sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet["D4"] = "時間"
    sheet.merge_cells("D4:E4")


def blank_rows_at_the_end(book: Workbook) -> None:
    """Rows that were formatted and numbered beforehand, but never filled in."""
    sheet = book["相談記録"]
    for number in range(sheet.max_row + 1, sheet.max_row + 200):
        sheet.cell(number, 1, number)
        sheet.cell(number, 3).number_format = "yyyy/m/d"
        sheet.cell(number, 9, "　")


def test_reads_a_day_in_every_usual_way(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    row = [cell.value for cell in book["相談記録"][4]]
    for number, written in enumerate(_DAYS, 100):
        book["相談記録"].append([number, row[1], written, *row[3:]])

    import_book(book)

    with acting(clerk, why="test"):
        days = [it.step.on for it in Consultation.objects.select_related("step").order_by("pk")]
    assert days[2:] == [date(2021, 5, 10)] * len(_DAYS)


@pytest.mark.parametrize(
    "as_kept", [two_rows_of_headings, blank_rows_at_the_end], ids=lambda it: it.__name__
)
def test_reads_sheets_as_offices_lay_them_out(
    import_book: Importing, book: Workbook, clerk: Actor, as_kept: Callable[[Workbook], None]
) -> None:
    as_kept(book)

    import_book(book)

    with acting(clerk, why="test"):
        talks = Consultation.objects.order_by("starts_at")
        moments = [
            (it.starts_at.astimezone(JST).time(), it.step.on) for it in talks if it.starts_at
        ]
    assert sorted(moments) == [
        (time(10, 0), date(2021, 4, 5)),
        (time(13, 30), date(2021, 5, 10)),
    ]


@pytest.mark.parametrize(
    ("mark", "is_withdrawn"),
    [
        ("〇", True),
        ("○", True),
        ("有", True),
        (1, True),
        ("１", True),
        ("－", False),
        (None, False),
    ],
)
def test_reads_marks_and_widths(
    import_book: Importing, book: Workbook, clerk: Actor, mark: object, is_withdrawn: bool
) -> None:
    book["就職"]["L4"] = mark
    book["就職"]["B4"] = "Ｔ３－００１"
    book["就職"]["A4"] = "Ｊ００１"
    book["就職"]["F4"] = " 正規　"
    book["企業"]["D4"] = "１９９９９０１００１１３７"

    import_book(book)

    with acting(clerk, why="test"):
        hire = Hire.objects.select_related("step").get()
        assert Case.objects.get(number="T3-001").pk == hire.step.case_id
        assert (hire.step.withdrawn_at is not None) is is_withdrawn


def test_refuses_a_formula_where_it_stands(refused: Refused, book: Workbook) -> None:
    book["相談記録"]["C4"] = "=TODAY()"

    assert refused(book) == [
        "相談記録!C4：数式が入っています。「値の貼り付け」で、数式を値に置きかえてください。"
    ]
