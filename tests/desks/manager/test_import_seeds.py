"""Taking back a ledger that planned courses to come: what was sealed for their lots stays."""

from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import JST
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.models import Organisation, Role
from bansou.desks.manager.imports import Ledger, import_ledger
from bansou.support.models import CourseRun, SealedSeed
from tests.bodies import registered
from tests.desks.manager.importing import State, address
from tests.desks.manager.office import EXAMPLES, Office, member, signed_in
from tests.desks.manager.reading import texts
from tests.desks.manager.support_ledgers import book_of, taken_back
from tests.plugins.ledgers import content_of

RUNS = "開講"
BEFORE_THE_COURSES = datetime(2021, 5, 1, 9, tzinfo=JST)


def only(book: Workbook, *kept: str) -> Workbook:
    """The workbook with the rows of these sheets alone."""
    for sheet in book:
        if sheet.title not in kept:
            sheet.delete_rows(4, sheet.max_row)
    return book


def with_runs(book: Workbook) -> Workbook:
    """The workbook with the sheet of runs of the second ledger beside its own."""
    sheet = book.create_sheet(RUNS)
    for row in book_of("support")[RUNS].iter_rows():
        for cell in row:
            sheet.cell(cell.row, cell.column, cell.value)
    return book


def mapping_of(*names: str) -> str:
    return "\n".join((EXAMPLES / name).read_text(encoding="utf-8") for name in names)


def mapping_of_runs() -> str:
    parts = mapping_of("support-mapping.toml").split("[[sheets]]")
    return "[[sheets]]" + next(part for part in parts if f'name = "{RUNS}"' in part)


def take_in(book: Workbook, mapping: str, lg_code: str, year: int | None = None) -> None:
    ledger = Ledger(
        content=content_of(book),
        name="courses.xlsx",
        mapping=mapping,
        scheme_id="tomakomai",
        fiscal_year=year,
        lg_code=lg_code,
    )
    import_ledger(ledger, at=BEFORE_THE_COURSES)


def sealed() -> dict[str, str]:
    return dict(SealedSeed.objects.values_list("course", "digest"))


def test_the_seeds_stay_and_are_those_of_the_same_courses_again(office: Office) -> None:
    runs = only(book_of("support"), RUNS)
    take_in(runs, mapping_of("support-mapping.toml"), "012131", 2021)
    manager = signed_in(member(office.body, Role.PROGRAMME_MANAGER, "小林 恵"))
    with office.at_work():
        record = LedgerImport.objects.get(name="courses.xlsx")
        first = sealed()
        assert first

    assert taken_back(manager, office, record).state == State.UNDONE

    with office.at_work():
        assert not CourseRun.objects.exists()
        assert sealed() == first
    take_in(runs, mapping_of("support-mapping.toml"), "012131", 2021)
    with office.at_work():
        assert CourseRun.objects.exists()
        assert sealed() == first


@pytest.mark.django_db
def test_a_programme_for_whose_courses_something_is_sealed_is_not_taken_back() -> None:
    body = registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033")
    registered("小樽の訓練協会", Organisation.Kind.CONTRACTOR)
    book = with_runs(only(load_workbook(EXAMPLES / "ledger-2021.xlsx"), "事業"))
    said = {row[0].value: row[1] for row in book["事業"].iter_rows()}
    said["団体コード"].value, said["受託者"].value = "012033", "小樽の訓練協会"
    take_in(book, mapping_of("mapping.toml") + mapping_of_runs(), "012033")
    seat = member(body, Role.PROGRAMME_MANAGER, "浜 洋子")
    with acting(actor_of(seat), why="試験"):
        record = LedgerImport.objects.get(name="courses.xlsx")
        first = sealed()
    assert first

    for ask in (signed_in(seat).get, signed_in(seat).post):
        answer = "".join(texts(ask(address(record, "import_undo")), "main"))
        assert "抽選の種" in answer

    with acting(actor_of(seat), why="試験"):
        assert LedgerImport.objects.get(pk=record.pk).state == State.IMPORTED
        assert sealed() == first
        assert CourseRun.objects.exists()
