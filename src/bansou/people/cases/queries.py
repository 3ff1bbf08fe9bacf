"""Cases as the desks ask for them: which ones, by what, and what surrounds one of them."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import live_grants, visible
from bansou.commons.database.arrays import IsOneOf
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.text import is_kana, name_key
from bansou.people.cases.models import Assignment, Case, Enrolment
from bansou.people.cases.rules import pattern_of_number, pattern_of_whole_number
from bansou.people.persons.queries import is_called
from bansou.programmes.models import Programme, SchemeVersion
from bansou.programmes.queries import programmes_running_on, read, scheme_on
from bansou.schemes.shape import Scheme


class Whose(StrEnum):
    """Whose cases a list shows."""

    MINE = "mine"
    ALL = "all"
    NOBODYS = "none"
    REFERRED = "referred"


class Household(StrEnum):
    """What was found out about the household: no and unknown are two answers (8050世帯)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_HOUSEHOLDS = {
    Household.YES: Q(household_8050_on__isnull=False),
    Household.NO: Q(household_not_8050_on__isnull=False),
    Household.UNKNOWN: Q(household_8050_on=None, household_not_8050_on=None),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How a list of cases is narrowed; empty values narrow nothing."""

    whose: Whose = Whose.MINE
    asked: str = ""
    #: The key of the member whose cases are asked for, in place of `whose`.
    responsible: str = ""
    category: str = ""
    stage: str = ""
    only_late: bool = False
    only_stalled: bool = False
    household: str = ""
    #: Without those that an ended year left open.
    only_current: bool = False


def cases_for(
    actor: Actor, narrowing: Narrowing, today: date, stalled_until: date
) -> QuerySet[Case]:
    """The cases that `actor` may list, narrowed; running ones unless something is searched for.

    The organisation is named beside the row policy, because only then the index gives the order.
    """
    cases = Case.objects.filter(_whose(actor, narrowing.whose, today))
    if narrowing.responsible:
        cases = cases.filter(responsible_id=narrowing.responsible)
    are_own = narrowing.whose is not Whose.REFERRED
    cases = visible(actor, cases, today, action="case.list", case="id", are_own=are_own)
    cases = _found(cases, narrowing.asked) if narrowing.asked else cases.filter(closed_on=None)
    if narrowing.category:
        cases = cases.filter(category=narrowing.category)
    if narrowing.stage:
        cases = cases.filter(stage=narrowing.stage)
    if narrowing.only_late:
        cases = cases.filter(next_action_on__lt=today, closed_on=None)
    if narrowing.only_stalled:
        cases = cases.filter(last_contact_on__lte=stalled_until, closed_on=None)
    if narrowing.household:
        household = _HOUSEHOLDS[Household(narrowing.household)]
        cases = cases.filter(household, casework_read_by(actor))
    if narrowing.only_current:
        cases = cases.exclude(is_left_open(today))
    return cases


def casework_read_by(actor: Actor) -> Q:
    """The cases of a list whose casework its reader may open: all where they supervise, else their own.

    Since when somebody has been at home, and with whom they live, is told of no others there.
    """
    own = Q(organisation_id=actor.organisation_id)
    if actor.role == Role.SUPERVISING_COUNSELLOR:
        return own
    return own & Q(responsible_id=actor.membership_id, responsible__isnull=False, closed_on=None)


def is_left_open(today: date) -> Q:
    """Running cases that an ended fiscal year left open (以前の年度のまま開いているケース).

    Nothing was recorded for a year, and no programme that runs has them: such as people of an earlier
    year whose ledger was taken in to report on it. Nobody has fallen silent there, and nobody waits;
    they are to be closed, or to be taken up.
    """
    since = today - timedelta(days=365)
    runs = Enrolment.objects.filter(
        Q(until_on=None) | Q(until_on__gte=today),
        organisation_id=OuterRef("organisation_id"),
        case=OuterRef("pk"),
        programme__ends_on__gte=today,
    )
    spoken = Q(last_contact_on__isnull=False, last_contact_on__lt=since)
    before = spoken | Q(last_contact_on=None, opened_on__lt=since)
    return Q(closed_on=None) & before & ~Q(Exists(runs))


def left_open(keeper_id: UUID, today: date) -> QuerySet[Case]:
    """The keeper's cases that an ended fiscal year left open."""
    return Case.objects.filter(is_left_open(today), organisation_id=keeper_id)


def _whose(actor: Actor, whose: Whose, today: date) -> Q:
    own = Q(organisation_id=actor.organisation_id)
    if whose is Whose.MINE:
        return own & Q(responsible_id=actor.membership_id)
    if whose is Whose.NOBODYS:
        return own & Q(responsible=None)
    if whose is Whose.REFERRED:
        to_us = Q(to_organisation_id=actor.organisation_id)
        return Q(pk__in=live_grants(today, to_us).values("case_id"))
    return own


def _found(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """By part of a name or reading, of the alias of a case without a name, or of a number.

    What each of them finds is brought together as keys, so that each has its own index.
    """
    asked = unicodedata.normalize("NFKC", text).strip()
    ways = [_called(text), Q(person=None, alias__icontains=asked)]
    if any(letter.isdigit() for letter in asked):
        meant = Q(number__iregex=pattern_of_number(asked))
        ways.append(Q(number__icontains=asked) | meant)
    first, *others = (cases.filter(way).order_by().values("pk") for way in ways)
    return cases.filter(IsOneOf("pk", ArraySubquery(first.union(*others, all=True))))


def case_numbered(keeper_id: UUID, asked: str) -> Case | None:
    """The keeper's case that somebody names by its number, however they type it.

    None where the number as typed is no case's and more than one could be meant.
    """
    cases = Case.objects.filter(organisation_id=keeper_id).select_related("person")
    if exact := cases.filter(number=asked).first():
        return exact
    meant = list(cases.filter(number__iregex=pattern_of_whole_number(asked))[:2])
    return meant[0] if len(meant) == 1 else None


def _called(text: str) -> Q:
    """Cases of persons called so. Letters that are all kana stand together in the reading.

    The pairs of letters by which the index finds サトウ are in イトウ サトシ too.
    """
    found = is_called("person_id", text)
    if is_kana(text):
        found &= Q(person__name_key__contains=name_key(text))
    return found


class Load(NamedTuple):
    """How many running cases a member (None: nobody) is responsible for, and how many are quiet.

    Those that an ended year left open are counted apart, and nowhere else.
    """

    member_id: UUID | None
    name: str | None
    cases: int
    stalled: int
    left_open: int = 0


def loads(keeper_id: UUID, today: date, stalled_until: date) -> list[Load]:
    """The running cases of a keeper by who is responsible, by name."""
    is_left = is_left_open(today)
    rows = (
        Case.objects.filter(organisation_id=keeper_id, closed_on=None)
        .values_list("responsible_id", "responsible__user__name")
        .annotate(
            all=Count("pk", filter=~is_left),
            stalled=Count("pk", filter=Q(last_contact_on__lte=stalled_until) & ~is_left),
            left=Count("pk", filter=is_left),
        )
        .order_by("responsible__user__name", "responsible_id")
    )
    return [Load(*row) for row in rows]


def with_running_cases(keeper_id: UUID) -> QuerySet[Membership]:
    """The keeper's members who are responsible for running cases, by name."""
    running = Case.objects.filter(
        organisation_id=keeper_id, responsible_id=OuterRef("pk"), closed_on=None
    )
    members = Membership.objects.filter(Exists(running), organisation_id=keeper_id)
    return members.order_by("user__name", "pk")


def running_cases_of(member: Membership) -> QuerySet[Case]:
    """The running cases for which a member is responsible."""
    return Case.objects.filter(
        organisation_id=member.organisation_id, responsible=member, closed_on=None
    )


def waiting_for_somebody(actor: Actor) -> QuerySet[Case]:
    """Running cases of the organisation for which nobody is responsible."""
    return Case.objects.filter(
        organisation_id=actor.require_organisation(), closed_on=None, responsible=None
    )


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A case's place in a programme, and the programme's scheme in force on the day asked for."""

    enrolment: Enrolment
    scheme: Scheme

    @property
    def programme(self) -> Programme:
        programme: Programme = self.enrolment.programme
        return programme


def enrolled_on(case: Case, day: date) -> Enrolled | None:
    """The enrolment in force on a day, else the latest that began by then, else the first.

    None without any, and for whoever may not read the keeper's programmes.
    """
    versions = SchemeVersion.objects.filter(
        organisation_id=OuterRef("organisation_id"), programme_id=OuterRef("programme_id")
    )
    begun = versions.filter(valid_from__lte=day).order_by("-number").values("text")[:1]
    first = versions.order_by("number").values("text")[:1]
    found: list[Any] = list(
        Enrolment.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related("programme")
        .annotate(scheme_text=Coalesce(Subquery(begun), Subquery(first)))
        .exclude(scheme_text=None)
        .order_by("-from_on")
    )
    chosen = _in_force(found, day)
    return Enrolled(chosen, read(chosen.scheme_text)) if chosen else None


def enrolled_each(cases: Iterable[tuple[Case, date]]) -> Mapping[UUID, Enrolled]:
    """The same for many cases, each with its day, by case; those without a place are left out."""
    days = {case.pk: (case.organisation_id, day) for case, day in cases}
    found: defaultdict[UUID, list[Enrolment]] = defaultdict(list)
    enrolments = (
        Enrolment.objects.filter(
            organisation_id__in={keeper_id for keeper_id, _day in days.values()}, case_id__in=days
        )
        # Many are of few programmes: each of these is made once.
        .prefetch_related("programme")
        .order_by("-from_on")
    )
    for enrolment in enrolments:
        found[enrolment.case_id].append(enrolment)
    scheme = cache(scheme_on)
    chosen = {key: _in_force(of_case, days[key][1]) for key, of_case in found.items()}
    return {
        key: Enrolled(enrolment, scheme(enrolment.programme, days[key][1]))
        for key, enrolment in chosen.items()
        if enrolment
    }


def _in_force(enrolments: Sequence[Enrolment], day: date) -> Enrolment | None:
    """Of enrolments, the latest first: the one in force, else the latest begun, else the first."""
    in_force = [e for e in enrolments if e.from_on <= day <= (e.until_on or date.max)]
    begun_by_then = [e for e in enrolments if e.from_on <= day]
    return next(iter(in_force or begun_by_then or reversed(enrolments)), None)


def programmes_to_join(case: Case, day: date) -> QuerySet[Programme]:
    """The programmes of the case's keeper that run on a day and that it has no place in from then."""
    return programmes_without(case.organisation_id, case.pk, day)


def programmes_without(keeper_id: Any, case_id: Any, day: date) -> QuerySet[Programme]:
    """The same by keys, or by the columns of a query around it."""
    taken = Enrolment.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day), case_id=further_out(case_id)
    )
    return programmes_running_on(keeper_id, day).exclude(pk__in=taken.values("programme_id"))


def further_out(value: Any) -> Any:
    """A column of a query around this one, named from one query further in; a key stays itself."""
    return OuterRef(value) if isinstance(value, OuterRef) else value


def assignments_of(case: Case) -> QuerySet[Assignment]:
    """Who was responsible and when, the present one first."""
    return (
        Assignment.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related("membership__user", "membership__organisation")
        .order_by("-from_on", "-id")
    )


def handed_to(actor: Actor) -> QuerySet[Assignment]:
    """Cases handed over to a member with a summary that they have not accepted yet."""
    return (
        Assignment.objects.filter(
            organisation_id=actor.organisation_id,
            membership_id=actor.membership_id,
            until_on=None,
            accepted_at=None,
            case__closed_on=None,
        )
        .exclude(handover_note="")
        .select_related("case__person")
        .order_by("from_on", "id")
    )
