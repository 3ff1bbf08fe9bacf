"""The town in which money is paid."""

import pytest

from tests.desks.counsellor.town import Town, found_town


@pytest.fixture
def town(before_the_year_ends: None, db: None) -> Town:
    """A town of people at work."""
    return found_town()
