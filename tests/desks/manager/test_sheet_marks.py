"""下書き on the desk: until a sheet is approved every file says so, and none does from then on."""

import json
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pptx import Presentation
from pypdf import PdfReader

from bansou.commons.organisations.models import Role
from bansou.desks.shared.sheet_files import FORMATS
from bansou.grants.casebook.models import CaseSheet
from tests.desks.manager.office import Office
from tests.desks.manager.reading import texts
from tests.desks.manager.test_sheet_command import sheet as by_command
from tests.desks.manager.test_sheet_decisions import decide, draw_up, page, published
from tests.plugins.commands import Cli

MARK = "下書き"


def says_draft(form: str, content: bytes) -> bool:
    """Tell whether a file says, where people read it, that it is a draft."""
    if form == "json":
        return str(json.loads(content)["state"]) == "draft"
    if form == "pdf":
        return MARK in PdfReader(BytesIO(content)).pages[0].extract_text()
    if form == "pptx":
        shapes = Presentation(BytesIO(content)).slides[0].shapes
        return MARK in [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    if form == "xlsx":
        return "状態" in openpyxl.load_workbook(BytesIO(content)).defined_names
    return f'<p class="case-sheet-mark">{MARK}</p>' in content.decode()


def files(client: Client, sheet: CaseSheet) -> dict[str, bool]:
    """Which formats say that the sheet is a draft."""
    return {
        form: says_draft(
            form, client.get(reverse("manager:sheet_file", args=[sheet.pk, form])).content
        )
        for form in FORMATS
    }


def test_every_format_says_so_until_it_is_approved(client: Client, office: Office) -> None:
    sheet = draw_up(client, office)
    assert files(client, sheet) == dict.fromkeys(FORMATS, True)
    assert texts(page(client, sheet), ".case-sheet-mark") == [MARK]

    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), sheet, "approve")

    assert files(client, sheet) == dict.fromkeys(FORMATS, False)
    assert texts(page(client, sheet), ".case-sheet-mark") == []


def test_no_published_file_says_so(client: Client, office: Office) -> None:
    sheet = published(client, office)
    with office.at_work():
        publication = sheet.publications.get()

    for form in FORMATS:
        address = reverse("public:sheet_file", args=[publication.pk, form])
        assert not says_draft(form, Client().get(address).content)
    exchange = json.loads(
        Client().get(reverse("public:sheet_file", args=[publication.pk, "json"])).content
    )
    assert exchange["state"] == "published"


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_approves_nothing(cli: Cli, office: Office, tmp_path: Path, form: str) -> None:
    answer = by_command(cli, tmp_path / f"sheet.{form}", form=form)

    assert "承認されていないので、「下書き」の印が入っています。" in answer.out
    assert says_draft(form, (tmp_path / f"sheet.{form}").read_bytes())


def test_the_command_gives_the_latest_that_was_approved(
    client: Client, cli: Cli, office: Office, tmp_path: Path
) -> None:
    none_yet = by_command(cli, tmp_path / "none.pdf", "--approved")
    approved = draw_up(client, office)
    decide(office.seat(Role.SUPERVISING_COUNSELLOR, "高野 由美"), approved, "approve")
    draw_up(client, office)

    answer = by_command(cli, tmp_path / "approved.pdf", "--approved")
    latest = by_command(cli, tmp_path / "latest.pdf")

    assert none_yet.code == 1
    assert "承認された事例シートは、まだありません。" in none_yet.err
    assert "第1号" in answer.out
    assert MARK not in answer.out
    assert not says_draft("pdf", (tmp_path / "approved.pdf").read_bytes())
    assert "第2号" in latest.out
    assert says_draft("pdf", (tmp_path / "latest.pdf").read_bytes())


def test_what_was_taken_back_is_not_given_as_approved(
    client: Client, cli: Cli, office: Office, tmp_path: Path
) -> None:
    sheet = published(client, office)
    decide(client, sheet, "withdraw", note="数値に誤りが見つかったため")

    assert by_command(cli, tmp_path / "sheet.pdf", "--approved").code == 1
