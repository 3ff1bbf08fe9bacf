"""Reading a programme's indicators: the definition in force applied to the facts of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from bansou.engines.indicators.answer import Answer, Number
from bansou.engines.indicators.evaluate import evaluate
from bansou.engines.indicators.fingerprint import definition_digest
from bansou.engines.indicators.grammar import Definition, Definitions
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.scope import Scope
from bansou.engines.indicators.standing import StandingFacts
from bansou.evidence.indicators.models import Measure, Target
from bansou.evidence.indicators.rules import Frozen
from bansou.evidence.sources import facts_of
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.shape import Scheme

PERCENT = ("％", "%")


@dataclass(frozen=True)
class Reading:
    """One indicator read at one day: its definition, its answer with evidence, its target."""

    programme: Programme
    scheme_day: date
    scheme: Scheme
    definition: Definition
    scope: Scope
    lists: Lists
    others: Definitions
    standing: StandingFacts
    answer: Answer
    target: Fraction | None

    @cached_property
    def definition_digest(self) -> str:
        """Digest of what is counted; label and printed unit are not in it."""
        return definition_digest(self.definition, self.lists, self.others)

    @property
    def value(self) -> Number | None:
        """The answer as its unit prints it: a share in ％ is a hundred times as much."""
        return printed(self.definition, self.answer.value)

    @property
    def rate(self) -> Fraction | None:
        """Actual over target; None where either is missing or the target is 0."""
        if self.value is None or not self.target:
            return None
        return Fraction(self.value) / self.target


def printed(definition: Definition, value: Number | None) -> Number | None:
    """A value of an indicator as its printed unit says it."""
    is_share = definition.kind in ("ratio", "retention")
    return 100 * value if value is not None and is_share and definition.unit in PERCENT else value


def readings(programme: Programme, as_of: date) -> list[Reading]:
    """Every indicator of the programme's scheme, in the scheme's order, on the facts as they stand.

    :param as_of: day of the data; the scheme in force is that of this day, or of the programme's
        last day once it is over
    """
    return readings_by(programme, scheme_on(programme, scheme_day(programme, as_of)), as_of)


def readings_by(
    programme: Programme,
    scheme: Scheme,
    as_of: date,
    *,
    only: str | None = None,
    standing: StandingFacts | None = None,
) -> list[Reading]:
    """The indicators of a scheme that may not be in force, on the programme's facts as they stand.

    :param only: id of the one indicator that is wanted
    :param standing: the facts, where they have been gathered for a scheme that has them told alike
    """
    definitions = scheme.in_force(programme.fiscal_year).values()
    asked = [d for d in definitions if only in (None, d.id)]
    return read_each(programme, scheme, asked, as_of, standing)


def read_each(
    programme: Programme,
    scheme: Scheme,
    definitions: Iterable[Definition],
    as_of: date,
    standing: StandingFacts | None = None,
) -> list[Reading]:
    """Definitions, whether the scheme has them or not, on the programme's facts as they stand."""
    if standing is None:
        standing = StandingFacts.of(facts_of(programme, scheme))
    scope = scope_of(programme, as_of, has_facts=_has_facts(standing, programme))
    lists = scheme.lists()
    targets = targets_of(programme)
    others = scheme.in_force(programme.fiscal_year)
    return [
        Reading(
            programme=programme,
            scheme_day=scheme_day(programme, as_of),
            scheme=scheme,
            definition=definition,
            scope=scope,
            lists=lists,
            others=others,
            standing=standing,
            answer=evaluate(definition, standing, scope, lists, others),
            target=targets.get(definition.id),
        )
        for definition in definitions
    ]


def _has_facts(standing: StandingFacts, programme: Programme) -> bool:
    """Tell whether any record of the programme has arrived, be it taken back again."""
    key = str(programme.pk)
    return any(fact.programme == key for fact in (*standing.facts, *standing.withdrawn))


def scheme_day(programme: Programme, as_of: date) -> date:
    """The day whose scheme counts: today within the programme's time, else its nearer end."""
    return min(max(as_of, programme.starts_on), programme.ends_on)


def scope_of(programme: Programme, as_of: date, *, has_facts: bool) -> Scope:
    """The question put to the definitions; without any record the value is missing, not zero."""
    return Scope(
        fiscal_year=programme.fiscal_year,
        as_of=as_of,
        programmes=frozenset({str(programme.pk)}),
        programme_from=programme.starts_on,
        programme_until=programme.ends_on,
        reported=has_facts,
    )


def targets_of(programme: Programme) -> Mapping[str, Fraction]:
    """The target in force of each indicator: its latest revision."""
    rows = (
        Target.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .order_by("revision")
        .values_list("indicator", "value")
    )
    return {indicator: Fraction(value) for indicator, value in rows}


def target_history(programme: Programme, indicator: str) -> list[Target]:
    """All revisions of one target, the latest first."""
    return list(
        Target.objects.filter(
            organisation_id=programme.organisation_id, programme=programme, indicator=indicator
        ).order_by("-revision")
    )


def measures_of(programme: Programme, indicator: str) -> list[Measure]:
    """The numbers frozen of one indicator, the latest first."""
    return list(
        Measure.objects.filter(
            organisation_id=programme.organisation_id, programme=programme, indicator=indicator
        ).order_by("-taken_at")
    )


def latest_measures(programme: Programme) -> list[Measure]:
    """The number frozen last of each indicator that has one."""
    return list(
        Measure.objects.filter(organisation_id=programme.organisation_id, programme=programme)
        .order_by("indicator", "-taken_at", "-id")
        .distinct("indicator")
    )


@dataclass(frozen=True)
class MeasurePage:
    """One page of frozen numbers; `after` is the key to go on from, None at the end."""

    rows: list[Measure]
    total: int
    after: UUID | None = None


def page_of_measures(
    programme: Programme, *, after: UUID | None = None, size: int = 50
) -> MeasurePage:
    """The frozen numbers of a programme, the latest first: keys follow the time.

    :param after: key of the last row of the page before
    """
    rows = Measure.objects.filter(organisation_id=programme.organisation_id, programme=programme)
    total = rows.count()
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: size + 1])
    goes_on = len(found) > size
    return MeasurePage(found[:size], total, found[size - 1].pk if goes_on else None)


def frozen_units(measure: Measure) -> list[Frozen]:
    """The units that a frozen number counted, with the references of their records."""
    return [Frozen(unit["unit"], tuple(unit["facts"])) for unit in measure.evidence]
