"""A letter when a case is assigned: to the member alone, without a name, and only if it holds."""

from datetime import date
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.jobs import Job

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST
from bansou.commons.messages.jobs import AGAIN, send_case_assigned
from bansou.commons.models import Membership
from bansou.commons.organisations.services import service_actor
from bansou.people.cases.actions import CaseClosed, NotACounsellor, assign, take_over
from tests.bodies import change
from tests.commons.access.cities import NOON, City
from tests.commons.jobs.queue import waiting

pytestmark = pytest.mark.django_db
TODAY = NOON.astimezone(JST).date()


def hand_over(city: City, by: Actor, to: Membership) -> None:
    assign(by=by, case=city.other_case, to=to, from_on=TODAY, at=NOON)


def send(city: City, member: Membership, run: Any) -> list[mail.EmailMessage]:
    """The letters that leave once the job's transaction is over."""
    with run(execute=True):
        send_case_assigned.run(
            asked_by=str(city.supervisor.user_id),
            organisation=str(city.body.pk),
            member=str(member.pk),
        )
    return mail.outbox


def test_asks_for_a_letter_in_the_transaction_of_the_assignment(city: City) -> None:
    with acting(city.supervisor_actor, why="担当を決める"):
        hand_over(city, city.supervisor_actor, city.counsellor)

    ((name, status, given),) = waiting()
    assert (name, status) == ("letters.case_assigned", "todo")
    assert given == {
        "asked_by": str(city.supervisor.user_id),
        "organisation": str(city.body.pk),
        "member": str(city.counsellor.pk),
    }


def test_asks_for_none_when_the_assignment_is_undone(city: City) -> None:
    with acting(city.supervisor_actor, why="担当を決める"), transaction.atomic():
        hand_over(city, city.supervisor_actor, city.counsellor)
        transaction.set_rollback(True)

    assert waiting() == []


def test_asks_for_none_when_the_assignment_is_refused(city: City) -> None:
    with acting(city.supervisor_actor, why="担当を決める"):
        city.other_case.closed_on = date(2026, 4, 1)
        with pytest.raises(CaseClosed):
            hand_over(city, city.supervisor_actor, city.counsellor)

    assert waiting() == []


def test_refuses_to_assign_a_case_to_a_member_of_another_organisation(
    city: City, other_city: City
) -> None:
    with acting(city.supervisor_actor, why="担当を決める"), pytest.raises(NotACounsellor):
        hand_over(city, city.supervisor_actor, other_city.counsellor)

    assert waiting() == []


def test_writes_to_nobody_about_what_they_did_themselves(city: City) -> None:
    with acting(city.counsellor_actor, why="引き受ける"):
        take_over(
            by=city.counsellor_actor,
            case=city.other_case,
            me=city.counsellor,
            from_on=TODAY,
            at=NOON,
        )

    assert waiting() == []


def test_writes_to_nobody_about_what_an_import_brought(city: City) -> None:
    service = service_actor("import", city.body)
    with acting(service, why="取り込み"):
        hand_over(city, service, city.counsellor)

    assert waiting() == []


def test_sends_one_letter_that_names_nobody(
    city: City, django_capture_on_commit_callbacks: Any
) -> None:
    (letter,) = send(city, city.counsellor, django_capture_on_commit_callbacks)

    assert letter.to == [city.counsellor.user.email]
    assert letter.subject == "【伴走】新しい担当ケースがあります"
    assert letter.body.startswith("新しい担当ケースがあります。伴走を開いて確かめてください。")
    for told in ("佐藤", "鈴木", city.counsellor.user.name, city.body.name, str(city.case.pk)):
        assert told not in letter.subject + letter.body


def test_sends_nothing_to_a_member_who_has_left(
    city: City, django_capture_on_commit_callbacks: Any
) -> None:
    with acting(city.supervisor_actor, why="異動"):
        Membership.objects.filter(pk=city.counsellor.pk).update(until_on=date(2026, 3, 31))

    assert send(city, city.counsellor, django_capture_on_commit_callbacks) == []


def test_sends_nothing_to_a_closed_account_nor_to_another_body(
    city: City, other_city: City, django_capture_on_commit_callbacks: Any
) -> None:
    change(city.counsellor.user, is_active=False)

    for member in (city.counsellor, other_city.counsellor):
        assert send(city, member, django_capture_on_commit_callbacks) == []


def test_tries_again_for_a_day_while_the_mail_server_does_not_answer() -> None:
    def wait(attempts: int, failure: Exception) -> float | None:
        job = Job(
            id=1,
            queue="default",
            lock=None,
            queueing_lock=None,
            task_name="letters.case_assigned",
            attempts=attempts,
        )
        decision = AGAIN.get_retry_decision(exception=failure, job=job)
        return decision and decision.retry_at and decision.retry_at.timestamp()

    for failure in (ConnectionRefusedError(), SMTPServerDisconnected(), TimeoutError()):
        assert wait(0, failure)
        assert wait(7, failure)
        assert wait(8, failure) is None
    assert wait(0, ValueError()) is None
