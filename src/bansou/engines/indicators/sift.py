"""Parting the facts of some events into those that may count and those that may not, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bansou.engines.indicators.answer import EvidenceRow, NotCounted, Reason, Unknown
from bansou.engines.indicators.conditions import judge
from bansou.engines.indicators.facts import Fact, in_order
from bansou.engines.indicators.grammar import Conditions, Events
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.scope import Period, Scope
from bansou.engines.indicators.standing import StandingFacts, matches


@dataclass(slots=True)
class Sift:
    """Facts that may count, with their unit's key, and what has fallen through so far."""

    kept: list[tuple[str, Fact]] = field(default_factory=list)
    not_counted: list[NotCounted] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def drop(self, fact: Fact, reason: Reason, instead: str | None = None) -> None:
        self.not_counted.append(NotCounted(fact, reason, instead=instead))

    def put_aside(self) -> tuple[tuple[NotCounted, ...], tuple[Unknown, ...]]:
        """Give what did not count and what is not known, in order."""
        return (
            tuple(sorted(self.not_counted, key=lambda n: in_order(n.fact))),
            tuple(sorted(self.unknown, key=lambda u: in_order(u.fact))),
        )


def fallen(standing: StandingFacts, events: Events) -> list[NotCounted]:
    """Give the facts of some events that were withdrawn or corrected."""
    withdrawn = [NotCounted(f, Reason.WITHDRAWN) for f in standing.withdrawn if matches(f, events)]
    corrected = [
        NotCounted(f, Reason.SUPERSEDED, instead=head.id)
        for f, head in standing.superseded
        if matches(f, events)
    ]
    return withdrawn + corrected


def reason_outside(fact: Fact, period: Period, scope: Scope) -> Reason | None:
    """Say why a fact lies outside of the scope, if it does."""
    if fact.on not in period:
        return Reason.OUTSIDE_PERIOD
    if scope.takes(fact):
        return None
    if fact.programme is not None:
        return Reason.OTHER_PROGRAMME
    is_of_a_case = fact.case is not None or fact.person is not None
    return Reason.NOT_ENROLLED if is_of_a_case else Reason.NO_PROGRAMME


def may_count(
    fact: Fact, unit: str | None, missing_unit: str, where: Conditions, lists: Lists, sift: Sift
) -> bool:
    """Tell whether a fact is known to meet the conditions and to have a unit; note why not."""
    judgement = judge(fact, where, lists)
    if judgement.failed:
        sift.not_counted.append(NotCounted(fact, Reason.CONDITION, judgement.failed))
    elif judgement.missing:
        sift.unknown.append(Unknown(fact, judgement.missing.field))
    elif unit is None:
        sift.unknown.append(Unknown(fact, missing_unit))
    else:
        return True
    return False


def one_row_per_unit(kept: Iterable[tuple[str, Fact]], sift: Sift) -> tuple[EvidenceRow, ...]:
    """Give a row for each unit, by its first fact; note the further ones as not counted.

    The rows come in the order of those first facts, since `kept` is in order.
    """
    facts_of: dict[str, list[Fact]] = {}
    for unit, fact in kept:
        facts_of.setdefault(unit, []).append(fact)
    for first, *further in facts_of.values():
        for fact in further:
            sift.drop(fact, Reason.ALREADY_COUNTED, instead=first.id)
    return tuple(EvidenceRow(u, first, tuple(more)) for u, (first, *more) in facts_of.items())
