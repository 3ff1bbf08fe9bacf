"""Decisions to erase as they are written down outside the database, for backups that are put back.

A line names nobody: keys of the body, the cases and the person's rows, the number, the ground and the days.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure
from bansou.people.erasing.refusals import ErasuresUnreadable


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One decision that was carried out."""

    erasure: str
    organisation: str
    number: str
    ground: str
    case: str
    person: str
    cases: list[str]
    proposed_at: str
    decided_at: str
    #: Every row of the person; lines written before there was this name only `person`.
    persons: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, it: Erasure) -> "Tombstone":
        """What is written down of a decision."""
        return cls(
            str(it.pk),
            str(it.organisation_id),
            it.number,
            it.ground,
            str(it.case_id),
            str(it.person_id or ""),
            [str(key) for key in it.case_ids],
            it.proposed_at.isoformat(),
            it.decided_at.isoformat() if it.decided_at else "",
            [str(key) for key in it.person_ids],
        )

    @property
    def organisation_id(self) -> UUID:
        return UUID(self.organisation)

    def as_row(self, case: Case | None, person_id: UUID | None, at: datetime) -> Erasure:
        """The decision as a row of a database that came from a backup of before it."""
        return Erasure(
            id=UUID(self.erasure),
            organisation_id=self.organisation_id,
            recorded_by_id=self.organisation_id,
            case=case,
            person_id=person_id,
            case_ids=[UUID(key) for key in self.cases],
            person_ids=[UUID(key) for key in self.persons],
            number=self.number,
            ground=self.ground,
            state=Erasure.State.APPROVED,
            proposed_at=datetime.fromisoformat(self.proposed_at),
            decided_at=datetime.fromisoformat(self.decided_at),
            replayed_at=at,
        )


def write_down(one: Tombstone) -> None:
    """Add a line to the list (`ERASURES_FILE`), and have it on the disk."""
    file = Path(settings.ERASURES_FILE)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def tombstones_in(file: Path) -> Iterator[Tombstone]:
    """The decisions that were written down, the oldest first.

    :raises ErasuresUnreadable: a line is not what was written
    """
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield Tombstone(**json.loads(line))
        except (ValueError, TypeError) as unreadable:
            raise ErasuresUnreadable(file=file, line=number) from unreadable
