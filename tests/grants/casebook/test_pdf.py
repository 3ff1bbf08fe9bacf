"""The case sheet as PDF: one tagged page whose texts print as they were written."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from bansou.commons.clock import JST
from bansou.commons.documents.typefaces import Typeface, carried_typeface, paper_typeface
from bansou.grants.casebook.pdf import LetterNotPrintable, TextTooLong, pdf_of
from bansou.grants.casebook.sheet import Actor, Box, KpiRow, Sheet, SideBox
from tests.grants.casebook.sheets import FLOW, TOMAKOMAI, with_box

A4_LANDSCAPE = (842, 595)
SENTENCE = "この文は箱に入りきらない長さです。"


def root_of(sheet: Sheet, typeface: Typeface | None = None) -> Any:
    return read(sheet, typeface).trailer["/Root"]


def read(sheet: Sheet, typeface: Typeface | None = None) -> PdfReader:
    return PdfReader(BytesIO(pdf_of(sheet, typeface=typeface)))


def text_of(sheet: Sheet, typeface: Typeface | None = None) -> str:
    """All text without the breaks and spaces that only the layout made."""
    written = normalize("NFKC", read(sheet, typeface).pages[0].extract_text())
    return re.sub(r"\s", "", written)


def tags(node: Any) -> Iterator[DictionaryObject]:
    """The structure elements below a node, in the order in which they are read aloud."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for part in node:
            yield from tags(part)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


def attributes_of(elements: list[DictionaryObject], kind: str) -> list[Any]:
    """The first attributes of all elements of a kind."""
    found: list[Any] = [element["/A"] for element in elements if str(element["/S"]) == kind]
    return [attributes[0] for attributes in found]


def size_of(letter: str, sheet: Sheet) -> float:
    """The size in points in which a letter is printed, which stands in one place only."""
    found = set()

    def visit(text: str, _cm: Any, matrix: list[float], _font: Any, size: float) -> None:
        if letter in text:
            found.add(round(abs(size * matrix[3]), 2))

    read(sheet).pages[0].extract_text(visitor_text=visit)
    (size,) = found
    return size


@pytest.fixture(params=["preferred", "carried"])
def typeface(request: pytest.FixtureRequest) -> Typeface:
    return paper_typeface() if request.param == "preferred" else carried_typeface()


def test_prints_every_pair_of_target_and_actual(typeface: Typeface) -> None:
    written = text_of(TOMAKOMAI, typeface)

    assert "就職支援数20【20】人" in written
    assert "就職者数(非正規雇用含む)10【15】人" in written
    assert "取得した資格を有効活用できる人手不足産業(建設業など)への就職者数5【7】件" in written


def test_prints_every_text_of_the_sheet(typeface: Typeface) -> None:
    written = text_of(TOMAKOMAI, typeface)

    expected = [
        "就職氷河期世代就職応援事業【北海道苫小牧市】",
        TOMAKOMAI.fund,
        "令和3年度交付決定事業取組事例",
        TOMAKOMAI.catch,
        "8,500千円",
        TOMAKOMAI.banner,
        "令和3年度KPI",
        *(text for box in TOMAKOMAI.boxes for text in (box.title, box.text, box.note)),
        *(box.title for box in TOMAKOMAI.side_boxes),
        *(act for arrow in FLOW.arrows for act in arrow.acts),
        *TOMAKOMAI.points,
        "データの時点令和4年3月31日定義第1版",
        "令和4年4月作成1/1",
    ]
    for text in expected:
        assert re.sub(r"\s", "", normalize("NFKC", text)) in written, text


def test_a_missing_actual_is_a_dash_and_not_a_zero() -> None:
    sheet = replace(TOMAKOMAI, kpi=(KpiRow("就職支援数", "人", 20, None),))

    assert "就職支援数20【―】人" in text_of(sheet)


def test_is_one_page_of_a4_landscape(typeface: Typeface) -> None:
    pages = read(TOMAKOMAI, typeface).pages

    assert len(pages) == 1
    assert tuple(round(float(side)) for side in pages[0].mediabox[2:]) == A4_LANDSCAPE


def test_says_that_it_is_accessible_and_fit_for_the_archive(typeface: Typeface) -> None:
    reader = read(TOMAKOMAI, typeface)
    root: Any = reader.trailer["/Root"]

    metadata = reader.xmp_metadata
    assert metadata is not None
    xml = metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xml
    assert "<pdfaid:part>2</pdfaid:part>" in xml
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xml
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja-JP"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "就職氷河期世代就職応援事業【北海道苫小牧市】\u3000令和3年度"


def test_is_read_aloud_in_a_sensible_order() -> None:
    root = root_of(TOMAKOMAI)
    elements = list(tags(root["/StructTreeRoot"]["/K"]))

    headings = [(str(e["/S"]), str(e["/T"])) for e in elements if re.match(r"/H\d", str(e["/S"]))]
    assert headings == [
        ("/H1", "就職氷河期世代就職応援事業【北海道苫小牧市】"),
        ("/H2", "事業概要"),
        *(("/H3", box.heading) for box in TOMAKOMAI.boxes),
        *(("/H3", box.title) for box in TOMAKOMAI.side_boxes),
        ("/H2", "支援の流れ"),
        ("/H2", "本事業の成果・取組事例として着目したポイント等"),
    ]
    kinds = [str(element["/S"]) for element in elements]
    assert kinds.index("/H1") < kinds.index("/Table") < kinds.index("/Figure") < kinds.index("/L")


