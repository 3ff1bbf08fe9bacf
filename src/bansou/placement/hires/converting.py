"""正規雇用化: that a job which began as another kind of employment has become regular."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import together
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import keep_about
from bansou.people.cases.promising import ABOUT_HIRE, settle_next_action
from bansou.people.steps.actions import (
    AlreadyWithdrawn,
    add_step,
    correct_step,
    withdraw_step,
)
from bansou.people.steps.models import Step
from bansou.placement.hires.actions import REGULAR, may_be_converted
from bansou.placement.hires.models import Hire

KIND = "hire.converted"


class RegularFromTheBeginning(Refusal):
    """The job began as regular work, or nobody knows as what."""

    code = "placement.regular_from_the_beginning"
    message = _(
        "正規雇用で始まった就職か、雇用形態が不明の就職です。"
        "非正規で始まったときは、先に就職の記録の雇用形態を直してください。"
    )


class ConvertedOutsideTheJob(Refusal):
    """The day lies before the hire, after the last day, or has not come yet."""

    code = "placement.converted_outside_the_job"
    message = _("正社員になった日は、%(first)sから%(last)sまでの日にしてください。")


class NotConverted(Refusal):
    """There is no conversion to take back."""

    code = "placement.not_converted"
    message = _("正社員になった日の記録がありません。画面を開き直してください。")


def record_conversion(
    *, by: Actor, hire: Hire, on: date, today: date, at: datetime, seen_version: int | None = None
) -> None:
    """Write down from which day the job is regular, or put that day right; the timeline follows.

    :param seen_version: the version of the hire that was opened
    :raises bansou.people.steps.actions.AlreadyWithdrawn: the hire was taken back
    :raises RegularFromTheBeginning: it began as regular work, or as nobody knows what
    :raises ConvertedOutsideTheJob: the day is none of the job's, or has not come
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody saved in between
    """
    if hire.step.withdrawn_at:
        raise AlreadyWithdrawn()
    if hire.employment_type in ("", REGULAR):
        raise RegularFromTheBeginning()
    if on > today or not may_be_converted(hire, on):
        last = min(hire.left_on or today, today)
        raise ConvertedOutsideTheJob(
            first=wareki(hire.hired_on), last=wareki(last), field="regular_on"
        )
    seen = hire.version if seen_version is None else seen_version
    with together():
        step = _written(by, hire, on, at)
        save_seen(hire, seen, regular_on=on, conversion_step=step)
        keep_about(
            keeper_id=hire.organisation_id,
            case_id=hire.case_id,
            subject=ABOUT_HIRE,
            keys=[hire.pk],
            at=at,
        )
        settle_next_action(case=hire.case)


def _written(by: Actor, hire: Hire, on: date, at: datetime) -> Step:
    """The record on the timeline: the one there is with its day put right, or a new one."""
    step, fields = hire.conversion_step, {"hire": str(hire.pk)}
    title = f"正社員への転換　{hire.employer_name}"
    if step is None:
        return add_step(
            by=by,
            case=hire.case,
            kind=KIND,
            on=on,
            title=title,
            at=at,
            level=hire.level,
            fields=fields,
        )
    correct_step(step=step, on=on, title=title, fields=fields, member_id=step.by_id)
    return step


def withdraw_conversion(*, hire: Hire, because: str, at: datetime) -> None:
    """Take the conversion back (取消): it stays on the timeline with its reason and counts no more.

    :raises NotConverted: there is none
    """
    step = hire.conversion_step
    if step is None:
        raise NotConverted()
    with together():
        withdraw_step(step=step, at=at, because=because)
        save_seen(hire, hire.version, regular_on=None, conversion_step=None)
