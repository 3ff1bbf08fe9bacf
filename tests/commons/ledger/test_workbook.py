"""Cells with their addresses, wherever a sheet begins."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.workbook import Value, column_letters, shown
from tests.plugins.ledgers import content_of


@pytest.mark.parametrize("first", ["A1", "C5", "AB120"])
def test_a_cell_has_the_address_that_the_office_sees(first: str) -> None:
    book = Workbook()
    sheet = book["Sheet"]
    sheet[first] = "はじめ"
    sheet.cell(sheet[first].row + 2, sheet[first].column + 1, "つぎ")

    rows = list(read_workbook(content_of(book)).sheets["Sheet"].rows())

    found = {cell.text: cell.address for _number, cells in rows for cell in cells if cell.text}
    below = sheet.cell(sheet[first].row + 2, sheet[first].column + 1).coordinate
    assert found == {"はじめ": first, "つぎ": below}
    assert [number for number, _cells in rows] == [sheet[first].row, sheet[first].row + 2]


def test_keeps_the_order_of_the_sheets_and_an_empty_one() -> None:
    book = Workbook()
    book["Sheet"].title = "対象者"
    book.create_sheet("空")

    sheets = read_workbook(content_of(book)).sheets

    assert list(sheets) == ["対象者", "空"]
    assert list(sheets["空"].rows()) == []


def test_text_stays_as_typed() -> None:
    book = Workbook()
    book["Sheet"]["A1"] = " 髙橋　誠\n（たかはし） "

    ((_number, (cell,)),) = read_workbook(content_of(book)).sheets["Sheet"].rows()

    assert cell.value == " 髙橋　誠\n（たかはし） "


@pytest.mark.parametrize(
    "shown_as", ['[$-411]ggge"年"m"月"d"日"', "[$-411]ge.m.d", "yyyy/m/d", 'm"月"d"日"']
)
def test_a_day_is_one_however_the_sheet_shows_it(shown_as: str) -> None:
    book = Workbook()
    book["Sheet"]["A1"] = date(2021, 11, 24)
    book["Sheet"]["A1"].number_format = shown_as

    ((_number, (cell,)),) = read_workbook(content_of(book)).sheets["Sheet"].rows()

    assert shown(cell.value) == "2021/11/24"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.5, "1.5"),
        (1999901001137.0, "1999901001137"),
        (True, "TRUE"),
        (date(2021, 11, 4), "2021/11/04"),
        (datetime.fromisoformat("2021-11-04"), "2021/11/04"),
        (datetime.fromisoformat("2021-11-04T09:30"), "2021/11/04 09:30"),
        (time(9, 30), "09:30"),
        ("R3.11.24", "R3.11.24"),
    ],
)
def test_shows_a_value_as_the_sheet_does(value: Value, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_names_columns_by_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters
