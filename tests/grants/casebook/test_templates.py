"""Every template's own texts, with the figures that the source prints, fit the sheet in every format."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bansou.commons.clock import FiscalYear
from bansou.grants.casebook.content import from_scheme
from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.pptx import pptx_of
from bansou.grants.casebook.sheet import Foot, Sheet
from bansou.grants.casebook.xlsx import xlsx_of
from bansou.schemes import reader

PRINTED = {
    "tomakomai": (8_500_000, ["20【20】", "10【15】", "5【7】"]),
    "kanagawa": (167_180_000, ["280【68】", "560【833】", "150【273】"]),
    "kobe": (13_600_000, ["24【55】", "60【54】"]),
    "kitakyushu": (43_441_000, ["75【82】", "50【82】", "50【503】"]),
}


def sheet_of(name: str) -> Sheet:
    yen, pairs = PRINTED[name]
    scheme = reader.read_scheme(reader.template(name), f"{name}.toml")
    said = [pair.rstrip("】").split("【") for pair in pairs]
    return from_scheme(
        scheme,
        fiscal_year=FiscalYear(2021),
        eligible_yen=yen,
        pairs={
            it.id: (int(target), int(actual))
            for it, (target, actual) in zip(scheme.indicators, said, strict=True)
        },
        foot=Foot(date(2022, 3, 31), "1", scheme.body, datetime(2022, 4, 28, 1, tzinfo=UTC)),
    )


def test_knows_every_template() -> None:
    assert set(PRINTED) == set(reader.template_names())


@pytest.mark.parametrize("draw", [pdf_of, pptx_of, xlsx_of], ids=["pdf", "pptx", "xlsx"])
@pytest.mark.parametrize("name", PRINTED)
def test_fits_in_every_format(name: str, draw: Any) -> None:
    assert len(draw(sheet_of(name))) > 10_000


@pytest.mark.parametrize("name", PRINTED)
def test_prints_the_pairs_the_cost_and_the_flow(name: str) -> None:
    yen, pairs = PRINTED[name]
    page = PdfReader(BytesIO(pdf_of(sheet_of(name)))).pages[0]
    said = re.sub(r"\s", "", page.extract_text())

    assert [pair for pair in pairs if pair in said] == pairs
    assert f"{yen // 1000:,}千円" in said
    assert "支援の流れ" in said
