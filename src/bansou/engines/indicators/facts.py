"""What happened, as plain values: the only thing from which indicators are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

type Single = str | int | bool | date
type Value = Single | tuple[str, ...] | frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact, derived from a record.

    A field whose value is None, an empty text or an empty collection is not known; a field with
    several values (the routes of a hire) meets a condition when one of them does.

    :param id: stable reference to the record, such as "step:<uuid>"; a repeated id is one fact
    :param event: name of what happened, such as "consultation.held"
    :param on: the local day in Japan
    :param programme: programme of the enrolment in force on that day; None outside of any
    :param person: None while the case has no identified person
    :param amount: yen
    :param supersedes: the id of the fact that this one corrects
    :param recorded_at: when it was written down; of two versions the later one stands
    """

    id: str
    event: str
    on: date
    organisation: str
    tags: frozenset[str] = frozenset()
    programme: str | None = None
    case: str | None = None
    person: str | None = None
    corporation: str | None = None
    establishment: str | None = None
    amount: int | None = None
    fields: Mapping[str, Value] = field(default_factory=dict, hash=False)
    withdrawn: bool = False
    supersedes: str | None = None
    recorded_at: datetime | None = None


def in_order(fact: Fact) -> tuple[date, str]:
    """Give the key by which facts are always put in order: the day, then the reference."""
    return fact.on, fact.id


def is_known(value: Value) -> bool:
    """Tell whether a field was filled in; False and 0 are answers, an empty text is none."""
    return value is not None and value not in ("", (), frozenset())
