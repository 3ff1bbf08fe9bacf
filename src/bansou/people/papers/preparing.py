"""What is to be done before an interview, as promises with their days."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.tasks.actions import promise
from bansou.commons.tasks.models import Task
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.promising import SUBJECT, settle_next_action
from bansou.people.papers.refusals import InterviewPast, NothingToPrepare
from bansou.schemes.papers import Preparation


def due_before(interview_on: date, preparation: Preparation, today: date) -> date:
    """Until when it is to be done: so many days before the interview, and not in the past."""
    return max(today, interview_on - timedelta(days=preparation.days_before))


def prepare_interview(
    *,
    by: Actor,
    case: Case,
    owner_id: UUID,
    chosen: Sequence[Preparation],
    interview_on: date,
    with_whom: str,
    today: date,
) -> list[Task]:
    """Promise what is done before an interview; the first of it is what is next on the case.

    :param with_whom: the company, put before what is to be done
    :raises CaseClosed: the case has ended
    :raises InterviewPast: the interview was before today
    :raises NothingToPrepare: nothing is chosen
    """
    if not case.is_open:
        raise CaseClosed()
    if interview_on < today:
        raise InterviewPast(field="interview_on")
    if not chosen:
        raise NothingToPrepare(field="chosen")
    with transaction.atomic():
        promised = [
            promise(
                by=by,
                keeper_id=case.organisation_id,
                title=f"{with_whom}　{one.title}" if with_whom else one.title,
                owner_id=owner_id,
                due_on=due_before(interview_on, one, today),
                promised_on=today,
                case_id=case.pk,
                subject=SUBJECT,
            )
            for one in chosen
        ]
        settle_next_action(case=case)
    case.refresh_from_db()
    return promised
