"""Hires as facts."""

from collections.abc import Iterator
from datetime import date

from bansou.engines.indicators.facts import Fact
from bansou.people.facts import Tags, Times, programme_on
from bansou.placement.hires.actions import KIND, REGULAR
from bansou.placement.hires.converting import KIND as CONVERSION
from bansou.placement.hires.models import Hire
from bansou.programmes.models import Programme

#: Kinds of steps whose facts come from here.
STEP_KINDS = frozenset({KIND, CONVERSION})
EVENT, CONVERTED, LEFT = "hired", "converted_to_regular", "job.left"
#: Events that no step is written of: they are told of a hire, and so is its beginning.
TOLD_ONLY = frozenset({EVENT, CONVERTED, LEFT})
#: What the keys of the facts begin with.
_CALLED = {EVENT: "hire", CONVERTED: "converted", LEFT: "left"}


def hire_facts(programme: Programme, times: Times, tags: Tags) -> Iterator[Fact]:
    """A fact for every hire on the programme's cases, every conversion, every job that was left.

    What is not known stays empty. `hire` ties what speaks of one hire together.
    """
    hires = Hire.objects.filter(
        organisation_id=programme.organisation_id, case_id__in=list(times)
    ).select_related("step", "case", "company")
    for hire in hires.iterator(chunk_size=2000):
        yield _fact(hire, programme, times, tags, EVENT, hire.hired_on)
        if hire.regular_on:
            yield _fact(hire, programme, times, tags, CONVERTED, hire.regular_on)
        if hire.left_on:
            yield _fact(hire, programme, times, tags, LEFT, hire.left_on)


def _fact(hire: Hire, programme: Programme, times: Times, tags: Tags, event: str, on: date) -> Fact:
    company = hire.company
    return Fact(
        id=f"{_CALLED[event]}:{hire.pk}",
        event=event,
        tags=tags.get(event, frozenset()),
        on=on,
        organisation=str(programme.organisation_id),
        programme=programme_on(times, hire.case_id, hire.hired_on),
        case=str(hire.case_id),
        person=str(hire.case.person_id) if hire.case.person_id else None,
        corporation=(company.corporate_number or str(company.pk)) if company else None,
        fields={
            "employment_type": REGULAR if event == CONVERTED else hire.employment_type,
            "industry": hire.industry,
            "qualification_used": hire.uses_qualification,
            "qualification": hire.qualification_used,
            "route": hire.route,
            "evidence_level": hire.evidence_level,
            "employer": hire.employer_name,
            "leaving_reason": hire.leaving_reason,
            "hire": str(hire.pk),
        },
        withdrawn=hire.step.withdrawn_at is not None,
        recorded_at=hire.step.recorded_at,
    )
