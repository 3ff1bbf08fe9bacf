"""台帳の取込み on the manager's desk: from the file to the figures."""

import tomllib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from bansou.commons.audit.models import AccessLog
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.models import Role
from bansou.desks.manager.field_words import field_label
from bansou.desks.manager.import_records import put
from bansou.desks.manager.imports import PARTS
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.programmes.actions import start_programme
from bansou.schemes.reader import template
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
from tests.desks.manager.office import EXAMPLES, NOON, Office
from tests.desks.manager.reading import found, texts
from tests.plugins.ledgers import content_of

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

    said = texts(page, ".banner li")
    assert said == ["シート「就職」に、「就職日」に当たる列の対応を書いてください。"]
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

    assert answer.status_code == 422
    assert [it for it in texts(answer, ".banner li") if said in it]
    assert latest(office).pk == before


# What is kept while the form is put right


def sent(client: Client, **said: Any) -> HttpResponse:
    answer = client.post(reverse("manager:import_new"), {"request_key": str(uuid7()), **said})
    assert isinstance(answer, HttpResponse)
    return answer


def begun_in(answer: HttpResponse) -> str:
    (field,) = found(answer, "input[name=begun]")
    return str(field.attributes["value"])


def test_keeps_the_file_while_the_programme_is_missing(
    client: Client, office: Office, example_book: Workbook
) -> None:
    content = content_of(example_book)

    answer = sent(client, ledger=SimpleUploadedFile("台帳.xlsx", content))

    assert answer.status_code == 422
    assert "「台帳.xlsx」を預かっています" in texts(answer, ".banner-title")
    assert "別のファイルを選ぶ" in "".join(texts(answer, "label"))
    kept = begun_in(answer)
    assert begun_in(client.get(reverse("manager:import_new"))) == kept
    assert "渡しかけ" in texts(client.get(reverse("manager:imports")), "tbody .chip")

    taken = sent(client, begun=kept, programme=str(office.programme.pk))

    record = latest(office)
    assert taken.headers["Location"] == address(record, "import_mapping")
    assert (str(record.pk), record.name, bytes(record.content or b"")) == (
        kept,
        "台帳.xlsx",
        content,
    )
    assert (record.scheme_id, record.fiscal_year) == ("tomakomai", 2021)
    assert not found(client.get(reverse("manager:import_new")), "input[name=begun]")


def test_keeps_both_files_whichever_of_them_is_wrong(
    client: Client, office: Office, example_book: Workbook
) -> None:
    mapping = (EXAMPLES / "mapping.toml").read_bytes()
    ledger = content_of(example_book)

    first = sent(
        client,
        ledger=SimpleUploadedFile("台帳.xlsx", b"%PDF"),
        mapping=SimpleUploadedFile("mapping.toml", mapping),
        programme=str(office.programme.pk),
    )
    second = sent(
        client,
        begun=begun_in(first),
        ledger=SimpleUploadedFile("台帳.xlsx", ledger),
        mapping=SimpleUploadedFile("mapping.toml", b"[[sheets"),
        programme=str(office.programme.pk),
    )

    assert "対応表のファイルを預かっています" in texts(first, ".banner-title")
    assert "対応表のファイルも預かっています。" in second.text
    sent(client, begun=begun_in(second), programme=str(office.programme.pk))
    record = latest(office)
    assert (bytes(record.content or b""), record.mapping.encode()) == (ledger, mapping)


def test_another_file_takes_the_place_of_the_kept_one(
    client: Client, office: Office, example_book: Workbook
) -> None:
    content = content_of(example_book)
    first = sent(client, ledger=SimpleUploadedFile("先.xlsx", content))
    sent(client, begun=begun_in(first), ledger=SimpleUploadedFile("後.xlsx", content))

    stale = sent(client, begun=begun_in(first), programme=str(office.programme.pk))

    assert stale.status_code == 422
    assert [it for it in texts(stale, ".banner li") if "台帳のファイルを選んでください" in it]
    with office.at_work():
        assert [it.name for it in LedgerImport.objects.filter(scheme_id="")] == ["後.xlsx"]


