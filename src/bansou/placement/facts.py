"""Hires as facts."""

from collections.abc import Iterator

from bansou.engines.indicators.facts import Fact
from bansou.people.facts import Tags, Times, programme_on
from bansou.placement.hires.actions import KIND
from bansou.placement.hires.models import Hire
from bansou.programmes.models import Programme

#: Kinds of steps whose facts come from here.
STEP_KINDS = frozenset({KIND})
EVENT = "hired"


def hire_facts(programme: Programme, times: Times, tags: Tags) -> Iterator[Fact]:
    """One fact for every hire on the programme's cases; what is not known stays empty."""
    hires = Hire.objects.filter(
        organisation_id=programme.organisation_id, case_id__in=list(times)
    ).select_related("step", "case", "company")
    for hire in hires.iterator(chunk_size=2000):
        company = hire.company
        yield Fact(
            id=f"hire:{hire.pk}",
            event=EVENT,
            tags=tags.get(EVENT, frozenset()),
            on=hire.hired_on,
            organisation=str(programme.organisation_id),
            programme=programme_on(times, hire.case_id, hire.hired_on),
            case=str(hire.case_id),
            person=str(hire.case.person_id) if hire.case.person_id else None,
            corporation=(company.corporate_number or str(company.pk)) if company else None,
            fields={
                "employment_type": hire.employment_type,
                "industry": hire.industry,
                "qualification_used": hire.uses_qualification,
                "qualification": hire.qualification_used,
                "route": hire.route,
                "evidence_level": hire.evidence_level,
                "employer": hire.employer_name,
            },
            withdrawn=hire.step.withdrawn_at is not None,
            recorded_at=hire.step.recorded_at,
        )
