"""The cities and the training centre that the guards are tried on."""

import pytest

from tests.commons.access.cities import Centre, City, found_centre, found_city


@pytest.fixture
def centre(db: None) -> Centre:
    """A training centre that both cities have a contract with."""
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    """The city whose rows are looked for."""
    return found_city("苫小牧市", centre)


@pytest.fixture
def other_city(centre: Centre) -> City:
    """The city that must not see them, and whose rows are not to be seen."""
    return found_city("小樽市", centre)