def test_the_indicators_are_a_table_with_heads_and_the_flow_says_what_it_shows() -> None:
    root = root_of(TOMAKOMAI)
    elements = list(tags(root["/StructTreeRoot"]["/K"]))

    kinds = [str(element["/S"]) for element in elements]
    scopes = [str(attributes["/Scope"]) for attributes in attributes_of(elements, "/TH")]
    assert scopes == ["/Column", "/Column"]
    assert kinds.count("/TD") == 2 * len(TOMAKOMAI.kpi)
    assert elements[kinds.index("/Figure")]["/Alt"] == FLOW.alternative


def test_gives_the_same_bytes_for_the_same_sheet(typeface: Typeface) -> None:
    first = pdf_of(TOMAKOMAI, typeface=typeface)
    pdf_of(with_box(0, text="別の文。"), typeface=typeface)

    assert pdf_of(replace(TOMAKOMAI), typeface=typeface) == first


@pytest.mark.parametrize(
    "markup",
    [
        '#panic("x") *bold*',
        "= 見出し",
        "$x^2$",
        "#{1 + 1} @ref <label> // 注 \\ `code`",
        "_斜体_ ~",
    ],
)
def test_prints_markup_as_it_was_written(markup: str) -> None:
    sheet = replace(
        with_box(0, text=markup, note=markup, title=markup),
        side_boxes=(SideBox(markup, markup),),
        points=(markup,),
    )

    assert text_of(sheet).count(re.sub(r"\s", "", normalize("NFKC", markup))) >= 6


def test_prints_at_eleven_points_when_there_is_room() -> None:
    assert size_of("箱", with_box(0, text="箱")) == 11


def test_makes_the_text_of_all_boxes_smaller_until_the_longest_fits() -> None:
    long, longer = (with_box(0, text=SENTENCE * times) for times in (15, 18))

    assert 8 <= size_of("箱", longer) < size_of("箱", long) < 11


def test_refuses_a_box_that_does_not_fit_at_eight_points() -> None:
    with pytest.raises(TextTooLong) as refused:
        pdf_of(with_box(2, text=SENTENCE * 60))

    over = refused.value.values["over"]
    assert isinstance(over, int)
    assert refused.value.code == "casebook.text_too_long"
    assert str(refused.value) == (
        f"「(3) 職場見学・体験」が、8ポイントでも{over}文字はみ出します。文を短くしてください。"
    )
    text = (SENTENCE * 60)[:-over]
    pdf_of(with_box(2, text=text))
    with pytest.raises(TextTooLong):
        pdf_of(with_box(2, text=text + SENTENCE))


def test_names_every_box_that_is_too_long() -> None:
    sheet = replace(
        TOMAKOMAI, boxes=tuple(replace(box, text=SENTENCE * 60) for box in TOMAKOMAI.boxes)
    )

    with pytest.raises(TextTooLong) as refused:
        pdf_of(sheet)

    places = refused.value.values["places"]
    assert isinstance(places, list)
    assert [place["box"] for place in places] == [box.heading for box in TOMAKOMAI.boxes]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"title": "就職氷河期世代" * 12}, "事業名"),
        ({"catch": SENTENCE * 6}, "見出しの一文"),
        ({"points": (SENTENCE * 60,)}, "本事業の成果・取組事例として着目したポイント等"),
        ({"side_boxes": (SideBox("コース", SENTENCE * 90),)}, "コース"),
        (
            {"kpi": (KpiRow("就職者数" * 80, "人", 1, 1),) * 4},
            "就職者数就職者数就職者数就職者数就職者数就職者…",
        ),
        (
            {"flow": replace(FLOW, actors=(Actor("operator", "運営協会" * 40), *FLOW.actors[1:]))},
            "支援の流れ：運営協会運営協会運営協会運営協会運…",
        ),
        ({"boxes": (Box("(1)", "相談", "", "※注" * 900),)}, "(1) 相談"),
    ],
)
def test_refuses_any_other_text_that_is_too_long(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(TextTooLong) as refused:
        pdf_of(replace(TOMAKOMAI, **changed))

    assert refused.value.values["box"] == named


def test_refuses_a_letter_that_would_print_as_an_empty_box() -> None:
    with pytest.raises(LetterNotPrintable, match="「ก」は印刷用の書体にない文字です"):
        pdf_of(with_box(1, text="大型ก特殊"))


def test_a_sheet_may_lack_what_is_not_its_boxes() -> None:
    bare = replace(TOMAKOMAI, kpi=(), points=(), side_boxes=(), banner="")

    assert "キャリアコンサルティング" in text_of(bare)


def test_a_long_title_breaks_where_it_says() -> None:
    title = "神奈川県就職氷河期世代|活躍応援パッケージ推進事業"

    written = text_of(replace(TOMAKOMAI, title=title))

    assert "神奈川県就職氷河期世代活躍応援パッケージ推進事業【北海道苫小牧市】" in written
    assert "|" not in written


def test_several_threads_draw_at_once() -> None:
    sheets = [with_box(0, text=f"{number}番目の文。") for number in range(4)]

    with ThreadPoolExecutor(max_workers=4) as pool:
        drawn = list(pool.map(pdf_of, sheets))

    assert drawn == [pdf_of(sheet) for sheet in sheets]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2022, 4, 15, 10, 0, 0, 123456, tzinfo=JST),
        datetime(2022, 4, 15, 1, 0, 0, tzinfo=UTC),
    ],
)
def test_says_when_it_was_drawn_up_whatever_the_moment_is_written_in(moment: datetime) -> None:
    sheet = replace(TOMAKOMAI, foot=replace(TOMAKOMAI.foot, drawn_up_at=moment))

    metadata = read(sheet).metadata

    assert metadata is not None
    assert metadata.creation_date == datetime(2022, 4, 15, 1, 0, 0, tzinfo=UTC)
