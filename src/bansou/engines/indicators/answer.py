"""What an evaluation answers: the number, and every fact with its part in it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bansou.engines.indicators.facts import Fact
from bansou.engines.indicators.grammar import Condition

type Number = int | Fraction


class Reason(StrEnum):
    """Why a fact was not counted. Closed: the words for each are in `explain`."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    OUTSIDE_PERIOD = "outside_period"
    OTHER_PROGRAMME = "other_programme"
    NOT_ENROLLED = "not_enrolled"
    NO_PROGRAMME = "no_programme"
    CONDITION = "condition"
    NOT_AFTER = "not_after"
    NOT_FIRST = "not_first"
    ALREADY_COUNTED = "already_counted"
    ENDED = "ended"
    STEP_BEFORE_MISSING = "step_before_missing"
    LEFT = "left"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One counted unit: the list of rows is as long as the number.

    :param unit_key: such as "person:<id>", "case:<id>", "fact:<id>"
    :param fact: the fact by which the unit counts
    :param also: further facts of the unit that would have counted too, in order; each of them is
        among those not counted
    """

    unit_key: str
    fact: Fact
    also: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A fact of the events in question that did not count.

    :param condition: the condition that was not met, where that is the reason
    :param instead: id of the fact that stands, counted or ended it in its place
    """

    fact: Fact
    reason: Reason
    condition: Condition | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that would count if the record said what it leaves out.

    :param missing: name of the field, or "person", "case", "corporation", "establishment",
        "amount", or "proof" where nobody has confirmed the outcome
    """

    fact: Fact
    missing: str


@dataclass(frozen=True, slots=True)
class Part:
    """A number within an answer: a funnel's step, a horizon, a member of a ratio.

    :param out_of: how many could have come so far: a funnel's step before, a horizon's observable
    """

    id: str
    label: str
    value: Number | None
    rows: tuple[EvidenceRow, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    out_of: int | None = None

    @property
    def rate(self) -> Fraction | None:
        """Give the share of `out_of` that the rows are; None where nobody could come."""
        return Fraction(len(self.rows), self.out_of) if self.out_of else None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one definition.

    Every standing or fallen fact of the definition's events is in exactly one of `counted`,
    `not_counted` and `unknown`. Where units or facts are counted, `value == len(rows)`; where yen
    are summed, the rows' amounts add up to it. Ratios and calculations have parts instead of rows;
    a funnel's answer is its last step's, a retention's that of its last horizon.

    :param value: None is missing, which is not zero
    :param largest_drop: id of the funnel step before which most people were lost
    """

    definition: str
    value: Number | None
    rows: tuple[EvidenceRow, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    parts: tuple[Part, ...] = ()
    largest_drop: str | None = None

    @property
    def counted(self) -> tuple[Fact, ...]:
        """Give exactly one fact for each row."""
        return tuple(row.fact for row in self.rows)
