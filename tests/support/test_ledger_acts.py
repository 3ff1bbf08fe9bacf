"""Courses, counselling and outreach from an office's ledger, told on cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from bansou.commons.access.acting import acting
from bansou.commons.ledger.problems import LedgerHasProblems
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from examples.bodies import kobe
from examples.bodies.book import MARK, Book
from examples.bodies.crowd import Crowd
from tests.examples.importing import body_of, import_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    """A ledger of 神戸市 with one person, who was counselled once and visited once."""
    book = Book(kobe.BODY, 1, kobe.HEADS, Crowd(Random("test"), registry=1))  # noqa: S311
    case = book.case(registered=date(2021, 4, 5))
    book.add("心理カウンセリング", case, date(2021, 5, 10), "判定", "サポステ", "×", None)
    book.add(
        "訪問・同行の相談", case, date(2021, 6, 1), "家庭訪問", "家族", "ひきこもり状態", None, None
    )
    book.add("居場所", case, date(2021, 7, 1), "木曜の居場所", MARK, None)
    book.write(tmp_path / "ledger.xlsx")
    return load_workbook(tmp_path / "ledger.xlsx")


@pytest.fixture
def city(ledger: Any) -> Organisation:
    body = body_of(Book(kobe.BODY, 1, kobe.HEADS, Crowd(Random("test"), registry=1)))  # noqa: S311
    bring_in(ledger)
    return body


def bring_in(ledger: Any) -> None:
    saved = BytesIO()
    ledger.save(saved)
    import_bytes("kobe", saved.getvalue())


@contextmanager
def at(city: Organisation) -> Iterator[None]:
    with acting(service_actor("import", city), why="test"):
        yield


def test_writes_each_act_on_the_case_with_what_the_ledger_says(city: Organisation) -> None:
    with at(city):
        told = {step.kind: step for step in Step.objects.all()}
        case = Case.objects.get()

    assert set(told) == {"counselling.missed", "outreach.consulted", "training.attended"}
    assert told["counselling.missed"].title == "心理判定"
    assert told["counselling.missed"].fields["place"] == "saposute"
    assert told["counselling.missed"].note == ""
    assert told["outreach.consulted"].fields["spoken_with"] == "family"
    assert told["training.attended"].title == "木曜の居場所"
    assert case.last_contact_on == date(2021, 6, 1)


def test_turns_who_was_missed_into_who_came_when_the_office_puts_it_right(
    ledger: Any, city: Organisation
) -> None:
    ledger["心理カウンセリング"]["F4"] = MARK

    bring_in(ledger)

    with at(city):
        step = Step.objects.get(kind__startswith="counselling.")
        assert (step.kind, step.on) == ("counselling.held", date(2021, 5, 10))
        assert step.fields["counselling_kind"] == "assessment"


def test_takes_a_row_back_and_brings_it_back_no_more(ledger: Any, city: Organisation) -> None:
    ledger["訪問・同行の相談"]["H4"] = MARK
    bring_in(ledger)
    with at(city):
        assert Step.objects.get(kind="outreach.consulted").withdrawn_at
        assert Case.objects.get().last_contact_on is None
    ledger["訪問・同行の相談"]["H4"] = None

    with pytest.raises(LedgerHasProblems) as refused:
        bring_in(ledger)

    assert "取り消した記録は元に戻せません" in str(refused.value.problems[0])


def test_asks_for_the_attendance_and_a_known_place(ledger: Any, city: Organisation) -> None:
    ledger["心理カウンセリング"]["F4"] = None
    ledger["心理カウンセリング"]["E4"] = "市役所"

    with pytest.raises(LedgerHasProblems) as refused:
        bring_in(ledger)

    said = "".join(map(str, refused.value.problems))
    assert "心理カウンセリング!F4：出欠が空欄です" in said
    assert "「地域若者サポートステーション」か「神戸ひきこもり支援室」" in said
