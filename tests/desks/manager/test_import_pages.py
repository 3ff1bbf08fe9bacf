"""台帳の取込み on the manager's desk: from the file to the figures, and back."""

import tomllib
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from bansou.commons.jobs.declaring import Job
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport, LedgerRow
from bansou.commons.organisations.models import Role
from bansou.desks.manager.import_jobs import check_ledger, take_ledger_in, undo_ledger
from bansou.evidence.indicators.actions import take_measures
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.people.steps.models import Step
from tests.desks.manager.office import EXAMPLES, Office
from tests.desks.manager.reading import found, texts
from tests.plugins.ledgers import content_of

State = LedgerImport.State
JOBS: dict[str, Job] = {
    State.CHECKING: check_ledger,
    State.IMPORTING: take_ledger_in,
    State.UNDOING: undo_ledger,
}


@pytest.fixture
def book() -> Workbook:
    """The example ledger, to be changed."""
    return load_workbook(EXAMPLES / "ledger-2021.xlsx")


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


def checked(client: Client, office: Office, book: Workbook) -> LedgerImport:
    """Hand a workbook in, take its columns as suggested, and have it checked."""
    record = hand_in(client, office, book)
    client.post(address(record, "import_mapping"), suggested(client, record))
    return work(office, record)


def imported(client: Client, office: Office, book: Workbook) -> LedgerImport:
    record = checked(client, office, book)
    assert record.state == State.READY, record.problems
    client.post(address(record, "import_take_in"))
    return work(office, record)


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


def figure(client: Client, office: Office) -> list[str]:
    return texts(client.get(reverse("manager:programme", args=[office.programme.pk])), ".figure")


# From the file to the figures


@pytest.mark.capability("TMK-28")
def test_suggests_the_columns_checks_imports_and_tells_what_it_did(
    client: Client, office: Office, book: Workbook
) -> None:
    add_case(book, "T3-901", 氏名="白石 航", フリガナ="シライシ ワタル")

    record = checked(client, office, book)

    page = client.get(address(record))
    assert "取り込めます" in texts(page, ".banner-title")
    rows = {
        it.elements[0].text: [c.text for c in it.elements if c.tag == "td"]
        for it in found(page, "tbody tr")
    }
    assert rows["対象者"][:4] == ["対象者", "1", "0", "31"]
    with office.at_work():
        assert not Case.objects.filter(number="T3-901").exists()

    client.post(address(record, "import_take_in"))
    record = work(office, record)

    assert record.state == State.IMPORTED
    assert record.content is None
    with office.at_work():
        assert Case.objects.get(number="T3-901").person.name == "白石 航"
    assert "取込み済み" in texts(client.get(reverse("manager:imports")), "tbody .chip")


def test_the_mapping_is_remembered_and_given_as_the_command_reads_it(
    client: Client, office: Office, book: Workbook
) -> None:
    book["相談記録"].title = "窓口日誌"
    record = hand_in(client, office, book)
    form = suggested(client, record)
    place = next(
        name.removeprefix("sheet-title-")
        for name in (
            it.attributes.get("id", "")
            for it in found(client.get(address(record, "import_mapping")), "h2")
        )
        if name.startswith("sheet-title-") and _title(client, record, name) == "窓口日誌"
    )
    assert form[f"sheet-{place}"] == "consultations"
    column = next(
        name
        for name, value in form.items()
        if name.startswith(f"sheet-{place}-") and value == "own_words"
    )
    form[column] = ""
    client.post(address(record, "import_mapping"), form)

    text = client.get(address(record, "import_mapping_file")).content.decode()

    sheets = {it["name"]: it for it in tomllib.loads(text)["sheets"]}
    assert "本人の言葉" in sheets["窓口日誌"]["ignored"]
    again = suggested(client, hand_in(client, office, book))
    assert again[column] == ""


def _title(client: Client, record: LedgerImport, name: str) -> str:
    page = client.get(address(record, "import_mapping"))
    return next(it.text for it in found(page, "h2") if it.attributes.get("id") == name)


