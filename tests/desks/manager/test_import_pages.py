"""台帳の取込み on the manager's desk: from the file to the figures."""

import time
import tomllib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.audit.models import AccessLog
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Organisation, Role
from bansou.desks.manager import import_jobs
from bansou.desks.manager.field_words import field_label
from bansou.desks.manager.import_records import put
from bansou.desks.manager.imports import PARTS
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from tests.desks.manager.importing import (
    State,
    add_case,
    address,
    checked,
    hand_in,
    latest,
    suggested,
    work,
)
from tests.desks.manager.office import Office, member
from tests.desks.manager.reading import found, texts

# From the file to the figures


@pytest.mark.capability("TMK-28")
def test_suggests_the_columns_checks_imports_and_tells_what_it_did(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-901", 氏名="白石 航", フリガナ="シライシ ワタル")

    record = checked(client, office, example_book)

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
    client: Client, office: Office, example_book: Workbook
) -> None:
    example_book["相談記録"].title = "窓口日誌"
    record = hand_in(client, office, example_book)
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
    again = suggested(client, hand_in(client, office, example_book))
    assert again[column] == ""


def _title(client: Client, record: LedgerImport, name: str) -> str:
    page = client.get(address(record, "import_mapping"))
    return next(it.text for it in found(page, "h2") if it.attributes.get("id") == name)


def test_a_sheet_of_another_kind_is_suggested_anew_and_one_left_out_is_not_read(
    client: Client, office: Office, example_book: Workbook
) -> None:
    record = hand_in(client, office, example_book)
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
    client: Client, office: Office, example_book: Workbook
) -> None:
    record = hand_in(client, office, example_book)
    form = suggested(client, record)
    hired_on = next(name for name, value in form.items() if value == "hired_on")

    page = client.post(address(record, "import_mapping"), {**form, hired_on: ""})

    assert any("hired_on" in it for it in texts(page, ".banner li"))
    drawn = next(it for it in found(page, "select") if it.attributes["name"] == hired_on)
    assert not [o for o in drawn.elements if "selected" in o.attributes and o.attributes["value"]]


# What must be put right


def test_tells_every_problem_and_gives_a_marked_copy(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-902", 氏名="白石 航", 生年月日="2月30日")
    add_case(example_book, "T3-907", 氏名="湯川 誠", 担当="だれ でもない")

    record = checked(client, office, example_book)

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


def test_giving_up_removes_the_file(client: Client, office: Office, example_book: Workbook) -> None:
    record = hand_in(client, office, example_book)

    client.post(address(record, "import_give_up"))

    with office.at_work():
        record.refresh_from_db()
    assert (record.state, record.content) == (State.GIVEN_UP, None)
    assert client.get(address(record, "import_mapping")).status_code == 404


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR])
def test_only_the_manager_imports(
    office: Office, client: Client, example_book: Workbook, role: Role
) -> None:
    record = hand_in(client, office, example_book)
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
    client: Client, office: Office, example_book: Workbook
) -> None:
    number, person = known_person(office)
    name = person.name.replace("高", "髙")
    add_case(example_book, "T3-903", 氏名=name, フリガナ=person.kana, 生年月日=person.birth_on)

    record = checked(client, office, example_book)

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
    client: Client, office: Office, example_book: Workbook, is_same: bool
) -> None:
    number, person = known_person(office)
    add_case(
        example_book, "T3-904", 氏名=person.name, フリガナ=person.kana, 生年月日=person.birth_on
    )
    record = checked(client, office, example_book)

    client.post(address(record, "import_answer"), {"person-0": number if is_same else "-"})
    record = work(office, record)
    assert record.state == State.READY, record.problems
    client.post(address(record, "import_take_in"))
    work(office, record)

    with office.at_work():
        assert (Case.objects.get(number="T3-904").person_id == person.pk) is is_same


# What it is shown by, and once only


def test_says_what_every_field_of_every_ledger_is_called() -> None:
    nameless = {
        part.name: [it.name for it in part.fields if field_label(part.name, it.name) == it.name]
        for part in PARTS
    }

    assert nameless == {part.name: [] for part in PARTS}


def test_pressing_twice_takes_it_in_once(
    client: Client, office: Office, example_book: Workbook
) -> None:
    record = checked(client, office, example_book)

    first, second = (client.post(address(record, "import_take_in")) for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 404)


def test_what_has_gone_on_meanwhile_is_not_decided_again(
    client: Client, office: Office, example_book: Workbook
) -> None:
    record = hand_in(client, office, example_book)
    with office.at_work():
        LedgerImport.objects.filter(pk=record.pk).update(state=State.CHECKING)
        request = RequestFactory().get("/")
        request.now = record.changed_at

        with pytest.raises(Http404):
            put(record, request, state=State.GIVEN_UP)

        record.refresh_from_db()
    assert record.state == State.CHECKING


def test_the_log_says_who_took_the_marked_copy_along(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-908", 氏名="白石 航", 生年月日="2月30日")
    record = checked(client, office, example_book)

    client.get(address(record, "import_marked"))

    log = office.log()[-1]
    assert (log.kind, log.subject, log.subject_id) == (AccessLog.Kind.EXPORT, "ledger", record.pk)


@pytest.mark.django_db(transaction=True)
def test_tells_on_a_connection_of_its_own_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_jobs, "_TOLD_EVERY", 0.01)
    body = register_organisation(
        name="苫小牧市", kind=Organisation.Kind.MUNICIPALITY, lg_code="012131"
    )
    manager = actor_of(member(body, Role.PROGRAMME_MANAGER, "小林 恵"))
    with acting(manager, why="試験"):
        record = LedgerImport.objects.create(
            organisation=body,
            handed_in_at=timezone.now(),
            changed_at=timezone.now(),
            name="台帳.xlsx",
            state=State.IMPORTING,
        )

    with import_jobs.Reporting(record.pk, manager) as progress:
        progress(41, 100)
        for _turn in range(500):
            with acting(manager, why="試験"):
                record.refresh_from_db()
            if record.done:
                break
            time.sleep(0.01)

    assert (record.done, record.total) == (41, 100)
