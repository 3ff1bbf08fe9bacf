"""Cases as the desks ask for them: which ones, by what, and what surrounds one of them."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import live_grants, visible
from bansou.people.cases.models import Assignment, Case, Enrolment
from bansou.people.persons.queries import find_persons
from bansou.programmes.models import SchemeVersion


class Whose(StrEnum):
    """Whose cases a list shows."""

    MINE = "mine"
    ALL = "all"
    NOBODYS = "none"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How a list of cases is narrowed; empty values narrow nothing."""

    whose: Whose = Whose.MINE
    asked: str = ""
    category: str = ""
    stage: str = ""
    only_late: bool = False
    only_stalled: bool = False


def cases_for(
    actor: Actor, narrowing: Narrowing, today: date, stalled_until: date
) -> QuerySet[Case]:
    """The cases that `actor` may list, narrowed; running ones unless something is searched for.

    The organisation is named beside the row policy, because only then the index gives the order.
    """
    cases = Case.objects.filter(_whose(actor, narrowing.whose, today))
    cases = visible(actor, cases, today, action="case.list", case="id")
    if narrowing.asked:
        cases = cases.filter(_asked(narrowing.asked))
    else:
        cases = cases.filter(closed_on=None)
    if narrowing.category:
        cases = cases.filter(category=narrowing.category)
    if narrowing.stage:
        cases = cases.filter(stage=narrowing.stage)
    if narrowing.only_late:
        cases = cases.filter(next_action_on__lt=today)
    if narrowing.only_stalled:
        cases = cases.filter(last_contact_on__lte=stalled_until)
    return cases


def _whose(actor: Actor, whose: Whose, today: date) -> Q:
    own = Q(organisation_id=actor.organisation_id)
    if whose is Whose.MINE:
        return own & Q(responsible_id=actor.membership_id)
    if whose is Whose.NOBODYS:
        return own & Q(responsible=None)
    if whose is Whose.REFERRED:
        to_us = Q(to_organisation_id=actor.organisation_id)
        return Q(pk__in=live_grants(actor, today, to_us).values("case_id"))
    return own


def _asked(text: str) -> Q:
    """By part of a name or reading, of the alias of a case without a name, or of a number."""
    asked = unicodedata.normalize("NFKC", text).strip()
    found = Q(person_id__in=find_persons(text)) | Q(person=None, alias__icontains=asked)
    if any(letter.isdigit() for letter in asked):
        found |= Q(number__icontains=asked)
    return found


def waiting_for_somebody(actor: Actor) -> QuerySet[Case]:
    """Running cases of the organisation for which nobody is responsible."""
    return Case.objects.filter(
        organisation_id=actor.organisation_id, closed_on=None, responsible=None
    )


def latest_enrolment(case: Case, day: date) -> Enrolment | None:
    """The enrolment in force on a day, else the latest one; with its programme and, as
    `scheme_text`, the text of the scheme in force there on the day."""
    version = SchemeVersion.objects.filter(
        organisation_id=OuterRef("organisation_id"), programme_id=OuterRef("programme_id")
    )
    begun = version.filter(valid_from__lte=day).order_by("-number").values("text")[:1]
    first = version.order_by("number").values("text")[:1]
    enrolments = (
        Enrolment.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related("programme")
        .annotate(begun_text=Subquery(begun), first_text=Subquery(first))
        .order_by("-from_on")
    )
    found: list[Any] = list(enrolments)
    for enrolment in found:
        enrolment.scheme_text = enrolment.begun_text or enrolment.first_text
    in_force = [e for e in found if e.from_on <= day <= (e.until_on or date.max)]
    return next(iter(in_force or found), None)


def assignments_of(case: Case) -> QuerySet[Assignment]:
    """Who was responsible and when, the present one first."""
    return (
        Assignment.objects.filter(organisation_id=case.organisation_id, case=case)
        .select_related("membership__user", "membership__organisation")
        .order_by("-from_on", "-id")
    )
