"""Counting who is still there after so many calendar months."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bansou.engines.indicators.answer import Answer, EvidenceRow, NotCounted, Part, Reason, Unknown
from bansou.engines.indicators.days import months_after
from bansou.engines.indicators.facts import Fact, is_known
from bansou.engines.indicators.grammar import RetentionDefinition
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.scope import Scope, period_of
from bansou.engines.indicators.sift import (
    Sift,
    fallen,
    may_count,
    one_row_per_unit,
    reason_outside,
)
from bansou.engines.indicators.standing import StandingFacts


def count_retention(
    definition: RetentionDefinition, standing: StandingFacts, scope: Scope, lists: Lists
) -> Answer:
    """Evaluate one definition of kind "retention", for each person's first start in the scope."""
    period = period_of(definition.scope, scope)
    sift = Sift(not_counted=fallen(standing, definition.start))
    for fact in standing.named(definition.start):
        unit = standing.unit(fact, "person")
        if outside := reason_outside(fact, period, scope):
            sift.drop(fact, outside)
        elif may_count(fact, unit, "person", definition.start_where, lists, sift) and unit:
            sift.kept.append((unit, fact))
    starts = one_row_per_unit(sift.kept, sift)
    outcomes = _Outcomes(
        definition,
        scope.as_of,
        _by_unit(standing, standing.named(definition.end)),
        _by_unit(standing, standing.named(definition.proof) if definition.proof else ()),
    )
    parts = tuple(_horizon(months, starts, outcomes, sift) for months in definition.horizons)
    last = parts[-1]
    return Answer(definition.id, last.value, last.rows, last.not_counted, last.unknown, parts)


def _by_unit(standing: StandingFacts, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    by_unit: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if unit := standing.unit(fact, "person"):
            by_unit[unit].append(fact)
    return by_unit


def _horizon(
    months: int, starts: Iterable[EvidenceRow], outcomes: "_Outcomes", before: Sift
) -> Part:
    sift = Sift(not_counted=list(before.not_counted), unknown=list(before.unknown))
    stayed, left = [], 0
    for row in starts:
        verdict = outcomes.after(months, row)
        if isinstance(verdict, NotCounted):
            sift.not_counted.append(verdict)
            left += verdict.reason is Reason.LEFT
        elif isinstance(verdict, Unknown):
            sift.unknown.append(verdict)
        else:
            stayed.append(row)
    not_counted, unknown = sift.put_aside()
    observable = len(stayed) + left
    rate = Fraction(len(stayed), observable) if observable else None
    name, label = f"months_{months}", f"{months}か月"
    return Part(name, label, rate, tuple(stayed), not_counted, unknown, observable)


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """What became of each start, as far as the day of the data can see."""

    definition: RetentionDefinition
    as_of: date
    ends: dict[str, list[Fact]]
    proofs: dict[str, list[Fact]]

    def after(self, months: int, start: EvidenceRow) -> EvidenceRow | NotCounted | Unknown:
        day = months_after(start.fact.on, months)
        if day > self.as_of:
            return NotCounted(start.fact, Reason.NOT_YET)
        for end in self._of_start(self.ends, start):
            if end.on < day:
                return NotCounted(start.fact, Reason.LEFT, instead=end.id)
        if self.definition.proof and not any(
            day <= proof.on <= self.as_of for proof in self._of_start(self.proofs, start)
        ):
            return Unknown(start.fact, "proof")
        return start

    def _of_start(self, facts: dict[str, list[Fact]], start: EvidenceRow) -> Iterable[Fact]:
        """Give the unit's facts from the start on that speak of this start."""
        link = self.definition.link
        for fact in facts.get(start.unit_key, ()):
            if fact.on >= start.fact.on and (link is None or _linked(fact, start.fact, link)):
                yield fact


def _linked(fact: Fact, start: Fact, link: str) -> bool:
    """Tell whether two facts share a field; where either leaves it out, they may."""
    mine, theirs = fact.fields.get(link), start.fields.get(link)
    return mine == theirs or not (is_known(mine) and is_known(theirs))
