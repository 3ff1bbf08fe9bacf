"""What is still to come of outreach when a case is closed: none of it stays behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import JST
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.support.outreach.conferences.changing import call_off_conference
from bansou.support.outreach.conferences.models import CaseConference
from bansou.support.outreach.teams.dispatching import withdraw_request
from bansou.support.outreach.teams.models import DispatchRequest
from bansou.support.outreach.visits.actions import call_off
from bansou.support.outreach.visits.models import OutreachVisit


class VisitNotRecorded(Refusal):
    """The day of a visit is over, and nobody wrote how it went."""

    code = "outreach.visit_not_recorded"
    message = _(
        "終わっているはずの訪問・同行が、まだ「予定」のままです。"
        "「訪問・専門チーム」で、行ったときは記録を、行かなかったときは取りやめを入れてから、終結にしてください。"
    )


class ConferenceNotClosed(Refusal):
    """The day of a conference is over, and nobody closed it."""

    code = "outreach.conference_not_closed"
    message = _(
        "日が過ぎたケース会議が、まだ「予定」のままです。"
        "「訪問・専門チーム」で、開いたときは終了を、開かなかったときは取りやめを入れてから、終結にしてください。"
    )


@dataclass(frozen=True, slots=True)
class ToCome:
    """Visits and conferences that are planned, and requests that nobody has decided."""

    visits: Sequence[OutreachVisit]
    conferences: Sequence[CaseConference]
    dispatches: Sequence[DispatchRequest]


def to_come(case: Case) -> ToCome:
    """What of outreach is open on a case, the earliest first."""
    of_case = {"organisation_id": case.organisation_id, "case": case}
    visits = OutreachVisit.objects.filter(**of_case, state=OutreachVisit.State.PLANNED)
    conferences = CaseConference.objects.filter(**of_case, state=CaseConference.State.PLANNED)
    dispatches = DispatchRequest.objects.filter(**of_case, state=DispatchRequest.State.REQUESTED)
    return ToCome(
        visits=list(visits.order_by("on", "id")),
        conferences=list(conferences.order_by("on", "id")),
        dispatches=list(dispatches.select_related("team", "case").order_by("id")),
    )


def _has_begun(one: OutreachVisit | CaseConference, at: datetime) -> bool:
    return datetime.combine(one.on, one.starts_at, JST) <= at


def call_off_what_is_to_come(*, by: Actor, case: Case, reason: str, at: datetime) -> None:
    """Call off visits and conferences of a case, and take back requests for the team.

    :raises VisitNotRecorded: a visit has begun, and it is not said how it went
    :raises ConferenceNotClosed: a conference has begun, and nobody closed it
    """
    left = to_come(case)
    if any(_has_begun(visit, at) for visit in left.visits):
        raise VisitNotRecorded()
    if any(_has_begun(conference, at) for conference in left.conferences):
        raise ConferenceNotClosed()
    for visit in left.visits:
        call_off(visit=visit, because=reason, at=at)
    for conference in left.conferences:
        call_off_conference(conference=conference, because=reason, at=at)
    for dispatch in left.dispatches:
        withdraw_request(by=by, dispatch=dispatch, because=reason, at=at)
