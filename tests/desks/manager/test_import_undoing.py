"""Taking a whole import back, and what it is refused for."""

from datetime import date
from typing import Any

from django.apps import apps
from django.test import Client
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.drafts.actions import save_draft
from bansou.commons.ledger.models import LedgerRow
from bansou.commons.organisations.models import Role
from bansou.desks.manager.import_uses import WORDS
from bansou.employers.models import Company
from bansou.evidence.indicators.actions import take_measures
from bansou.people.cases.models import Case
from bansou.people.persons.models import Person
from bansou.people.steps.models import Step
from bansou.placement.models import FollowUp, Hire
from tests.desks.manager.importing import State, add_case, address, imported, latest, work
from tests.desks.manager.office import Office, member
from tests.desks.manager.reading import texts

# Taking it back


def test_takes_a_whole_import_back_and_leaves_everything_as_it_was(
    client: Client, office: Office, example_book: Workbook
) -> None:
    with office.at_work():
        before = _state(office)
    add_case(example_book, "T3-905", 氏名="白石 航", フリガナ="シライシ ワタル", 担当="")
    talks = example_book["相談記録"]
    row = next(r for r in talks.iter_rows(min_row=4) if r[1].value)
    row[8].value = "書き直した内容。"
    record = imported(client, office, example_book)
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
    again = imported(client, office, example_book)
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
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-906", 氏名="白石 航", フリガナ="シライシ ワタル")
    record = imported(client, office, example_book)
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


def test_refuses_to_take_back_a_case_on_which_a_colleague_is_writing(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-907", 氏名="白石 航", フリガナ="シライシ ワタル")
    record = imported(client, office, example_book)
    colleague = actor_of(member(office.body, Role.COUNSELLOR, "書いている 人"))
    with acting(colleague, why="書きかけ"):
        case = Case.objects.get(number="T3-907")
        save_draft(
            by=colleague,
            form="consultation",
            content={"note": "書きかけの文"},
            at=record.imported_at,
            subject_id=case.pk,
            case_id=case.pk,
        )

    page = client.get(address(record, "import_undo"))
    client.post(address(record, "import_undo"))

    assert texts(page, ".banner li") == ["書きかけの記録1件"]
    assert "書きかけの文" not in page.content.decode()
    with acting(colleague, why="まだある"):
        assert Case.objects.filter(number="T3-907").exists()


def test_finds_a_company_again_by_the_name_that_an_import_had_changed(
    client: Client, office: Office, example_book: Workbook
) -> None:
    with office.at_work():
        before = sorted(Company.objects.values_list("ledger_key", "name", "name_key", "grams"))
    companies = example_book["企業"]
    companies.cell(4, 2).value = "まったく別の名の会社"
    record = imported(client, office, example_book)

    client.post(address(record, "import_undo"))
    record = work(office, record)

    assert record.state == State.UNDONE, record.problems
    with office.at_work():
        after = sorted(Company.objects.values_list("ledger_key", "name", "name_key", "grams"))
    assert after == before


def test_says_of_an_import_taken_back_in_another_tab_that_it_was(
    client: Client, office: Office, example_book: Workbook
) -> None:
    add_case(example_book, "T3-901", 氏名="白石 航", フリガナ="シライシ ワタル")
    record = imported(client, office, example_book)
    client.post(address(record, "import_undo"))
    work(office, record)

    for answer in (client.get, client.post):
        page = answer(address(record, "import_undo"), follow=True)

        assert page.status_code == 200
        assert "この取込みは、すでに取り消されています。" in "".join(texts(page, ".banner"))


def test_has_a_word_for_the_rows_of_every_table() -> None:
    ours = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("bansou.") and not hasattr(model, "pgh_tracked_model")
    }

    unsaid = {"accesslog", "ledgerimport", "ledgerrow", "seal", "sealedrow"}
    assert ours - {f"commons_{name}" for name in unsaid} == set(WORDS)


def test_refuses_to_take_back_what_a_frozen_number_counts(client: Client, office: Office) -> None:
    record = latest(office)
    with office.at_work():
        take_measures(programme=office.programme, as_of=date(2022, 4, 15), at=record.imported_at)

    page = client.get(address(record, "import_undo"))

    assert any(it.startswith("確定した数値") for it in texts(page, ".banner li"))


def test_takes_the_import_of_a_command_back_too(client: Client, office: Office) -> None:
    record = latest(office)
    with office.at_work():
        assert FollowUp.objects.filter(hire__isnull=False).exists()

    assert client.post(address(record, "import_undo")).status_code == 302
    record = work(office, record)

    assert record.state == State.UNDONE, record.problems
    with office.at_work():
        assert not Hire.objects.exists()
        assert not FollowUp.objects.exists()
        assert not Case.objects.exists()
        assert not LedgerRow.objects.exists()
