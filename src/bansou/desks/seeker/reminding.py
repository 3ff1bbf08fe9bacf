"""Reminding somebody by mail on the day before, if they agreed to that: of a time, never of what it is.

A mail that cannot be sent becomes a call that the counsellor owes today; it is tried again at the next
round, and the call is dropped where it went out after all. What was sent or not stands on the timeline,
so that the work can be done again without a second mail.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.actors import Actor
from bansou.commons.clock import day_in_sentence, local_day
from bansou.commons.database.gathering import hold
from bansou.commons.messages.letters import ANSWER_ASKED, DAY_BEFORE
from bansou.commons.rows import Level
from bansou.commons.tasks.actions import drop_promises, promise
from bansou.desks.seeker.coming import Coming, coming_of
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force
from bansou.people.consent.models import Consent
from bansou.people.steps.actions import add_step
from bansou.people.steps.models import Step
from bansou.placement.followup.models import FollowUp
from bansou.support.consultation.booking.actions import mark_reminded
from bansou.support.consultation.booking.models import Booking
from bansou.support.counselling.booking import note_reminded

SENT, FAILED = "reminder.sent", "reminder.failed"
_CALL = gettext_lazy("あしたの予定を電話で知らせる（お知らせメールが届きませんでした）")


def remind(*, by: Actor, case: Case, at: datetime) -> None:
    """Write to the person of a case about tomorrow, once, if they agreed and there is something."""
    agreed = consent_in_force(case, Consent.Purpose.MAIL_REMINDERS)
    if agreed is None or case.person is None or not case.person.email:
        return
    with transaction.atomic():
        hold(case)
        tomorrow = local_day(at) + timedelta(days=1)
        due = [one for one in coming_of(case, at) if one.on == tomorrow and _is_settled(one)]
        asked = FollowUp.objects.filter(case=case, outcome="", dropped_at=None, due_on=tomorrow)
        if _stands(case, SENT, at) or not (due or asked.exists()):
            return
        _write(by, case, case.person.email, due, at)


def _is_settled(one: Coming) -> bool:
    """A time that is only kept for somebody is asked about, not reminded of."""
    return one.booking is None or one.booking.state == Booking.State.BOOKED


def _stands(case: Case, kind: str, at: datetime) -> bool:
    """Whether today's timeline says so already."""
    steps = Step.objects.filter(
        organisation_id=case.organisation_id, case=case, kind=kind, on=local_day(at)
    )
    return steps.exists()


def _write(by: Actor, case: Case, address: str, due: Sequence[Coming], at: datetime) -> None:
    letter = DAY_BEFORE if due else ANSWER_ASKED
    try:
        send_mail(str(letter.subject), str(letter.body) % _said(due, at), None, [address])
    except (OSError, SMTPException):
        if not _stands(case, FAILED, at):
            _have_called(by, case, at)
            _note(by, case, FAILED, _("前日のお知らせメールが届きませんでした"), at)
        return
    drop_promises(keeper_id=case.organisation_id, case_id=case.pk, title=str(_CALL), at=at)
    _note(by, case, SENT, _("前日のお知らせメールを送りました"), at)
    for one in due:
        if one.booking:
            mark_reminded(booking=one.booking, at=at)
        if one.counselling:
            note_reminded(booking=one.counselling, at=at)


def _said(due: Sequence[Coming], at: datetime) -> dict[str, str]:
    """The day and the times; neither where nor what nor with whom."""
    today = local_day(at)
    times = [_("%(time)sから") % {"time": f"{it.starts_at:%H:%M}"} for it in due if it.starts_at]
    return {
        "day": day_in_sentence(today + timedelta(days=1), today),
        "times": "\n".join(sorted(times)),
    }


def _have_called(by: Actor, case: Case, at: datetime) -> None:
    """Whoever is responsible owes a call today instead."""
    if case.responsible_id:
        today = local_day(at)
        promise(
            by=by,
            keeper_id=case.organisation_id,
            title=str(_CALL),
            owner_id=case.responsible_id,
            due_on=today,
            promised_on=today,
            case_id=case.pk,
        )


def _note(by: Actor, case: Case, kind: str, title: str, at: datetime) -> None:
    add_step(
        by=by,
        case=case,
        kind=kind,
        on=local_day(at),
        title=title,
        at=at,
        level=Level.CONTACT,
    )
