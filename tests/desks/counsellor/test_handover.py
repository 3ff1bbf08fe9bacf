"""What the former counsellor wrote for the next one is casework: shown from level 2 on."""

import pytest
from django.urls import reverse

from bansou.people.cases.actions import assign
from bansou.people.cases.models import Case
from tests.desks.counsellor.town import Town, now, today

NOTE = "お母さまの前では仕事の話をしない。"


@pytest.fixture
def case(town: Town) -> Case:
    """A case that the supervisor has handed over with a note."""
    case = town.case()
    with town.at_work() as actor:
        assign(
            by=actor,
            case=case,
            to=town.colleague,
            from_on=today(),
            at=now(),
            handover_note=NOTE,
        )
    return case


def page(town: Town, case: Case, member: object) -> str:
    answer = town.client(member).get(reverse("counsellor:case", args=[case.pk]))  # type: ignore[arg-type]
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_shows_the_note_to_the_next_counsellor_and_the_supervisor(town: Town, case: Case) -> None:
    assert NOTE in page(town, case, town.colleague)
    assert NOTE in page(town, case, town.supervisor)


def test_keeps_the_note_from_the_former_counsellor(town: Town, case: Case) -> None:
    shown = page(town, case, town.counsellor)

    assert NOTE not in shown
    assert town.colleague.user.name in shown


@pytest.mark.parametrize(("level", "is_shown"), [(1, False), (2, True)])
def test_shows_the_note_to_a_contractor_from_level_2_on(
    level: int, is_shown: bool, town: Town, case: Case
) -> None:
    town.refer(case, level=level)

    assert (NOTE in page(town, case, town.trainer)) is is_shown
