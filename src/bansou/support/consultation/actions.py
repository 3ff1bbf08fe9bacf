"""Recording a consultation that has taken place, and putting a record right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, local_moment
from bansou.commons.database.gathering import create, is_waiting, together
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.commons.tasks.actions import change, drop_promises, keep, promise
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.promising import settle_next_action
from bansou.people.cases.rules import is_within_enrolment
from bansou.people.steps.actions import (
    AlreadyWithdrawn,
    add_step,
    settle_last_contact,
    touch_last_contact,
    withdraw_step,
)
from bansou.people.steps.models import Step
from bansou.people.steps.remarking import note_changed
from bansou.support.consultation import rules
from bansou.support.consultation.doubles import refuse_same_talk
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


#: What the record of a consultation itself keeps among its step's fields.
OWN_FIELDS = frozenset({"channel", "consultation_kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is written about one consultation; times are moments with a time zone or unknown.

    `extra` are the values of the fields that the scheme adds to steps.
    """

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
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, Any]:
        return {**self.extra, "channel": self.channel, "consultation_kind": self.kind}

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
    fulfilled: Collection[UUID] = (),
    ledger_key: str = "",
    is_history: bool = False,
    is_another: bool = False,
) -> Consultation:
    """Record a consultation: its step on the spine, its own row, the promise that follows.

    `is_history` is for rows of a ledger about cases that have ended since, and about days
    outside any enrolment: they are kept, and the indicator says why it does not count them.

    :param fulfilled: promises on the case that were kept by or in this talk
    :param is_another: whoever records it knows of any other one at the same time
    :raises bansou.support.consultation.doubles.SameTalkRecorded: one is on record at this time
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
    with together():
        if talk.starts_at and not is_another:
            refuse_same_talk(case=case, starts_at=talk.starts_at, ends_at=talk.ends_at)
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
            fields=talk.fields,
            ledger_key=ledger_key,
            is_contact=True,
        )
        consultation = create(
            Consultation,
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            step=step,
            **_columns(talk),
        )
        keep(keeper_id=case.organisation_id, case_id=case.pk, tasks=fulfilled, at=at)
        if talk.next_action and not is_history:
            _promise_next(by, case, talk, next_owner_id, at)
        if talk.next_action or fulfilled:
            settle_next_action(case=case)
    return consultation


def correct_consultation(
    *,
    consultation: Consultation,
    seen_version: int,
    talk: Talk,
    title: str,
    at: datetime,
    contact_kinds: Collection[str] = (KIND,),
    member_id: Any = None,
) -> Consultation:
    """Replace what a record says, if nobody saved in between; the history keeps the former text.

    The case's next act and the promise follow, where they still are those of this record.

    :param member_id: who held it, where that was written wrongly
    :param contact_kinds: kinds of acts that count as contact, from the scheme
    :raises ChangedMeanwhile: the record's version is no longer `seen_version`
    :raises bansou.people.steps.actions.AlreadyWithdrawn: it was taken back
    :raises NotYetHeld: the day or the end lies after `at`
    :raises EndsBeforeStart: the times cross
    :raises PsychologicalRecord: the level is 4
    """
    _refuse_what_cannot_be(talk, at)
    if consultation.step.withdrawn_at:
        raise AlreadyWithdrawn()
    case, was_on = consultation.case, consultation.step.on
    promised = (consultation.next_action, consultation.next_action_on)
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
            fields=talk.fields,
            by_id=member_id or consultation.step.by_id,
            version=F("version") + 1,
        )
        note_changed(consultation.step, talk.level)
        _change_promise(case, promised, talk)
        if talk.on < was_on:
            settle_last_contact(case=case, contact_kinds=contact_kinds)
        else:
            touch_last_contact(case=case, on=talk.on)
    consultation.refresh_from_db()
    return consultation


def settle_conflict(
    *,
    consultation: Consultation,
    seen_version: int,
    mine: Talk,
    chosen: Talk,
    title: str,
    at: datetime,
    contact_kinds: Collection[str] = (KIND,),
) -> Consultation:
    """Record what was chosen from two texts; the history keeps the one that was not chosen.

    :param consultation: the record as the other person saved it, at `seen_version`
    :param mine: what was written meanwhile and not saved
    :raises ChangedMeanwhile: somebody saved once more
    """
    with transaction.atomic():
        for talk in [mine, chosen] if mine != chosen else [chosen]:
            consultation = correct_consultation(
                consultation=consultation,
                seen_version=seen_version,
                talk=talk,
                title=title,
                at=at,
                contact_kinds=contact_kinds,
            )
            seen_version = consultation.version
    return consultation


def withdraw_consultation(
    *,
    consultation: Consultation,
    because: str,
    at: datetime,
    contact_kinds: Collection[str] = (KIND,),
) -> None:
    """Take a record back (取消): it stays readable with its reason and counts for nothing.

    :raises bansou.people.steps.actions.AlreadyWithdrawn: it was taken back before
    """
    with together():
        withdraw_step(step=consultation.step, at=at, because=because)
        if consultation.next_action and not is_waiting(consultation):
            _take_promise_back(consultation, at)
        settle_last_contact(case=consultation.case, contact_kinds=contact_kinds)


def _take_promise_back(consultation: Consultation, at: datetime) -> None:
    """What was promised in a talk that was none is not owed; the nearest other promise comes next."""
    case, said = consultation.case, consultation.next_action
    drop_promises(keeper_id=case.organisation_id, case_id=case.pk, title=said, at=at)
    Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk, next_action=said).update(
        next_action="", next_action_on=None, version=F("version") + 1
    )
    settle_next_action(case=case)


def _refuse_what_cannot_be(talk: Talk, at: datetime) -> None:
    if talk.level >= Level.PSYCHOLOGICAL:
        raise PsychologicalRecord(field="level")
    if talk.on > local_day(at) or (talk.starts_at and talk.starts_at > at):
        raise NotYetHeld(field="on")
    refuse_crossed_times(talk.starts_at, talk.ends_at)


def refuse_crossed_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Refuse an end that does not follow the start; unknown times cross nothing.

    :raises EndsBeforeStart: it does not, or by more than twelve hours
    """
    if starts_at and ends_at and not rules.is_sensible_length(starts_at, ends_at):
        raise EndsBeforeStart(start=f"{local_moment(starts_at):%H:%M}", field="ends_at")


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


def _change_promise(case: Case, promised: tuple[str, date | None], talk: Talk) -> None:
    """Let the next act follow the corrected record, where it still is the one promised in it."""
    title, due_on = promised
    if promised == (talk.next_action, talk.next_action_on):
        return
    Case.objects.filter(
        organisation_id=case.organisation_id, pk=case.pk, next_action=title, next_action_on=due_on
    ).update(
        next_action=talk.next_action, next_action_on=talk.next_action_on, version=F("version") + 1
    )
    if due_on and talk.next_action_on:
        change(
            keeper_id=case.organisation_id,
            case_id=case.pk,
            title=title,
            due_on=due_on,
            to_title=talk.next_action,
            to_due_on=talk.next_action_on,
        )
    settle_next_action(case=case)


def _promise_next(by: Actor, case: Case, talk: Talk, owner_id: Any, at: datetime) -> None:
    """Write down what is owed; without a day or an owner it is planned only."""
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
        return
    Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk).update(
        next_action=talk.next_action,
        next_action_on=talk.next_action_on,
        version=F("version") + 1,
    )
