"""Openings that came to nothing leave an entry in the log of who asked, and in no other."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.audit.models import AccessLog
from bansou.commons.keys import uuid7
from bansou.commons.models import Grant
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Level
from tests.desks.counsellor.asking import log_of
from tests.desks.counsellor.town import Town, found_town, now, signed_in


@pytest.fixture
def town(db: None) -> Town:
    return found_town()


def noted_by(member: Membership) -> list[tuple[str, str, UUID | None, UUID | None]]:
    """What the log of a member's own organisation says: kind, subject, key, case."""
    with acting(actor_of(member), why="見る"):
        entries = AccessLog.objects.filter(organisation_id=member.organisation_id)
        return list(entries.order_by("id").values_list("kind", "subject", "subject_id", "case_id"))


def test_notes_a_case_that_another_city_keeps_as_one_that_is_not_there(town: Town) -> None:
    hidden, nobodys = town.case().pk, uuid7()
    client = signed_in(town.neighbour)

    answers = [client.get(reverse("counsellor:case", args=[key])) for key in (hidden, nobodys)]

    assert {answer.status_code for answer in answers} == {404}
    assert noted_by(town.neighbour) == [
        ("refused", "case", hidden, None),
        ("refused", "case", nobodys, None),
    ]
    assert log_of(town) == []


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("counsellor:next_action", "case"),
        ("counsellor:consultation", "consultation"),
        ("counsellor:hire", "hire"),
        ("counsellor:end_referral", "referral"),
        ("counsellor:task_done", "task"),
    ],
)
def test_notes_of_which_kind_a_hidden_record_would_be(town: Town, name: str, subject: str) -> None:
    key = uuid7()

    signed_in(town.supervisor).get(reverse(name, args=[key]))

    assert noted_by(town.supervisor) == [("refused", subject, key, None)]


def test_notes_who_has_no_such_work_at_all(town: Town) -> None:
    case = town.case()

    answer = signed_in(town.manager).get(reverse("counsellor:case", args=[case.pk]))

    assert answer.status_code == 403
    assert noted_by(town.manager) == [("refused", "case", case.pk, None)]


@pytest.mark.parametrize("ended", [False, True])
def test_tells_the_keeper_of_what_it_had_granted(town: Town, ended: bool) -> None:
    """While a grant lives the keeper is told; after it nobody can tell whose case it was."""
    case = town.case()
    referral = town.refer(case)
    client = signed_in(town.trainer)
    if ended:
        end(town, referral.pk)

    client.get(reverse("counsellor:close", args=[case.pk]))
    client.get(reverse("counsellor:case", args=[case.pk]))

    at_keeper = [entry.kind for entry in log_of(town)]
    at_reader = [kind for kind, *_ in noted_by(town.trainer)]
    assert (at_keeper, at_reader) == (
        ([], ["refused", "refused"]) if ended else (["open"], ["refused"])
    )


def end(town: Town, referral: UUID) -> None:
    with town.at_work():
        Grant.objects.filter(source_id=referral).update(ended_at=now())


def test_tells_the_keeper_of_a_record_above_what_may_be_read(town: Town) -> None:
    case = town.case()
    town.refer(case, level=Level.CASEWORK)
    talk = town.talk(case, level=Level.SENSITIVE)
    with town.at_work():
        step_id = talk.step_id
    address = reverse("counsellor:consultation", args=[step_id])

    assert signed_in(town.trainer).get(address).status_code == 404
    assert signed_in(town.colleague).get(address).status_code == 404

    assert noted_by(town.trainer) in ([], [("refused", "consultation", step_id, None)])
    assert [(log.kind, log.subject, log.case_id) for log in log_of(town)] == [
        ("refused", "consultation", case.pk)
    ]


def test_notes_nothing_where_something_was_shown_or_nobody_could_read(
    town: Town, client: Client
) -> None:
    case = town.case()
    counsellor = signed_in(town.counsellor)
    counsellor.get(reverse("counsellor:case", args=[case.pk]))
    counsellor.get("/cases/nothing/")
    client.get(reverse("counsellor:case", args=[case.pk]))

    assert [entry.kind for entry in log_of(town)] == ["open"]


def test_does_not_fill_the_log_with_drafts_that_save_themselves(town: Town) -> None:
    """Whoever was writing when a referral ended is not said to ask for the case every minute."""
    client = signed_in(town.neighbour)

    answer = client.post(reverse("counsellor:record_draft", args=[town.case().pk]))

    assert answer.status_code == 404
    assert noted_by(town.neighbour) == []
