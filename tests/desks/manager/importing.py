"""Handing a ledger in on the manager's desk, step by step, as tests do."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from bansou.commons.jobs.declaring import Job
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport
from bansou.desks.manager.import_jobs import check_ledger, take_ledger_in, undo_ledger
from bansou.desks.manager.import_records import brings_nothing
from tests.desks.manager.office import Office
from tests.desks.manager.reading import found, texts
from tests.plugins.ledgers import content_of

State = LedgerImport.State
JOBS: dict[str, Job] = {
    State.CHECKING: check_ledger,
    State.IMPORTING: take_ledger_in,
    State.UNDOING: undo_ledger,
}


def hand_in(client: Client, office: Office, book: Workbook, **more: Any) -> LedgerImport:
    """Hand a workbook in for the programme of 2021; gives the record."""
    answer = client.post(
        reverse("manager:import_new"),
        {
            "ledger": SimpleUploadedFile("台帳.xlsx", content_of(book)),
            "programme": str(office.programme.pk),
            "request_key": str(uuid7()),
            **more,
        },
    )
    assert answer.status_code == 302, texts(answer, ".banner-body li")
    return latest(office)


def latest(office: Office) -> LedgerImport:
    with office.at_work():
        return LedgerImport.objects.order_by("-handed_in_at", "-id")[0]


def work(office: Office, record: LedgerImport) -> LedgerImport:
    """Do what waits in the queue for this import."""
    with office.at_work():
        record.refresh_from_db()
    JOBS[record.state].run(
        asked_by=str(office.manager.user_id),
        organisation=str(office.body.pk),
        record=str(record.pk),
    )
    with office.at_work():
        record.refresh_from_db()
    return record


def address(record: LedgerImport, name: str = "import") -> str:
    return reverse(f"manager:{name}", args=[record.pk])


def checked(client: Client, office: Office, book: Workbook, **more: Any) -> LedgerImport:
    """Hand a workbook in, take its columns as suggested, and have it checked."""
    record = hand_in(client, office, book, **more)
    client.post(address(record, "import_mapping"), suggested(client, record))
    return work(office, record)


def imported(client: Client, office: Office, book: Workbook) -> LedgerImport:
    record = checked(client, office, book)
    assert record.state == State.READY, record.problems
    client.post(address(record, "import_take_in"))
    return record if brings_nothing(record) else work(office, record)


def suggested(client: Client, record: LedgerImport) -> dict[str, str]:
    """The form of the columns as it is drawn."""
    page = client.get(address(record, "import_mapping"))
    form = {
        it.attributes["name"]: it.attributes["value"]
        for it in found(page, "form.mapping input[type=hidden]")
    }
    for select in found(page, "form.mapping select"):
        chosen = [o for o in select.elements if o.tag == "option" and "selected" in o.attributes]
        form[select.attributes["name"]] = chosen[0].attributes["value"] if chosen else ""
    return form


def add_case(book: Workbook, number: str, **said: Any) -> None:
    """Add a row to 対象者 by its headings."""
    sheet = book["対象者"]
    head = next(
        row for row in sheet.iter_rows(max_row=10) if "ケース番号" in [c.value for c in row]
    )
    row = sheet.max_row + 1
    values = {"ケース番号": number, "相談者": "本人", "登録日": date(2021, 5, 10), **said}
    for cell in head:
        sheet.cell(row, cell.column, values.get(str(cell.value)))
