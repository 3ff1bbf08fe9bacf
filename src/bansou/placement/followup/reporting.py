"""What a company says about whether somebody is still there; it answers no follow-up by itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.placement.followup.models import StayReport
from bansou.placement.followup.told import Employed


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

    :param employed: whom the company is told of
    :param key: of the follow-up
    :raises NotAskedAnyMore: the company is not asked about it
    """
    case_id = next((one.case_id for one in employed if any(d.key == key for d in one.days)), None)
    if case_id is None:
        raise NotAskedAnyMore()
    said = {"answer": StayReport.Answer(answer), "by_id": by.membership_id, "said_at": at}
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


def reports_on(follow_ups: Iterable[UUID]) -> dict[UUID, StayReport]:
    """What companies said, by follow-up, as far as the transaction may see it."""
    found = StayReport.objects.filter(follow_up_id__in=list(follow_ups)).select_related("by__user")
    return {report.follow_up_id: report for report in found}
