"""The town on which a company's page is tried."""

import pytest

from tests.desks.counsellor.town import Town, found_town


@pytest.fixture
def town(db: None) -> Town:
    """A town of people at work."""
    return found_town()
