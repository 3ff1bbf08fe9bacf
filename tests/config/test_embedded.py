import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from bansou.config.embedded import EmbeddedServer
from bansou.config.seat import EmbeddedFailure
from tests.config.conftest import Attached, postgres_of, wait_until


def ask(server: EmbeddedServer, question: str, role: str = "bansou_app") -> object:
    with server.connect(role) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def write(server: EmbeddedServer, statement: str) -> None:
    with server.connect("bansou_owner") as connection:
        connection.execute(statement.encode())


def test_starts_under_a_path_with_a_space_and_japanese_letters(new_server: EmbeddedServer) -> None:
    new_server.attach()

    assert ask(new_server, "SELECT current_user::text") == "bansou_app"
    assert " " in str(new_server.var)
    assert len(os.fsencode(new_server.socket_folder)) < 60


def test_makes_roles_that_no_policy_lets_pass(server: EmbeddedServer) -> None:
    server.attach()

    with server.connect("bansou_app") as connection:
        roles = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb"
            " FROM pg_roles WHERE rolname LIKE 'bansou%' ORDER BY 1"
        ).fetchall()

    assert roles == [
        ("bansou_app", True, False, False, False),
        ("bansou_owner", True, False, False, True),
        ("bansou_search", False, False, False, False),
    ]


def test_lets_the_owner_create_databases_in_tests_only(var: Path) -> None:
    server = EmbeddedServer(var)
    server.attach()
    try:
        may = ask(server, "SELECT rolcreatedb FROM pg_roles WHERE rolname = 'bansou_owner'")
    finally:
        server.leave()

    assert may is False


def test_keeps_passwords_and_data_from_other_users(new_server: EmbeddedServer) -> None:
    new_server.attach()

    kept = [*(new_server.var / "secrets").iterdir(), new_server.seat.data, new_server.socket_folder]

    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in kept} == {0}
    assert not (new_server.var / "pg" / "superuser").exists()


def test_refuses_a_wrong_password(server: EmbeddedServer) -> None:
    server.attach()

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**server.login("bansou_app"), "password": "guessed"})


def test_keeps_the_server_until_the_last_process_leaves(
    server: EmbeddedServer, attach_elsewhere: Callable[[], Attached]
) -> None:
    others = [attach_elsewhere(), attach_elsewhere()]
    for other in others:
        assert other.stdout
        assert other.stdout.readline() == "attached\n"
    server.attach()
    postmaster = ask(server, "SELECT pg_postmaster_start_time()")

    others[0].communicate()
    server.leave()
    server.attach()
    same = ask(server, "SELECT pg_postmaster_start_time()")
    others[1].communicate()
    server.leave()

    assert same == postmaster
    wait_until(lambda: not postgres_of(server.var))
    assert not server.socket_folder.exists()


def test_stops_the_server_when_its_only_user_is_killed(
    var: Path, attach_elsewhere: Callable[[], Attached]
) -> None:
    user = attach_elsewhere()
    assert user.stdout
    user.stdout.readline()
    assert postgres_of(var)

    user.kill()

    wait_until(lambda: not postgres_of(var))


def test_recovers_every_row_after_everything_was_killed(
    var: Path, attach_elsewhere: Callable[[], Attached]
) -> None:
    user = attach_elsewhere()
    assert user.stdout
    user.stdout.readline()
    server = EmbeddedServer(var)
    write(server, "CREATE TABLE kept AS SELECT generate_series(1, 20000) AS row")
    write(server, "GRANT SELECT ON kept TO bansou_app")

    user.kill()
    for process in postgres_of(var):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    server.attach()
    try:
        kept = ask(server, "SELECT count(*) FROM kept")
    finally:
        server.leave()

    assert kept == 20000


def test_starts_although_a_stranger_has_the_number_of_the_dead_server(
    server: EmbeddedServer,
) -> None:
    server.attach()
    server.leave()
    (server.seat.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.seat.data}\n")

    server.attach()

    assert ask(server, "SELECT 1") == 1


def test_serves_two_copies_beside_each_other(server: EmbeddedServer, tmp_path: Path) -> None:
    copy = EmbeddedServer(tmp_path / "写し" / "var", tests=True)
    server.attach()
    copy.attach()
    try:
        write(copy, "CREATE TABLE only_here (id int)")

        assert copy.socket_folder != server.socket_folder
        assert ask(copy, "SELECT to_regclass('only_here') IS NOT NULL") is True
        assert ask(server, "SELECT to_regclass('only_here') IS NOT NULL") is False
    finally:
        copy.leave()


def test_begins_again_after_half_an_initdb(new_server: EmbeddedServer) -> None:
    (new_server.seat.data / "base").mkdir(parents=True)
    (new_server.seat.data / "PG_VERSION").write_text("18\n")

    new_server.attach()

    assert ask(new_server, "SELECT 1") == 1


def test_refuses_to_remove_data_whose_mark_is_missing(server: EmbeddedServer) -> None:
    server.attach()
    server.leave()
    (server.seat.data / "bansou-ready").unlink()

    with pytest.raises(EmbeddedFailure, match="目印"):
        server.attach()

    assert (server.seat.data / "PG_VERSION").exists()


def test_refuses_data_of_another_version(new_server: EmbeddedServer) -> None:
    data = new_server.var / "pg" / "data"
    new_server.seat.data.mkdir()
    (data / "PG_VERSION").write_text("15\n")
    del new_server.__dict__["seat"]

    with pytest.raises(EmbeddedFailure, match="PostgreSQL 15"):
        new_server.attach()


def test_refuses_a_socket_folder_that_somebody_else_made(server: EmbeddedServer) -> None:
    server.socket_folder.mkdir(mode=0o777)
    server.socket_folder.chmod(0o777)

    try:
        with pytest.raises(EmbeddedFailure, match="ほかの利用者"):
            server.attach()
    finally:
        server.socket_folder.rmdir()


def test_refuses_secrets_that_do_not_fit_the_data(server: EmbeddedServer) -> None:
    server.attach()
    (server.var / "secrets" / "postgres").write_text("another\n")

    copy = EmbeddedServer(server.var, tests=True)

    with pytest.raises(EmbeddedFailure, match="secrets"):
        copy.attach()
    (server.var / "secrets" / "postgres").unlink()


def test_refuses_a_path_that_a_shell_would_read_otherwise(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedFailure, match="使えない記号"):
        EmbeddedServer(tmp_path / "a$(b)" / "var").attach()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to run the server as somebody else")
def test_runs_as_somebody_else_under_a_folder_that_only_root_may_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "var", tests=True)
    server.attach()
    try:
        owners = {process.uids().real for process in postgres_of(server.var)}

        assert ask(server, "SELECT 1") == 1
        assert owners
        assert 0 not in owners
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        server.leave()
