"""Writing the rows of one ledger: new ones, changed ones, and those that say the same again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from itertools import batched
from uuid import UUID

from bansou.commons.database.gathering import rows_written_now, write_gathered
from bansou.commons.database.inserting import insert_rows, new_row
from bansou.commons.errors import Refusal
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.models import LedgerRow
from bansou.commons.ledger.parts import LedgerPart, Row, Writer
from bansou.commons.ledger.problems import Problem

#: After so many rows what they became is written, so that it does not all wait in memory.
_AT_ONCE = 2_000


class NamesBrokenRow(Exception):
    """Raised by a finder: the row that a value names is in the ledger but has a problem itself."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows were new, changed, and unchanged."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def rows(self) -> int:
        return self.new + self.updated + self.unchanged

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.new + other.new, self.updated + other.updated, self.unchanged + other.unchanged
        )


def write_rows(
    intake: Intake, part: LedgerPart, rows: Sequence[Row], tick: Callable[[], None]
) -> Tally:
    """Write the rows through the part's writer; what it refuses becomes a problem of `intake`.

    `tick` is called after each row.
    """
    before = _taken_before(intake, part)
    prefix = intake.year_prefix if part.is_of_year else ""
    writer = part.writer(intake)
    tally = Tally()
    for some in batched(rows, _AT_ONCE):
        new: list[LedgerRow] = []
        updated: list[LedgerRow] = []
        with rows_written_now() if part.writes_now else nullcontext():
            for row in some:
                known = before.get(f"{prefix}{row.key}")
                if taken := _take(intake, part, writer, row, known):
                    (new if known is None else updated).append(taken)
                tick()
        write_gathered()
        insert_rows(LedgerRow, new)
        _remember_anew(updated)
        tally += Tally(len(new), len(updated), len(some) - len(new) - len(updated))
    return tally


def _take(
    intake: Intake, part: LedgerPart, writer: Writer, row: Row, known: LedgerRow | None
) -> LedgerRow | None:
    """Write a row that says something new; gives what is to be remembered of it."""
    if known is not None:
        row = replace(row, changed=_changed(row, known))
        if not row.changed:
            return None
    subject_id = _write(intake, part, writer, row, known.subject_id if known else None)
    if subject_id is None:
        return None
    if known is not None:
        taken_at, taken_in = known.taken_at.isoformat(), str(known.taken_in or "")
        intake.former_rows[str(known.pk)] = [known.digests, taken_at, taken_in]
    return _ledger_row(intake, part, row, known, subject_id)


def _changed(row: Row, known: LedgerRow) -> frozenset[str]:
    said, before = row.digests(), known.digests
    return frozenset(name for name in row.columns if said.get(name) != before.get(name))


def _write(
    intake: Intake, part: LedgerPart, writer: Writer, row: Row, subject_id: UUID | None
) -> UUID | None:
    """Resolve what the row refers to, then add or change; None where something was refused."""
    try:
        refused = _resolve(writer, row)
        if not refused:
            if subject_id is None:
                return writer.add(row)
            writer.change(row, subject_id)
            return subject_id
    except NamesBrokenRow:
        refused = []
    except Refusal as refusal:
        place = part.places.get(refusal.field or refusal.code, refusal.field or part.key)
        refused = [(place, refusal)]
    called = row.get(part.known_as, "") if part.known_as else row.key
    intake.note_broken(part.name, row.key, str(called))
    intake.problems += _told(row, refused)
    return None


def look_up(intake: Intake, part: LedgerPart, rows: Sequence[Row]) -> None:
    """Tell what else is wrong in rows that cannot be written: names and numbers nobody has."""
    if not rows:
        return
    writer = part.writer(intake)
    for row in rows:
        with suppress(NamesBrokenRow):
            intake.problems += _told(row, _resolve(writer, row))


def _told(row: Row, refused: Iterable[tuple[str, Refusal]]) -> list[Problem]:
    return [
        Problem(row.sheet, row.address(name), row.written(name), str(refusal))
        for name, refusal in refused
    ]


def _resolve(writer: Writer, row: Row) -> list[tuple[str, Refusal]]:
    """Fill `row.found`; gives the refusals of all references by field name."""
    refused = []
    names_broken_row: NamesBrokenRow | None = None
    for name, find in writer.references.items():
        if name in row.values:
            try:
                row.found[name] = find(row[name], row)
            except Refusal as refusal:
                refused.append((name, refusal))
            except NamesBrokenRow as naming:
                names_broken_row = naming
    if names_broken_row and not refused:
        raise names_broken_row
    return refused


def _taken_before(intake: Intake, part: LedgerPart) -> Mapping[str, LedgerRow]:
    rows = LedgerRow.objects.filter(organisation_id=intake.keeper_id, ledger=part.name)
    if part.is_of_year:
        rows = rows.filter(key__startswith=intake.year_prefix)
    return {row.key: row for row in rows}


def _ledger_row(
    intake: Intake, part: LedgerPart, row: Row, known: LedgerRow | None, subject_id: UUID
) -> LedgerRow:
    """The row as it is to be remembered; columns that this ledger lacks are remembered on."""
    lacking = {n: d for n, d in known.digests.items() if n not in row.columns} if known else {}
    said = {
        "organisation_id": intake.keeper_id,
        "ledger": part.name,
        "key": f"{intake.year_prefix if part.is_of_year else ''}{row.key}",
        "digests": {**lacking, **row.digests()},
        "subject_id": subject_id,
        "taken_at": intake.at,
        "taken_in": intake.import_id,
    }
    return new_row(LedgerRow, said)


def _remember_anew(updated: Sequence[LedgerRow]) -> None:
    LedgerRow.objects.bulk_create(
        updated,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["organisation", "ledger", "key"],
        update_fields=["digests", "subject_id", "taken_at", "taken_in"],
    )
