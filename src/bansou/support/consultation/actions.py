"""Recording a consultation that has taken place, and putting a record right."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, local_moment
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.commons.tasks.actions import promise
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.rules import is_within_enrolment
from bansou.people.steps.actions import add_step, touch_last_contact
from bansou.people.steps.models import Step
from bansou.support.consultation import rules
from bansou.support.consultation.models import Consultation

KIND = "consultation.held"


class NotEnrolled(Refusal):
    """No enrolment of the case covers the day of the consultation."""

    code = "support.not_enrolled"
    message = _(
        "相談した日は、このケースが事業に参加している期間の外です。日付か、参加の登録を確かめてください。"
    )


class NotYetHeld(Refusal):
    """The consultation would lie in the future."""

    code = "support.not_yet_held"
    message = _("まだ来ていない日時の相談は記録できません。日付と時刻を確かめてください。")


class EndsBeforeStart(Refusal):
    """The end is not after the start, or twelve hours and more after it."""

    code = "support.ends_before_start"
    message = _("始まり（%(start)s）より後の時刻を入れてください。")


class PsychologicalRecord(Refusal):
    """Level 4 is the restricted record's, not the consultation's."""

    code = "support.level_too_high"
    message = _(
        "心理・精神の記録は、相談の記録には書けません。担当の心理職の記録に書いてください。"
    )


class ChangedMeanwhile(Refusal):
    """Somebody else saved the same record after it was opened."""

    code = "support.changed_meanwhile"
    message = _(
        "書いている間に、ほかの人が同じ記録を保存しました。あなたの文はすべて残っています。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is written about one consultation; times are moments with a time zone or unknown."""

    on: date
    channel: str
    kind: str
    note: str
    level: int = Level.CASEWORK
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    own_words: str = ""
    formulation: str = ""
    next_action: str = ""
    next_action_on: date | None = None

    @property
    def minutes(self) -> int | None:
        if self.starts_at is None or self.ends_at is None:
            return None
        return rules.minutes_between(self.starts_at, self.ends_at)


def record_consultation(
    *,
    by: Actor,
    case: Case,
    talk: Talk,
    title: str,
    at: datetime,
    member_id: Any = None,
    next_owner_id: Any = None,
    ledger_key: str = "",
    is_history: bool = False,
) -> Consultation:
    """Record a consultation: its step on the spine, its own row, the promise that follows.

    `is_history` is for rows of a ledger about cases that have ended since, and about days
    outside any enrolment: they are kept, and the indicator says why it does not count them.

    :raises NotEnrolled: no enrolment of the case covers the day
    :raises NotYetHeld: the day or the end lies after `at`
    :raises EndsBeforeStart: the times cross
    :raises PsychologicalRecord: the level is 4
    :raises CaseClosed: the case has ended
    """
    _refuse_what_cannot_be(talk, at)
    if not is_history:
        if not case.is_open:
            raise CaseClosed()
        if not is_within_enrolment(case.enrolments.all(), talk.on):
            raise NotEnrolled(field="on")
    with transaction.atomic():
        step = add_step(
            by=by,
            case=case,
            kind=KIND,
            on=talk.on,
            title=title,
            at=at,
            note=talk.note,
            level=talk.level,
            member_id=member_id,
            minutes=talk.minutes,
            fields={"channel": talk.channel, "consultation_kind": talk.kind},
            ledger_key=ledger_key,
            is_contact=True,
        )
        consultation = Consultation.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            step=step,
            **_columns(talk),
        )
        if talk.next_action and not is_history:
            _promise_next(by, case, talk, next_owner_id, at)
    return consultation


def correct_consultation(
    *,
    consultation: Consultation,
    seen_version: int,
    talk: Talk,
    title: str,
    at: datetime,
) -> Consultation:
    """Replace what a record says, if nobody saved in between; the history keeps the former text.

    :raises ChangedMeanwhile: the record's version is no longer `seen_version`
    :raises NotYetHeld: the day or the end lies after `at`
    :raises EndsBeforeStart: the times cross
    :raises PsychologicalRecord: the level is 4
    """
    _refuse_what_cannot_be(talk, at)
    with transaction.atomic():
        changed = Consultation.objects.filter(
            organisation_id=consultation.organisation_id,
            pk=consultation.pk,
            version=seen_version,
        ).update(version=seen_version + 1, **_columns(talk))
        if not changed:
            raise ChangedMeanwhile()
        Step.objects.filter(
            organisation_id=consultation.organisation_id, pk=consultation.step_id
        ).update(
            on=talk.on,
            title=title,
            note=talk.note,
            level=talk.level,
            minutes=talk.minutes,
            fields={"channel": talk.channel, "consultation_kind": talk.kind},
            version=F("version") + 1,
        )
        touch_last_contact(case=consultation.case, on=talk.on)
    consultation.refresh_from_db()
    return consultation


def _refuse_what_cannot_be(talk: Talk, at: datetime) -> None:
    if talk.level >= Level.PSYCHOLOGICAL:
        raise PsychologicalRecord(field="level")
    if talk.on > local_day(at) or (talk.starts_at and talk.starts_at > at):
        raise NotYetHeld(field="on")
    if (
        talk.starts_at
        and talk.ends_at
        and not rules.is_sensible_length(talk.starts_at, talk.ends_at)
    ):
        raise EndsBeforeStart(start=f"{local_moment(talk.starts_at):%H:%M}", field="ends_at")


def _columns(talk: Talk) -> dict[str, Any]:
    return {
        "level": talk.level,
        "starts_at": talk.starts_at,
        "ends_at": talk.ends_at,
        "channel": talk.channel,
        "kind": talk.kind,
        "own_words": talk.own_words,
        "formulation": talk.formulation,
        "next_action": talk.next_action,
        "next_action_on": talk.next_action_on,
    }


def _promise_next(by: Actor, case: Case, talk: Talk, owner_id: Any, at: datetime) -> None:
    owner = owner_id or by.membership_id
    if talk.next_action_on and owner:
        promise(
            by=by,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            title=talk.next_action,
            owner_id=owner,
            due_on=talk.next_action_on,
            promised_on=local_day(at),
        )
    Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk).update(
        next_action=talk.next_action,
        next_action_on=talk.next_action_on,
        version=F("version") + 1,
    )
