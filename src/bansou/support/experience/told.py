"""What a company is told of visits and trials at its own host places: nothing but this, by the database.

Asked by somebody who acts for a company (`Actor.company_id`); of other companies there is nothing.
"""

import json
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from bansou.commons.database.answers import answers_of
from bansou.support.experience.models import Experience, ExperienceDay

_State, _Party = Experience.State, Experience.Party


@dataclass(frozen=True, slots=True)
class HostedDay:
    """One day: how long, and whether somebody came; why they did not is not told."""

    key: UUID
    on: date
    minutes: int
    state: str
    missed_minutes: int

    @property
    def is_marked(self) -> bool:
        """Tell whether somebody has noted who came."""
        return self.state != ExperienceDay.State.PLANNED


@dataclass(frozen=True, slots=True)
class Hosted:
    """A visit or trial at a host place of the company, from the day on which its terms were set.

    :ivar name: empty unless the person confirmed that they go there, and agrees that such companies know it
    :ivar days: as JSON
    :ivar confirmed: day by party, of the terms as they are now, as JSON
    :ivar answers: the host's own evaluation, grade by item, as JSON
    """

    key: UUID
    case_id: UUID
    host_id: UUID
    kind: str
    state: str
    is_running: bool
    starts_at: time
    ends_at: time
    break_minutes: int
    tutor: str
    ended_on: date | None
    outcome: str
    offer_on: date | None
    offer_note: str
    days: str
    confirmed: str
    answers: str
    note: str
    name: str
    kana: str

    @property
    def ticket(self) -> str:
        """受付番号: what stands for the person where nobody is named."""
        return self.key.hex[-8:].upper()

    @property
    def held_on(self) -> list[HostedDay]:
        """The days, the first first."""
        return [
            HostedDay(
                UUID(day["key"]),
                date.fromisoformat(day["on"]),
                day["minutes"],
                day["state"],
                day["missed_minutes"],
            )
            for day in json.loads(self.days)
        ]

    @property
    def confirmed_on(self) -> dict[str, date]:
        """By party, the day on which they confirmed the terms as they are now."""
        found = json.loads(self.confirmed)
        return {party: date.fromisoformat(day) for party, day in found.items()}

    @property
    def graded(self) -> dict[str, Any]:
        """What the host said of it before, grade by item."""
        graded: dict[str, Any] = json.loads(self.answers)
        return graded

    @property
    def awaits_host(self) -> bool:
        """Tell whether the host has yet to confirm the terms as they are now."""
        return self.is_running and _Party.HOST not in self.confirmed_on

    @property
    def was_attended(self) -> bool:
        """Tell whether somebody came at least once."""
        return any(day.state == ExperienceDay.State.ATTENDED for day in self.held_on)

    def days_to_mark(self, today: date) -> list[HostedDay]:
        """The days up to today on which nobody has noted who came."""
        if not self.is_running or self.state != _State.CONFIRMED:
            return []
        return [day for day in self.held_on if day.on <= today and not day.is_marked]


def hosted() -> list[Hosted]:
    """The visits and trials at the company, the latest first."""
    return answers_of("bansou_hosted", Hosted)


def hosted_at(key: UUID) -> Hosted | None:
    """One of them; None if the company has no such."""
    return next((one for one in hosted() if one.key == key), None)
