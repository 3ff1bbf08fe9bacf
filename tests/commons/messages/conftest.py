"""Cities in which cases are assigned."""

import pytest

from tests.commons.access.cities import Centre, City, found_centre, found_city


@pytest.fixture
def centre(db: None) -> Centre:
    """A training centre that the city has a contract with."""
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    """The city in which a case is assigned."""
    return found_city("苫小牧市", centre)


@pytest.fixture
def other_city(centre: Centre) -> City:
    """A city that has nothing to do with it."""
    return found_city("小樽市", centre)
