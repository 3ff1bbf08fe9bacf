"""What a company is told of those who were hired there by an introduction or after a trial."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bansou.commons.database.answers import answers_of


@dataclass(frozen=True, slots=True)
class AskedDay:
    """One day on which it is asked whether somebody is still there."""

    key: UUID
    label: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Employed:
    """Somebody who was hired, as long as they agree that the company knows of the programme.

    :ivar asked: the days of asking that are due, as JSON
    :ivar regular_key: of the day of asking beside which the company says that the job became
        regular: the next one, or the last; none where it began as regular, is so, or has ended
    """

    key: UUID
    case_id: UUID
    hired_on: date
    name: str
    kana: str
    asked: str
    regular_key: UUID | None

    @property
    def days(self) -> list[AskedDay]:
        """The days of asking that are due, the first first."""
        return [
            AskedDay(UUID(day["key"]), day["label"], date.fromisoformat(day["due_on"]))
            for day in json.loads(self.asked)
        ]

    @property
    def told_apart(self) -> UUID | None:
        """Beside which day the company says by itself that the job became regular: none is due."""
        return None if self.days else self.regular_key


def employed() -> list[Employed]:
    """Those who were hired at the company, the latest first."""
    return answers_of("bansou_employed", Employed)
