"""Ledgers as offices keep them go in as they are; what is none is refused on the desk with a way on."""

from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.people.cases.models import Case
from bansou.placement.models import Hire
from bansou.support.models import Consultation
from tests.desks.manager.importing import State, add_case, checked
from tests.desks.manager.office import Office
from tests.desks.manager.reading import texts
from tests.plugins.ledgers import Importing, Refused, content_of

_DAYS = (
    *("令和3年5月10日", "令和３年５月１０日", "R3.5.10", "Ｒ３．５．１０", "令3・5・10"),
    *("令和三年五月十日", "2021/5/10", "2021-05-10", "２０２１／０５／１０", "20210510", 20210510),
    *("5/10", "５月１０日", "令和3年5月10日（月）", date(2021, 5, 10)),
    datetime.fromisoformat("2021-05-10T00:00"),
)


def two_rows_of_headings(book: Workbook) -> None:
    """The office joins 始まり and 終わり under one merged heading, below a title and a note."""
    sheet = book["相談記録"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "令和3年度　相談記録（社外秘）"
    sheet["A2"] = "記入者は担当の欄に氏名を書くこと"
    for column in range(1, 14):
        heading = sheet.cell(5, column)
        if heading.value in ("始まり", "終わり"):
            continue
        sheet.cell(4, column, heading.value)
        heading.value = None
        sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet["D4"] = "時間"
    sheet.merge_cells("D4:E4")


def blank_rows_at_the_end(book: Workbook) -> None:
    """Rows that were formatted and numbered beforehand, but never filled in."""
    sheet = book["相談記録"]
    for number in range(sheet.max_row + 1, sheet.max_row + 200):
        sheet.cell(number, 1, number)
        sheet.cell(number, 3).number_format = "yyyy/m/d"
        sheet.cell(number, 9, "　")


def test_reads_a_day_in_every_usual_way(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    row = [cell.value for cell in book["相談記録"][4]]
    for number, written in enumerate(_DAYS, 100):
        book["相談記録"].append([number, row[1], written, *row[3:]])

    import_book(book)

    with acting(clerk, why="test"):
        days = [it.step.on for it in Consultation.objects.select_related("step").order_by("pk")]
    assert days[2:] == [date(2021, 5, 10)] * len(_DAYS)


@pytest.mark.parametrize(
    "as_kept", [two_rows_of_headings, blank_rows_at_the_end], ids=lambda it: it.__name__
)
def test_reads_sheets_as_offices_lay_them_out(
    import_book: Importing, book: Workbook, clerk: Actor, as_kept: Callable[[Workbook], None]
) -> None:
    as_kept(book)

    import_book(book)

    with acting(clerk, why="test"):
        talks = Consultation.objects.order_by("starts_at")
        moments = [
            (it.starts_at.astimezone(JST).time(), it.step.on) for it in talks if it.starts_at
        ]
    assert sorted(moments) == [
        (time(10, 0), date(2021, 4, 5)),
        (time(13, 30), date(2021, 5, 10)),
    ]


@pytest.mark.parametrize(
    ("mark", "is_withdrawn"),
    [
        ("〇", True),
        ("○", True),
        ("有", True),
        (1, True),
        ("１", True),
        ("－", False),
        (None, False),
    ],
)
def test_reads_marks_and_widths(
    import_book: Importing, book: Workbook, clerk: Actor, mark: object, is_withdrawn: bool
) -> None:
    book["就職"]["L4"] = mark
    book["就職"]["B4"] = "Ｔ３－００１"
    book["就職"]["A4"] = "Ｊ００１"
    book["就職"]["F4"] = " 正規　"
    book["企業"]["D4"] = "１９９９９０１００１１３７"

    import_book(book)

    with acting(clerk, why="test"):
        hire = Hire.objects.select_related("step").get()
        assert Case.objects.get(number="T3-001").pk == hire.step.case_id
        assert (hire.step.withdrawn_at is not None) is is_withdrawn


def test_refuses_a_formula_where_it_stands(refused: Refused, book: Workbook) -> None:
    book["相談記録"]["C4"] = "=TODAY()"

    assert refused(book) == [
        "相談記録!C4：数式が入っています。「値の貼り付け」で、数式を値に置きかえてください。"
    ]


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
