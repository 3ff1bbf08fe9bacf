"""A sheet from a scheme and its figures, and back from how it is kept."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from bansou.commons.clock import FiscalYear
from bansou.grants.casebook.content import from_json, from_scheme, to_json
from bansou.grants.casebook.pdf import pdf_of
from bansou.grants.casebook.sheet import Chip, KpiRow, Sheet
from bansou.schemes.reader import read_scheme, template
from bansou.schemes.shape import Scheme
from tests.grants.casebook.sheets import TOMAKOMAI

PAIRS = {
    "tomakomai.supported": (20, 20),
    "tomakomai.hired": (10, 15),
    "tomakomai.hired_short_with_qualification": (5, 7),
}


def scheme() -> Scheme:
    return read_scheme(template("tomakomai"), "tomakomai.toml")


def drawn_up(pairs: dict[str, tuple[int | None, int | None]]) -> Sheet:
    return from_scheme(
        scheme(),
        fiscal_year=FiscalYear(2021),
        eligible_yen=8_500_000,
        pairs=pairs,
        foot=TOMAKOMAI.foot,
    )


def test_lays_tomakomais_texts_and_figures_together() -> None:
    sheet = drawn_up(PAIRS)

    assert replace(sheet, flow=None) == replace(TOMAKOMAI, flow=None)
    assert [(row.pair, row.unit) for row in sheet.kpi] == [
        ("20 【20】", "人"),
        ("10 【15】", "人"),
        ("5 【7】", "件"),
    ]
    assert [box.chip for box in sheet.boxes] == [
        Chip.REQUIRED,
        Chip.ON_REQUEST,
        Chip.ON_REQUEST,
        Chip.EMPLOYER,
    ]


def test_draws_the_schemes_flow_in_the_room_there_is() -> None:
    sheet = drawn_up(PAIRS)

    assert sheet.flow is not None
    assert [actor.label for actor in sheet.flow.actors][1:] == ["求職者", "地元企業"]
    assert pdf_of(sheet).startswith(b"%PDF")


def test_prints_what_is_not_known_as_a_dash() -> None:
    sheet = from_scheme(
        scheme(), fiscal_year=FiscalYear(2021), eligible_yen=None, pairs={}, foot=TOMAKOMAI.foot
    )

    assert sheet.eligible_cost == "―"
    assert [row.pair for row in sheet.kpi] == ["― 【―】"] * 3


def test_a_scheme_without_a_flow_has_a_sheet_without_one() -> None:
    bare = scheme().model_copy(
        update={"sheet": scheme().sheet.model_copy(update={"actors": (), "arrows": ()})}
    )

    sheet = from_scheme(
        bare, fiscal_year=FiscalYear(2021), eligible_yen=0, pairs=PAIRS, foot=TOMAKOMAI.foot
    )

    assert sheet.flow is None
    assert pdf_of(sheet).startswith(b"%PDF")


@pytest.mark.parametrize("actual", [7, None, Decimal("24.3"), Fraction(1, 3)])
def test_comes_back_from_json_as_it_was(actual: int | Decimal | Fraction | None) -> None:
    sheet = replace(TOMAKOMAI, kpi=(KpiRow("指標", "％", 5, actual),))

    kept = json.loads(json.dumps(to_json(sheet)))

    assert from_json(kept) == sheet


def test_refuses_what_was_not_kept_as_a_sheet() -> None:
    with pytest.raises(ValidationError):
        from_json({"title": "題名だけ"})
