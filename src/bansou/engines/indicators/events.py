"""Counting things that happened: first the evidence, then its number."""

from dataclasses import dataclass, field

from bansou.engines.indicators.answer import Answer, EvidenceRow, NotCounted, Reason, Unknown
from bansou.engines.indicators.conditions import judge
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.grammar import EventDefinition
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.preceding import Preceding
from bansou.engines.indicators.scope import Scope, period_of
from bansou.engines.indicators.sift import Sift, fallen, one_row_per_unit, reason_outside
from bansou.engines.indicators.standing import Same, StandingFacts

UNIT_OF: dict[str, Same] = {
    "people": "person",
    "cases": "case",
    "corporations": "corporation",
    "establishments": "establishment",
}


def count_events(
    definition: EventDefinition, standing: StandingFacts, scope: Scope, lists: Lists
) -> Answer:
    """Evaluate one definition of kind "event"."""
    after = definition.after
    counting = _Counting(
        definition, standing, lists, Preceding.of(after, standing, lists) if after else None
    )
    period = period_of(definition.scope, scope)
    sift = Sift(not_counted=fallen(standing, definition.events))
    for fact in standing.named(definition.events):
        counting.take(fact, reason_outside(fact, period, scope), sift)
    rows = one_row_per_unit(sift.kept, sift) if definition.count in UNIT_OF else _one_row_each(sift)
    not_counted, unknown = sift.put_aside()
    value = len(rows)
    if definition.count == "amount":
        value = sum(row.fact.amount or 0 for row in rows)
    return Answer(definition.id, value, rows, not_counted, unknown)


@dataclass(slots=True)
class _Counting:
    """One run over the facts of a definition, in order of their days."""

    definition: EventDefinition
    standing: StandingFacts
    lists: Lists
    preceding: Preceding | None
    firsts: dict[str, Fact] = field(default_factory=dict)
    firsts_outside: dict[str, Fact] = field(default_factory=dict)

    def take(self, fact: Fact, outside: Reason | None, sift: Sift) -> None:
        """Put a fact where it belongs; one outside the scope may still be the first of all time."""
        if outside and self.definition.first != "ever":
            sift.drop(fact, outside)
            return
        verdict = self._verdict(fact)
        if outside:
            sift.drop(fact, outside)
            if isinstance(verdict, str):
                self.firsts_outside.setdefault(self._first_unit(fact), fact)
        elif isinstance(verdict, NotCounted):
            sift.not_counted.append(verdict)
        elif isinstance(verdict, Unknown):
            sift.unknown.append(verdict)
        elif earlier := self._earlier(fact):
            sift.drop(fact, Reason.NOT_FIRST, instead=earlier.id)
        else:
            sift.kept.append((verdict, fact))

    def _earlier(self, fact: Fact) -> Fact | None:
        """Find the fact that takes this one's place as the first, where the first is asked for.

        Units count once anyway, so a further fact of one that counts stands beside its first.
        """
        if self.definition.first is None:
            return None
        unit = self._first_unit(fact)
        if unit in self.firsts:
            return None if self.definition.count in UNIT_OF else self.firsts[unit]
        outside = self.firsts_outside.get(unit)
        if outside and outside.on < fact.on:
            return outside
        self.firsts[unit] = fact
        return None

    def _first_unit(self, fact: Fact) -> str:
        same = UNIT_OF.get(self.definition.count, "person")
        return self.standing.unit(fact, same) or f"fact:{fact.id}"

    def _verdict(self, fact: Fact) -> NotCounted | Unknown | str:
        """Give the key of the unit for which a fact may count, or why it may not."""
        judgement = judge(fact, self.definition.where, self.lists)
        if judgement.failed:
            return NotCounted(fact, Reason.CONDITION, judgement.failed)
        if self.preceding:
            same = self.preceding.after.same
            if (other := self.standing.unit(fact, same)) is None:
                return Unknown(fact, same)
            if not self.preceding.has_before(fact, other):
                return NotCounted(fact, Reason.NOT_AFTER)
        if judgement.missing:
            return Unknown(fact, judgement.missing.field)
        return self._unit(fact)

    def _unit(self, fact: Fact) -> Unknown | str:
        count = self.definition.count
        if count in UNIT_OF:
            return self.standing.unit(fact, UNIT_OF[count]) or Unknown(fact, UNIT_OF[count])
        if count == "amount" and fact.amount is None:
            return Unknown(fact, "amount")
        if self.definition.first and self.standing.unit(fact, "person") is None:
            return Unknown(fact, "person")
        return f"fact:{fact.id}"


def _one_row_each(sift: Sift) -> tuple[EvidenceRow, ...]:
    return tuple(EvidenceRow(unit, fact) for unit, fact in sift.kept)
