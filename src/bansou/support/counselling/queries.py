"""Sessions, records and summaries of a case, and the cases of a psychologist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.db.models.lookups import IsNull

from bansou.commons.access.models import Grant
from bansou.commons.access.queries import live_grants
from bansou.people.answering.models import DisclosureRequest
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.counselling.models import (
    CounsellingFile,
    CounsellingRecord,
    CounsellingSummary,
)
from bansou.support.counselling.recording import ASSESSMENT, HELD, kind_of
from bansou.support.counselling.releases import SealedRelease


@dataclass(frozen=True, slots=True)
class Held:
    """How often somebody was counselled: sessions of talk, and assessments apart."""

    consultations: int
    assessments: int


def sessions_of(case: Case) -> QuerySet[Step]:
    """The sessions of a case that count, the latest first."""
    return (
        Step.objects.filter(
            organisation_id=case.organisation_id, case=case, kind=HELD, withdrawn_at=None
        )
        .select_related("by__user")
        .order_by("-on", "-id")
    )


def held_in(sessions: Iterable[Step]) -> Held:
    """Consultations and assessments among sessions, counted apart."""
    kinds = [kind_of(step) for step in sessions]
    assessments = kinds.count(ASSESSMENT)
    return Held(len(kinds) - assessments, assessments)


def records_of(case: Case) -> QuerySet[CounsellingRecord]:
    """The records of a case, as far as the transaction may see them: for its team alone."""
    return CounsellingRecord.objects.filter(organisation_id=case.organisation_id, case=case)


def record_of(key: UUID) -> CounsellingRecord | None:
    """One record, as far as the transaction may see it."""
    return (
        CounsellingRecord.objects.select_related(
            "case__person", "case__organisation", "step", "written_by__user"
        )
        .filter(pk=key)
        .first()
    )


def file_of(key: UUID) -> CounsellingFile | None:
    """One file, as far as the transaction may see it."""
    return CounsellingFile.objects.select_related("record__case").filter(pk=key).first()


def summaries_of(case: Case) -> QuerySet[CounsellingSummary]:
    """What was agreed to be known of a case, the latest first."""
    return (
        CounsellingSummary.objects.filter(
            organisation_id=case.organisation_id, case=case, step__withdrawn_at=None
        )
        .select_related("step", "written_by__user")
        .order_by("-agreed_on", "-id")
    )


def cases_of_team(membership_id: UUID | None, today: date) -> QuerySet[Case]:
    """The cases in whose team somebody is on a day, with the day of the latest session."""
    mine = live_grants(today, Q(to_membership_id=membership_id, source=Grant.Source.COUNSELLING))
    held = Q(steps__kind=HELD, steps__withdrawn_at=None)
    return (
        Case.objects.filter(pk__in=mine.values("case_id"))
        .select_related("person", "responsible__user")
        .annotate(last_session_on=Max("steps__on", filter=held))
        .order_by("-last_session_on", "number")
    )


def cases_led(membership_id: UUID | None, today: date) -> QuerySet[Case]:
    """The cases whose team somebody leads on a day."""
    led = live_grants(
        today, Q(to_membership_id=membership_id, source=Grant.Source.COUNSELLING_LEAD)
    )
    cases = Case.objects.filter(pk__in=led.values("case_id"))
    return cases.select_related("person", "responsible__user").order_by("number")


def releases_of(keeper_id: UUID) -> QuerySet[SealedRelease]:
    """Decisions of a body that records leave their team, what waits first, then the latest."""
    rows = SealedRelease.objects.filter(organisation_id=keeper_id)
    named = rows.select_related(
        "case__person", "request", "proposed_by__user", "decided_by__user", "handed_by__user"
    )
    return named.order_by(IsNull(F("decided_at"), True).desc(), "-id")


#: Where two releases name one version of a record, the one further on counts.
_ONWARD = (SealedRelease.State.PROPOSED, SealedRelease.State.APPROVED, SealedRelease.State.HANDED)


@dataclass(frozen=True, slots=True)
class Released:
    """How far a record is on its way out: its session, and the state of its latest version."""

    session: str
    state: str


def released_for(request: DisclosureRequest, *states: str) -> list[Released]:
    """Of each record that goes with a request, how far its latest version is.

    :param states: in which releases count; all but declined ones if none is named
    """
    rows = releases_of(request.organisation_id).filter(request=request, state__in=states or _ONWARD)
    found: dict[UUID, tuple[tuple[int, int], Released]] = {}
    for one in rows:
        at = _ONWARD.index(SealedRelease.State(one.state))
        for record, version, session in zip(one.records, one.versions, one.sessions, strict=True):
            if record not in found or found[record][0] < (version, at):
                found[record] = ((version, at), Released(session, one.state))
    return [far for _at, far in found.values()]


def releases_about(case: Case) -> QuerySet[SealedRelease]:
    """Decisions that records of a case leave their team, the latest first."""
    return releases_of(case.organisation_id).filter(case=case).order_by("-id")
