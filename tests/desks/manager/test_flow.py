"""The flow of support: people once in each part, by pathway, open to their records."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Role
from bansou.evidence.indicators.parts import parts_of
from bansou.people.models import Case, Step
from bansou.people.steps.actions import add_step
from tests.desks.manager.office import NOON, NUMBERS, SUPPORTED, Office
from tests.desks.manager.reading import texts

pytestmark = pytest.mark.django_db


def page(client: Client, office: Office) -> dict[str, list[str]]:
    """The cells of each part, by its title without the chip."""
    answer = client.get(reverse("manager:flow", args=[office.programme.pk]))
    titles = [title.split("　")[0].split(" 必須")[0] for title in texts(answer, "tbody th")]
    cells = texts(answer, "tbody td")
    width = len(cells) // len(titles)
    return {title: cells[n * width : (n + 1) * width] for n, title in enumerate(titles)}


def number(cell: str) -> int:
    """The figure at the beginning of a cell: 20人（相談）."""
    return int(cell.replace(",", "").partition("人")[0].partition("社")[0])


def consulting(rows: dict[str, list[str]]) -> list[str]:
    return next(cells for title, cells in rows.items() if title.startswith("(1)"))


@pytest.mark.capability("TMK-23")
def test_counts_each_person_once_in_each_part(client: Client, office: Office) -> None:
    before = page(client, office)
    with office.at_work() as actor:
        talk = Step.objects.filter(kind="consultation.held", withdrawn_at=None).latest("on")
        add_step(by=actor, case=talk.case, kind=talk.kind, on=talk.on, title="もう一度", at=NOON)

    after = page(client, office)

    assert [title[:3] for title in after] == ["(1)", "(2)", "(3)", "(4)", "就職", "就職後"]
    assert number(consulting(before)[0]) == NUMBERS[SUPPORTED][1]
    assert before == after


@pytest.mark.capability("TMK-23")
def test_opens_each_number_to_its_records(client: Client, office: Office) -> None:
    for title, cells in page(client, office).items():
        key = {"(1)": "consulting", "(2)": "qualification", "(3)": "experience"}.get(title[:3])
        if key is None:
            continue
        answer = client.get(reverse("manager:indicator", args=[office.programme.pk, f"part.{key}"]))

        assert f"【{number(cells[0])}】" in texts(answer, ".result .figure")[0]
        assert len(texts(answer, ".evidence tbody tr")) == number(cells[0])
        assert "目標を変える" not in answer.content.decode()


def test_tells_the_share_of_those_who_were_in_the_first_part(
    client: Client, office: Office
) -> None:
    with office.at_work():
        first = parts_of(office.programme, NOON.date())[0]
        hired = next(
            part
            for part in parts_of(office.programme, NOON.date())
            if "hired" in part.reading.definition.id
        )
        both = {row.unit_key for row in first.reading.answer.rows} & {
            row.unit_key for row in hired.reading.answer.rows
        }
        gone = next(row.fact.case for row in hired.reading.answer.rows if row.unit_key in both)
        Step.objects.filter(case_id=gone, kind="consultation.held").update(withdrawn_at=NOON)

    rows = page(client, office)

    shares = next(cells[1] for title, cells in rows.items() if title == "就職")
    whole = number(consulting(rows)[0])
    assert whole == first.people - 1
    assert number(rows["就職"][0]) == hired.people
    assert shares.replace("％", "%") == f"{100 * (len(both) - 1) / whole:.1f}%"


@pytest.mark.capability("TMK-24")
def test_splits_what_came_of_it_by_pathway(client: Client, office: Office) -> None:
    rows = page(client, office)

    assert all(sum(map(number, c[2:])) == number(c[0]) for c in rows.values() if "―" not in c)

    with office.at_work():
        first, *_others = parts_of(office.programme, NOON.date())
        key = first.reading.answer.rows[0].fact.case
        was = Case.objects.get(pk=key).pathway
        other = "qualification" if was == "early_hire" else "early_hire"
        Case.objects.filter(pk=key).update(pathway=other)
    early, with_licence = (number(cell) for cell in consulting(rows)[2:4])
    moved = 1 if other == "early_hire" else -1

    assert [number(cell) for cell in consulting(page(client, office))[2:4]] == [
        early + moved,
        with_licence - moved,
    ]


def test_takes_it_along_as_a_file(client: Client, office: Office) -> None:
    address = reverse("manager:flow_export", args=[office.programme.pk, "csv"])

    lines = client.get(address).content.decode("utf-8-sig").splitlines()

    assert lines[0] == "部分,実数,単位,早期就職,資格取得"
    assert lines[1].startswith(f"(1) キャリアコンサルティング,{NUMBERS[SUPPORTED][1]},人,")
    assert client.get(address.replace("csv", "doc")).status_code == 404


@pytest.mark.capability("TMK-23")
def test_is_shown_to_no_counsellor(office: Office) -> None:
    counsellor: Any = office.seat(Role.COUNSELLOR, "別の 相談員")

    answer = counsellor.get(reverse("manager:flow", args=[office.programme.pk]))

    assert answer.status_code in {403, 404}


def test_has_no_part_that_the_scheme_has_not(client: Client, office: Office) -> None:
    answer = client.get(reverse("manager:indicator", args=[office.programme.pk, "part.nothing"]))

    assert answer.status_code == 404
