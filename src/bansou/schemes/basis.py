"""What every part of a scheme is built from: keys, days, counts, and the strictness of reading."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictInt, StringConstraints

Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Day = Annotated[date, Strict()]
Count = Annotated[StrictInt, Field(ge=1, le=999)]


class Shape(BaseModel):
    """A part of a scheme: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Shape):
    """A part that holds from a day until a day, both included."""

    valid_from: Day | None = None
    valid_to: Day | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    @property
    def is_crossed(self) -> bool:
        """Whether it would end before it begins."""
        return (self.valid_to or date.max) < (self.valid_from or date.min)

    def meets(self, other: "Dated") -> bool:
        """Tell whether there is a day on which both hold."""
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        return starts <= min(self.valid_to or date.max, other.valid_to or date.max)


def followed[Part: Dated](standing: Sequence[Part], new: Part) -> list[Part]:
    """Parts with a new one behind them; one without an end ends on the day before it begins."""
    begins = new.valid_from or date.min
    ended = [
        part.model_copy(update={"valid_to": begins - timedelta(days=1)})
        if part.valid_to is None and (part.valid_from or date.min) < begins
        else part
        for part in standing
    ]
    return [*ended, new]