def test_a_kept_file_is_its_chooser_s_alone_and_can_be_removed(
    client: Client, office: Office, example_book: Workbook
) -> None:
    kept = begun_in(sent(client, ledger=SimpleUploadedFile("先.xlsx", content_of(example_book))))
    colleague = office.seat(Role.PROGRAMME_MANAGER, "別の 担当")
    remove = reverse("manager:import_give_up", args=[kept])

    assert not found(colleague.get(reverse("manager:import_new")), "input[name=begun]")
    assert "先.xlsx" not in colleague.get(reverse("manager:imports")).text
    assert sent(colleague, begun=kept, programme=str(office.programme.pk)).status_code == 422
    assert colleague.post(remove).status_code == 404
    assert client.get(reverse("manager:import", args=[kept])).status_code == 404
    client.post(remove)

    with office.at_work():
        assert not LedgerImport.objects.filter(pk=kept).exists()


def test_a_kept_file_is_taken_on_once(
    client: Client, office: Office, example_book: Workbook
) -> None:
    kept = begun_in(sent(client, ledger=SimpleUploadedFile("台帳.xlsx", content_of(example_book))))
    said = {"begun": kept, "programme": str(office.programme.pk), "request_key": str(uuid7())}

    first, again = (client.post(reverse("manager:import_new"), said) for _time in range(2))
    other = sent(client, begun=kept, programme="new:kobe")

    assert first.headers["Location"] == again.headers["Location"]
    assert other.status_code == 422
    assert latest(office).scheme_id == "tomakomai"


# Of which year it is


def handed_in_for_2026(client: Client, office: Office, book: Workbook) -> LedgerImport:
    """A ledger of 令和3年度, handed in for the programme of 令和8年度."""
    with office.at_work() as manager:
        programme = start_programme(
            by=manager,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=2026,
            at=NOON,
        )
    return checked(client, office, book, programme=str(programme.pk))


def test_asks_of_which_year_a_ledger_is_and_takes_in_nothing_meanwhile(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-911", 氏名="白石 航")

    record = handed_in_for_2026(client, office, example_book)

    assert record.state == State.REFUSED
    page = client.get(address(record))
    assert "この台帳には令和3年度と書いてあります" in texts(page, ".banner-title")
    assert "令和8年度の事業ですが、事業!B" in page.text
    assert client.post(address(record, "import_take_in")).status_code == 404
    with office.at_work():
        assert not Case.objects.filter(number="T3-911").exists()


def test_takes_the_year_that_the_office_decided(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-912", 氏名="白石 航")
    record = handed_in_for_2026(client, office, example_book)

    client.post(address(record, "import_year"))
    record = work(office, record)

    assert (record.state, record.fiscal_year) == (State.READY, 2021)
    assert "令和3年度の「" in "".join(texts(client.get(address(record)), ".banner-body"))
    assert client.post(address(record, "import_year")).status_code == 404


def test_nobody_else_decides_the_year(
    client: Client, office: Office, example_book: Workbook
) -> None:
    record = handed_in_for_2026(client, office, example_book)

    answer = office.seat(Role.SUPERVISING_COUNSELLOR).post(address(record, "import_year"))

    assert answer.status_code in (403, 404)
    with office.at_work():
        record.refresh_from_db()
    assert record.fiscal_year == 2026


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


def test_tells_who_might_be_one_beside_what_must_be_put_right(
    client: Client, office: Office, example_book: Workbook
) -> None:
    number, person = known_person(office)
    add_case(
        example_book, "T3-905", 氏名=person.name, フリガナ=person.kana, 生年月日=person.birth_on
    )
    add_case(example_book, "T3-906", 氏名="湯川 誠", 生年月日="2月30日")

    record = checked(client, office, example_book)

    page = client.get(address(record))
    assert len(texts(page, "tbody .place")) == 1
    assert person.name in "".join(texts(page, "[aria-labelledby=people] li"))
    assert not found(page, "fieldset")
    answer = client.post(address(record, "import_answer"), {"person-0": number})
    assert answer.status_code == 404
    with office.at_work():
        record.refresh_from_db()
    assert (record.state, record.answers) == (State.REFUSED, {})


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
    add_case(example_book, "T3-901", 氏名="白石 航", フリガナ="シライシ ワタル")
    record = checked(client, office, example_book)

    first, second = (client.post(address(record, "import_take_in")) for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 404)


def test_says_of_a_ledger_that_is_here_already_that_there_is_nothing_to_take_in(
    client: Client, office: Office, example_book: Workbook
) -> None:
    record = checked(client, office, example_book)

    page = client.get(address(record))

    assert texts(page, ".banner-title") == ["すべて取込み済みです"]
    assert "取り込む" not in texts(page, "main button")
    assert "すべて取込み済み" in texts(client.get(reverse("manager:imports")), ".chip")
    client.post(address(record, "import_take_in"))
    with office.at_work():
        record.refresh_from_db()
    assert record.state == State.READY


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
