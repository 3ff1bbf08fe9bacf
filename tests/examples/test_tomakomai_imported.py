"""Tomakomai's ledgers imported: the figures of an independent count, and each clause matters."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bansou.commons.organisations.models import Organisation
from bansou.evidence.indicators.queries import Reading
from examples.count_tomakomai import figures
from examples.office import otherwise, workbook, year_2021
from examples.office.lists import CENTRE
from examples.office.records import Ledger
from tests.bodies import registered
from tests.examples.importing import assert_each_clause_matters, import_bytes, read

pytestmark = pytest.mark.django_db


def readings_of(ledger: Ledger, path: Path) -> Sequence[Reading]:
    """The city's figures after its workbook was written to a file and imported."""
    workbook.write(ledger, path)
    city = registered("苫小牧市", Organisation.Kind.MUNICIPALITY, "012131")
    registered(CENTRE, Organisation.Kind.CONTRACTOR)
    import_bytes("tomakomai", path.read_bytes())
    return read(city, "tomakomai")


def test_each_clause_of_the_three_figures_matters(tmp_path: Path) -> None:
    found = readings_of(year_2021.ledger(), tmp_path / "ledger.xlsx")

    assert [(r.target, r.answer.value) for r in found] == [(20, 20), (10, 15), (5, 7)]
    assert_each_clause_matters(*found)


@pytest.mark.parametrize(("seed", "expected"), [(5, (21, 17, 4)), (8, (17, 11, 5))])
def test_a_year_that_went_otherwise_gives_what_an_independent_count_gives(
    seed: int, expected: tuple[int, int, int], tmp_path: Path
) -> None:
    path = tmp_path / "ledger.xlsx"

    found = readings_of(otherwise.ledger(seed), path)

    assert tuple(r.answer.value for r in found) == figures(load_workbook(path), 2021) == expected
