"""Headers of one row and of two, merged in a workbook or torn apart in a CSV."""

import pytest
from openpyxl import Workbook

from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.headings import Header, find_header
from bansou.commons.ledger.workbook import Sheet, folded
from tests.plugins.ledgers import content_of

ROWS = [
    ["令和3年度　委託の一覧", None, None, None, None, None],
    ["番号", "委託期間", None, "見直し", None, "備考"],
    [None, "始まり", "終わり", "始まり", "担当", None],
    [1, "R3.4.1", "R4.3.31", "R3.9.1", "工藤", "済み"],
]


def merged() -> Sheet:
    book = Workbook()
    sheet = book["Sheet"]
    for row in ROWS:
        sheet.append(row)
    for cells in ("A2:A3", "B2:C2", "D2:E2", "F2:F3", "A1:F1"):
        sheet.merge_cells(cells)
    return read_workbook(content_of(book)).sheets["Sheet"]


def torn() -> Sheet:
    text = "\n".join(",".join(str(value or "") for value in row) for row in ROWS)
    return read_workbook(text.encode(), "Sheet.csv").sheets["Sheet"]


def found(sheet: Sheet, *wanted: str) -> Header:
    header = find_header(sheet, {folded(name) for name in wanted})
    assert header
    return header


@pytest.mark.parametrize("sheet", [merged(), torn()], ids=["merged", "torn"])
def test_joins_the_upper_heading_to_those_below_it(sheet: Sheet) -> None:
    header = found(sheet, "番号", "委託期間／始まり", "委託期間／終わり", "備考")

    assert header.number == 3
    assert [heading.text for heading in header.headings] == [
        "番号",
        "委託期間／始まり",
        "委託期間／終わり",
        "見直し／始まり",
        "見直し／担当",
        "備考",
    ]


def test_a_lower_heading_alone_will_do_where_it_is_the_only_one() -> None:
    wanted = {folded(name) for name in ("番号", "委託期間", "終わり", "担当", "始まり", "備考")}

    header = found(merged(), *wanted)

    meant = {h.text: h.meant_by(wanted) for h in header.headings}
    assert meant["委託期間／終わり"] == "終わり"
    assert meant["見直し／担当"] == "担当"
    assert meant["委託期間／始まり"] is meant["見直し／始まり"] is None


def test_a_header_of_one_row_stays_one() -> None:
    book = Workbook()
    for row in (["題"], ["番号", "氏名"], ["番号", "山田"]):
        book["Sheet"].append(row)

    header = found(read_workbook(content_of(book)).sheets["Sheet"], "番号", "氏名")

    assert (header.number, [h.text for h in header.headings]) == (2, ["番号", "氏名"])
