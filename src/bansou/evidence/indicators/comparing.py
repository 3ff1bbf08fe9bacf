"""What another version of a scheme would do to a programme's figures, before it is in force.

The same facts are answered by both versions; frozen measures are no part of it and stay.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bansou.engines.indicators.answer import Answer, EvidenceRow, NotCounted, Number, Unknown
from bansou.engines.indicators.facts import Fact
from bansou.evidence.indicators.queries import Reading, readings_by
from bansou.evidence.sources import are_told_alike
from bansou.programmes.models import Programme
from bansou.schemes.shape import Scheme


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that comes in or goes out, by its fact, and why the other version does not count it.

    :param fallen: None where the fact is none of the other version's events, or the other has
        no such indicator
    """

    row: EvidenceRow
    fallen: NotCounted | Unknown | None = None

    @property
    def fact(self) -> Fact:
        """The record by which the unit counts where it does."""
        return self.row.fact


@dataclass(frozen=True, slots=True)
class Effect:
    """One indicator under both versions; None where a version does not have it.

    :param reading: how it is called: as the new version has it, else as it was
    """

    reading: Reading
    before: Reading | None
    after: Reading | None
    came: Sequence[Moved] = ()
    went: Sequence[Moved] = ()

    @property
    def value_before(self) -> Number | None:
        return self.before.value if self.before else None

    @property
    def value_after(self) -> Number | None:
        return self.after.value if self.after else None

    @property
    def is_changed(self) -> bool:
        """Tell whether the number or what it rests on becomes another, or the indicator is new or gone."""
        one_only = self.before is None or self.after is None
        return one_only or self.value_before != self.value_after or bool(self.came or self.went)


def effects(programme: Programme, before: Scheme, after: Scheme, as_of: date) -> list[Effect]:
    """Every indicator of both versions, in the order of the new one; those that go come last."""
    stood = readings_by(programme, before, as_of)
    standing = stood[0].standing if stood and are_told_alike(before, after) else None
    old = {reading.definition.id: reading for reading in stood}
    new = {
        reading.definition.id: reading
        for reading in readings_by(programme, after, as_of, standing=standing)
    }
    called = {**old, **new}
    return [_effect(called[name], old.get(name), new.get(name)) for name in {**new, **old}]


def _effect(reading: Reading, before: Reading | None, after: Reading | None) -> Effect:
    return Effect(
        reading,
        before,
        after,
        came=list(_moved(after, before)) if after else (),
        went=list(_moved(before, after)) if before else (),
    )


def _moved(counted: Reading, other: Reading | None) -> Iterator[Moved]:
    """The units that one version counts and the other does not: all, where it has no such indicator."""
    answer = other.answer if other else Answer("", None)
    known = {row.unit_key for row in answer.rows}
    fallen: dict[str, NotCounted | Unknown] = {it.fact.id: it for it in answer.not_counted}
    fallen.update({it.fact.id: it for it in answer.unknown})
    for row in counted.answer.rows:
        if row.unit_key not in known:
            yield Moved(row, fallen.get(row.fact.id))
