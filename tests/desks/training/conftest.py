"""The town on which the desk of courses is tried: Tomakomai, its training centre, Otaru next to it."""

import pytest

from tests.desks.counsellor.town import Town, found_town


@pytest.fixture
def town(before_the_year_ends: None, db: None) -> Town:
    """A town of people at work."""
    return found_town()
