"""The parts of a scheme as figures: how many people were in each, by the pathway that they took.

What is counted is an indicator like any other, made from the stage: it opens to its records.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bansou.engines.indicators.grammar import EventDefinition
from bansou.evidence.indicators.queries import Reading, read_each, scheme_day
from bansou.people.cases.models import Case
from bansou.placement.facts import EVENT, STEP_KINDS
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.shape import Scheme, Stage

#: Before a stage's key, in place of an indicator's id.
PREFIX = "part."


@dataclass(frozen=True)
class Part:
    """One part of the support: its stage, who was in it, and how many of them by pathway.

    :ivar by_pathway: by the pathway's key, an empty one where none is written
    """

    stage: Stage
    reading: Reading
    by_pathway: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many people, or companies on the employers' side, were in it; each counts once."""
        return len(self.reading.answer.rows)

    @property
    def is_of_employers(self) -> bool:
        return self.stage.demand == "employer"


def parts_of(programme: Programme, as_of: date) -> list[Part]:
    """Every part of the programme's scheme, in its order, on the facts as they stand."""
    scheme = scheme_on(programme, scheme_day(programme, as_of))
    stages = [stage for stage in scheme.stages if stage.acts]
    found = read_each(programme, scheme, [_definition(scheme, s) for s in stages], as_of)
    pathways = _pathways(programme, found)
    return [
        Part(stage, reading, Counter(_by_pathway(reading, pathways)))
        for stage, reading in zip(stages, found, strict=True)
    ]


def part_reading(programme: Programme, name: str, as_of: date) -> Reading | None:
    """The reading of one part, by its stage's key after the prefix."""
    return next((p.reading for p in parts_of(programme, as_of) if _name(p.stage) == name), None)


def _name(stage: Stage) -> str:
    return f"{PREFIX}{stage.key}"


def _definition(scheme: Scheme, stage: Stage) -> EventDefinition:
    is_of_employers = stage.demand == "employer"
    return EventDefinition(
        id=_name(stage),
        label=stage.title,
        unit="社" if is_of_employers else "人",
        kind="event",
        events=tuple(EVENT if act in STEP_KINDS else act for act in stage.acts),
        count="corporations" if is_of_employers else "people",
        scope="fiscal_year",
    )


def _pathways(programme: Programme, found: Sequence[Reading]) -> Mapping[str, str]:
    """The pathway written on each case that was counted."""
    cases = {UUID(row.fact.case) for it in found for row in it.answer.rows if row.fact.case}
    rows = Case.objects.filter(organisation_id=programme.organisation_id, pk__in=cases)
    return {str(key): pathway for key, pathway in rows.values_list("pk", "pathway")}


def _by_pathway(reading: Reading, pathways: Mapping[str, str]) -> Iterator[str]:
    for row in reading.answer.rows:
        if row.fact.case:
            yield pathways.get(row.fact.case, "")
