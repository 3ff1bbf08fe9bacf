"""The example mapping names ledgers and fields that exist, and columns that the workbook has."""

import tomllib

from openpyxl import load_workbook

from bansou.commons.ledger.mapping import read_mapping
from bansou.commons.ledger.staff import STAFF
from bansou.employers.ledger import COMPANIES, VISITS
from bansou.evidence.ledger import TARGETS
from bansou.people.ledger import CASES, QUALIFICATIONS
from bansou.placement.ledger import HIRES
from bansou.programmes.ledger import PROGRAMME
from bansou.support.ledger import CONSULTATIONS
from examples.generate import LEDGER_2021

TEXT = (LEDGER_2021.parent / "mapping.toml").read_text(encoding="utf-8")
PARTS = (
    *(PROGRAMME, TARGETS, STAFF, CASES, CONSULTATIONS),
    *(QUALIFICATIONS, COMPANIES, VISITS, HIRES),
)
NOT_READ = {"事業": {"実施主体"}}


def test_names_ledgers_and_fields_that_exist() -> None:
    mapping = read_mapping(TEXT, PARTS)

    assert {sheet.ledger for sheet in mapping.sheets} == {part.name for part in PARTS}


def test_every_column_of_the_workbook_is_read_or_known_not_to_be() -> None:
    book = load_workbook(LEDGER_2021)

    for sheet in tomllib.loads(TEXT)["sheets"]:
        rows = list(book[sheet["name"]].iter_rows(min_row=3, values_only=True))
        heads = [row[0] for row in rows[1:]] if sheet.get("layout") == "pairs" else rows[0]
        written = {head for head in heads if head}
        assert written - set(sheet["columns"]) == NOT_READ.get(sheet["name"], set())
        assert set(sheet["columns"]) <= written
