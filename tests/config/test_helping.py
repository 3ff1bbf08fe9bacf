"""`bansou help`: Japanese, by work, one line for each command; unknown names are put right."""

import subprocess
import sys
from pathlib import Path

import pytest

from bansou.config.helping import (
    BORROWED,
    BORROWED_TITLE,
    GROUPS,
    about,
    answer,
    our_commands,
    overview,
    unknown,
)


def has_japanese(text: str) -> bool:
    return any("぀" <= letter <= "鿿" for letter in text)


def test_names_every_command_of_ours_in_one_line_below_its_work() -> None:
    lines = overview().splitlines()

    titles = [line for line in lines if line in (*GROUPS, BORROWED_TITLE)]
    assert titles == [
        "はじめる",
        "取り込む",
        "数える",
        "照らし合わせる",
        "組む",
        "確かめる",
        "動かす",
        BORROWED_TITLE,
    ]
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(name for name in listed if name not in ("bansou", *BORROWED)) == sorted(
        our_commands()
    )
    assert lines.index("取り込む") < next(n for n, it in enumerate(lines) if "import " in it)


def test_places_only_commands_that_exist() -> None:
    assert {name for names in GROUPS.values() for name in names} <= set(our_commands())
    assert all(unknown(name) is None for name in BORROWED)


@pytest.mark.parametrize("name", sorted([*our_commands(), *BORROWED]))
def test_explains_each_command_and_each_argument_in_japanese(name: str) -> None:
    lines = about(name).splitlines()

    assert lines[0].startswith(f"使い方: bansou {name}")
    said = BORROWED.get(name) or our_commands()[name].help
    assert said.endswith("。")
    assert said in lines
    explained = [line for line in lines if line[:7].isspace() is False and line[:6].isspace()]
    assert all(has_japanese(line) for line in explained), explained
    assert "None" not in about(name)
    assert "show this help" not in about(name)


@pytest.mark.parametrize(
    "words", [["help", "import"], ["import", "--help"], ["import", "x.xlsx", "-h"]]
)
def test_explains_a_command_however_it_is_asked(words: list[str]) -> None:
    assert answer(words) == about("import")
    assert "--scheme SCHEME　（必須）" in about("import")


@pytest.mark.parametrize("words", [[], ["help"], ["--help"], ["-h"]])
def test_gives_the_overview_to_who_names_no_command(words: list[str]) -> None:
    assert answer(words) == overview()


@pytest.mark.parametrize("words", [["import", "x.xlsx"], ["help", "flush"], ["help", "--commands"]])
def test_leaves_everything_else_to_run(words: list[str]) -> None:
    assert answer(words) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("improt", "import"), ("sheets", "sheet"), ("migrat", "migrate")]
)
def test_names_the_nearest_to_an_unknown_command(typed: str, meant: str) -> None:
    assert unknown(typed) == (
        f"「{typed}」という命令はありません。「{meant}」のことですか。"
        "命令の一覧は bansou help で見られます。"
    )


def test_guesses_nothing_where_nothing_is_near() -> None:
    assert unknown("xyzzy") == (
        "「xyzzy」という命令はありません。命令の一覧は bansou help で見られます。"
    )


@pytest.mark.parametrize("words", [["improt"], ["help", "improt"]])
def test_answers_at_the_console_without_a_database(words: list[str], tmp_path: Path) -> None:
    def bansou(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bansou.config.console", *words],
            env={"BANSOU_VAR": str(tmp_path / "var"), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    helped, mistaken = bansou("help"), bansou(*words)

    assert (helped.returncode, helped.stdout) == (0, overview() + "\n")
    assert mistaken.returncode == 1
    assert mistaken.stderr.startswith("エラー: 「improt」という命令はありません。")
    assert not (tmp_path / "var" / "pg").exists()


def test_names_only_a_command_s_own_arguments_to_who_forgot_them(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bansou.config.console", "settings", "--unknown"],
        env={"BANSOU_VAR": str(tmp_path / "var"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 2
    assert told.stderr.startswith("使い方: bansou settings")
    assert "--pythonpath" not in told.stderr
    assert "知らない引数です: --unknown" in told.stderr
