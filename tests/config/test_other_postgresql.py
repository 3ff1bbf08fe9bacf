"""Bansou on the PostgreSQL that a town hall already has (15, where Debian's is found).

One installation, made once by the document; its guards are asked as the serving role.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from bansou.commons.text import query_grams
from bansou.config.places import project_root
from tests.config.installing import (
    Environment,
    bansou,
    environment_of,
    run_as_administrator,
    statements_of_the_document,
)
from tests.config.other_server import PLACES, OtherServer, find_other_programs, running_cluster

CITY, OTHER_CITY = "苫小牧市", "室蘭市"
CENTRE = "一般社団法人苫小牧地域職業訓練センター運営協会"
NOBODY_ACTS = "BA001"


@pytest.fixture(scope="module")
def other_server() -> Iterator[OtherServer]:
    programs = find_other_programs()
    if programs is None:
        reason = f"no PostgreSQL of the machine found ({', '.join(PLACES)})"
        if os.environ.get("BANSOU_REQUIRE_POSTGRESQL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with running_cluster(programs) as server:
        yield server


@pytest.fixture(scope="module")
def bare(other_server: OtherServer, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return an installation whose roles are made, and whose tables are not."""
    run_as_administrator(other_server.programs, other_server.socket, statements_of_the_document())
    return environment_of(other_server.socket, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def installed(bare: Environment) -> Environment:
    """Return an installation with two cities, of which one has its ledger imported."""
    ledger = project_root() / "examples" / "tomakomai"
    for words in (
        ("migrate", "-v0"),
        ("add_organisation", "--kind", "municipality", "--name", CITY, "--lg-code", "012131"),
        ("add_organisation", "--kind", "municipality", "--name", OTHER_CITY, "--lg-code", "012050"),
        ("add_organisation", "--kind", "contractor", "--name", CENTRE),
        ("import", f"{ledger / 'ledger-2021.xlsx'}", "--scheme", "tomakomai",
         "--mapping", f"{ledger / 'mapping.toml'}"),
    ):  # fmt: skip
        done = bansou(bare, *words)
        assert done.returncode == 0, done.stderr
    return bare


@contextmanager
def serving(installed: Environment, sees: str) -> Iterator[psycopg.Connection]:
    """Yield a transaction of the serving role that sees what the organisation called `sees` keeps."""
    with psycopg.connect(installed["DATABASE_URL"]) as connection:
        connection.execute(
            "SELECT set_config('app.organisations', '{' || id || '}', true)"
            " FROM commons_organisation WHERE name = %s",
            [sees],
        )
        yield connection
        connection.rollback()


def one(connection: psycopg.Connection, statement: str, *values: object) -> object:
    row = connection.execute(statement.encode(), values).fetchone()
    assert row is not None
    return row[0]


def test_refuses_to_migrate_while_the_owner_inherits_the_search(
    bare: Environment, other_server: OtherServer
) -> None:
    def change(statements: str) -> None:
        run_as_administrator(other_server.programs, other_server.socket, statements)

    heir = "GRANT bansou_search TO bansou_owner"
    is_newer = "SELECT current_setting('server_version_num')::int >= 160000 AS newer \\gset\n"
    change(
        f"ALTER ROLE bansou_owner INHERIT;{is_newer}\\if :newer\n{heir} WITH INHERIT TRUE;\n\\endif"
    )
    refused = bansou(bare, "migrate", "-v0")
    change(
        f"ALTER ROLE bansou_owner NOINHERIT;{is_newer}"
        f"\\if :newer\n{heir} WITH INHERIT FALSE;\n\\endif"
    )

    assert refused.returncode == 1
    assert "bansou_search を引き継いでいます" in refused.stderr


def test_passes_the_check_of_an_installation(installed: Environment) -> None:
    checked = bansou(installed, "check", "--deploy")

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_has_the_three_figures_of_the_ledger(installed: Environment) -> None:
    answered = bansou(installed, "indicators", "tomakomai", "--fiscal-year", "2021", "--json")

    figures = [(one["target"], one["value"]) for one in json.loads(answered.stdout)]
    assert figures == [(20, 20), (10, 15), (5, 7)]


def test_shows_a_city_nothing_of_another(installed: Environment) -> None:
    for table in ("people_person", "people_case", "people_step", "people_caseevent"):
        with serving(installed, CITY) as connection:
            assert one(connection, f"SELECT count(*) > 20 FROM {table}"), table
        with serving(installed, OTHER_CITY) as connection:
            assert one(connection, f"SELECT count(*) FROM {table}") == 0, table


def test_refuses_a_change_that_nobody_has_made(installed: Environment) -> None:
    for statement in (
        "UPDATE people_case SET version = version + 1",
        "DELETE FROM people_step",
    ):
        with serving(installed, CITY) as connection, pytest.raises(psycopg.Error) as refused:
            connection.execute(statement.encode())
        assert refused.value.sqlstate == NOBODY_ACTS


def test_lets_the_serving_role_forge_no_history(installed: Environment) -> None:
    with (
        serving(installed, CITY) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM people_caseevent")


def test_finds_a_name_in_another_spelling_for_its_own_city_alone(installed: Environment) -> None:
    with serving(installed, CITY) as connection:
        name = one(
            connection, "SELECT name FROM people_person WHERE name <> '' ORDER BY id LIMIT 1"
        )
        kana = one(connection, "SELECT kana FROM people_person WHERE name = %s", name)
    grams = list(query_grams(str(kana)))

    found = "SELECT count(*) FROM people_person WHERE id IN (SELECT bansou_find_persons(%s, 10))"
    with serving(installed, CITY) as connection:
        assert one(connection, f"{found} AND name = %s", grams, name) == 1
    with serving(installed, OTHER_CITY) as connection:
        assert one(connection, "SELECT count(*) FROM bansou_find_persons(%s, 10)", grams) == 0
