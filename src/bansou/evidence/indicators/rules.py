"""What is worth checking about a figure, and how a frozen figure differs from today's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bansou.engines.indicators.answer import Answer, EvidenceRow, NotCounted, Number, Unknown

#: Actual over target above which the unit or the target itself is in doubt.
FAR_OVER = 3


class Concern(StrEnum):
    """Why somebody should look at a figure, the most urgent first."""

    NO_RECORD = "no_record"
    NO_TARGET = "no_target"
    UNDER_HALF = "under_half"
    FAR_OVER = "far_over"
    UNKNOWN = "unknown"


def concerns_about(
    *, value: Number | None, target: Fraction | None, unknown: int, is_second_half: bool
) -> tuple[Concern, ...]:
    """Find what should be looked at. In the first half nobody is behind yet.

    :param unknown: records whose outcome is not known
    """
    found = []
    if value is None:
        found.append(Concern.NO_RECORD)
    if target is None:
        found.append(Concern.NO_TARGET)
    elif value is not None:
        if is_second_half and value < target / 2:
            found.append(Concern.UNDER_HALF)
        if target and value > FAR_OVER * target:
            found.append(Concern.FAR_OVER)
    if unknown:
        found.append(Concern.UNKNOWN)
    return tuple(found)


def is_second_half(day: date, starts_on: date, ends_on: date) -> bool:
    """Tell whether half of the days have passed; in a fiscal year from 1 October on."""
    return 2 * (day - starts_on).days >= (ends_on - starts_on).days + 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """One unit of a frozen figure with the references of the records by which it counted."""

    unit: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A unit that was counted then and is not counted now.

    :param why: why its record does not count now; None where the record itself is not found, or
        is of no event that the definition of today asks for
    """

    frozen: Frozen
    why: NotCounted | Unknown | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed since a figure was frozen.

    ``len(kept) + len(gone)`` is the frozen figure, ``len(kept) + len(added)`` that of today.
    """

    kept: tuple[EvidenceRow, ...]
    gone: tuple[Gone, ...]
    added: tuple[EvidenceRow, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.added)


def difference(frozen: Sequence[Frozen], answer: Answer) -> Difference:
    """Compare what was counted when a figure was frozen with an answer of today.

    A unit is the same when one of its records is: a case whose person was named since then is
    still counted. Of two units that have become one, the second is gone.
    """
    rows = list(answer.rows)
    matched: list[EvidenceRow] = []
    lost: list[Frozen] = []
    for unit in frozen:
        row = next(_rows_of(unit, rows), None)
        if row is None:
            lost.append(unit)
        else:
            rows.remove(row)
            matched.append(row)
    reasons: dict[str, NotCounted | Unknown] = {item.fact.id: item for item in answer.not_counted}
    reasons |= {item.fact.id: item for item in answer.unknown}
    gone = (Gone(unit, _why(unit, reasons)) for unit in lost)
    return Difference(tuple(matched), tuple(gone), tuple(rows))


def _rows_of(unit: Frozen, rows: Sequence[EvidenceRow]) -> Iterator[EvidenceRow]:
    """Rows that share a record with the unit, those that count by it first."""
    yield from (row for row in rows if row.fact.id in unit.facts)
    yield from (row for row in rows if any(fact.id in unit.facts for fact in row.also))


def _why(unit: Frozen, reasons: dict[str, NotCounted | Unknown]) -> NotCounted | Unknown | None:
    return next((reasons[fact] for fact in unit.facts if fact in reasons), None)
