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
    """

    key: UUID
    case_id: UUID
    hired_on: date
    name: str
    kana: str
    asked: str

    @property
    def days(self) -> list[AskedDay]:
        """The days of asking that are due, the first first."""
        return [
            AskedDay(UUID(day["key"]), day["label"], date.fromisoformat(day["due_on"]))
            for day in json.loads(self.asked)
        ]


def employed() -> list[Employed]:
    """Those who were hired at the company, the latest first."""
    return answers_of("bansou_employed", Employed)
