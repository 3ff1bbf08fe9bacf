"""The case list: who needs somebody next comes first, page by page by key.

A page is asked for by the key of the row beside it, never by a number of rows to skip. The keys
come from one statement over the indexes, the rows of the page from a second one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case as If
from django.db.models import CharField, Count, DateField, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Concat

from bansou.people.cases.models import Case
from bansou.people.cases.rules import household_answer

PAGE_SIZE = 50


class Row(NamedTuple):
    """One case as a list shows it."""

    id: UUID
    keeper_id: UUID
    number: str
    client: str
    alias: str
    name: str | None
    kana: str | None
    category: str
    stage: str
    next_action: str
    next_action_on: date | None
    last_contact_on: date | None
    opened_on: date
    closed_on: date | None
    care: int | None
    responsible: str | None
    responsible_id: UUID | None
    household_8050_on: date | None
    household_not_8050_on: date | None
    onset_on: date | None
    onset_known: str

    @property
    def household(self) -> str:
        """Whether it is an 8050 household: yes, no, unknown."""
        return household_answer(self.household_8050_on, self.household_not_8050_on)


_COLUMNS = (
    "id",
    "organisation_id",
    "number",
    "client",
    "alias",
    "person__name",
    "person__kana",
    "category",
    "stage",
    "next_action",
    "next_action_on",
    "last_contact_on",
    "opened_on",
    "closed_on",
    "avoid__len",
    "responsible__user__name",
    "responsible_id",
    "household_8050_on",
    "household_not_8050_on",
    "onset_on",
    "onset_known",
)


@dataclass(frozen=True, slots=True)
class Position:
    """The place of a row in a list: its segment, what that is sorted by, its key, its number."""

    segment: int
    value: str
    id: UUID
    ordinal: int

    def __str__(self) -> str:
        return f"{self.segment}~{self.ordinal}~{self.id.hex}~{self.value}"

    @classmethod
    def read(cls, text: str) -> "Position | None":
        """Read a place from an address; None where somebody has changed it by hand."""
        try:
            segment, ordinal, key, value = text.split("~", 3)
            return cls(int(segment), value, UUID(hex=key), int(ordinal))
        except ValueError:
            return None

    def is_in(self, segments: "Sequence[Segment]") -> bool:
        """Tell whether a list of these segments has such a place."""
        if not 0 <= self.segment < len(segments):
            return False
        return segments[self.segment].reads(self.value)


@dataclass(frozen=True, slots=True)
class Segment:
    """Cases that stand together in the list, sorted by one thing and then by their key."""

    condition: Q
    sorted_by: Any = None
    is_text: bool = False

    @property
    def output(self) -> Any:
        return CharField() if self.is_text else DateField()

    def reads(self, value: str) -> bool:
        """Tell whether a value from an address is one that this segment is sorted by."""
        if self.sorted_by is None or self.is_text:
            return True
        try:
            return bool(date.fromisoformat(value))
        except ValueError:
            return False

    def keys(self, cases: QuerySet[Case], number: int) -> QuerySet[Any, Any]:
        """The segment's rows as (segment, sorted by, key)."""
        sort = self.sorted_by or Cast(Value(None), self.output)
        return cases.filter(self.condition).annotate(
            segment_number=Value(number), sorted_by=Cast(sort, self.output)
        )

    def beyond(self, place: Position, *, is_back: bool) -> Q:
        """The condition for rows of this segment that come after (or before) a place in it."""
        side = "lt" if is_back else "gt"
        if self.sorted_by is None:
            return Q(**{f"id__{side}": place.id})
        value: Any = place.value if self.is_text else date.fromisoformat(place.value)
        # The first half lets the index begin at the place, the second leaves out what precedes.
        return Q(**{f"sorted_by__{side}e": value}) & (
            Q(**{f"sorted_by__{side}": value}) | Q(**{f"id__{side}": place.id})
        )


def by_urgency(stalled_until: date) -> tuple[Segment, ...]:
    """Contact broken off (the longest first), never spoken with, then by the next act's day."""
    spoken = Q(last_contact_on__gt=stalled_until)
    return (
        Segment(Q(last_contact_on__lte=stalled_until), F("last_contact_on")),
        Segment(Q(last_contact_on=None)),
        Segment(spoken & Q(next_action_on__isnull=False), F("next_action_on")),
        Segment(spoken & Q(next_action_on=None)),
    )


def by_silence() -> tuple[Segment, ...]:
    """The longest without contact first; with whom nobody spoke yet, since they were registered."""
    return (Segment(Q(), Coalesce(F("last_contact_on"), F("opened_on"))),)


def by_onset(is_told: Q) -> tuple[Segment, ...]:
    """The longest at home first, then those of whom it is not known or not told.

    :param is_told: of which cases the reader is told since when it has been so
    """
    known = Q(onset_on__isnull=False)
    return (Segment(known & is_told, F("onset_on")), Segment(~(known & is_told)))


