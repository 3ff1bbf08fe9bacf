"""The city in which outreach is tried."""

import pytest

from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.programmes.actions import make_contract
from tests.desks.counsellor.town import found_body
from tests.desks.outreach.kobe import Kobe, found_kobe


@pytest.fixture
def kobe(db: None) -> Kobe:
    """Kobe at work."""
    return found_kobe()


@pytest.fixture
def saposute(kobe: Kobe) -> Membership:
    """A counsellor of the youth support station, which works for Kobe under a contract."""
    (seat,) = found_body("神戸サポステ", Organisation.Kind.CONTRACTOR, ("原 直美", Role.COUNSELLOR))
    with kobe.at_work(kobe.manager):
        make_contract(
            programme=kobe.programme,
            contractor=seat.organisation,
            starts_on=kobe.programme.starts_on,
            ends_on=kobe.programme.ends_on,
            work="心理カウンセリング",
        )
    return seat
