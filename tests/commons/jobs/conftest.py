"""A city whose jobs are looked at, and a queue that is empty before and after."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.commons.access.cities import Centre, City, found_centre, found_city


@pytest.fixture
def centre(db: None) -> Centre:
    """A training centre that the city has a contract with."""
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    """The city for which the jobs work."""
    return found_city("苫小牧市", centre)


@pytest.fixture
def other_city(centre: Centre) -> City:
    """A city for which they do not work."""
    return found_city("小樽市", centre)


@pytest.fixture
def empty_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables are no models of ours, so that no flush empties them."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")
