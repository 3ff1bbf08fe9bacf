"""What a company says about whether somebody is still there; it answers no follow-up by itself."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import drop_about, promise
from bansou.commons.tasks.models import Task
from bansou.people.cases.promising import ABOUT_HIRE, settle_next_action
from bansou.placement.followup.models import FollowUp, StayReport
from bansou.placement.followup.told import Employed

_Answer = StayReport.Answer
#: What a company may say of itself, on no day of asking: that a job is regular now, or is not after all.
_UNASKED = (_Answer.REGULAR, _Answer.THERE)
#: Within so many days somebody asks the person from which day the job is regular.
_ASK_WITHIN = timedelta(days=7)


class NotAskedAnyMore(Refusal):
    """The follow-up was answered or dropped, or is none of this company's."""

    code = "placement.not_asked_any_more"
    message = _("この確認は、もう終わっています。ページを開き直してください。")


def report_stay(
    *,
    by: Actor,
    company_id: UUID,
    employed: Iterable[Employed],
    key: UUID,
    answer: str,
    at: datetime,
) -> StayReport:
    """Write down what a company says on a day of asking; said again it takes the place of before.

    That a job became regular is said at any time, beside the day of asking that comes next.

    :param employed: whom the company is told of
    :param key: of the follow-up
    :raises NotAskedAnyMore: the company is not asked about it
    """
    case_id = next((one.case_id for one in employed if _hears(one, key, answer)), None)
    if case_id is None:
        raise NotAskedAnyMore()
    said = {"answer": _Answer(answer), "by_id": by.membership_id, "said_at": at}
    report, _is_new = StayReport.objects.update_or_create(
        organisation_id=by.require_keeper(),
        follow_up_id=key,
        defaults={**said, "version": F("version") + 1},
        create_defaults={
            **said,
            "recorded_by_id": by.require_organisation(),
            "case_id": case_id,
            "company_id": company_id,
        },
    )
    return report


def _hears(one: Employed, key: UUID, answer: str) -> bool:
    if answer in _UNASKED and key == one.told_apart:
        return True
    return any(day.key == key for day in one.days)


def promise_to_ask(*, by: Actor, key: UUID, today: date) -> None:
    """Somebody promises to ask the person from which day the job is regular, once only.

    Nothing is owed on a case that has ended.

    :param key: of the follow-up beside which the company said that it is
    """
    follow_up = FollowUp.objects.select_related("case", "hire").get(pk=key)
    case = follow_up.case
    company = follow_up.hire.employer_name
    title = (_now("正社員になった日を本人に確かめる　%(company)s") % {"company": company})[:200]
    same = Task.objects.filter(
        case_id=case.pk,
        subject=ABOUT_HIRE,
        subject_id=follow_up.hire_id,
        done_at=None,
        dropped_at=None,
    )
    if not case.is_open or not case.responsible_id or same.exists():
        return
    promise(
        by=by,
        keeper_id=case.organisation_id,
        title=title,
        owner_id=case.responsible_id,
        due_on=today + _ASK_WITHIN,
        promised_on=today,
        case_id=case.pk,
        subject=ABOUT_HIRE,
        subject_id=follow_up.hire_id,
    )
    settle_next_action(case=case)


def ask_no_more(*, key: UUID, at: datetime) -> None:
    """Nobody has to ask from which day the job is regular: the company says that it is not.

    :param key: of the follow-up beside which the company had said that it is
    """
    follow_up = FollowUp.objects.select_related("case").get(pk=key)
    case = follow_up.case
    about = {"keeper_id": case.organisation_id, "case_id": case.pk}
    with transaction.atomic():
        drop_about(**about, subject=ABOUT_HIRE, keys=[follow_up.hire_id], at=at)
        settle_next_action(case=case)


def reports_on(follow_ups: Iterable[UUID]) -> dict[UUID, StayReport]:
    """What companies said, by follow-up, as far as the transaction may see it."""
    found = StayReport.objects.filter(follow_up_id__in=list(follow_ups)).select_related("by__user")
    return {report.follow_up_id: report for report in found}
