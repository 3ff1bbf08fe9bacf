"""The city in which outreach is tried."""

import pytest

from tests.desks.outreach.kobe import Kobe, found_kobe


@pytest.fixture
def kobe(db: None) -> Kobe:
    """Kobe at work."""
    return found_kobe()
