"""What an answer to a follow-up means for the hire: who has left has a last day and a reason."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.database.gathering import together
from bansou.commons.errors import Refusal
from bansou.placement.followup.actions import (
    AlreadyAnswered,
    add_follow_up,
    note_answer,
    take_answer_back,
)
from bansou.placement.followup.models import FollowUp
from bansou.placement.hires.actions import correct_hire
from bansou.placement.hires.models import Hire
from bansou.placement.hires.queries import days_gone_by


class LastDayMissing(Refusal):
    """Without the last day nobody can say how long somebody stayed."""

    code = "placement.last_day_missing"
    message = _("離職日を入れてください。はっきりしないときは、聞いたかぎりで近い日にします。")


class LeftAfterAsking(Refusal):
    """Somebody who has left did so by the day on which that became known."""

    code = "placement.left_after_asking"
    message = _("離職日が、確かめた日より後です。日付を確かめてください。")


def answer_follow_up(
    *,
    by: Actor,
    follow_up: FollowUp,
    outcome: str,
    on: date,
    at: datetime,
    note: str = "",
    left_on: date | None = None,
    leaving_reason: str = "",
) -> FollowUp:
    """Write down how it goes after a hire. Who has left is not asked on the days still to come.

    :param left_on: the last day, for who has left
    :raises LastDayMissing: somebody has left, and no day is given
    :raises LeftAfterAsking: the last day is after the day of asking
    :raises bansou.placement.followup.actions.AlreadyAnswered: somebody was first
    :raises bansou.placement.followup.actions.AskedOutsideTheJob: the day cannot be
    :raises bansou.placement.hires.actions.LeftBeforeHired: the dates cross
    """
    has_left = outcome == FollowUp.Outcome.LEFT
    if has_left and left_on is None:
        raise LastDayMissing(field="left_on")
    if has_left and left_on and left_on > on:
        raise LeftAfterAsking(field="left_on")
    hire = follow_up.hire
    said = {"left_on": left_on.isoformat(), "leaving_reason": leaving_reason} if left_on else {}
    with together():
        answered = note_answer(
            by=by,
            follow_up=follow_up,
            outcome=outcome,
            on=on,
            at=at,
            hired_on=hire.hired_on,
            note=note,
            fields=said if has_left else {},
        )
        if has_left:
            correct_hire(by=by, hire=hire, at=at, left_on=left_on, leaving_reason=leaving_reason)
    return answered


def answer_day_gone_by(*, by: Actor, hire: Hire, key: str, at: datetime, **said: Any) -> FollowUp:
    """Write down what is known of a day that was over when the hire was put on record.

    :param key: the scheme's key of the day
    :param said: as `answer_follow_up` takes it, which refuses what it refuses
    :raises bansou.placement.followup.actions.AlreadyAnswered: somebody was first, or there is no
        such day
    """
    with transaction.atomic():
        held = Hire.objects.select_for_update(of=("self",)).select_related(
            *("case", "step", "enrolment__programme")
        )
        hire = held.get(organisation_id=hire.organisation_id, pk=hire.pk)
        found = (it for it in days_gone_by(hire, local_day(at)) if it[0].key == key)
        day, due_on = next(found, (None, None))
        if day is None or due_on is None:
            raise AlreadyAnswered()
        follow_up = add_follow_up(by=by, case=hire.case, hire_id=hire.pk, day=day, due_on=due_on)
        return answer_follow_up(by=by, follow_up=follow_up, at=at, **said)


def withdraw_answer(*, by: Actor, follow_up: FollowUp, because: str, at: datetime) -> None:
    """Take an answer back; the last day that came with it goes as well, and asking begins anew.

    :raises bansou.placement.followup.actions.NotAnswered: there is none
    """
    hire, step = follow_up.hire, follow_up.step
    told = step.fields.get("left_on") if step else None
    with together():
        # The hire comes first: it plans anew what is not answered.
        if told and hire.left_on and hire.left_on.isoformat() == told:
            correct_hire(by=by, hire=hire, at=at, left_on=None, leaving_reason="")
        take_answer_back(
            by=by, follow_up=follow_up, employer_name=hire.employer_name, because=because, at=at
        )
