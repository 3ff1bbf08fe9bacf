"""Imports of ledgers as the pages of the manager's desk find and change them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from bansou.commons.ledger.models import LedgerImport
from bansou.desks.shared.parts import Chip
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes import reader
from bansou.schemes.shape import Scheme

State = LedgerImport.State
AT_WORK = frozenset({State.CHECKING, State.IMPORTING, State.UNDOING})
OPEN = frozenset({State.MAPPING, State.REFUSED, State.READY})
EVERY = frozenset(State)
_CHIPS = {
    State.MAPPING: "plain",
    State.CHECKING: "plain",
    State.REFUSED: "warn",
    State.READY: "key",
    State.IMPORTING: "plain",
    State.IMPORTED: "good",
    State.UNDOING: "plain",
    State.UNDONE: "quiet",
    State.GIVEN_UP: "quiet",
}


def chip_of(record: LedgerImport) -> Chip:
    """The state of an import, as a word with a shape."""
    state = State(record.state)
    if brings_nothing(record):
        return Chip(_("すべて取込み済み"), "quiet")
    if is_begun(record):
        return Chip(_("渡しかけ"), _CHIPS[state])
    is_asked = not record.problems and (record.questions or "years" in record.result)
    if state == State.REFUSED and is_asked:
        return Chip(_("決めるところがある"), _CHIPS[state])
    return Chip(str(state.label), _CHIPS[state])


def total_of(record: LedgerImport) -> dict[str, int]:
    """How many rows of all sheets are new, updated and unchanged."""
    sheets = record.result.get("sheets", ())
    return {name: sum(it[name] for it in sheets) for name in ("new", "updated", "unchanged")}


def brings_nothing(record: LedgerImport) -> bool:
    """Tell whether a ledger was found sound, and all of its rows are here already."""
    total = total_of(record)
    return (
        record.state == State.READY
        and total["unchanged"] > 0
        and not (total["new"] or total["updated"])
    )


def is_begun(record: LedgerImport) -> bool:
    """Tell whether nobody has said yet of which programme it is."""
    return not record.scheme_id and record.state == State.MAPPING


def begun_by(request: Any, key: Any = None) -> LedgerImport | None:
    """What the member has begun to hand in, or, with a key, what once was that."""
    mine = LedgerImport.objects.filter(
        organisation_id=request.actor.organisation_id,
        handed_in_by_id=request.actor.membership_id,
    ).defer("content")
    if key is not None:
        return mine.filter(pk=key).first()
    return mine.filter(scheme_id="", state=State.MAPPING).order_by("-handed_in_at").first()


def keep(request: Any, begun: LedgerImport | None, **said: Any) -> LedgerImport:
    """Keep what was handed in so far; what is not said stays as it was."""
    record = begun or LedgerImport(
        organisation_id=request.actor.organisation_id,
        handed_in_by_id=request.actor.membership_id,
        handed_in_at=request.now,
    )
    for name, value in said.items():
        setattr(record, name, value)
    record.changed_at = request.now
    record.save()
    return record


def template_title(scheme_id: str) -> str:
    """What the template of a scheme is called."""
    if scheme_id not in reader.template_names():
        return scheme_id
    return reader.read_template(scheme_id).title


def programme_of(record: LedgerImport) -> Programme | None:
    """The programme whose ledger it is, once there is one."""
    year: int | None = record.result.get("fiscal_year") or record.fiscal_year
    if year is None:
        return None
    return Programme.objects.filter(
        organisation_id=record.organisation_id, scheme_id=record.scheme_id, fiscal_year=year
    ).first()


def scheme_of(record: LedgerImport, today: Any) -> Scheme:
    """The scheme in force in its programme, else the template."""
    programme = programme_of(record)
    if programme:
        return scheme_on(programme, today)
    return reader.read_template(record.scheme_id)


def record_at(
    request: Any, key: UUID, states: Collection[str], *, with_content: bool = False
) -> LedgerImport:
    """The import of an address, in one of these states; else there is no such page."""
    records = LedgerImport.objects.filter(
        ~Q(scheme_id=""), organisation_id=request.actor.organisation_id, pk=key
    ).select_related("handed_in_by__user", "undone_by__user")
    if not with_content:
        records = records.defer("content")
    record = records.first()
    if record is None or record.state not in states:
        raise Http404
    return record


def put(record: LedgerImport, request: Any, **said: Any) -> None:
    """Write what a page decided about an import, unless it has gone on since it was read.

    :raises Http404: somebody else was first; there is nothing left to decide here
    """
    found = LedgerImport.objects.filter(
        organisation_id=record.organisation_id, pk=record.pk, state=record.state
    )
    if not found.update(**said, changed_at=request.now):
        raise Http404
