"""What a transaction may see, worked out anew in plain Python from what ADR 0004 says.

It shares no code with the policies nor with the access table: an organisation sees its own rows
but not level 4; a grant that lives today shows its case, the person, and records up to its level;
who is barred from a case sees nothing of it nor of its person, whatever else is written.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from bansou.commons.models import ConflictBlock, Grant, Task
from bansou.people.models import Case, Person, Step


@dataclass(frozen=True)
class Oracle:
    """All that is written, and who looks on which day."""

    bodies: Collection[UUID]
    membership: UUID | None
    day: date
    persons: list[Person]
    cases: list[Case]
    steps: list[Step]
    tasks: list[Task]
    grants: list[Grant]
    account: UUID
    blocks: list[ConflictBlock]

    def may_see(self) -> dict[str, set[Any]]:
        """For each table the keys that must be seen; no others."""
        barred = {b.case_id for b in self.blocks if b.user_id == self.account and not b.ended_at}
        cases = {c.pk for c in self.cases if self._own(c) or self._level(c.pk) >= 1} - barred
        shown = {c.person_id for c in self.cases if self._level(c.pk) >= 1}
        hidden = {c.person_id for c in self.cases if c.pk in barred}
        return {
            "people_person": {
                p.pk for p in self.persons if (self._own(p) or p.pk in shown) and p.pk not in hidden
            },
            "people_case": cases,
            "people_step": {
                s.pk for s in self.steps if self._sees_step(s) and s.case_id not in barred
            },
            "commons_task": {
                t.pk
                for t in self.tasks
                if (self._own(t) or t.case_id in cases) and t.case_id not in barred
            },
            "commons_grant": {
                g.pk
                for g in self.grants
                if (self._own(g) or self._names_me(g)) and g.case_id not in barred
            },
        }

    def _own(self, row: Any) -> bool:
        return row.organisation_id in self.bodies

    def _sees_step(self, step: Step) -> bool:
        if self._own(step) and step.level <= 3:
            return True
        return self._level(step.case_id) >= max(step.level, 1)

    def _level(self, case: UUID | None) -> int:
        """The highest level at which a case is granted today; 0 if it is not."""
        return max(
            (
                grant.level
                for grant in self.grants
                if grant.case_id == case and self._names_me(grant) and self._lives(grant)
            ),
            default=0,
        )

    def _names_me(self, grant: Grant) -> bool:
        if grant.to_organisation_id is not None:
            return grant.to_organisation_id in self.bodies
        return grant.to_membership_id == self.membership

    def _lives(self, grant: Grant) -> bool:
        begun = grant.from_on <= self.day
        over = grant.until_on is not None and self.day > grant.until_on
        return begun and not over and grant.ended_at is None