def test_a_sheet_of_another_kind_is_suggested_anew_and_one_left_out_is_not_read(
    client: Client, office: Office, book: Workbook
) -> None:
    record = hand_in(client, office, book)
    form = suggested(client, record)
    place = next(
        name for name, value in form.items() if value == "hires" and name.startswith("sheet-")
    )

    page = client.post(address(record, "import_mapping"), {**form, place: ""})

    assert page.status_code == 200
    shown = [it for it in found(page, "select") if it.attributes["name"].startswith(f"{place}-")]
    assert shown == []
    with office.at_work():
        record.refresh_from_db()
    assert record.state == State.MAPPING


def test_says_which_column_a_ledger_cannot_do_without(
    client: Client, office: Office, book: Workbook
) -> None:
    record = hand_in(client, office, book)
    form = suggested(client, record)
    hired_on = next(name for name, value in form.items() if value == "hired_on")

    page = client.post(address(record, "import_mapping"), {**form, hired_on: ""})

    assert any("hired_on" in it for it in texts(page, ".banner li"))
    drawn = next(it for it in found(page, "select") if it.attributes["name"] == hired_on)
    assert not [o for o in drawn.elements if "selected" in o.attributes and o.attributes["value"]]


# What must be put right


def test_tells_every_problem_and_gives_a_marked_copy(
    client: Client, office: Office, book: Workbook
) -> None:
    add_case(book, "T3-902", 氏名="白石 航", 生年月日="2月30日")
    add_case(book, "T3-907", 氏名="湯川 誠", 担当="だれ でもない")

    record = checked(client, office, book)

    assert record.state == State.REFUSED
    page = client.get(address(record))
    places = texts(page, "tbody .place")
    assert len(places) == 2
    assert all(place.startswith("対象者!") for place in places)
    marked = load_workbook(BytesIO(client.get(address(record, "import_marked")).content))
    assert "直すところ" in marked.sheetnames
    with office.at_work():
        assert not Case.objects.filter(number="T3-902").exists()
    assert client.post(address(record, "import_take_in")).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("台帳.xlsx", b"%PDF-1.7 not a workbook", "xlsx"),
        ("台帳.pdf", b"%PDF-1.7", "xlsx"),
        ("台帳.csv", b"\x00\x01\x02", "csv"),
    ],
)
def test_refuses_what_is_no_ledger_and_keeps_nothing(
    client: Client, office: Office, name: str, content: bytes, said: str
) -> None:
    before = latest(office).pk
    answer = client.post(
        reverse("manager:import_new"),
        {
            "ledger": SimpleUploadedFile(name, content),
            "programme": str(office.programme.pk),
            "request_key": str(uuid7()),
        },
    )

    assert answer.status_code == 200
    assert [it for it in texts(answer, ".banner li") if said in it]
    assert latest(office).pk == before


def test_giving_up_removes_the_file(client: Client, office: Office, book: Workbook) -> None:
    record = hand_in(client, office, book)

    client.post(address(record, "import_give_up"))

    with office.at_work():
        record.refresh_from_db()
    assert (record.state, record.content) == (State.GIVEN_UP, None)
    assert client.get(address(record, "import_mapping")).status_code == 404


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR])
def test_only_the_manager_imports(
    office: Office, client: Client, book: Workbook, role: Role
) -> None:
    record = hand_in(client, office, book)
    other = office.seat(role)

    assert other.get(reverse("manager:imports")).status_code in (403, 404)
    assert other.get(address(record)).status_code in (403, 404)
    assert other.post(address(record, "import_give_up")).status_code in (403, 404)
    with office.at_work():
        record.refresh_from_db()
    assert record.state == State.MAPPING


# Who is who


def known_person(office: Office) -> tuple[str, Person]:
    """Somebody registered with a birth date, and the number of their case."""
    with office.at_work():
        case = (
            Case.objects.select_related("person")
            .filter(person__birth_on__isnull=False, person__name__contains="高")
            .order_by("number")
            .first()
        ) or Case.objects.select_related("person").filter(person__birth_on__isnull=False)[0]
    return case.number, case.person


