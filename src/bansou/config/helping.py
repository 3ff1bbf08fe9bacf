"""What `bansou help` says: our commands by the work they are for, one command, an unknown one."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from django.core.management import BaseCommand, get_commands, load_command_class

#: Our commands by the work they are for; one that nobody placed stands at the end.
GROUPS: Mapping[str, Sequence[str]] = {
    "はじめる": ("demo", "load_demo", "add_organisation", "add_member"),
    "取り込む": ("import",),
    "数える": ("indicators", "joint", "sheet"),
    "照らし合わせる": ("match",),
    "組む": ("fair", "rota"),
    "確かめる": ("lot",),
    "動かす": ("migrate", "collectstatic", "serve", "worker", "settings"),
}
OTHERS = "その他"
#: Over the borrowed commands: what they print is not ours.
BORROWED_TITLE = "Django の管理コマンド（答えは英語です）"
#: Commands of Django and its parts that an installation needs.
BORROWED: Mapping[str, str] = {
    "check": "設定に誤りがないかを確かめます（本番は --deploy を付けます）。",
    "axes_reset_username": "続けてまちがえて入れなくなった人を、また入れるようにします。",
    "clearsessions": "期限の切れたサインインの記録を消します。",
}
#: What their arguments are for.
_BORROWED_ARGUMENTS: Mapping[str, str] = {
    "app_label": "この部屋（アプリ）だけを対象にします",
    "migration_name": "この移行までで止めます（zero ですべて戻します）",
    "username": "もう一度入れるようにする人のメールアドレス（いくつでも）",
    "--noinput": "確かめずに進めます",
    "--database": "対象のデータベース",
    "--fake": "行ったことにして、表は変えません",
    "--fake-initial": "表がすでにあれば、最初の移行を行ったことにします",
    "--plan": "行うことの一覧だけを表示します",
    "--run-syncdb": "移行のない部屋の表も作ります",
    "--check": "残っている移行があるかだけを確かめます",
    "--prune": "もうない移行の記録を消します",
    "--no-post-process": "集めたあとの加工をしません",
    "--ignore": "集めないファイルの名前の形",
    "--dry-run": "表示するだけで、書き込みません",
    "--clear": "先に、前に集めたものを消します",
    "--link": "写さずに、リンクにします",
    "--no-default-ignore": "ふだん除くファイルも集めます",
    "args": "この部屋（アプリ）だけを確かめます（いくつでも）",
    "--tag": "この種類の検査だけを行います",
    "--list-tags": "検査の種類を一覧します",
    "--deploy": "本番のための検査も行います",
    "--fail-level": "この重さ以上の指摘があれば、失敗とします",
}
ASKING = frozenset({"-h", "--help"})
_INDENT = 22
#: What Django lets every command take; it says nothing about our work.
_EVERY_COMMANDS = frozenset(
    {
        "help",
        "version",
        "verbosity",
        "settings",
        "pythonpath",
        "traceback",
        "no_color",
        "force_color",
        "skip_checks",
    }
)


def hide_base_options() -> None:
    """Leave what every command takes out of usage lines: it is understood all the same."""
    BaseCommand.suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }


def answer(words: Sequence[str]) -> str | None:
    """The text that is to be printed instead of running a command; None where one is to be run.

    :param words: what was typed after `bansou`
    """
    first, rest = (words[0], words[1:]) if words else ("help", ())
    asked = rest[0] if first == "help" and rest else first
    if first in ASKING or (first == "help" and not rest):
        return overview()
    is_explained = asked in our_commands() or asked in BORROWED
    if is_explained and (first == "help" or ASKING & set(rest)):
        return about(asked)
    return None


def our_commands() -> dict[str, BaseCommand]:
    """The commands of our own rooms by name."""
    found = sorted((n, app) for n, app in get_commands().items() if str(app).startswith("bansou."))
    return {name: load_command_class(str(app), name) for name, app in found}


def overview() -> str:
    """Every command of ours in one line, grouped by work."""
    ours = our_commands()
    lines = [
        "使い方: bansou 命令 [引数…]",
        "        bansou help 命令　　その命令の引数を説明します",
    ]
    for title, names in GROUPS.items():
        lines += ["", title, *(_line(name, ours[name].help) for name in names if name in ours)]
    placed = {name for names in GROUPS.values() for name in names}
    rest = [(name, command.help) for name, command in ours.items() if name not in placed]
    if rest:
        lines += ["", OTHERS, *(_line(name, text) for name, text in rest)]
    lines += ["", BORROWED_TITLE, *(_line(name, text) for name, text in BORROWED.items())]
    lines += ["", "Django の命令をふくむすべての名前は bansou help --commands で出ます。"]
    return "\n".join(lines)


def about(name: str) -> str:
    """One command, ours or one that an installation needs, with its arguments."""
    app = str(get_commands()[name])
    command = load_command_class(app, name)
    parser = command.create_parser("bansou", name)
    actions = [it for it in parser._actions if it.dest not in _EVERY_COMMANDS]
    if name in BORROWED:
        explain_borrowed(parser)
    lines = [_usage(parser, actions), "", BORROWED.get(name, command.help)]
    if name in BORROWED:
        lines.append("Django の管理コマンドです。実行したときの答えは英語です。")
    named = [it for it in actions if it.option_strings]
    for title, group in (
        ("引数", [it for it in actions if not it.option_strings]),
        ("オプション", named),
    ):
        if group:
            lines += ["", title, *(line for action in group for line in _explained(action))]
    return "\n".join(lines)


def unknown(name: str) -> str | None:
    """What to say of a command that does not exist; None where it does."""
    known = get_commands()
    if name in known or name in ("help", "version", "--version") or name in ASKING:
        return None
    near = get_close_matches(name, [*our_commands(), *BORROWED], n=1, cutoff=0.5)
    near = near or get_close_matches(name, known, n=1)
    hint = f"「{near[0]}」のことですか。" if near else ""
    return f"「{name}」という命令はありません。{hint}命令の一覧は bansou help で見られます。"


def explain_borrowed(parser: ArgumentParser) -> None:
    """Say in Japanese what the arguments of Django's own commands are for."""
    for action in parser._actions:
        action.help = _borrowed_help(action)


def _borrowed_help(action: Action) -> str:
    """What an argument of Django's own commands is for, in Japanese."""
    names = [*action.option_strings, action.dest]
    return next((_BORROWED_ARGUMENTS[it] for it in names if it in _BORROWED_ARGUMENTS), "")


def _line(name: str, text: str) -> str:
    return f"  {name:<{_INDENT}}{text}"


def _usage(parser: ArgumentParser, actions: Iterable[Action]) -> str:
    formatter = parser._get_formatter()
    formatter.add_usage(None, list(actions), [], prefix="使い方: ")
    return formatter.format_help().rstrip()


def _explained(action: Action) -> Iterator[str]:
    names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    takes_value = bool(action.option_strings) and action.nargs != 0
    value = f" {action.metavar or action.dest.upper()}" if takes_value else ""
    marks = ["必須"] if action.required and action.option_strings else []
    if action.choices and not action.metavar:
        marks.append("・".join(str(choice) for choice in action.choices))
    if action.default not in (None, "", False, SUPPRESS):
        marks.append(f"なければ {action.default}")
    yield f"  {names}{value}" + (f"　（{'、'.join(marks)}）" if marks else "")
    yield f"      {action.help}"
