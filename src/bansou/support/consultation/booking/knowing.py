"""Whether a counsellor may know of the case for which their time is promised."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from bansou.commons.access.queries import live_grants
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis
from bansou.people.cases.models import Case
from bansou.support.consultation.booking.refusals import NotReferred


def refuse_unreferred(
    *, case: Case | None, member_id: UUID, starts_at: datetime, at: datetime
) -> None:
    """Say no where the counsellor works for a body to which the case was not referred.

    :raises NotReferred: the counsellor's body may not know of the case
    """
    if case is None:
        return
    body = Membership.objects.values_list("organisation_id", flat=True).get(pk=member_id)
    if not may_know(case, body, local_day(starts_at), at):
        raise NotReferred()


def may_know(case: Case, body: UUID, day: date, at: datetime) -> bool:
    """Tell whether counsellors of a body may know of the case on a day.

    A referral has to be in force when the time is promised and when the person comes.
    """
    if body == case.organisation_id:
        return True
    return all(_is_referred(case, body, it) for it in (local_day(at), day))


def _is_referred(case: Case, body: UUID, day: date) -> bool:
    referred = live_grants(day, Q(to_organisation_id=body))
    return referred.filter(case_id=case.pk, basis=Basis.CONTRACT).exists()
