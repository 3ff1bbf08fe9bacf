"""Taking a whole import back, from the history: what it wrote goes, what it changed is as before.

The history keeps every row that a transaction wrote under one context. Nothing is taken back as
long as something builds on it: a row that was changed since, or another that refers to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.order import dependants_first
from bansou.commons.errors import Refusal
from bansou.commons.ledger.models import LedgerImport, LedgerRow

type Row = models.Model
type Derive = Callable[[Any], None]

#: Who works here stays: bodies, accounts and memberships outlast the ledger that named them.
STAYING = frozenset({"commons_membership", "commons_organisation", "commons_user"})
#: That somebody looked is no use that was made of a record.
#: Drafts are for the rooms to count, because only their authors see them.
_NO_USE = frozenset(
    {"commons_draft", "commons_accesslog", "commons_ledgerrow", "commons_ledgerimport"}
)
_AT_ONCE = 5_000


class NothingToUndo(Refusal):
    """The import was not finished, or has been taken back already."""

    code = "ledger.nothing_to_undo"
    message = _("この取込みは、取り消せる状態ではありません。画面を開き直してください。")


class ImportBuiltUpon(Refusal):
    """Something was recorded since that rests on what the import wrote."""

    code = "ledger.import_built_upon"
    message = _(
        "この取込みのあとに、取り込んだ記録をもとにした記録があるので、取り消せません（%(what)s）。"
        "まちがいは、台帳を直してもう一度取り込むか、画面で直してください。"
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """What an import did to one table: keys of the rows that are new, and of those changed."""

    model: type[Row]
    events: type[Any]
    new: frozenset[UUID]
    changed: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the rooms above tell of their tables.

    :param words: what the rows of a table are called, by its name
    :param derive: fills the columns that the history leaves out, by table
    :param uses: further uses made of the new rows, in words
    :param staying: tables whose rows outlast the ledger, because others were promised something
    """

    words: Mapping[str, str]
    derive: Mapping[str, Derive]
    uses: Callable[[LedgerImport, frozenset[UUID]], Sequence[str]]
    staying: frozenset[str] = STAYING


def undo_import(record: LedgerImport, *, by: Actor, at: datetime, rooms: Rooms) -> None:
    """Take back what an import wrote, in the transaction of whoever asks for it.

    :raises NothingToUndo: there is nothing of it to be taken back
    :raises ImportBuiltUpon: something rests on it; nothing was changed
    """
    if record.state not in (LedgerImport.State.IMPORTED, LedgerImport.State.UNDOING):
        raise NothingToUndo()
    touched = list(_touched(record, rooms.staying))
    uses = _all_uses(record, touched, rooms)
    if uses:
        raise ImportBuiltUpon(what=_listed(uses))
    for one in touched:
        _put_back(record, one, rooms.derive)
    for one in _dependants_first(touched):
        _remove(one)
    _forget_rows(record)
    LedgerImport.objects.filter(organisation_id=record.organisation_id, pk=record.pk).update(
        state=LedgerImport.State.UNDONE,
        undone_at=at,
        undone_by_id=by.membership_id,
        changed_at=at,
        former_rows={},
        problems=[],
    )


def uses_of(record: LedgerImport, rooms: Rooms) -> list[str]:
    """What rests on an import, in words; empty where it can be taken back."""
    return _all_uses(record, list(_touched(record, rooms.staying)), rooms)


def _all_uses(record: LedgerImport, touched: Sequence[Touched], rooms: Rooms) -> list[str]:
    new = frozenset(key for one in touched for key in one.new)
    return [*_uses(record, touched, rooms.words), *rooms.uses(record, new)]


def _listed(uses: Sequence[str], most: int = 5) -> str:
    return "、".join(uses[:most]) + ("、ほか" if len(uses) > most else "")


# What the history says


def _touched(record: LedgerImport, staying: frozenset[str]) -> Iterator[Touched]:
    for events in apps.get_models():
        model = getattr(events, "pgh_tracked_model", None)
        if model is None or model._meta.db_table in staying:
            continue
        labels: dict[UUID, str] = {}
        said = events._default_manager.filter(
            organisation_id=record.organisation_id, pgh_context_id=record.context_id
        ).order_by("pgh_id")
        for key, label in said.values_list("pgh_obj_id", "pgh_label"):
            labels.setdefault(key, label)
        if labels:
            new = frozenset(key for key, label in labels.items() if label == "insert")
            yield Touched(model, events, new, frozenset(labels) - new)


