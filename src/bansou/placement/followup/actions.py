"""Planning to ask after a hire, not asking any more, and noting what was said.

A hire plans and drops these itself (`placement.hires`); what follows from an answer for the hire
is there too.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.commons.database.gathering import amend, create, rows_of, together
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import drop_about, keep_about, promise
from bansou.people.cases.models import Case
from bansou.people.cases.promising import ABOUT_HIRE, settle_next_action
from bansou.people.steps.actions import add_step, withdraw_step
from bansou.placement.followup.models import FollowUp
from bansou.placement.followup.rules import days_to_come
from bansou.schemes.shape import FollowUpDay

#: The person, or whoever answers for them, was reached; and: nobody was.
DONE, TRIED = "followup.done", "followup.tried"
SUBJECT = "follow_up"


class AlreadyAnswered(Refusal):
    """Somebody has noted an answer, or the hire was changed so that nobody asks any more."""

    code = "placement.follow_up_already_answered"
    message = _("この確認には、すでに答えが記録されています。画面を読み込み直してください。")


class NotAnswered(Refusal):
    """There is no answer to take back."""

    code = "placement.follow_up_not_answered"
    message = _("この確認には、まだ答えがありません。画面を読み込み直してください。")


class AskedOutsideTheJob(Refusal):
    """Nobody can be asked how it goes before they started, nor in days to come."""

    code = "placement.follow_up_outside_the_job"
    message = _("確かめた日は、就職日（%(hired)s）からきょうまでの日にしてください。")


def plan_follow_ups(
    *,
    by: Actor,
    case: Case,
    hire_id: UUID,
    employer_name: str,
    hired_on: date,
    days: Iterable[FollowUpDay],
    at: datetime,
    since: date,
    but: frozenset[str] = frozenset(),
) -> list[FollowUp]:
    """Plan to ask on the scheme's days that are not past, each with a promise to keep it.

    :param since: days before it are past
    :param but: keys of days on which it was asked already
    """
    planned = []
    with together():
        for day, due_on in days_to_come(hired_on, days, since):
            if day.key in but:
                continue
            follow_up = add_follow_up(by=by, case=case, hire_id=hire_id, day=day, due_on=due_on)
            _promise(by, case, follow_up, employer_name, at)
            planned.append(follow_up)
        if planned:
            settle_next_action(case=case)
    return planned


def add_follow_up(
    *, by: Actor, case: Case, hire_id: UUID, day: FollowUpDay, due_on: date
) -> FollowUp:
    """Add one day of asking, without a promise to keep it."""
    return create(
        FollowUp,
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        hire_id=hire_id,
        key=day.key,
        label=day.label,
        due_on=due_on,
    )


def _promise(by: Actor, case: Case, follow_up: FollowUp, employer_name: str, at: datetime) -> None:
    owner_id = case.responsible_id or by.membership_id
    if owner_id is None:
        return
    promise(
        by=by,
        keeper_id=case.organisation_id,
        title=f"就職後{follow_up.label}の確認　{employer_name}",
        owner_id=owner_id,
        due_on=follow_up.due_on,
        promised_on=local_day(at),
        case_id=case.pk,
        subject=SUBJECT,
        subject_id=follow_up.pk,
    )


def drop_follow_ups(*, case: Case, hire_id: UUID, at: datetime) -> list[date]:
    """Ask no more after a hire that has ended, was moved or taken back; answers stay.

    Returns the days on which it was to be asked.
    """
    open_ones = [f for f in rows_of(FollowUp, case) if f.hire_id == hire_id and f.is_open]
    hire: Any = {"keeper_id": case.organisation_id, "case_id": case.pk, "keys": [hire_id]}
    with together():
        dropped = drop_about(**hire, subject=ABOUT_HIRE, at=at)
        for follow_up in open_ones:
            amend(follow_up, only_if={"outcome": "", "dropped_at": None}, dropped_at=at)
        if open_ones:
            dropped += drop_about(**_about(case, *open_ones), at=at)
        if dropped:
            settle_next_action(case=case)
    return [follow_up.due_on for follow_up in open_ones]


def _about(case: Case, *follow_ups: FollowUp) -> Any:
    return {
        "keeper_id": case.organisation_id,
        "case_id": case.pk,
        "subject": SUBJECT,
        "keys": [follow_up.pk for follow_up in follow_ups],
    }


def note_answer(
    *,
    by: Actor,
    follow_up: FollowUp,
    outcome: str,
    on: date,
    at: datetime,
    hired_on: date,
    note: str = "",
    fields: dict[str, Any] | None = None,
) -> FollowUp:
    """Write down what was said on a day, or that nobody could be reached.

    :param hired_on: the hire's first day, before which nobody was asked
    :raises AlreadyAnswered: it is answered or dropped
    :raises AskedOutsideTheJob: the day lies before the hire, or after `at`
    """
    if not hired_on <= on <= local_day(at):
        raise AskedOutsideTheJob(hired=wareki(hired_on), field="on")
    outcome = FollowUp.Outcome(outcome)
    was_reached = outcome is not FollowUp.Outcome.UNKNOWN
    with together():
        step = add_step(
            by=by,
            case=follow_up.case,
            kind=DONE if was_reached else TRIED,
            on=on,
            title=f"就職後{follow_up.label}の確認　{outcome.label}",
            at=at,
            note=note,
            level=follow_up.level,
            fields={
                "follow_up": follow_up.key,
                "outcome": outcome.value,
                "hire": str(follow_up.hire_id),
                **(fields or {}),
            },
            is_contact=was_reached,
        )
        asked = {"outcome": "", "dropped_at": None}
        if not amend(follow_up, only_if=asked, outcome=outcome.value, answered_on=on, step=step):
            raise AlreadyAnswered()
        keep_about(**_about(follow_up.case, follow_up), at=at)
        settle_next_action(case=follow_up.case)
    follow_up.refresh_from_db()
    return follow_up


def take_answer_back(
    *, by: Actor, follow_up: FollowUp, employer_name: str, because: str, at: datetime
) -> None:
    """Take an answer back (取消): it stays on the timeline with its reason, and is asked again.

    :raises NotAnswered: there is none
    """
    step = follow_up.step
    if step is None:
        raise NotAnswered()
    with together():
        answered = {"outcome": follow_up.outcome, "step": step}
        if not amend(follow_up, only_if=answered, outcome="", answered_on=None, step=None):
            raise NotAnswered()
        withdraw_step(step=step, at=at, because=because)
        _promise(by, follow_up.case, follow_up, employer_name, at)
        settle_next_action(case=follow_up.case)
