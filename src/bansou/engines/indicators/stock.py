"""Counting units that are in a state at the close of the scope's last day."""

from datetime import date

from bansou.engines.indicators.answer import Answer, EvidenceRow, Reason
from bansou.engines.indicators.events import UNIT_OF
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.grammar import StockDefinition
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.scope import Period, Scope, period_of
from bansou.engines.indicators.sift import Sift, fallen, may_count, one_row_per_unit, reason_outside
from bansou.engines.indicators.standing import StandingFacts


def count_stock(
    definition: StockDefinition, standing: StandingFacts, scope: Scope, lists: Lists
) -> Answer:
    """Evaluate one definition of kind "stock".

    A unit is out from the day it ends; a beginning later than its last end brings it back.
    """
    same = UNIT_OF[definition.count]
    period = Period(date.min, period_of(definition.scope, scope).until)
    sift = Sift(not_counted=fallen(standing, definition.events))
    for fact in standing.named(definition.events):
        unit = standing.unit(fact, same)
        if outside := reason_outside(fact, period, scope):
            sift.drop(fact, outside)
        elif may_count(fact, unit, same, definition.where, lists, sift) and unit:
            sift.kept.append((unit, fact))
    ends = _last_ends(definition, standing, scope, period)
    rows = _rows(sift, ends)
    not_counted, unknown = sift.put_aside()
    return Answer(definition.id, len(rows), rows, not_counted, unknown)


def _last_ends(
    definition: StockDefinition, standing: StandingFacts, scope: Scope, period: Period
) -> dict[str, Fact]:
    """Find each unit's last end in the scope; an end without a programme ends in every one."""
    ends: dict[str, Fact] = {}
    for fact in standing.named(definition.ends_by):
        unit = standing.unit(fact, UNIT_OF[definition.count])
        if unit and fact.on in period and (fact.programme is None or scope.takes(fact)):
            ends[unit] = fact
    return ends


def _rows(sift: Sift, ends: dict[str, Fact]) -> tuple[EvidenceRow, ...]:
    """Give one row for each unit still in, by the fact that has kept it in since."""
    kept: list[tuple[str, Fact]] = []
    for unit, fact in sift.kept:
        end = ends.get(unit)
        if end and fact.on <= end.on:
            sift.drop(fact, Reason.ENDED, instead=end.id)
        else:
            kept.append((unit, fact))
    return one_row_per_unit(kept, sift)