def _uses(
    record: LedgerImport, touched: Sequence[Touched], words: Mapping[str, str]
) -> Iterator[str]:
    """What was changed since, and what refers to the new rows without being one of them."""
    new = {one.model: one.new for one in touched}
    for one in touched:
        if number := _changed_since(record, one):
            yield _counted(one.model, number, words, _("直した"))
    cases = next((one.new for one in touched if one.model._meta.db_table == "people_case"), None)
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model") or model._meta.db_table in _NO_USE:
            continue
        number = 0
        for field, keys in _references(model, new, cases):
            found: set[UUID] = set()
            for some in _chunks(keys):
                rows = model._default_manager.filter(**{f"{field}__in": some})
                found.update(rows.values_list("pk", flat=True))
            number += len(found - new.get(model, frozenset()))
        if number:
            yield _counted(model, number, words, _("加えた"))


def _references(
    model: type[Row], new: Mapping[type[Row], frozenset[UUID]], cases: frozenset[UUID] | None
) -> Iterator[tuple[str, frozenset[UUID]]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and new.get(field.related_model):
            yield field.attname, new[field.related_model]
        elif field.name == "case_id" and cases:
            yield field.name, cases


def _counted(model: type[Row], number: int, words: Mapping[str, str], did: Any) -> str:
    called = words.get(model._meta.db_table, model._meta.db_table)
    return str(_("%(did)s%(called)s%(number)s件")) % {
        "did": did,
        "called": called,
        "number": number,
    }


def _changed_since(record: LedgerImport, one: Touched) -> int:
    table = one.events._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(  # the name is a table's own
            f"SELECT count(DISTINCT e.pgh_obj_id) FROM {table} e JOIN ("  # noqa: S608 - a table's own name
            f" SELECT pgh_obj_id, max(pgh_id) AS last FROM {table}"
            "  WHERE organisation_id = %s AND pgh_context_id = %s GROUP BY pgh_obj_id"
            ") taken USING (pgh_obj_id)"
            " WHERE e.organisation_id = %s AND e.pgh_id > taken.last",
            [record.organisation_id, record.context_id, record.organisation_id],
        )
        (number,) = cursor.fetchone()
    return int(number)


# Back to what was


def _put_back(record: LedgerImport, one: Touched, derive: Mapping[str, Derive]) -> None:
    """Give changed rows the values that they had before the import; their version goes on."""
    names = [
        field.attname
        for field in one.events._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.attname not in ("id", "version")
    ]
    fill = derive.get(one.model._meta.db_table)
    for key in one.changed:
        of_row = one.events._default_manager.filter(
            organisation_id=record.organisation_id, pgh_obj_id=key
        ).order_by("pgh_id")
        first = of_row.filter(pgh_context_id=record.context_id).first()
        former = of_row.filter(pgh_id__lt=first.pgh_id).last()
        row: Any = one.model._default_manager.get(pk=key)
        for name in names:
            setattr(row, name, getattr(former, name))
        if hasattr(row, "version"):
            row.version += 1
        if fill:
            fill(row)
        row.save()


def _dependants_first(touched: Sequence[Touched]) -> Iterator[Touched]:
    """What has new rows, in an order in which no row goes before those that refer to it."""
    by_model = {one.model: one for one in touched if one.new}
    return (by_model[model] for model in dependants_first(by_model))


def _remove(one: Touched) -> None:
    for keys in _chunks(one.new):
        rows = one.model._default_manager.filter(pk__in=keys)
        # Django would look for dependants again and load them; there are none any more.
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def _forget_rows(record: LedgerImport) -> None:
    """Forget the rows that the import brought; the fingerprints of the others are as before."""
    rows = LedgerRow.objects.filter(organisation_id=record.organisation_id, taken_in=record.pk)
    rows.exclude(pk__in=list(record.former_rows)).delete()
    for row in rows:
        row.digests, taken_at, taken_in = record.former_rows[str(row.pk)]
        row.taken_at = datetime.fromisoformat(taken_at)
        row.taken_in = UUID(taken_in) if taken_in else None
        row.save()


def _chunks(keys: frozenset[UUID]) -> Iterator[list[UUID]]:
    listed = list(keys)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
