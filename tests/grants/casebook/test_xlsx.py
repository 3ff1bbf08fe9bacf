"""The case sheet as XLSX: a form whose values are found by name and never by place."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.sheet import Box, KpiRow, Sheet
from bansou.grants.casebook.xlsx import xlsx_of
from tests.grants.casebook.sheets import FLOW, TOMAKOMAI, with_box


def book_of(sheet: Sheet, **more: Any) -> Any:
    return load_workbook(BytesIO(xlsx_of(sheet, **more)))


def cell(book: Any, name: str) -> Any:
    ((title, address),) = book.defined_names[name].destinations
    return book[title][address]


def named(book: Any, name: str) -> Any:
    return cell(book, name).value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("事業名", "就職氷河期世代就職応援事業"),
        ("団体", "北海道苫小牧市"),
        ("交付金", "地域就職氷河期世代支援加速化交付金"),
        ("事業費", 8_500_000),
        ("KPI1_指標", "就職支援数"),
        ("KPI1_目標", 20),
        ("KPI1_実績", 20),
        ("KPI2_実績", 15),
        ("KPI3_単位", "件"),
        ("項目1_区分", "必須"),
        ("項目2_注", "※給付金支給、受講料無料（検定料を除く）"),
        ("まとめ", "(1)から(4)の支援を一体的に実施し、切れ目のない就労支援を目指す"),
        ("支援の流れ", FLOW.alternative),
    ],
)
def test_holds_each_value_in_a_cell_of_its_name(name: str, value: object) -> None:
    assert named(book_of(TOMAKOMAI, eligible_yen=8_500_000), name) == value


def test_shows_yen_in_thousands_and_the_actual_in_brackets() -> None:
    book = book_of(TOMAKOMAI, eligible_yen=8_500_000)

    assert cell(book, "事業費").number_format == '#,##0,"千円"'
    assert cell(book, "KPI1_実績").number_format.startswith('"【"#,##0"】"')


def test_prints_what_is_missing_as_a_dash_and_never_as_zero() -> None:
    sheet = replace(TOMAKOMAI, kpi=(KpiRow("指標", "人", None, None),))

    book = book_of(replace(sheet, eligible_cost="―"))

    assert [named(book, name) for name in ("KPI1_目標", "KPI1_実績", "事業費")] == ["―"] * 3


def test_keeps_a_figure_that_is_not_whole() -> None:
    sheet = replace(TOMAKOMAI, kpi=(KpiRow("割合", "％", 25, Fraction(973, 40)),))

    book = book_of(sheet)

    assert named(book, "KPI1_実績") == pytest.approx(24.325)
    assert "0.0" in cell(book, "KPI1_実績").number_format


def test_prints_on_one_page_of_a4_landscape() -> None:
    page = book_of(TOMAKOMAI).active

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_area


@pytest.mark.parametrize("count", [1, 3, 4, 5, 6])
def test_never_merges_a_cell_twice(count: int) -> None:
    boxes = tuple(Box(f"({n})", f"支援{n}", "相談。" * 30, "※注") for n in range(1, count + 1))

    page = book_of(replace(TOMAKOMAI, boxes=boxes, side_boxes=())).active

    taken: set[tuple[int, int]] = set()
    for merged in page.merged_cells.ranges:
        cells = {(r, c) for row in merged.rows for r, c in row}
        assert taken.isdisjoint(cells), merged
        taken |= cells


@pytest.mark.parametrize("wicked", ["=1+1", "+cmd", "@SUM(A1)", "<c>x</c>"])
def test_writes_a_text_as_a_text(wicked: str) -> None:
    book = book_of(with_box(0, text=wicked))

    assert named(book, "項目1_本文") == wicked
    assert cell(book, "項目1_本文").data_type == "s"


def test_gives_the_same_bytes_again() -> None:
    assert xlsx_of(TOMAKOMAI) == xlsx_of(TOMAKOMAI)


def test_refuses_a_text_that_runs_over_at_eight_points() -> None:
    with pytest.raises(TextTooLong, match="8ポイントでも"):
        xlsx_of(with_box(1, text="この文は箱に入りきらない長さです。" * 99))


def test_refuses_a_sentence_of_the_flow_that_runs_over() -> None:
    flow = replace(FLOW, alternative="県と市が相談と見学を行います。" * 40)

    with pytest.raises(TextTooLong, match="「支援の流れ」が、8ポイントでも") as refused:
        xlsx_of(replace(TOMAKOMAI, flow=flow))
    (place,) = refused.value.values["places"]
    assert place["box"] == "支援の流れ"