def test_asks_whether_two_people_are_one_and_merges_nobody_unasked(
    client: Client, office: Office, book: Workbook
) -> None:
    number, person = known_person(office)
    name = person.name.replace("高", "髙")
    add_case(book, "T3-903", 氏名=name, フリガナ=person.kana, 生年月日=person.birth_on)

    record = checked(client, office, book)

    assert record.state == State.REFUSED
    page = client.get(address(record))
    assert [name in it for it in texts(page, "legend")] == [True]
    assert any("生年月日が同じ" in it and number in it for it in texts(page, "fieldset .choice"))
    with office.at_work():
        assert not Case.objects.filter(number="T3-903").exists()

    client.post(address(record, "import_answer"), {})
    with office.at_work():
        record.refresh_from_db()
    assert record.state == State.REFUSED


@pytest.mark.parametrize("is_same", [True, False])
def test_does_as_the_office_decided(
    client: Client, office: Office, book: Workbook, is_same: bool
) -> None:
    number, person = known_person(office)
    add_case(book, "T3-904", 氏名=person.name, フリガナ=person.kana, 生年月日=person.birth_on)
    record = checked(client, office, book)

    client.post(address(record, "import_answer"), {"person-0": number if is_same else "-"})
    record = work(office, record)
    assert record.state == State.READY, record.problems
    client.post(address(record, "import_take_in"))
    work(office, record)

    with office.at_work():
        assert (Case.objects.get(number="T3-904").person_id == person.pk) is is_same


# Taking it back


def test_takes_a_whole_import_back_and_leaves_everything_as_it_was(
    client: Client, office: Office, book: Workbook
) -> None:
    with office.at_work():
        before = _state(office)
    add_case(book, "T3-905", 氏名="白石 航", フリガナ="シライシ ワタル", 担当="")
    talks = book["相談記録"]
    row = next(r for r in talks.iter_rows(min_row=4) if r[1].value)
    row[8].value = "書き直した内容。"
    record = imported(client, office, book)
    with office.at_work():
        assert _state(office) != before

    page = client.get(address(record, "import_undo"))
    assert "この取込みを取り消しますか" in texts(page, "h1")
    client.post(address(record, "import_undo"))
    record = work(office, record)

    assert record.state == State.UNDONE
    with office.at_work():
        assert _state(office) == before
    assert record.undone_by.user.name == "小林 恵"
    again = imported(client, office, book)
    assert again.state == State.IMPORTED


def _state(office: Office) -> dict[str, Any]:
    """What the office keeps, as far as the ledger can change it."""
    return {
        "cases": sorted(Case.objects.values_list("number", "last_contact_on", "stage")),
        "people": sorted(Person.objects.values_list("name", "name_key")),
        "steps": sorted(Step.objects.values_list("id", "note", "on")),
        "rows": sorted(LedgerRow.objects.values_list("ledger", "key", "digests__note")),
    }


def test_refuses_to_take_back_what_something_rests_on(
    client: Client, office: Office, book: Workbook
) -> None:
    add_case(book, "T3-906", 氏名="白石 航", フリガナ="シライシ ワタル")
    record = imported(client, office, book)
    with office.at_work() as actor:
        case = Case.objects.get(number="T3-906")
        Step.objects.create(
            organisation=office.body,
            recorded_by=office.body,
            case=case,
            kind="consultation.held",
            on=date(2021, 6, 1),
            title="相談",
            level=2,
            recorded_at=record.imported_at,
            by_id=actor.membership_id,
        )

    page = client.get(address(record, "import_undo"))

    assert "この取込みは取り消せません" in texts(page, "h1")
    assert texts(page, ".banner li") == ["加えた支援の記録1件"]
    client.post(address(record, "import_undo"))
    with office.at_work():
        record.refresh_from_db()
        assert Case.objects.filter(number="T3-906").exists()
    assert record.state == State.IMPORTED


def test_refuses_to_take_back_what_a_frozen_number_counts(client: Client, office: Office) -> None:
    record = latest(office)
    with office.at_work():
        take_measures(programme=office.programme, as_of=date(2022, 4, 15), at=record.imported_at)

    page = client.get(address(record, "import_undo"))

    assert any(it.startswith("確定した数値") for it in texts(page, ".banner li"))


def test_takes_the_import_of_a_command_back_too(client: Client, office: Office) -> None:
    record = latest(office)

    client.post(address(record, "import_undo"))
    record = work(office, record)

    assert record.state == State.UNDONE, record.problems
    with office.at_work():
        assert not Case.objects.exists()
        assert not LedgerRow.objects.exists()
