"""The case sheet on paper and as a document of its own, in a browser."""

import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from bansou.desks.shared.standalone import standalone_page
from tests.browser.looking import violations
from tests.grants.casebook.sheets import TOMAKOMAI

type Opens = Callable[[int], Page]


@pytest.fixture
def sheet_at(page: Page, tmp_path: Path) -> Opens:
    """Open the sheet's own document from a folder, at a width."""
    file = tmp_path / "sheet.html"
    file.write_text(standalone_page(TOMAKOMAI), encoding="utf-8")

    def at(width: int) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        return page

    return at


@pytest.mark.parametrize("width", [390, 1280])
def test_the_sheet_alone_can_be_read_by_all(sheet_at: Opens, width: int) -> None:
    shown = sheet_at(width)

    assert violations(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sheet_alone_prints_on_one_page_of_a4(sheet_at: Opens) -> None:
    printed = sheet_at(1280).pdf(prefer_css_page_size=True)

    (paper,) = PdfReader(BytesIO(printed)).pages
    assert [round(float(side) / 72 * 25.4) for side in paper.mediabox[2:]] == [297, 210]
    # A browser writes some letters as the radicals of the same look.
    assert "苫小牧市" in unicodedata.normalize("NFKC", paper.extract_text())
