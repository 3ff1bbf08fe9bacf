"""What every part of a scheme is built from: keys, days, counts, and the strictness of reading."""

from datetime import date
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
