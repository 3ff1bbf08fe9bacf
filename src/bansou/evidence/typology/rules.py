"""By what people are put together: bands of age, and the day on which they are looked at."""

from datetime import date, timedelta

from bansou.commons.clock import age_on

#: The first age of each band; whoever is younger than the first is in none.
BANDS = (0, 30, 40, 50, 60)


def band_of(born_on: date | None, day: date) -> int | None:
    """The first age of the band in which somebody is on a day; None where nobody knows."""
    if born_on is None or born_on > day:
        return None
    age = age_on(born_on, day)
    return max(first for first in BANDS if first <= age)


def latest_day(today: date) -> date:
    """The last day of the month before: who looks every day must not see one person come or go."""
    return today.replace(day=1) - timedelta(days=1)
