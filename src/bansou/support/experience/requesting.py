"""Asking for a visit or trial on a case, and declining one; declining costs nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend
from bansou.commons.rows import Level
from bansou.employers.hosts.models import HostPlace
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.steps.actions import add_step
from bansou.people.steps.queries import counts_of
from bansou.programmes.models import Programme
from bansou.schemes.experience import ExperienceLimits, ExperienceRules
from bansou.schemes.shape import Scheme
from bansou.schemes.stages import Lock, lock_on
from bansou.support.experience.models import Experience
from bansou.support.experience.refusals import (
    BegunAlready,
    ConsultationFirst,
    HostTakesNone,
    NoExperience,
    OverAlready,
    ReasonUnknown,
    WishesMissing,
)

REQUESTED, DECLINED = "workplace.requested", "workplace.declined"
VISITED, TRIED = "workplace.visited", "workplace.tried"
_Kind, _State = Experience.Kind, Experience.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: a visit or trial, why, in the person's own words, and perhaps where."""

    kind: str
    wishes: str
    goal: str
    host: HostPlace | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a programme lets the person of a case do at workplaces on a day."""

    programme: Programme
    scheme: Scheme
    rules: ExperienceRules

    def limits(self, kind: str) -> ExperienceLimits | None:
        """How far a visit or trial may go; None where the programme has no such thing."""
        return self.rules.limits(kind)

    @property
    def kinds(self) -> list[str]:
        """The kinds that the programme offers."""
        return [kind for kind in _Kind if self.limits(kind)]


def request_experience(
    *,
    by: Actor,
    case: Case,
    wanted: Wanted,
    on: date,
    at: datetime,
    is_history: bool = False,
) -> Experience:
    """Ask for a visit or trial on a case, with its step on the spine.

    `is_history` is for rows of a ledger: the case may have ended since.

    :raises CaseClosed: the case has ended
    :raises NoExperience: its programme offers no such thing
    :raises ConsultationFirst: the scheme asks for consultations before
    :raises WishesMissing: what the person wishes for is not written down
    :raises HostTakesNone: the host named takes none of the kind
    """
    if not (case.is_open or (is_history and case.was_open_on(on))):
        raise CaseClosed()
    offered = open_to_experience(case, on)
    if offered.limits(wanted.kind) is None:
        raise NoExperience(field="kind")
    if not wanted.wishes.strip():
        raise WishesMissing(field="wishes")
    if wanted.host:
        refuse_host(wanted.host, wanted.kind, on)
    with transaction.atomic():
        experience = Experience.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            programme=offered.programme,
            kind=wanted.kind,
            wishes=wanted.wishes,
            goal=wanted.goal,
            host=wanted.host,
            requested_on=on,
        )
        add_step(
            by=by,
            case=case,
            kind=REQUESTED,
            on=on,
            title=f"{experience.title}の申込み",
            note=wanted.wishes,
            at=at,
            level=Level.CASEWORK,
            fields=fields_of(experience),
        )
    return experience


def offered_on(case: Case, on: date) -> Offered | None:
    """What the case's programme offers on a day; None where it offers nothing."""
    enrolled = enrolled_on(case, on)
    rules = enrolled.scheme.experience if enrolled else None
    if enrolled is None or rules is None:
        return None
    return Offered(enrolled.programme, enrolled.scheme, rules)


def open_to_experience(case: Case, on: date) -> Offered:
    """What the case's programme offers, if nothing locks it.

    :raises NoExperience: it offers neither visits nor trials
    :raises ConsultationFirst: a required stage is not done yet
    """
    offered = offered_on(case, on)
    if offered is None:
        raise NoExperience()
    lock = lock_on_experience(case, offered.scheme, on)
    if lock:
        raise ConsultationFirst(rule=lock.sentence)
    return offered


def lock_on_experience(case: Case, scheme: Scheme, on: date | None = None) -> Lock | None:
    """What must be recorded before; an earlier visit or trial does not open the way.

    :param on: the day of the request, whose lock only records up to then open; None: today's
    """
    own = scheme.stage_of(TRIED)
    counts = counts_of([case], until=on)[case.pk]
    others = {kind: n for kind, n in counts.items() if own is None or kind not in own.acts}
    return lock_on(scheme, TRIED, others)


def refuse_host(host: HostPlace, kind: str, on: date) -> None:
    """Refuse a host place that takes no visits, or no trials, or none any more on a day.

    :raises HostTakesNone: it does not
    """
    takes = host.takes_visits if kind == _Kind.VISIT else host.takes_trials
    is_closed = host.closed_on is not None and host.closed_on <= on
    if not takes or is_closed or host.withdrawn_at:
        raise HostTakesNone(kind=_Kind(kind).label, field="host")


def decline(
    *,
    by: Actor,
    experience: Experience,
    declined_by: str,
    on: date,
    at: datetime,
    reason: str = "",
    because: str = "",
) -> None:
    """Decline a visit or trial that has not begun; a reason may be given and need not be.

    It costs nothing: it may be asked for again on the same day, at the same host.

    :param declined_by: one of the parties: person, host, office
    :param reason: one of the scheme's reasons
    :raises OverAlready: it has ended or was declined
    :raises BegunAlready: somebody has been there already, so that it ends with an outcome
    :raises ReasonUnknown: the scheme has no such reason
    """
    refuse_reason(experience, reason, on)
    with transaction.atomic():
        held = locked(experience)
        if held.days.exclude(state="planned").exists():
            raise BegunAlready()
        amend(
            held,
            only_if={},
            state=_State.DECLINED,
            declined_by=declined_by,
            mismatch_reason=reason,
            ended_because=because,
            ended_on=on,
        )
        who = Experience.Party(declined_by).label
        add_step(
            by=by,
            case=held.case,
            kind=DECLINED,
            on=on,
            title=f"{held.title}の見送り（{who}から）",
            note=because,
            at=at,
            level=Level.CASEWORK,
            fields={**fields_of(held), "mismatch_reason": reason},
        )


def locked(experience: Experience) -> Experience:
    """It as it is on record now, kept from others until the transaction ends.

    :raises OverAlready: it has ended or was declined meanwhile
    """
    held = (
        Experience.objects.select_for_update(of=("self",))
        .select_related("case", "host__company")
        .get(organisation_id=experience.organisation_id, pk=experience.pk)
    )
    refuse_over(held)
    return held


def refuse_over(experience: Experience) -> None:
    """Refuse what is over already.

    :raises OverAlready: it has ended or was declined
    """
    if not experience.is_open:
        raise OverAlready(state=experience.get_state_display())


def refuse_reason(experience: Experience, reason: str, on: date) -> None:
    """Refuse a reason that the scheme does not have.

    :raises ReasonUnknown: it has not
    """
    offered = offered_on(experience.case, on)
    known = {one.key for one in offered.scheme.mismatch_reasons} if offered else set()
    if reason and reason not in known:
        raise ReasonUnknown(field="reason")


def fields_of(experience: Experience) -> dict[str, str]:
    """What steps about a visit or trial say besides their title."""
    employer = {"employer": experience.host.company.name} if experience.host else {}
    return {**employer, "experience": str(experience.pk)}
