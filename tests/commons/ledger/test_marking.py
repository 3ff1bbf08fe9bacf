"""The marked copy: red cells with notes, the office's own looks kept, nothing that acts."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from bansou.commons.ledger import marking
from bansou.commons.ledger.marking import RED, marked_copy
from bansou.commons.ledger.problems import Problem
from tests.plugins.ledgers import content_of

PROBLEMS = [
    Problem("相談記録", "C4", "2/30", "2月は28日までです。"),
    Problem("相談記録", "D4", "=1+1", "数式が入っています。"),
    Problem("就職", "", "", "このシートが台帳にありません。"),
]


def ledger() -> Workbook:
    book = Workbook()
    sheet = book["Sheet"]
    sheet.title = "相談記録"
    sheet["A1"] = "令和3年度　相談記録"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:D1")
    for row in ([], ["番号", "氏名", "日付", "回数"], [1, "髙橋 誠", "2/30", "=1+1"]):
        sheet.append(row)
    return book


def copy_of(content: bytes, name: str = "台帳.xlsx") -> Workbook:
    return openpyxl.load_workbook(BytesIO(marked_copy(content, name, PROBLEMS)))


def test_marks_the_cells_and_says_how_to_put_them_right() -> None:
    sheet = copy_of(content_of(ledger()))["相談記録"]

    assert sheet["C4"].fill.fgColor.rgb == RED.fgColor.rgb
    assert sheet["C4"].comment.text == "2月は28日までです。"
    assert (sheet["B4"].value, sheet["B4"].comment) == ("髙橋 誠", None)
    assert sheet["A4"].fill.fill_type is None


def test_keeps_the_looks_of_the_office() -> None:
    sheet = copy_of(content_of(ledger()))["相談記録"]

    assert sheet["A1"].font.size == 18
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A1:D1"]


def test_lists_every_problem_on_a_sheet_of_its_own() -> None:
    rows = list(copy_of(content_of(ledger()))["直すところ"].values)

    assert rows == [
        ("シート!番地", "見つかった値", "直し方"),
        ("相談記録!C4", "2/30", "2月は28日までです。"),
        ("相談記録!D4", "=1+1", "数式が入っています。"),
        ("就職", None, "このシートが台帳にありません。"),
    ]


def test_a_formula_becomes_the_text_it_is_written_with() -> None:
    book = copy_of(content_of(ledger()))

    for cell in (book["相談記録"]["D4"], book["直すところ"]["B3"]):
        assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_links_to_elsewhere_are_left_out() -> None:
    book = ledger()
    book["相談記録"]["B4"].hyperlink = "https://example.jp/"

    assert copy_of(content_of(book))["相談記録"]["B4"].hyperlink is None


@pytest.mark.parametrize("name", ["相談記録.csv"])
def test_a_csv_becomes_a_workbook_with_its_cells_in_place(name: str) -> None:
    text = '題\n\n番号,氏名,日付,回数\n1,@SUM(A1),2/30,"=HYPERLINK(""x"")"\n'

    book = copy_of(text.encode("cp932"), name)

    sheet = book["相談記録"]
    assert [cell.value for cell in sheet[4]] == ["1", "@SUM(A1)", "2/30", '=HYPERLINK("x")']
    assert {cell.data_type for cell in sheet[4]} == {"s"}
    assert sheet["B4"].quotePrefix
    assert sheet["C4"].comment.text == "2月は28日までです。"


def test_a_large_workbook_is_written_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_LAID_OUT", 5)

    sheet = copy_of(content_of(ledger()))["相談記録"]

    assert sheet["C4"].comment.text == "2月は28日までです。"
    assert (sheet["B4"].value, sheet["A1"].value) == ("髙橋 誠", "令和3年度　相談記録")


def test_thousands_of_problems_are_red_without_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_NOTES", 1)

    sheet = copy_of(content_of(ledger()))["相談記録"]

    assert (sheet["C4"].comment is None, sheet["D4"].comment is None) == (False, True)
    assert sheet["D4"].fill.fgColor.rgb == RED.fgColor.rgb
