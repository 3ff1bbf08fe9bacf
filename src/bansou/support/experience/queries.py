"""Visits and trials as the desks and other rooms ask for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from bansou.employers.hosts.models import HostPlace
from bansou.people.cases.models import Case
from bansou.people.cases.queries import Enrolled, enrolled_each
from bansou.programmes.models import Programme
from bansou.support.experience import rules
from bansou.support.experience.models import (
    Experience,
    ExperienceDay,
    InsuredPerson,
    InternshipPolicy,
)

_Kind, _State = Experience.Kind, Experience.State


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendedDay:
    """One day on which somebody was at a workplace: what an allowance is paid for.

    :param key: of the day's row; it stays the same for ever, so that nothing is paid twice
    :param kind: "visit" (職場見学) or "trial" (職場体験)
    :param minutes: how long they were there, without the break and what they missed
    """

    key: UUID
    case_id: UUID
    experience_id: UUID
    programme_id: UUID
    kind: str
    on: date
    minutes: int
    employer: str


def attended_days(
    programme: Programme, from_on: date, until_on: date, *, case: Case | None = None
) -> list[AttendedDay]:
    """The days attended in a programme's visits and trials between two days, both included.

    By day, then by key. Days that were missed as a whole are left out; of a day missed in part the
    minutes attended are given. A day marked anew keeps its key.

    :param case: the days of this case only
    """
    days = ExperienceDay.objects.filter(
        organisation_id=programme.organisation_id,
        experience__programme=programme,
        state=ExperienceDay.State.ATTENDED,
        on__range=(from_on, until_on),
    ).select_related("experience__host__company")
    if case is not None:
        days = days.filter(case=case)
    return [
        AttendedDay(
            key=day.pk,
            case_id=day.case_id,
            experience_id=day.experience_id,
            programme_id=programme.pk,
            kind=day.experience.kind,
            on=day.on,
            minutes=day.attended_minutes,
            employer=day.experience.host.company.name,
        )
        for day in days.order_by("on", "id")
    ]


def experiences_of(case: Case) -> QuerySet[Experience]:
    """A case's visits and trials, the latest first."""
    return _known(
        Experience.objects.filter(organisation_id=case.organisation_id, case=case)
    ).order_by("-requested_on", "-id")


def experience_of(key: UUID) -> Experience | None:
    """One visit or trial, as far as the transaction may see it."""
    return _known(Experience.objects.filter(pk=key)).first()


def open_experiences(keeper_id: UUID) -> QuerySet[Experience]:
    """The visits and trials of a keeper that go on, those that were asked for first first."""
    rows = Experience.objects.filter(organisation_id=keeper_id, state__in=Experience.OPEN)
    return _known(rows).order_by("requested_on", "id")


def to_be_arranged(keeper_id: UUID) -> int:
    """How many visits and trials wait for a host and days."""
    rows = Experience.objects.filter(organisation_id=keeper_id, state=_State.REQUESTED)
    return rows.count()


def ended_experiences(keeper_id: UUID) -> QuerySet[Experience]:
    """Those that have ended or were declined, the latest first."""
    over = Experience.objects.filter(organisation_id=keeper_id).exclude(state__in=Experience.OPEN)
    return _known(over).order_by("-ended_on", "-id")


def _known(rows: QuerySet[Experience]) -> QuerySet[Experience]:
    return (
        rows.select_related("case__person", "case__responsible__user", "programme", "host__company")
        .prefetch_related("days", "confirmations", "evaluations")
        .annotate(first_on=Min("days__on"), last_on=Max("days__on"))
    )


def days_of_keeper(keeper_id: UUID, from_on: date, until_on: date) -> QuerySet[ExperienceDay]:
    """Every day of a keeper's visits and trials between two days that is or was to be held."""
    return (
        ExperienceDay.objects.filter(organisation_id=keeper_id, on__range=(from_on, until_on))
        .exclude(experience__state=_State.DECLINED)
        .select_related("experience__case__person", "experience__host__company")
        .order_by("on", "experience__starts_at", "id")
    )


def hosts_for(keeper_id: UUID, kind: str) -> QuerySet[HostPlace]:
    """The host places of a keeper that take visits, or trials, and are open, by company."""
    takes = Q(takes_visits=True) if kind == _Kind.VISIT else Q(takes_trials=True)
    return (
        HostPlace.objects.filter(
            takes, organisation_id=keeper_id, closed_on=None, withdrawn_at=None
        )
        .select_related("company")
        .order_by("company__name_key", "title", "id")
    )


