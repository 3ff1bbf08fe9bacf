"""From a sheet to rows: the header is found, cells are read, every problem has its address."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pytest
from openpyxl import Workbook

from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.mapping import SheetMapping
from bansou.commons.ledger.sheets import SheetRows, read_sheet
from bansou.programmes.ledger import PROGRAMME
from bansou.support.ledger import CONSULTATIONS
from tests.commons.ledger.settings import SETTING
from tests.plugins.ledgers import content_of

COLUMNS = {
    "番号": "key",
    "ケース番号": "case",
    "相談日": "on",
    "始まり": "starts_at",
    "方法": "channel",
    "種類": "kind",
    "内容": "note",
    "取消": "withdrawn",
}
HEAD = list(COLUMNS)
ROW = [1, "T3-001", date(2021, 4, 5), time(10), "来所", "初回面談", "話を聞いた。", None]


def read(rows: Sequence[Sequence[Any]], **mapping: Any) -> SheetRows:
    book = Workbook()
    sheet = book["Sheet"]
    sheet.title = "相談記録"
    for row in rows:
        sheet.append(row)
    mapped = {"columns": COLUMNS, **mapping}
    return read_sheet(
        read_workbook(content_of(book)).sheets["相談記録"],
        SheetMapping(name="相談記録", ledger="consultations", **mapped),
        CONSULTATIONS,
        SETTING,
    )


def changed(**cells: Any) -> list[Any]:
    return [cells.get(field, value) for field, value in zip(COLUMNS.values(), ROW, strict=True)]


def test_reads_typed_values_under_their_fields() -> None:
    (row,) = read([HEAD, ROW]).rows

    assert row.values == {
        "key": "1",
        "case": "T3-001",
        "on": date(2021, 4, 5),
        "starts_at": time(10),
        "channel": "visit",
        "kind": "first_session",
        "note": "話を聞いた。",
    }
    assert (row.number, row.address("on"), row.address("level")) == (2, "C2", "A2")


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["令和3年度　相談記録"]],
        [["令和3年度　相談記録"], [], ["作成", "相談日を必ず書くこと"], ["番号"]],
    ],
)
def test_finds_the_header_below_titles(above: list[list[Any]]) -> None:
    found = read([*above, HEAD, ROW])

    assert [row.key for row in found.rows] == ["1"]
    assert not found.problems


def test_headings_may_stand_in_any_order_and_width() -> None:
    order = [7, 3, 0, 1, 2, 4, 5, 6]
    head = ["取消", "始ま\nり", "番　号", "ケース番号", "相談日", "方法", "種類", "内容"]

    (row,) = read([head, [ROW[place] for place in order]]).rows

    assert row["starts_at"] == time(10)


def test_leaves_out_blank_rows_and_rows_that_are_only_numbered() -> None:
    found = read([HEAD, ROW, [], changed(key=2), [3], [None, "  "], [4]])

    assert [row.key for row in found.rows] == ["1", "2"]
    assert not found.problems


def test_tells_columns_that_it_did_not_read() -> None:
    found = read([[*HEAD, "備考", "印"], [*ROW, "x", "y"]], ignored=("印",))

    assert found.unread == ["備考"]


def test_gives_the_office_s_own_words_their_meaning() -> None:
    found = read(
        [HEAD, changed(channel="窓口", withdrawn="取下")],
        values={"channel": {"窓口": "来所"}, "withdrawn": {"取下": "〇"}},
    )

    assert (found.rows[0]["channel"], found.rows[0]["withdrawn"]) == ("visit", True)


def test_collects_every_problem_with_its_cell() -> None:
    bad = ["", "T3-001", "2/30", "25:00", "", "雑談", "話を聞いた。", "たぶん"]

    found = read([["題"], HEAD, ROW, bad])

    assert [str(problem) for problem in found.problems] == [
        "相談記録!A4：番号が空欄です。書いてください。",
        "相談記録!C4：「2/30」は日付として読めません。2月は28日までです。",
        "相談記録!D4：「25:00」は時刻として読めません。10:00のように、0:00から23:59で書いてください。",
        (
            "相談記録!E4：方法が空欄です。"
            "「来所」か「電話」か「オンライン」か「家庭訪問」か「同行」を書いてください。"
        ),
        (
            "相談記録!F4：「雑談」は種類の選択肢にありません。「初回面談」か「継続面談」か「模擬面接」か"
            "「応募書類」か「家族からの相談」を書いてください。"
        ),
        "相談記録!H4：「たぶん」は、はいかいいえか分かりません。「〇」か空欄にしてください。",
    ]
    assert [problem.found for problem in found.problems] == [
        "",
        "2/30",
        "25:00",
        "",
        "雑談",
        "たぶん",
    ]
    assert [row.key for row in found.rows] == ["1"]


def test_remembers_what_unsound_rows_are_called() -> None:
    found = read([HEAD, changed(on="きのう")])

    assert "1" in found.broken


def test_refuses_the_same_number_twice() -> None:
    found = read([HEAD, ROW, changed(note="別の話")])

    (problem,) = found.problems
    assert str(problem) == "相談記録!A3：「1」は2行目にもあります。番号を分けてください。"


def test_refuses_formulas_and_error_values_in_columns_that_are_read() -> None:
    book = Workbook()
    sheet = book["Sheet"]
    sheet.append([*HEAD, "日数"])
    sheet.append([*changed(note="=CONCAT(A2,B2)", channel="#N/A"), "=1+1"])
    sheet["E2"].data_type = "e"

    found = read_sheet(
        read_workbook(content_of(book)).sheets["Sheet"],
        SheetMapping(name="Sheet", ledger="consultations", columns=COLUMNS),
        CONSULTATIONS,
        SETTING,
    )

    assert [problem.cell for problem in found.problems] == ["E2", "G2"]
    assert "数式を値に置きかえてください。" in found.problems[1].sentence


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[], ["なにか"]], "相談記録：見出し「番号」、「ケース番号」、"),
        ([], "相談記録：見出し「番号」、"),
        (
            [["題"], HEAD[:-2], ROW],
            "相談記録!A2：見出し「内容」、「取消」がありません。見出しか対応表を直してください。",
        ),
    ],
)
def test_refuses_a_sheet_without_its_headings(rows: list[list[Any]], said: str) -> None:
    found = read(rows)

    assert str(found.problems[0]).startswith(said)
    assert not found.is_whole


def test_refuses_two_columns_with_one_heading() -> None:
    found = read([[*HEAD, "相談日"], [*ROW, None]])

    assert [str(p) for p in found.problems] == [
        "相談記録!I1：見出し「相談日」が2つあります。1つにしてください。"
    ]


PAIRS = {"年度": "fiscal_year", "団体コード": "lg_code", "交付金対象事業費": "eligible_cost"}


def read_pairs(*rows: Sequence[Any]) -> SheetRows:
    book = Workbook()
    for row in rows:
        book["Sheet"].append(row)
    return read_sheet(
        read_workbook(content_of(book)).sheets["Sheet"],
        SheetMapping(name="Sheet", ledger="programme", layout="pairs", columns=PAIRS),
        PROGRAMME,
        SETTING,
    )


def test_reads_pairs_side_by_side() -> None:
    found = read_pairs(
        ["題"], ["年度", "令和3年度"], ["団体コード", "012131"], ["交付金対象事業費", "8,500千円"]
    )

    (row,) = found.rows
    assert row.values == {"fiscal_year": 2021, "lg_code": "012131", "eligible_cost": 8_500_000}
    assert row.address("eligible_cost") == "B4"


def test_refuses_pairs_that_are_missing_or_unreadable() -> None:
    missing = read_pairs(["年度", "令和3年度"], ["団体コード", None])
    unreadable = read_pairs(["年度", "近年"], ["団体コード", ""], ["交付金対象事業費", 1])

    assert "「交付金対象事業費」がありません" in missing.problems[0].sentence
    assert [problem.cell for problem in unreadable.problems] == ["B1", "B2"]
