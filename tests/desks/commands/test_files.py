"""`bansou files`: after a restore, whether every file is there, and which are too many."""

import os
from pathlib import Path
from typing import Any

import pytest

from bansou.commons.documents import store
from bansou.commons.documents.actions import attach
from bansou.commons.documents.models import Attachment
from bansou.commons.keys import uuid7
from tests.desks.counsellor.town import Town, found_town, now
from tests.plugins.commands import Cli

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
LONG_AGO = 86_400 * 3


@pytest.fixture
def town(tmp_path: Path, settings: Any) -> Town:
    """A town whose files lie in a store of the test's own."""
    settings.FILES_FOLDER = tmp_path / "files"
    return found_town()


def handed_in(town: Town) -> Attachment:
    case = town.case()
    with town.at_work() as actor:
        return attach(
            by=actor,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            name="履歴書.pdf",
            content=PDF,
            at=now(),
        )


def leave_behind(town: Town, *, seconds_ago: int) -> Path:
    """A file of a transaction that was rolled back."""
    key = uuid7()
    store.keep(town.city.pk, key, PDF)
    path = store.path_of(town.city.pk, key)
    at = now().timestamp() - seconds_ago
    os.utime(path, (at, at))
    return path


def test_says_that_every_file_is_there(town: Town, cli: Cli) -> None:
    handed_in(town)

    outcome = cli("files")

    assert outcome.code == 0
    assert "保管されている 1件　失われた 0件　使われていない 0件" in outcome.out


def test_names_a_file_that_was_lost(town: Town, cli: Cli) -> None:
    one = handed_in(town)
    path = store.path_of(one.organisation_id, one.pk)
    path.unlink()

    outcome = cli("files")

    assert outcome.code == 1
    assert str(path) in outcome.err
    assert "バックアップから files/ を戻してください。" in outcome.err


def test_clears_away_only_what_no_row_names_and_is_settled(town: Town, cli: Cli) -> None:
    one = handed_in(town)
    old, young = (leave_behind(town, seconds_ago=age) for age in (LONG_AGO, 0))
    kept = store.path_of(one.organisation_id, one.pk)
    os.utime(kept, (0, 0))

    told = cli("files")
    assert old.exists()
    cli("files", "--clear")

    assert "使われていない 1件" in told.out
    assert [path.exists() for path in (old, young, kept)] == [False, True, True]
