"""The station on which psychological counselling is tried."""

from pathlib import Path
from typing import Any

import pytest

from tests.desks.counselling.station import Station, found_station


@pytest.fixture
def station(db: None, settings: Any, tmp_path: Path) -> Station:
    """A town with Kobe's programme, two psychologists, and a store of keys and files of its own."""
    settings.KEYS_FOLDER, settings.FILES_FOLDER = tmp_path / "keys", tmp_path / "files"
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    return found_station()
