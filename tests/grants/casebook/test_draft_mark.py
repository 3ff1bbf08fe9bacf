"""下書き: what is not approved says so in every format, in letters that hide none and print in grey."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pypdfium2
import pytest
from pptx import Presentation
from pypdf import PdfReader

from bansou.desks.shared.standalone import standalone_page
from bansou.grants.casebook.content import from_json, to_json
from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.pptx import pptx_of
from bansou.grants.casebook.sheet import Foot, Sheet
from bansou.grants.casebook.xlsx import xlsx_of
from tests.grants.casebook.sheets import TOMAKOMAI
from tests.grants.casebook.test_pdf import tags
from tests.grants.casebook.test_templates import PRINTED, sheet_of

MARK = "下書き"
type Box = tuple[float, float, float, float]


def draft_of(name: str) -> Sheet:
    return replace(sheet_of(name), is_draft=True)


def letters(sheet: Sheet) -> Iterator[tuple[str, Box]]:
    """Every letter of a PDF with its box on the paper."""
    page = pypdfium2.PdfDocument(pdf_of(sheet))[0]
    text = page.get_textpage()
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip():
            yield letter, text.get_charbox(place)


def marked(sheet: Sheet) -> tuple[list[Box], list[Box]]:
    """The boxes of the mark's letters, and of all others."""
    found = list(letters(sheet))
    said = "".join(letter for letter, _box in found)
    at = said.index(MARK)
    return (
        [box for _letter, box in found[at : at + len(MARK)]],
        [box for _letter, box in (*found[:at], *found[at + len(MARK) :])],
    )


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("name", PRINTED)
def test_covers_no_letter_of_the_pdf(name: str) -> None:
    mark, others = marked(draft_of(name))

    assert len(others) > 300
    assert not [box for box in others for one in mark if meet(one, box)]


def test_is_as_clear_in_grey() -> None:
    mark, _others = marked(draft_of("tomakomai"))
    page = pypdfium2.PdfDocument(pdf_of(draft_of("tomakomai")))[0]
    grey = page.render(scale=2, grayscale=True).to_pil()
    left, bottom, right, top = (
        edge(box[side] for box in mark) for side, edge in enumerate((min, min, max, max))
    )
    height = page.get_height()

    cut = grey.crop(
        (int(left * 2), int((height - top) * 2), int(right * 2), int((height - bottom) * 2))
    )
    darkest, lightest = (_light(value) for value in cut.getextrema())

    assert (lightest + 0.05) / (darkest + 0.05) > 7


def _light(value: Any) -> float:
    """Relative luminance of a grey, as the contrast rules of WCAG reckon it."""
    part = value / 255
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def test_is_read_aloud_after_the_title_and_named_by_the_document() -> None:
    def kinds(sheet: Sheet) -> list[str]:
        root: Any = PdfReader(BytesIO(pdf_of(sheet))).trailer["/Root"]
        return [str(it["/S"]) for it in tags(root["/StructTreeRoot"]["/K"])]

    draft, approved = kinds(draft_of("kobe")), kinds(sheet_of("kobe"))
    metadata = PdfReader(BytesIO(pdf_of(draft_of("kobe")))).metadata

    assert draft.count("/P") == approved.count("/P") + 1
    assert draft[draft.index("/H1") + 1] == "/P"
    assert metadata is not None
    assert metadata.title == f"【{MARK}】{sheet_of('kobe').document_title}"


@pytest.mark.parametrize("name", PRINTED)
def test_stands_on_the_slide_beside_title_and_grant(name: str) -> None:
    presentation = Presentation(BytesIO(pptx_of(draft_of(name))))
    shapes = {shape.name: shape for shape in presentation.slides[0].shapes}
    mark, title, grant = shapes[MARK], presentation.slides[0].shapes.title, shapes["交付金と年度"]

    assert mark.text_frame.text == MARK
    assert title.left + title.width <= mark.left
    assert mark.left + mark.width <= grant.left
    assert presentation.core_properties.title.startswith(f"【{MARK}】")


def test_is_a_named_cell_of_the_form() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_of(draft_of("kitakyushu"))))

    (place,) = book.defined_names["状態"].destinations
    assert book[place[0]][place[1]].value == MARK
    assert book.properties.title.startswith(f"【{MARK}】")


def test_stands_beside_the_title_of_the_page() -> None:
    page = standalone_page(draft_of("kanagawa"))

    assert f'<p class="case-sheet-mark">{MARK}</p>' in page
    assert f"<title>【{MARK}】" in page


@pytest.mark.parametrize("name", PRINTED)
def test_an_approved_sheet_has_none_in_any_format(name: str) -> None:
    sheet = sheet_of(name)
    slide = Presentation(BytesIO(pptx_of(sheet))).slides[0]
    book = openpyxl.load_workbook(BytesIO(xlsx_of(sheet)))

    assert MARK not in "".join(letter for letter, _box in letters(sheet))
    assert MARK not in [shape.name for shape in slide.shapes]
    assert "状態" not in book.defined_names
    assert MARK not in standalone_page(sheet)


def test_how_it_stands_is_not_kept_with_it() -> None:
    kept = to_json(replace(TOMAKOMAI, is_draft=True))

    assert "is_draft" not in kept
    assert from_json(kept) == TOMAKOMAI


def test_says_of_a_cost_of_several_bodies_that_it_is_the_sum() -> None:
    foot = TOMAKOMAI.foot
    joint = replace(TOMAKOMAI, foot=Foot(foot.data_as_of, "1", foot.author, foot.drawn_up_at, 5))
    written = "".join(letter for letter, _box in letters(joint))

    assert "交付金対象事業費（合計）8,500千円" in written
    assert "（合計）" not in "".join(letter for letter, _box in letters(TOMAKOMAI))