def by_name() -> tuple[Segment, ...]:
    """For what was searched for: running cases by name, then those that have ended.

    They are one segment, so that everybody who is called so is looked up once.
    """
    ended_last = If(When(closed_on=None, then=Value("0")), default=Value("1"))
    name = Coalesce(F("person__name_key"), F("alias"))
    return (Segment(Q(), Concat(ended_last, name), is_text=True),)


class Counts(NamedTuple):
    """How many cases a list has, and with how many of them contact has broken off."""

    all: int = 0
    stalled: int = 0


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases, and the places from which to go back and on (None: nothing there)."""

    rows: Sequence[Row]
    counts: Counts
    first: int
    before: Position | None
    after: Position | None


#: The page of a list in which nothing was looked for.
NOTHING = CasePage(rows=(), counts=Counts(), first=0, before=None, after=None)


def page_of(
    cases: QuerySet[Case],
    segments: Sequence[Segment],
    stalled_until: date,
    *,
    after: Position | None = None,
    before: Position | None = None,
    size: int = PAGE_SIZE,
) -> CasePage:
    """Give one page of `cases`: the first, the one after a place, or the one before it.

    :param stalled_until: the last day of contact by which a case counts as stalled
    """
    place, is_back = (before, True) if before else (after, False)
    keys = _keys(cases, segments, place, is_back=is_back, most=size + 1)
    if place is None and len(segments) == 1:
        counts, found = _counted_keys(keys, stalled_until)
    else:
        counts, found = _counts(cases, stalled_until), [_Key(*row) for row in keys]
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    first = _first_number(place, len(found), is_back=is_back)
    places = [
        Position(key.segment, "" if key.sorted_by is None else str(key.sorted_by), key.id, number)
        for number, key in enumerate(found, start=first)
    ]
    goes_back = has_more if is_back else place is not None
    goes_on = True if is_back else has_more
    return CasePage(
        rows=_rows([row.id for row in places]),
        counts=counts,
        first=first,
        before=places[0] if places and goes_back else None,
        after=places[-1] if places and goes_on else None,
    )


def _first_number(place: Position | None, found: int, *, is_back: bool) -> int:
    if place is None:
        return 1
    return max(place.ordinal - found, 1) if is_back else place.ordinal + 1


def _keys(
    cases: QuerySet[Case],
    segments: Sequence[Segment],
    place: Position | None,
    *,
    is_back: bool,
    most: int,
) -> QuerySet[Any, Any]:
    """The keys of the next rows in their order, out of all segments, in one statement."""
    down = "-" if is_back else ""
    order = [f"{down}sorted_by", f"{down}id"]
    parts = []
    for number, segment in enumerate(segments):
        if place and number != place.segment and (number > place.segment) == is_back:
            continue
        part = segment.keys(cases, number)
        if place and number == place.segment:
            part = part.filter(segment.beyond(place, is_back=is_back))
        part = part.order_by(*(order if segment.sorted_by is not None else order[1:]))
        parts.append(part.values_list("segment_number", "sorted_by", "id")[:most])
    if len(parts) == 1:
        return parts[0]
    together = parts[0].union(*parts[1:], all=True)
    return together.order_by(f"{down}segment_number", *order)[:most]


class _Key(NamedTuple):
    """Where a case stands in the list."""

    segment: int
    sorted_by: Any
    id: UUID


def _counted_keys(keys: QuerySet[Any, Any], stalled_until: date) -> tuple[Counts, list[_Key]]:
    """The keys that a list begins with, and the counts of the whole, from one statement."""
    stalled = Count("pk", filter=Q(last_contact_on__lte=stalled_until))
    counted = keys.annotate(all=Window(Count("pk")), stalled=Window(stalled))
    rows = list(counted.values_list("segment_number", "sorted_by", "id", "all", "stalled"))
    counts = Counts(*rows[0][3:]) if rows else Counts()
    return counts, [_Key(*row[:3]) for row in rows]


def _rows(keys: Sequence[UUID]) -> list[Row]:
    """The rows of keys that were found among the cases asked for, in their order."""
    rows = Case.objects.filter(pk__in=keys).values_list(*_COLUMNS).order_by()
    found = {row[0]: Row(*row) for row in rows}
    return [found[key] for key in keys if key in found]


def all_rows(cases: QuerySet[Case], segments: Sequence[Segment]) -> list[Row]:
    """Every row of the list in its order, for an export."""
    rows: list[Row] = []
    for segment in segments:
        order = ["id"] if segment.sorted_by is None else ["sorted_by", "id"]
        part = segment.keys(cases, 0).order_by(*order)
        rows += [Row(*row) for row in part.values_list(*_COLUMNS)]
    return rows


def _counts(cases: QuerySet[Case], stalled_until: date) -> Counts:
    counted = cases.aggregate(
        all=Count("pk"), stalled=Count("pk", filter=Q(last_contact_on__lte=stalled_until))
    )
    return Counts(**counted)
