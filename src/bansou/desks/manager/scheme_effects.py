"""What a new version does to the figures, as the manager reads it before it is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.figures import figure
from bansou.desks.manager.evidence import Item, Listing, Shown
from bansou.desks.manager.figures import evidence_url
from bansou.desks.manager.frozen import MeasureRow, measure_row
from bansou.desks.manager.logged import of_programme
from bansou.evidence.indicators.comparing import Effect, Moved
from bansou.evidence.indicators.queries import Reading, latest_measures

#: So many records are listed; the rest is a number.
MOST = 20


@dataclass(frozen=True, slots=True)
class Records:
    """Records that come in or go out: those shown, and how many they are in all."""

    rows: Sequence[Shown]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """One indicator: its numbers before and after, and the records that make the difference.

    :param frozen: the number frozen last, which stays; None where none was
    :param url: the records behind the figure as it is today
    """

    label: str
    before: str
    after: str
    word: str
    is_changed: bool
    came: Records
    went: Records
    frozen: MeasureRow | None = None
    url: str = ""


def shown_effects(request: Any, found: Sequence[Effect]) -> list[ShownEffect]:
    """Every indicator's effect; the records listed are noted in the log of readings."""
    if not found:
        return []
    kept = latest_measures(found[0].reading.programme)
    frozen = {it.indicator: measure_row(it) for it in kept}
    return [_shown(request, effect, frozen) for effect in found]


def _shown(request: Any, effect: Effect, frozen: Mapping[str, MeasureRow]) -> ShownEffect:
    definition = effect.reading.definition
    before, after = effect.before, effect.after
    return ShownEffect(
        label=definition.label,
        before=figure(effect.value_before, before.definition.unit) if before else "",
        after=figure(effect.value_after, after.definition.unit) if after else "",
        word=_word(effect),
        is_changed=effect.is_changed,
        came=_records(request, effect.came, after, before, "counted"),
        went=_records(request, effect.went, before, after, "not_counted"),
        frozen=frozen.get(definition.id),
        url=evidence_url(before) if before else "",
    )


def _word(effect: Effect) -> str:
    if effect.before is None:
        return _("加わる")
    if effect.after is None:
        return _("なくなる")
    return _("変わる") if effect.is_changed else _("変わらない")


def _records(
    request: Any,
    moved: Sequence[Moved],
    counted: Reading | None,
    other: Reading | None,
    log_as: str,
) -> Records:
    """The first of the records, each with the reason of the version that does not count it."""
    reading = other or counted
    if reading is None or not moved:
        return Records((), 0)
    items = [Item(it.fact, fallen=it.fallen if other else None) for it in moved]
    listing = Listing(request, reading, items, 0, MOST)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.OPEN,
        subject="evidence",
        subject_id=reading.programme.pk,
        keeper_id=reading.programme.organisation_id,
        at=request.now,
        detail={
            **of_programme(reading.programme),
            "indicator": reading.definition.id,
            "label": reading.definition.label,
            "list": log_as,
            "rows": len(listing.rows),
            "named_cases": listing.cases_named,
        },
    )
    return Records(listing.rows, len(items))
