"""What a programme lets people do at workplaces: days and hours, insurance, and what is asked after."""

from datetime import time
from typing import Annotated

from pydantic import Field, Strict, StrictBool, StrictInt

from bansou.engines.indicators.grammar import Text
from bansou.schemes.basis import Count, Key, Shape

TimeOfDay = Annotated[time, Strict()]


class ExperienceLimits(Shape):
    """How far a visit or a trial may go.

    :param asks_insurance: each of its days must lie within the cover of an insurance
    """

    max_days: Count
    max_hours_a_day: Annotated[StrictInt, Field(ge=1, le=24)]
    asks_insurance: StrictBool = False


class EvaluationItem(Shape):
    """One thing that is asked about a visit or trial, or one answer to it."""

    key: Key
    label: Text


class ExperienceRules(Shape):
    """Visits (職場見学) and trials (職場体験) as a programme offers them.

    :param visits: None where the programme offers no visits
    :param trials: None where it offers no trials
    :param night_from: night begins at this time of day, and ends at `night_until`
    :param allows_nights: whether somebody may be at a workplace at night
    :param grades: the answers to choose from, the best one first
    :param person_items: what the person is asked about
    :param host_items: what the host is asked about
    """

    visits: ExperienceLimits | None = None
    trials: ExperienceLimits | None = None
    night_from: TimeOfDay
    night_until: TimeOfDay
    allows_nights: StrictBool = False
    grades: Annotated[tuple[EvaluationItem, ...], Field(min_length=2)]
    person_items: Annotated[tuple[EvaluationItem, ...], Field(min_length=1)]
    host_items: Annotated[tuple[EvaluationItem, ...], Field(min_length=1)]

    def limits(self, kind: str) -> ExperienceLimits | None:
        """How far a "visit" or a "trial" may go; None where the programme has no such thing."""
        return self.visits if kind == "visit" else self.trials
