"""The chain over the log and the histories tells what was changed behind everybody's back."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from bansou.commons.audit.seals import Link, links_in
from bansou.config.embedded import SUPERUSER
from proofs.audit_seals import found_rightly, sealed_world
from tests.plugins.commands import Cli

pytestmark = pytest.mark.django_db(transaction=True)
_TAMPERINGS = 30


@pytest.fixture
def seals_file(tmp_path: Path, settings: Any) -> Path:
    settings.SEALS_FILE = tmp_path / "apart" / "seals.txt"
    return settings.SEALS_FILE


@pytest.fixture
def behind() -> Iterator[psycopg.Connection[Any]]:
    """The database's own account, whom nothing binds."""
    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(make_conninfo(**login)) as opened:
        yield opened


def test_finds_and_names_what_was_changed_behind_everybodys_back(
    seals_file: Path, behind: psycopg.Connection[Any], cli: Cli
) -> None:
    links: list[Link] = []
    sealed_world(links)
    assert list(links_in(seals_file)) == links

    whole = cli("audit", "verify")
    assert (whole.code, whole.err) == (0, "")
    assert "すべて、封印したときのままです。" in whole.out
    assert "次の封印を待つ記録 0件" in whole.out

    chance = random.Random(1)  # noqa: S311 - nothing secret hangs on it
    tried = [found_rightly(behind, links, chance) for _ in range(_TAMPERINGS)]
    behind.rollback()
    assert [one for one in tried if one[1:] != (True, True)] == []
    assert len({way for way, *_ in tried}) >= 5

    behind.execute(
        "UPDATE people_caseevent SET number = 'R8-999' WHERE pgh_id ="
        " (SELECT min(pgh_id) FROM people_caseevent)"
    )
    behind.commit()
    spoilt = cli("audit", "verify")
    assert spoilt.code == 1
    assert "書きかえられています：people_caseevent の" in spoilt.err
    assert "封印したときのままではないものが 1件あります。" in spoilt.err


def test_tells_when_the_chain_is_not_the_one_that_was_written_down(
    seals_file: Path, cli: Cli, tmp_path: Path
) -> None:
    links: list[Link] = []
    sealed_world(links)
    elsewhere = tmp_path / "copied.txt"
    elsewhere.write_text(f"{links[0].number} {'0' * 64}\n", encoding="ascii")

    outcome = cli("audit", "verify", "--seals", str(elsewhere))

    assert outcome.code == 1
    assert f"封印 {links[0].number} が、控えと違うか、ありません。" in outcome.err


def test_seals_nothing_twice(seals_file: Path, cli: Cli) -> None:
    sealed_world([])

    said = [cli("audit", "seal").out for _ in range(3)]

    assert said[-1] == "前の封印のあとに、新しい記録はありません。\n"
    assert cli("audit", "verify").code == 0
