"""Visits to employers, their times on lists and their openings as facts."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from bansou.employers.models import Company, EmployerVisit, Opening, SupportingEmployer
from bansou.engines.indicators.facts import Fact
from bansou.programmes.models import Programme

EVENT = "employer.visited"
LISTED, REMOVED, LAPSED = "employer.listed", "employer.removed", "employer.lapsed"
POSTED = "opening.posted"


def corporation_of(company: Company) -> str:
    """What tells a company from another one: its corporate number, else our own key."""
    return company.corporate_number or str(company.pk)


def visit_facts(programme: Programme, tags: Mapping[str, frozenset[str]]) -> Iterator[Fact]:
    """One fact for every visit by the keeper's staff; within the programme's days it is the programme's."""
    visits = EmployerVisit.objects.filter(organisation_id=programme.organisation_id).select_related(
        "company", "by"
    )
    for visit in visits.iterator(chunk_size=2000):
        within = programme.starts_on <= visit.on <= programme.ends_on
        yield Fact(
            id=f"visit:{visit.pk}",
            event=EVENT,
            tags=tags.get(EVENT, frozenset()),
            on=visit.on,
            organisation=str(programme.organisation_id),
            programme=str(programme.pk) if within else None,
            corporation=corporation_of(visit.company),
            fields={"by_role": visit.by.role if visit.by else "", "channel": visit.channel},
            withdrawn=visit.withdrawn_at is not None,
            recorded_at=visit.recorded_at,
        )


def listing_facts(programme: Programme, tags: Mapping[str, frozenset[str]]) -> Iterator[Fact]:
    """The beginnings and ends of times on lists.

    A list goes on from year to year, so its facts until the programme's last day are the
    programme's, however old they are.
    """
    listings = SupportingEmployer.objects.filter(
        organisation_id=programme.organisation_id
    ).select_related("company")
    for listing in listings.iterator(chunk_size=2000):
        ends = _ends_of(listing)
        for event, on in ((LISTED, listing.listed_on), *([ends] if ends else [])):
            yield _fact(
                programme,
                tags,
                event,
                on,
                listing,
                within=on <= programme.ends_on,
                fields={"employer_list": listing.employer_list},
            )


def _ends_of(listing: SupportingEmployer) -> tuple[str, date] | None:
    """How and when a time on a list ends: by removal, else after the day it was to be renewed."""
    lapse = listing.renew_by + timedelta(days=1) if listing.renew_by else None
    if listing.removed_on and (lapse is None or listing.removed_on <= lapse):
        return REMOVED, listing.removed_on
    return (LAPSED, lapse) if lapse else None


def opening_facts(programme: Programme, tags: Mapping[str, frozenset[str]]) -> Iterator[Fact]:
    """One fact for every opening, on the day it was posted."""
    openings = Opening.objects.filter(organisation_id=programme.organisation_id).select_related(
        "company"
    )
    for opening in openings.iterator(chunk_size=2000):
        yield _fact(
            programme,
            tags,
            POSTED,
            opening.posted_on,
            opening,
            within=programme.starts_on <= opening.posted_on <= programme.ends_on,
            fields={
                "employment_type": opening.employment_type,
                "welcomes_generation": opening.welcomes_generation,
            },
        )


def _fact(
    programme: Programme,
    tags: Mapping[str, frozenset[str]],
    event: str,
    on: date,
    record: SupportingEmployer | Opening,
    *,
    within: bool,
    fields: Mapping[str, Any],
) -> Fact:
    return Fact(
        id=f"{event}:{record.pk}",
        event=event,
        tags=tags.get(event, frozenset()),
        on=on,
        organisation=str(programme.organisation_id),
        programme=str(programme.pk) if within else None,
        corporation=corporation_of(record.company),
        fields=fields,
        withdrawn=record.withdrawn_at is not None,
        recorded_at=record.recorded_at,
    )