def taken_on(host: HostPlace, days: Iterable[date], *, but: Experience) -> Mapping[date, int]:
    """How many others are expected at a host on each of these days."""
    others = ExperienceDay.objects.filter(
        organisation_id=host.organisation_id,
        experience__host=host,
        experience__state__in=Experience.SEATED,
        on__in=list(days),
    ).exclude(experience=but)
    counts: dict[date, int] = {}
    for on in others.values_list("on", flat=True):
        counts[on] = counts.get(on, 0) + 1
    return counts


def confirmed_by(experience: Experience) -> set[str]:
    """Who has confirmed the terms as they are now."""
    return {one.party for one in experience.confirmations.all() if one.terms == experience.terms}


def uninsured_days(experience: Experience, days: Iterable[date]) -> tuple[date, ...]:
    """Which of these days lie outside the cover of the insurances on whose lists the person is."""
    kind = "covers_visits" if experience.kind == _Kind.VISIT else "covers_trials"
    insured = InsuredPerson.objects.filter(
        Q(**{f"policy__{kind}": True}),
        organisation_id=experience.organisation_id,
        case_id=experience.case_id,
    )
    return rules.uncovered(days, list(insured.values_list("from_on", "until_on")))


def policies_of(keeper_id: UUID) -> QuerySet[InternshipPolicy]:
    """A keeper's insurances, the one that lasts longest first."""
    return (
        InternshipPolicy.objects.filter(organisation_id=keeper_id)
        .select_related("programme")
        .prefetch_related("insured")
        .order_by("-ends_on", "insurer", "id")
    )


def insured_by(policy: InternshipPolicy) -> Sequence[InsuredPerson]:
    """Who is on the list of an insurance, in the order in which they were put there."""
    return list(
        InsuredPerson.objects.filter(organisation_id=policy.organisation_id, policy=policy)
        .select_related("case__person")
        .order_by("from_on", "id")
    )


def awaiting_insurance(keeper_id: UUID, on: date) -> list[Experience]:
    """Arranged visits and trials that need an insurance by their scheme, with days outside all."""
    seated = list(open_experiences(keeper_id).filter(state__in=Experience.SEATED))
    enrolled = enrolled_each((one.case, on) for one in seated)
    asking = [one for one in seated if _asks_insurance(one, enrolled.get(one.case_id))]
    covers: dict[tuple[UUID, str], list[tuple[date, date]]] = defaultdict(list)
    people = InsuredPerson.objects.filter(
        organisation_id=keeper_id, case_id__in={one.case_id for one in asking}
    )
    for person in people.select_related("policy"):
        for kind in _Kind:
            if person.policy.covers(kind):
                covers[person.case_id, kind].append((person.from_on, person.until_on))
    return [
        one
        for one in asking
        if rules.uncovered([day.on for day in one.days.all()], covers[one.case_id, one.kind])
    ]


def _asks_insurance(one: Experience, enrolled: Enrolled | None) -> bool:
    """Tell whether the scheme in force for its case asks for an insurance."""
    rules_in_force = enrolled.scheme.experience if enrolled else None
    limits = rules_in_force.limits(one.kind) if rules_in_force else None
    return limits is not None and limits.asks_insurance


@dataclass(frozen=True, slots=True)
class Mismatch:
    """How often one reason was given in one industry; an empty reason was not said.

    :param industry: letter of the Japan Standard Industrial Classification; empty if not known
    """

    industry: str
    reason: str
    number: int


def declined_because(keeper_id: UUID, from_on: date, until_on: date) -> list[Mismatch]:
    """Why visits and trials were declined between two days, by industry and reason."""
    return _because(keeper_id, from_on, until_on, Q(state=_State.DECLINED))


def ended_because(keeper_id: UUID, from_on: date, until_on: date) -> list[Mismatch]:
    """What did not suit in visits and trials that ended between two days; who was content is not in it."""
    did_not_suit = Q(state=_State.ENDED) & (
        ~Q(mismatch_reason="") | Q(outcome=Experience.Outcome.LEFT)
    )
    return _because(keeper_id, from_on, until_on, did_not_suit)


def _because(keeper_id: UUID, from_on: date, until_on: date, which: Q) -> list[Mismatch]:
    rows = (
        Experience.objects.filter(
            which, organisation_id=keeper_id, ended_on__range=(from_on, until_on)
        )
        .values_list("host__company__industry", "mismatch_reason")
        .annotate(number=Count("id"))
        .order_by("host__company__industry", "-number", "mismatch_reason")
    )
    return [Mismatch(industry or "", reason, number) for industry, reason, number in rows]
