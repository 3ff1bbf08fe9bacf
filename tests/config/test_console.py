"""`bansou` as it is typed: what cannot be done is said in Japanese, with what to do next."""

import argparse
import ast
import inspect
import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError
from psycopg import errors

from bansou.config import served
from bansou.config.argument_words import MESSAGES
from bansou.config.database_words import sentence_for
from bansou.config.embedded import EmbeddedServer

#: What argparse says only to whoever writes a command, never to whoever types one.
TO_PROGRAMMERS = {
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    "conflicting option string: %s",
    'argument "-" with mode %r',
    "command '%(parser_name)s' is deprecated",
    "option '%(option)s' is deprecated",
    "argument '%(argument_name)s' is deprecated",
}


def messages_of_argparse() -> set[str]:
    """Every message that this Python's argparse looks up."""
    calls = [
        it for it in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(it, ast.Call)
    ]
    looked_up = [
        it for it in calls if isinstance(it.func, ast.Name) and it.func.id in ("_", "ngettext")
    ]
    first = [it.args[0] for it in looked_up]
    return {it.value for it in first if isinstance(it, ast.Constant) and isinstance(it.value, str)}


def bansou(*words: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    hidden = ("BANSOU_", "DJANGO_", "DATABASE_URL", "PORT")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(hidden)}
    return subprocess.run(
        [sys.executable, "-m", "bansou.config.console", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "BANSOU_VAR": str(var), **environment},
    )


# Arguments


def test_knows_everything_that_argparse_says_to_who_types_a_command() -> None:
    assert messages_of_argparse() - TO_PROGRAMMERS <= set(MESSAGES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "a.xlsx"], "エラー: 次の引数が必要です: --scheme, --mapping"),
        (
            ["sheet", "a", "--fiscal-year", "きのう", "--format", "pdf", "-o", "x"],
            "--fiscal-year：「きのう」は年度として読めません。",
        ),
        (
            ["sheet", "a", "--fiscal-year", "2021", "--format", "doc", "-o", "x"],
            "--format：「doc」は選べません。",
        ),
        (["worker", "--concurrency", "0"], "「0」は使えません。1から1000まで"),
        (["demo", "--port", "70000"], "「70000」は使えません。1から65535まで"),
        (["settings", "--colour"], "知らない引数です: --colour"),
    ],
)
def test_says_in_japanese_what_is_wrong_with_the_arguments(
    words: list[str], said: str, used_var: Path
) -> None:
    answer = bansou(*words, var=used_var)

    assert answer.returncode == 2
    assert said in answer.stderr
    assert answer.stderr.startswith(f"使い方: bansou {words[0]}")
    assert answer.stderr.endswith(f"引数の説明は「bansou {words[0]} --help」で見られます。\n")


# The database


def test_says_which_command_makes_the_tables(server: EmbeddedServer, var: Path) -> None:
    for words in (
        ["indicators", "tomakomai", "--fiscal-year", "2021"],
        ["add_organisation", "--kind", "contractor", "--name", "訓練センター"],
    ):
        answer = bansou(*words, var=var)

        assert (answer.returncode, answer.stdout) == (1, "")
        assert answer.stderr == (
            "エラー: データベースの表が、まだいまの版に合っていません。"
            "先に「bansou migrate」を行ってから、もう一度行ってください。\n"
        )


def test_says_where_it_found_no_database(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    answer = bansou(
        *("indicators", "tomakomai", "--fiscal-year", "2021"),
        var=tmp_path,
        DATABASE_URL=f"postgresql://bansou_app:secret@127.0.0.1:{port}/bansou",
        BANSOU_SECRET_KEY="k" * 60,
        BANSOU_ALLOWED_HOSTS="bansou.example.jp",
        BANSOU_EMAIL_URL="smtp://mail.example.jp:25",
    )

    assert answer.returncode == 1
    assert f"データベース（127.0.0.1:{port} の bansou）につながりません。" in answer.stderr
    assert "DATABASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "secret" not in answer.stderr


def test_takes_no_other_failure_for_one_of_the_database() -> None:
    ours = ProgrammingError("syntax")
    ours.__cause__ = errors.SyntaxError("syntax")
    halted = OperationalError("deadlock")
    halted.__cause__ = errors.DeadlockDetected("deadlock")

    assert [sentence_for(it) for it in (ours, halted, ValueError("x"))] == [None, None, None]
    assert sentence_for(psycopg.OperationalError("no server"))


# Where the pages are


def test_knows_where_the_pages_are_only_while_somebody_listens(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with served.noted(tmp_path, address):
            assert served.address_of(tmp_path) == address
        assert served.address_of(tmp_path) is None
        (tmp_path / "served").write_text(address, encoding="ascii")
        assert served.address_of(tmp_path) == address

    assert served.address_of(tmp_path) is None


def test_takes_no_note_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "served").write_text("http://", encoding="ascii")

    assert served.address_of(tmp_path) is None
