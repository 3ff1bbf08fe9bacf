"""The office whose desks are tried."""

import pytest

from bansou.commons.organisations.models import Role
from tests.desks.manager.office import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    """Tomakomai with its ledger of 2021."""
    return open_office()


@pytest.fixture
def client(office: Office) -> object:
    """A browser at the manager's desk."""
    return office.seat(Role.PROGRAMME_MANAGER, "小林 恵")
