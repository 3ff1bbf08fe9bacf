"""What a supervisor remarks on a record, what its author answers, and that it was read."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.access.queries import may
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership, Role
from bansou.people.steps.models import Step, StepComment, StepReading

#: Who reads comments on records, because they write such records.
_COUNSELLING = frozenset({Role.COUNSELLOR.value, Role.SUPERVISING_COUNSELLOR.value})


class EmptyRemark(Refusal):
    """A comment has no text."""

    code = "people.empty_remark"
    message = _("コメントを書いてから、残してください。")


class NobodyToRemarkTo(Refusal):
    """Whoever wrote the record is not at work any more, and nobody else is responsible."""

    code = "people.nobody_to_remark_to"
    message = _(
        "この記録を書いた人も、ケースの担当も、いまはいないか、あなた自身です。"
        "ケースの担当を決めてから、コメントを書いてください。"
    )


class NothingToAnswer(Refusal):
    """Nobody has remarked anything on this record to the member who wants to answer."""

    code = "people.nothing_to_answer"
    message = _(
        "この記録には、あなたへのコメントがありません。気づいたことは、相談の記録に書いてください。"
    )


def remark(*, by: Actor, step: Step, text: str, at: datetime, today: date) -> StepComment:
    """Remark on a record: to who remarked last to the actor, else to who wrote it.

    Whoever answers has read what was remarked; a supervisor who remarks has read the record.

    :raises EmptyRemark: the comment has no text
    :raises NothingToAnswer: only supervisors begin, and nothing was remarked to the actor
    :raises NobodyToRemarkTo: there is nobody at work whom it could be for
    """
    if not text.strip():
        raise EmptyRemark(field="text")
    with transaction.atomic():
        to_id = _asked_by(by, step) or _concerned(by, step, today)
        comment = StepComment.objects.create(
            organisation_id=step.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=step.case_id,
            step=step,
            level=step.level,
            text=text,
            by_id=by.require_membership(),
            to_id=to_id,
            at=at,
        )
        mark_read(by=by, step=step, at=at)
    return comment


def mark_read(*, by: Actor, step: Step, at: datetime) -> None:
    """Note that the actor has read what was remarked to them and, supervising, the record itself."""
    with transaction.atomic():
        StepComment.objects.filter(
            organisation_id=step.organisation_id,
            step=step,
            to_id=by.require_membership(),
            read_at=None,
        ).update(read_at=at)
        if _supervises(by, step):
            StepReading.objects.get_or_create(
                organisation_id=step.organisation_id,
                step=step,
                defaults={
                    "recorded_by_id": by.require_organisation(),
                    "case_id": step.case_id,
                    "by_id": by.require_membership(),
                    "at": at,
                },
            )


def note_changed(step: Step, level: int) -> None:
    """A record was put right: it waits to be read again, and its comments are as sensitive as it is."""
    rows = {"organisation_id": step.organisation_id, "step": step}
    StepReading.objects.filter(**rows).delete()
    StepComment.objects.filter(**rows).exclude(level=level).update(level=level)


def _supervises(by: Actor, step: Step) -> bool:
    is_theirs = by.organisation_id == step.organisation_id
    return is_theirs and by.role == Role.SUPERVISING_COUNSELLOR


def _asked_by(by: Actor, step: Step) -> object | None:
    """Who remarked last to the actor on this record."""
    asked = StepComment.objects.filter(
        organisation_id=step.organisation_id, step=step, to_id=by.require_membership()
    )
    return asked.order_by("-at", "-id").values_list("by_id", flat=True).first()


def _concerned(by: Actor, step: Step, today: date) -> object:
    """For whom a supervisor's first remark is: who wrote the record, else who is responsible."""
    if not _supervises(by, step):
        raise NothingToAnswer()
    for member in (step.by, step.case.responsible):
        if member and member.pk != by.membership_id and _reads_comments(member, step, today):
            return member.pk
    raise NobodyToRemarkTo()


def _reads_comments(member: Membership, step: Step, today: date) -> bool:
    """Tell whether somebody is at work, writes such records, and may still open this one."""
    in_office = member.from_on <= today <= (member.until_on or date.max)
    if not in_office or member.role not in _COUNSELLING:
        return False
    return may(actor_of(member), "record.remark", step.case.thing(step.level), today)
