"""Worlds made up at random against the oracles: a seeded part of what `make proofs` looks at."""

import pytest

from proofs.worlds import Ground, faults_among, lay


@pytest.fixture(scope="module")
def ground(own_database: None) -> Ground:
    """Two cities and a contractor that all worlds share."""
    return lay()


def test_shows_in_every_world_what_the_oracles_say(ground: Ground) -> None:
    assert list(faults_among(ground, 200)) == []
