"""The programme that figures are read from."""

import pytest

from tests.evidence.programme import Year, start_year


@pytest.fixture
def year(db: None) -> Year:
    """A programme of 2021 without any record."""
    return start_year()
