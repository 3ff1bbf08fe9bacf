"""Counting people step by step, and finding where most of them are lost."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bansou.engines.indicators.answer import Answer, EvidenceRow, Part, Reason
from bansou.engines.indicators.days import months_after
from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.grammar import FunnelDefinition, FunnelStep
from bansou.engines.indicators.lists import Lists
from bansou.engines.indicators.scope import Period, Scope, period_of
from bansou.engines.indicators.sift import Sift, fallen, may_count, reason_outside
from bansou.engines.indicators.standing import StandingFacts


def count_funnel(
    definition: FunnelDefinition, standing: StandingFacts, scope: Scope, lists: Lists
) -> Answer:
    """Evaluate one definition of kind "funnel": each person by the earliest facts in step order."""
    cohort = period_of(definition.scope, scope)
    later = cohort if definition.anchor == "each_step" else Period(cohort.since, scope.as_of)
    paths: dict[str, _Path] | None = None
    parts: list[Part] = []
    for step in definition.steps:
        period = cohort if paths is None else later
        facts_of, sift = _facts_of(step, period, standing, scope, lists)
        if paths is None:
            paths = {unit: _Path(facts[0], facts[0]) for unit, facts in facts_of.items()}
        else:
            paths = _next_paths(paths, facts_of, definition.within_months)
        rows = _rows(paths, facts_of, sift, standing)
        not_counted, unknown = sift.put_aside()
        out_of = len(parts[-1].rows) if parts else None
        parts.append(Part(step.id, step.label, len(rows), rows, not_counted, unknown, out_of))
    last = parts[-1]
    return Answer(
        definition.id,
        last.value,
        last.rows,
        last.not_counted,
        last.unknown,
        tuple(parts),
        _largest_drop(parts),
    )


@dataclass(frozen=True, slots=True)
class _Path:
    """How far one person has come: the first step's fact and the latest step's."""

    first: Fact
    latest: Fact


def _facts_of(
    step: FunnelStep, period: Period, standing: StandingFacts, scope: Scope, lists: Lists
) -> tuple[dict[str, list[Fact]], Sift]:
    facts_of: dict[str, list[Fact]] = {}
    sift = Sift(not_counted=fallen(standing, step.events))
    for fact in standing.named(step.events):
        unit = standing.unit(fact, "person")
        if outside := reason_outside(fact, period, scope):
            sift.drop(fact, outside)
        elif may_count(fact, unit, "person", step.where, lists, sift) and unit:
            facts_of.setdefault(unit, []).append(fact)
    return facts_of, sift


def _next_paths(
    paths: dict[str, _Path], facts_of: dict[str, list[Fact]], within_months: int | None
) -> dict[str, _Path]:
    """Follow each person to the earliest fact of the next step, if there is one in time."""
    followed = {}
    for unit, path in paths.items():
        until = months_after(path.first.on, within_months) if within_months else date.max
        found = _earliest(facts_of.get(unit, []), path.latest, until)
        if found:
            followed[unit] = _Path(path.first, found)
    return followed


def _earliest(facts: Sequence[Fact], after: Fact, until: date) -> Fact | None:
    """Find the earliest other fact on or after the day of one; a fact is one step only."""
    for fact in facts[bisect_left(facts, after.on, key=lambda f: f.on) :]:
        if fact.on > until:
            return None
        if fact.id != after.id:
            return fact
    return None


def _rows(
    paths: dict[str, _Path],
    facts_of: dict[str, list[Fact]],
    sift: Sift,
    standing: StandingFacts,
) -> tuple[EvidenceRow, ...]:
    rows = []
    for unit, facts in facts_of.items():
        path = paths.get(unit)
        further = tuple(f for f in facts if path is None or f is not path.latest)
        for fact in further:
            if path:
                sift.drop(fact, Reason.ALREADY_COUNTED, instead=path.latest.id)
            else:
                sift.drop(fact, Reason.STEP_BEFORE_MISSING)
        if path:
            rows.append(EvidenceRow(unit, path.latest, further))
    return tuple(sorted(rows, key=lambda row: standing.place_of(row.fact)))


def _largest_drop(parts: Sequence[Part]) -> str | None:
    """Name the step before which most people were lost, the earliest of equals."""
    drops = [((part.out_of or 0) - len(part.rows), part.id) for part in parts]
    lost, step = max(drops, key=lambda drop: drop[0])
    return step if lost > 0 else None
