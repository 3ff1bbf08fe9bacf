"""The case sheet as PPTX: one slide that can be edited, and that programs open without repair."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Mm
from pypdf import PdfReader

from bansou.grants.casebook.pptx import pptx_of
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.sheet import Actor, Box, Sheet
from tests.grants.casebook.sheets import FLOW, TOMAKOMAI, with_box
from tests.grants.casebook.test_templates import PRINTED, sheet_of

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: In which order the schema wants what a run and a line are told.
RUN_ORDER = ["ln", "solidFill", "effectLst", "latin", "ea", "cs", "sym", "hlinkClick"]
LINE_ORDER = ["noFill", "solidFill", "prstDash", "round", "headEnd", "tailEnd"]
PARAGRAPH_ORDER = ["lnSpc", "spcBef", "spcAft", "buClr", "buFont", "buNone", "buChar"]


def slide_of(sheet: Sheet) -> Any:
    presentation = Presentation(BytesIO(pptx_of(sheet)))
    assert len(presentation.slides) == 1
    return presentation.slides[0]


def leaves(shapes: Any) -> list[Any]:
    found = []
    for shape in shapes:
        found += leaves(shape.shapes) if hasattr(shape, "shapes") else [shape]
    return found


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in leaves(slide.shapes) if shape.has_text_frame]


def test_is_one_slide_of_a4_landscape_without_a_picture() -> None:
    presentation = Presentation(BytesIO(pptx_of(TOMAKOMAI)))

    assert (presentation.slide_width, presentation.slide_height) == (Mm(297), Mm(210))
    with ZipFile(BytesIO(pptx_of(TOMAKOMAI))) as parts:
        assert not [name for name in parts.namelist() if name.startswith("ppt/media")]


@pytest.mark.parametrize(
    "said",
    [
        "～ 就職氷河期世代のニーズに応じた、切れ目ない一体的な就業支援を実施！ ～",
        "8,500千円",
        "(1) キャリアコンサルティング",
        "必須",
        "※給付金支給、インターンシップ保険有",
        "(1)から(4)の支援を一体的に実施し、切れ目のない就労支援を目指す",
        "本事業の成果・取組事例として着目したポイント等",
        "求職者",
    ],
)
def test_says_every_part_in_a_text_box(said: str) -> None:
    assert said in texts(slide_of(TOMAKOMAI))


def test_has_its_title_where_outlines_look_for_it() -> None:
    assert slide_of(TOMAKOMAI).shapes.title.text == "就職氷河期世代就職応援事業【北海道苫小牧市】"


def test_has_the_figures_in_a_table() -> None:
    (table,) = (shape.table for shape in slide_of(TOMAKOMAI).shapes if shape.has_table)

    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["令和3年度KPI", "目標【実績】"]
    assert [row[1] for row in rows[1:]] == ["20 【20】 人", "10 【15】 人", "5 【7】 件"]


def test_draws_the_flow_with_arrows_that_are_tied_to_its_frames() -> None:
    (group,) = (shape for shape in slide_of(TOMAKOMAI).shapes if hasattr(shape, "shapes"))
    names = group._element.xpath(".//p:cNvPr/@descr")
    arrows = group._element.xpath(".//p:cxnSp")
    tied = group._element.xpath(".//p:cxnSp//a:endCxn")

    assert names == [FLOW.alternative]
    assert (len(arrows), len(tied)) == (3, 2)
    assert all(arrow.xpath(".//a:tailEnd[@type='triangle']") for arrow in arrows)


def test_keeps_every_shape_on_the_paper() -> None:
    for shape in leaves(slide_of(TOMAKOMAI).shapes):
        assert shape.left >= 0, shape.name
        assert shape.top >= 0, shape.name
        assert shape.left + shape.width <= Mm(297.01), shape.name
        assert shape.top + shape.height <= Mm(210.01), shape.name


@pytest.mark.parametrize(
    ("tag", "order"), [("rPr", RUN_ORDER), ("ln", LINE_ORDER), ("pPr", PARAGRAPH_ORDER)]
)
def test_writes_its_settings_in_the_order_of_the_schema(tag: str, order: list[str]) -> None:
    with ZipFile(BytesIO(pptx_of(TOMAKOMAI))) as parts:
        slide = etree.fromstring(parts.read("ppt/slides/slide1.xml"))
    settings = list(slide.iter(f"{DRAWING}{tag}"))

    assert settings
    for one in settings:
        places = [order.index(etree.QName(child).localname) for child in one]
        assert places == sorted(places)


def test_names_every_shape_once_by_number() -> None:
    with ZipFile(BytesIO(pptx_of(TOMAKOMAI))) as parts:
        slide = etree.fromstring(parts.read("ppt/slides/slide1.xml"))
    numbers = [it.get("id") for it in slide.iter() if etree.QName(it).localname == "cNvPr"]

    assert len(numbers) == len(set(numbers)) > 30


def test_prints_all_letters_in_one_typeface() -> None:
    with ZipFile(BytesIO(pptx_of(TOMAKOMAI))) as parts:
        slide = etree.fromstring(parts.read("ppt/slides/slide1.xml"))

    faces = {run.get("typeface") for run in slide.iter(f"{DRAWING}ea", f"{DRAWING}latin")}
    assert faces == {"BIZ UDPGothic"}


def test_gives_the_same_bytes_again() -> None:
    assert pptx_of(TOMAKOMAI) == pptx_of(TOMAKOMAI)


@pytest.mark.parametrize("wicked", ["<a:t>x</a:t>", "=HYPERLINK(1)", "]]>&amp;", "{{ x }}"])
def test_writes_a_text_as_it_stands(wicked: str) -> None:
    assert wicked in texts(slide_of(with_box(0, text=wicked)))


def test_refuses_a_text_that_runs_over_at_eight_points() -> None:
    sentence = "この文は箱に入りきらない長さです。"

    with pytest.raises(TextTooLong, match="「\\(2\\) 資格等の取得支援」が、8ポイントでも") as found:
        pptx_of(with_box(1, text=sentence * 99))

    shorter = (sentence * 99)[: -found.value.values["over"]]
    assert pptx_of(with_box(1, text=shorter))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6])
def test_holds_up_to_six_boxes(count: int) -> None:
    boxes = tuple(Box(f"({n})", f"支援{n}", "相談と見学を行う。" * 4) for n in range(1, count + 1))
    said = texts(slide_of(replace(TOMAKOMAI, boxes=boxes, side_boxes=(), banner="")))

    assert [f"({n}) 支援{n}" in said for n in range(1, count + 1)] == [True] * count


def test_a_sheet_without_flow_banner_or_points_has_none() -> None:
    bare = replace(TOMAKOMAI, flow=None, banner="", side_boxes=(), points=())

    assert "支援の流れ" not in texts(slide_of(bare))


def test_escapes_who_takes_part_in_the_flow() -> None:
    flow = replace(FLOW, actors=(Actor("operator", "<b>協会</b>"), *FLOW.actors[1:]))

    assert "<b>協会</b>" in texts(slide_of(replace(TOMAKOMAI, flow=flow)))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_opens_in_libreoffice_as_one_page_with_every_text(tmp_path: Path) -> None:
    sheets = {name: replace(sheet_of(name), is_draft=name == "kobe") for name in PRINTED}
    files = [tmp_path / f"{name}.pptx" for name in sheets]
    for file, sheet in zip(files, sheets.values(), strict=True):
        file.write_bytes(pptx_of(sheet))

    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    for name, sheet in sheets.items():
        pages = PdfReader(tmp_path / f"{name}.pdf").pages
        said = re.sub(r"\s", "", pages[0].extract_text())
        assert len(pages) == 1
        assert ("下書き" in said) == sheet.is_draft
        for pair in PRINTED[name][1]:
            assert pair in said
        for box in sheet.boxes:
            assert re.sub(r"\s", "", box.title) in said
