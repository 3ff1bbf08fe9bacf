"""What `bansou` says of arguments that it cannot use: argparse's own messages in Japanese.

The standard library looks each message up by the name `_`, as its own translations would be.
Here too are the kinds of numbers that our commands take, for an argument's `type`.
"""

from __future__ import annotations

import argparse

MESSAGES = {
    "usage: ": "使い方: ",
    "positional arguments": "引数",
    "options": "オプション",
    "subcommands": "命令",
    "%(heading)s:": "%(heading)s",
    " (default: %(default)s)": "（なければ %(default)s）",
    "show this help message and exit": "この説明を表示します",
    "show program's version number and exit": "版の番号を表示します",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "%(prog)s: error: %(message)s\n": (
        "エラー: %(message)s\n引数の説明は「%(prog)s --help」で見られます。\n"
    ),
    "%(prog)s: warning: %(message)s\n": "注意: %(message)s\n",
    "the following arguments are required: %s": "次の引数が必要です: %s",
    "one of the arguments %s is required": "次のどれか1つが必要です: %s",
    "unrecognized arguments: %s": "知らない引数です: %s",
    "expected one argument": "値を1つ書いてください。",
    "expected at most one argument": "値は1つまでにしてください。",
    "expected at least one argument": "値を1つ以上書いてください。",
    "expected %s argument": "値を%s個書いてください。",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "「%(value)s」は選べません。%(choices)s から選んでください。"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "「%(value)s」は選べません。「%(closest)s」のことですか。%(choices)s から選んでください。"
    ),
    "invalid %(type)s value: %(value)r": "「%(value)s」は、ここに書ける値ではありません。",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s だけでは、%(matches)s のどれか決まりません。最後まで書いてください。"
    ),
    "not allowed with argument %s": "%s と一緒には書けません。",
    "ignored explicit argument %r": "値（%r）は付けられません。",
    "unexpected option string: %s": "ここには書けないオプションです: %s",
    "can't open '%(filename)s': %(error)s": "「%(filename)s」が開けません（%(error)s）。",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "「%(parser_name)s」という命令はありません。%(choices)s から選んでください。"
    ),
}


def speak_japanese() -> None:
    """Have every parser of this process speak Japanese from now on."""
    argparse._ = _translated  # type: ignore[attr-defined]
    argparse.ngettext = _counted  # type: ignore[attr-defined]


def _translated(message: str) -> str:
    return MESSAGES.get(message, message)


def _counted(one: str, many: str, number: int) -> str:
    return MESSAGES.get(one, one if number == 1 else many)


def port(written: str) -> int:
    """A port to listen on."""
    return _number(written, most=65_535)


def number(written: str) -> int:
    """How many of something, at least one."""
    return _number(written, most=1_000)


def _number(written: str, *, most: int) -> int:
    value = int(written) if written.isdecimal() and len(written) < 10 else 0
    if not 1 <= value <= most:
        raise argparse.ArgumentTypeError(
            f"「{written}」は使えません。1から{most}までの整数で書いてください。"
        )
    return value
