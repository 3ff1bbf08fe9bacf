"""What the former counsellor wrote for the next one is casework: shown from level 2 on."""

import pytest
from django.urls import reverse

from bansou.people.cases.actions import assign, relieve_of_case
from bansou.people.cases.models import Assignment, Case
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today

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


def test_proposes_what_the_record_holds_and_waits_until_the_next_one_accepts(town: Town) -> None:
    case = town.case()
    town.talk(case, next_action="申込書を一緒に書く", next_action_on=days(7))
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(avoid=["朝の電話"])
    supervisor, next_one = signed_in(town.supervisor), signed_in(town.colleague)
    assign_url = reverse("counsellor:assign", args=[case.pk])
    url = reverse("counsellor:handover", args=[case.pk])

    proposed = text_of(supervisor.get(assign_url))
    said = {"membership": str(town.colleague.pk), "seen": str(town.counsellor.pk)}
    missing = supervisor.post(assign_url, {**said, "handover_note": " "})
    supervisor.post(assign_url, {**said, "handover_note": NOTE})
    waiting = text_of(next_one.get("/today/"))
    refused = supervisor.post(f"{url}accept/")
    shown = text_of(next_one.get(url))
    next_one.post(f"{url}accept/")

    for heading in (
        "最近の支援",
        "プランの目標",
        "避けたい関わり方",
        "開いている約束",
        "これからの予約",
    ):
        assert heading in proposed
    assert "継続面談（電話）" in proposed
    assert "・朝の電話" in proposed
    assert missing.status_code == 422
    assert "引継ぎを受けるケース" in waiting
    assert refused.status_code == 403
    assert NOTE in shown
    assert "前の担当 工藤 真由美" in shown
    assert "引継ぎを受けるケース" not in text_of(next_one.get("/today/"))
    assert "引継ぎを受けました" in text_of(next_one.get(reverse("counsellor:case", args=[case.pk])))
    assert signed_in(town.counsellor).get(url).status_code == 403
    assert signed_in(town.neighbour).get(url).status_code == 404
    with town.at_work():
        assert Assignment.objects.get(case=case, until_on=None).accepted_at is not None


def test_keeps_a_summary_where_nobody_was_responsible_in_between(town: Town) -> None:
    case = town.case()
    town.talk(case)
    with town.at_work():
        relieve_of_case(case=case, on=today(), at=now())

    signed_in(town.colleague).post(reverse("counsellor:take_over", args=[case.pk]))

    with town.at_work():
        assert "継続面談（電話）" in Assignment.objects.get(case=case, until_on=None).handover_note
