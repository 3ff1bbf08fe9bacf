"""Visits to employers as facts."""

from collections.abc import Iterator, Mapping

from bansou.employers.models import EmployerVisit
from bansou.engines.indicators.facts import Fact
from bansou.programmes.models import Programme

EVENT = "employer.visited"


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
            corporation=visit.company.corporate_number or str(visit.company.pk),
            fields={"by_role": visit.by.role if visit.by else "", "channel": visit.channel},
            withdrawn=visit.withdrawn_at is not None,
            recorded_at=visit.recorded_at,
        )
