"""A sheet printed out of the browser: one page of A4 landscape for every template, nothing cut off."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from bansou.desks.shared.standalone import standalone_page
from tests.grants.casebook.test_templates import PRINTED, sheet_of


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("is_draft", [True, False], ids=["draft", "approved"])
@pytest.mark.parametrize("name", PRINTED)
def test_prints_on_one_page_with_its_last_line(browser: Browser, name: str, is_draft: bool) -> None:
    sheet = replace(sheet_of(name), is_draft=is_draft)
    page = browser.new_page()
    page.set_content(standalone_page(sheet))
    printed = page.pdf(prefer_css_page_size=True)
    page.close()

    pages = PdfReader(BytesIO(printed)).pages
    said = plain(pages[0].extract_text())
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    assert ("下書き" in said) == is_draft
    for text in (*sheet.points, sheet.foot.source, sheet.foot.drawn_up):
        assert plain(text)[-20:] in said
