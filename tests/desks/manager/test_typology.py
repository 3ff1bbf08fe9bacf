"""A table of kinds of people that goes to partners, and gives nobody away."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bansou.commons.audit.models import AccessLog
from bansou.people.cases.models import Case, Enrolment
from bansou.people.persons.models import Person
from bansou.people.steps.models import Step
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import now, signed_in, today
from tests.desks.manager.office import NUMBERS, SHORT, Office
from tests.desks.manager.reading import texts
from tests.desks.outreach.kobe import Kobe, found_kobe

#: People by age (rows 35, 45, 55) and state; Kobe's fixture adds one of unknown age and state.
PEOPLE = {35: (14, 3, 12), 45: (21, 15, 13), 55: (12, 16, 11)}
STATES = ("social_withdrawal", "recovering", "working")


@pytest.fixture
def kobe(db: None) -> Kobe:
    """Kobe with a hundred people, some of whom are one of few."""
    kobe = found_kobe()
    people = [
        (age, state)
        for age, counts in PEOPLE.items()
        for state, count in zip(STATES, counts, strict=True)
        for _ in range(count)
    ]
    settle(kobe, people)
    return kobe


def settle(kobe: Kobe, people: Sequence[tuple[int, str]]) -> None:
    """Write people into the programme at once, each with what was seen of them last."""
    with kobe.at_work() as actor:
        own = {"organisation_id": actor.organisation_id}
        written = {**own, "recorded_by_id": actor.organisation_id}
        on = kobe.programme.starts_on
        born = [date(today().year - age, 1, 1) for age, _state in people]
        persons = Person.objects.bulk_create(
            Person(**own, name=f"人{n}", name_key=f"{n}", birth_on=day)
            for n, day in enumerate(born)
        )
        cases = Case.objects.bulk_create(
            Case(**written, person=person, number=f"T-{n}", opened_on=on)
            for n, person in enumerate(persons)
        )
        Enrolment.objects.bulk_create(
            Enrolment(**own, case=case, programme=kobe.programme, from_on=on) for case in cases
        )
        Step.objects.bulk_create(
            Step(
                **written,
                case=case,
                kind="outreach.consulted",
                on=on,
                title="訪問",
                fields={"client_state": state},
                recorded_at=now(),
            )
            for case, (_age, state) in zip(cases, people, strict=True)
        )


def a_month_later() -> datetime:
    """A day on which the month of the figures is over."""
    return now() + timedelta(days=31)


def desk(kobe: Kobe, what: str = "", by: Any = None) -> Any:
    """The page or a file of it, a month later."""
    with time_machine.travel(a_month_later()):
        return signed_in(by or kobe.manager).get(f"{address(kobe)}{what}")


def address(kobe: Kobe) -> str:
    return f"/programmes/{kobe.programme.pk}/typology/"


def rows_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(answer).decode("utf-8-sig"))))


@pytest.mark.capability("KOB-21", refused_by="test_shows_nothing_of_too_few_and_nothing_to_others")
def test_leaves_out_what_is_small_and_what_would_give_it_away(kobe: Kobe) -> None:
    with time_machine.travel(a_month_later()):
        client = signed_in(kobe.manager)
        answer = client.get(address(kobe))
        rows = rows_of(client.get(f"{address(kobe)}typology.csv"))

    assert answer.status_code == 200
    heads, *lines = rows
    assert heads == ["年代", "ひきこもり状態", "外出できている", "就労中", "分からない", "合計"]
    table = {line[0]: line[1:] for line in lines}
    # Three people are few: they are left out, and nobody gets them by subtracting.
    assert table["30代"][1] == "X"
    for line in lines:
        assert len([one for one in line[:-1] if one == "X"]) != 1 or line[-1] == "X"
    for column in range(1, 6):
        cells = [line[column] for line in lines]
        assert cells[:-1].count("X") != 1 or cells[-1] == "X"
    assert table["合計"][-1] == "118"
    shown = [int(one) for line in lines for one in line[1:] if one != "X"]
    assert min(shown) >= 10
    assert "「X」にしています" in text_of(answer)
    assert "人1" not in text_of(answer)
    book = load_workbook(BytesIO(b"".join(desk(kobe, "typology.xlsx"))))
    assert [[str(cell.value) for cell in row] for row in book.worksheets[0].iter_rows()] == rows
    with kobe.at_work():
        taken = AccessLog.objects.filter(kind="export", subject="indicators")
        assert [line.detail["format"] for line in taken.order_by("at")] == ["csv", "xlsx"]


def test_shows_nothing_of_too_few_and_nothing_to_others(kobe: Kobe) -> None:
    with kobe.at_work():
        few = [f"T-{number}" for number in range(5)]
        Enrolment.objects.exclude(case__number__in=few).delete()

    with time_machine.travel(a_month_later()):
        client = signed_in(kobe.manager)
        page = client.get(address(kobe))
        file = client.get(f"{address(kobe)}typology.csv")

    assert "表を出せる人数に届いていません" in text_of(page)
    assert "外出できている" not in text_of(page)
    assert file.status_code == 404
    for other in (kobe.counsellor, kobe.neighbour):
        assert desk(kobe, by=other).status_code in {403, 404}


@pytest.mark.django_db
@pytest.mark.capability("X-13", refused_by="test_shows_nothing_of_too_few_and_nothing_to_others")
def test_prints_a_statutory_seven_and_hides_it_in_a_table(client: Client, office: Office) -> None:
    key = office.programme.pk

    figure = client.get(reverse("manager:indicator", args=[key, SHORT]))
    rows = rows_of(client.get(reverse("manager:typology_export", args=[key, "csv"])))

    assert NUMBERS[SHORT][1] == 7
    assert "【7】" in texts(figure, ".result .figure")[0]
    shown = [int(one) for line in rows[1:] for one in line[1:] if one != "X"]
    assert shown
    assert min(shown) >= 10
