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
from bansou.schemes.shape import DEMANDS, Scheme, Stage

#: Before a stage's key, in place of an indicator's id.
PREFIX = "part."


#: A hire is no support: it stands apart from the stage that begins with it.
HIRED = f"{PREFIX}hired"


@dataclass(frozen=True)
class Part:
    """One part of the support, or the hires: who was in it, and how many of them by pathway.

    :ivar by_pathway: by the pathway's key, an empty one where none is written
    """

    reading: Reading
    demand: str
    by_pathway: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many people, or companies on the employers' side, were in it; each counts once."""
        return len(self.reading.answer.rows)

    def shared_with(self, other: "Part") -> int:
        """How many of the people in it were in another part too."""
        theirs = {row.unit_key for row in other.reading.answer.rows}
        return sum(row.unit_key in theirs for row in self.reading.answer.rows)

    @property
    def is_of_employers(self) -> bool:
        return self.demand == DEMANDS["employer"]


def parts_of(programme: Programme, as_of: date) -> list[Part]:
    """Every part of the programme's scheme, in its order, on the facts as they stand."""
    scheme = scheme_on(programme, scheme_day(programme, as_of))
    asked = [each for stage in scheme.stages for each in _definitions(scheme, stage)]
    found = read_each(programme, scheme, [definition for definition, _demand in asked], as_of)
    pathways = _pathways(programme, found)
    return [
        Part(reading, demand, Counter(_by_pathway(reading, pathways)))
        for reading, (_definition, demand) in zip(found, asked, strict=True)
    ]


def part_reading(programme: Programme, name: str, as_of: date) -> Reading | None:
    """The reading of one part, by its stage's key after the prefix."""
    found = (part.reading for part in parts_of(programme, as_of))
    return next((reading for reading in found if reading.definition.id == name), None)


def _definitions(scheme: Scheme, stage: Stage) -> Iterator[tuple[EventDefinition, str]]:
    """What is counted of a stage, with how it is asked for; hires among its acts come apart."""
    if any(act in STEP_KINDS for act in stage.acts):
        act = scheme.act(EVENT)
        yield _definition(HIRED, act.label if act else "就職", [EVENT]), ""
    acts = [act for act in stage.acts if act not in STEP_KINDS]
    if acts:
        is_of_employers = stage.demand == "employer"
        name = f"{PREFIX}{stage.key}"
        yield _definition(name, stage.title, acts, of_employers=is_of_employers), stage.demand_label


def _definition(
    name: str, label: str, events: Sequence[str], *, of_employers: bool = False
) -> EventDefinition:
    return EventDefinition(
        id=name,
        label=label,
        unit="社" if of_employers else "人",
        kind="event",
        events=tuple(events),
        count="corporations" if of_employers else "people",
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
