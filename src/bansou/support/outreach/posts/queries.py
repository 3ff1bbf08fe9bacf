"""The wards of a city with who is posted there, and how many cases each worker has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Greatest

from bansou.commons.codes.municipalities import Municipality, municipality, wards
from bansou.commons.organisations.models import Organisation
from bansou.people.cases.models import Case
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.posts.rules import gaps


@dataclass(frozen=True, slots=True)
class WardStaff:
    """One ward: who is there, who comes later, and when nobody is there.

    :ivar gaps: the stretches until the last day looked at on which nobody is posted
    """

    area: Municipality
    present: Sequence[WardPosting]
    coming: Sequence[WardPosting]
    gaps: Sequence[tuple[date, date]]


def areas_of(keeper_id: UUID) -> Sequence[Municipality]:
    """The wards of a designated city; another body is one area; none where its code is not known."""
    code = Organisation.objects.get(pk=keeper_id).lg_code
    if not code:
        return ()
    return wards(code) or (municipality(code),)


def postings_of(keeper_id: UUID) -> QuerySet[WardPosting]:
    """All postings of a city, by the day on which they begin."""
    return (
        WardPosting.objects.filter(organisation_id=keeper_id)
        .select_related("member__user")
        .order_by("from_on", "id")
    )


def staff_of_wards(keeper_id: UUID, on: date, until: date) -> list[WardStaff]:
    """Every ward with who is posted on a day and afterwards, and the gaps until another day."""
    rows = postings_of(keeper_id).filter(
        Q(until_on=None) | Q(until_on__gte=on),
        Q(member__until_on=None) | Q(member__until_on__gte=Greatest(on, F("from_on"))),
    )
    by_ward: dict[str, list[WardPosting]] = {}
    for row in rows:
        by_ward.setdefault(row.ward, []).append(row)
    return [_ward(area, by_ward.get(area.code, []), on, until) for area in areas_of(keeper_id)]


def _ward(area: Municipality, rows: Iterable[WardPosting], on: date, until: date) -> WardStaff:
    present = [row for row in rows if row.is_on(on)]
    coming = [row for row in rows if row.from_on > on]
    spans = [(row.from_on, row.leaves_on) for row in (*present, *coming)]
    return WardStaff(area, present, coming, gaps(on, until, spans))


def caseloads(keeper_id: UUID, members: Iterable[UUID]) -> Mapping[UUID, int]:
    """How many running cases each of these members is responsible for; zeros included."""
    wanted = set(members)
    rows = (
        Case.objects.filter(organisation_id=keeper_id, closed_on=None, responsible_id__in=wanted)
        .order_by()
        .values_list("responsible_id")
        .annotate(number=Count("id"))
    )
    return {**dict.fromkeys(wanted, 0), **dict(rows)}
