import csv
from datetime import date
from fractions import Fraction
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bansou.desks.shared.exports import (
    Table,
    as_csv,
    as_xlsx,
    file_response,
    guarded,
    number_cell,
)

TABLE = Table(
    "指標 令和3年度",
    ("番号", "日付", "内容"),
    ((1, date(2021, 11, 24), "相談"), (2, None, "=1+1"), (3, date(2022, 3, 31), "改行\nあり")),
)


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_disarms_a_text_that_would_be_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["相談", "1+1", "", -1, None])
def test_leaves_other_cells_alone(cell: str | int | None) -> None:
    assert guarded(cell) == cell


def test_csv_begins_with_the_mark_that_spreadsheets_need() -> None:
    assert as_csv(TABLE).startswith(b"\xef\xbb\xbf")


def test_csv_has_one_row_of_heads_and_one_row_a_record() -> None:
    rows = list(csv.reader(StringIO(as_csv(TABLE).decode("utf-8-sig"), newline="")))

    assert rows == [
        ["番号", "日付", "内容"],
        ["1", "2021-11-24", "相談"],
        ["2", "", "'=1+1"],
        ["3", "2022-03-31", "改行\nあり"],
    ]


def test_xlsx_holds_numbers_as_numbers_and_no_formula() -> None:
    sheet = load_workbook(BytesIO(as_xlsx(TABLE))).active

    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["番号", "日付", "内容"]
    assert sheet["A2"].value == 1
    assert sheet["C3"].value == "'=1+1"
    assert sheet["C3"].data_type == "s"


def test_xlsx_takes_what_its_format_cannot_hold_out_of_names_and_texts() -> None:
    table = Table("a/b:c", ("内容",), (("文\x0b字",),))
    sheet = load_workbook(BytesIO(as_xlsx(table))).active

    assert sheet is not None
    assert (sheet.title, sheet["A2"].value) == ("a・b・c", "文字")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_carries_its_japanese_name(form: str) -> None:
    disposition = file_response(TABLE, form).headers["Content-Disposition"]

    assert disposition.startswith("attachment; filename*=utf-8''%E6%8C%87%E6%A8%99")
    assert disposition.endswith(f".{form}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(20, 20), (Fraction(40, 2), 20), (Fraction(17, 3), "17/3"), (None, None)],
)
def test_writes_numbers_exactly(value: int | Fraction | None, expected: int | str | None) -> None:
    assert number_cell(value) == expected
