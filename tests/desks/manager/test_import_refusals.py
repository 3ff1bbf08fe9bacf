"""What is no ledger, or another body's, is refused on the desk with a way on."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from tests.desks.manager.importing import State, add_case, checked
from tests.desks.manager.office import Office
from tests.desks.manager.reading import texts
from tests.plugins.ledgers import content_of

# What is no ledger


def with_macros() -> bytes:
    packed = BytesIO(content_of(Workbook()))
    with ZipFile(packed, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\x00")
    return packed.getvalue()


def bomb() -> bytes:
    packed = BytesIO(content_of(Workbook()))
    with ZipFile(packed, "a", ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * (301 * 2**20))
    return packed.getvalue()


def a_million_rows() -> bytes:
    return "1,窓口\n".encode("cp932") * 1_000_001


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("台帳.xlsm", with_macros, "マクロの入ったファイルは読みません"),
        ("台帳.xlsx", bomb, "このファイルは大きすぎます"),
        ("相談記録.csv", a_million_rows, "行、200列までに分けてください"),
        (
            "台帳.xls",
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "パスワードを外した",
        ),
        ("相談記録.txt", lambda: "番号\t日付".encode("utf-16"), "CSV UTF-8"),
        ("README.md", "# 読んでください".encode, "「README.md」は、台帳として読める種類の"),
        ("写真.png", lambda: b"\x89PNG\r\n\x1a\n", "「写真.png」は、台帳として読める種類の"),
        ("台帳.docx", lambda: b"PK\x03\x04 no package", "xlsx か csv"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_refuses_what_is_no_ledger_and_says_what_to_do(
    client: Client, office: Office, name: str, content: Callable[[], bytes], said: str
) -> None:
    with office.at_work():
        before = LedgerImport.objects.count()

    answer = client.post(
        reverse("manager:import_new"),
        {
            "ledger": SimpleUploadedFile(name, content()),
            "programme": str(office.programme.pk),
            "request_key": str(uuid7()),
        },
    )

    assert answer.status_code == 422
    assert [it for it in texts(answer, ".banner li") if said in it]
    with office.at_work():
        assert LedgerImport.objects.count() == before


@pytest.mark.parametrize("is_registered", [True, False])
def test_refuses_the_code_of_another_body(
    client: Client, office: Office, example_book: Workbook, is_registered: bool
) -> None:
    if is_registered:
        with acting(service_actor("command", None), why="試験"):
            register_organisation(
                name="札幌市", kind=Organisation.Kind.DESIGNATED_CITY, lg_code="011002"
            )
    code = next(row[1] for row in example_book["事業"].iter_rows() if row[0].value == "団体コード")
    code.value = "011002"

    record = checked(client, office, example_book)

    assert record.state == State.REFUSED
    ((_sheet, _cell, _found, sentence),) = record.problems
    assert "011002" in sentence
    said = "苫小牧市の台帳を選んでください" if is_registered else "登録されていません"
    assert said in sentence


def test_refuses_people_whom_nobody_knows(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-921", 氏名="湯川 誠", 担当="だれ でもない")

    record = checked(client, office, example_book)

    assert record.state == State.REFUSED
    ((sheet, _cell, said, sentence),) = record.problems
    assert (sheet, said) == ("対象者", "だれ でもない")
    assert "「だれ でもない」という職員は登録されていません" in sentence
