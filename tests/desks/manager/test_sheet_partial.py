"""The case sheet as an article: complete without styles or scripts."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from bansou.grants.casebook.flow_svg import svg
from bansou.grants.casebook.sheet import KpiRow, Sheet
from tests.grants.casebook.sheets import FLOW, TOMAKOMAI, with_box


class Outline(HTMLParser):
    """Collects headings, attributes and the text as it is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""
        self._open: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag in {"h1", "h2", "h3"}:
            self._open = tag
            self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open:
            tag, heard = self.headings[-1]
            self.headings[-1] = (tag, heard + data)


def drawn(sheet: Sheet, address: str = "") -> str:
    return render_to_string(
        "sheets/_sheet.html",
        {
            "sheet": sheet,
            "flow": svg(sheet.flow),
            "figures": [(row, address) for row in sheet.kpi],
        },
    )


def test_has_one_title_and_sections_in_the_order_of_the_sheet() -> None:
    outline = Outline(drawn(TOMAKOMAI))

    assert outline.headings == [
        ("h1", "就職氷河期世代就職応援事業【北海道苫小牧市】"),
        ("h2", "事業概要"),
        *(("h3", box.heading) for box in TOMAKOMAI.boxes),
        *(("h3", box.title) for box in TOMAKOMAI.side_boxes),
        ("h2", "支援の流れ"),
        ("h2", "本事業の成果・取組事例として着目したポイント等"),
    ]


def test_says_every_text_and_every_pair() -> None:
    text = Outline(drawn(TOMAKOMAI)).text

    for box in TOMAKOMAI.boxes:
        assert box.text in text
        assert box.note in text
        assert box.chip is not None
        assert box.chip.label in text
    for said in ("8,500千円", "20 【20】", "10 【15】", "5 【7】", TOMAKOMAI.foot.source):
        assert said in text
    assert FLOW.alternative in text


def test_each_figure_is_a_door_where_it_has_an_address() -> None:
    doors = ("a", "href", "/evidence/1")

    assert Outline(drawn(TOMAKOMAI, "/evidence/1")).attributes.count(doors) == len(TOMAKOMAI.kpi)
    assert "<a " not in drawn(TOMAKOMAI)


def test_the_indicators_are_a_table_with_heads_for_columns_and_rows() -> None:
    scopes = [value for tag, name, value in Outline(drawn(TOMAKOMAI)).attributes if name == "scope"]

    assert scopes == ["col", "col", "row", "row", "row"]


def test_a_missing_actual_is_a_dash() -> None:
    sheet = replace(TOMAKOMAI, kpi=(KpiRow("就職支援数", "人", 20, None),))

    assert "20 【―】" in Outline(drawn(sheet)).text


def test_bullets_become_one_list() -> None:
    html = drawn(with_box(0, text="はじめに。\n・一つめ。\n・二つめ。\nおわりに。"))

    assert "<ul><li>一つめ。</li><li>二つめ。</li></ul>" in html
    assert "<p>はじめに。</p>" in html
    assert "<p>おわりに。</p>" in html


@pytest.mark.parametrize("name", ["style", "onclick", "onload"])
def test_carries_no_style_and_no_script_of_its_own(name: str) -> None:
    attributes = Outline(drawn(TOMAKOMAI, "/evidence/1")).attributes

    assert name not in {attribute for _tag, attribute, _value in attributes}


def test_prints_markup_as_it_was_written() -> None:
    html = drawn(with_box(0, text="<script>x</script>", title="<b>太字</b>"))

    assert "<script>" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<b>太字" not in html
