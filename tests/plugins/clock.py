"""A clock that leaves room: what is planned for the weeks to come stays within the fiscal year."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from bansou.commons.clock import FiscalYear, local_day

#: Longer than anything that a test plans ahead.
ROOM = timedelta(days=60)


def moved_by(today: date) -> timedelta:
    """How far the clock is put back on a day: not at all while the year has room."""
    return min(timedelta(0), FiscalYear.of(today).ends_on - today - ROOM)


@pytest.fixture
def before_the_year_ends() -> Iterator[None]:
    """Put the clock back where the fiscal year is nearly over.

    Only this process has the earlier day. The database keeps its own, on which whatever holds in
    the earlier weeks of the year holds as well.
    """
    shift = moved_by(local_day(timezone.now()))
    if not shift:
        yield
        return
    with time_machine.travel(timezone.now() + shift):
        yield
