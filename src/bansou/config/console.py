"""`bansou`: every management command, with the database at hand and the right role connected."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.core.management.base import SystemCheckError

from bansou.config.argument_words import speak_japanese
from bansou.config.database_words import sentence_for

#: Commands that change tables; all others connect as the application role.
AS_OWNER = frozenset({"migrate", "sqlmigrate", "flush", "optimizemigration"})
#: Commands that need no database, or start it themselves.
WITHOUT_DATABASE = frozenset(
    {
        "help",
        "version",
        "--help",
        "--version",
        "settings",
        "match",
        "fair",
        "rota",
        "demo",
        "collectstatic",
        "makemessages",
        "compilemessages",
    }
)
#: Django's two commands that take no options of their own.
WITHOUT_ARGUMENTS = frozenset({"help", "version"})
#: Makes a command raise its refusals instead of printing them.
TRACEBACK = "--traceback"


def settings_module() -> str:
    """Return the settings that fit the surroundings: production once `DATABASE_URL` is set."""
    kind = "production" if os.environ.get("DATABASE_URL") else "development"
    return f"bansou.config.settings.{kind}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command named in `arguments`, or on the command line."""
    words = ["bansou", *(sys.argv[1:] if arguments is None else arguments)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    from bansou.config.seat import EmbeddedFailure

    speak_japanese()
    try:
        _run(words)
    except (EmbeddedFailure, ImproperlyConfigured) as failure:
        sys.exit(f"エラー: {failure}")
    except CommandError as refusal:
        if TRACEBACK in words:
            raise
        _end(refusal)
    except KeyboardInterrupt:
        sys.exit("\n途中で止めました。")
    except Exception as failure:
        sentence = None if TRACEBACK in words else sentence_for(failure)
        if sentence is None:
            raise
        sys.exit(f"エラー: {sentence}")


def _end(refusal: CommandError) -> NoReturn:
    """Say why nothing was done, as the command says it."""
    is_check = isinstance(refusal, SystemCheckError)
    sys.stderr.write(f"{refusal}\n" if is_check else f"エラー: {refusal}\n")
    sys.exit(refusal.returncode)


def _run(words: list[str]) -> None:
    import django
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from bansou.config.helping import answer, hide_base_options, unknown
    from bansou.config.roles import OWNER, as_role

    django.setup()
    hide_base_options()
    command = words[1] if len(words) > 1 else "help"
    if mistake := unknown(command if command != "help" else _asked(words)):
        sys.exit(f"エラー: {mistake}")
    if text := answer(words[1:]):
        print(text)  # noqa: T201 - the answer to who typed it
        return
    server = settings.EMBEDDED_DATABASE
    if server is not None and command not in WITHOUT_DATABASE:
        server.attach()
    try:
        with as_role(OWNER) if command in AS_OWNER else nullcontext():
            execute_from_command_line(_raising(words))
    finally:
        if server is not None:
            server.leave()


def _raising(words: list[str]) -> list[str]:
    """The words with which a command leaves its refusals to `main`."""
    program, command, *rest = words
    has_none = command in WITHOUT_ARGUMENTS or command.startswith("-") or TRACEBACK in rest
    return words if has_none else [program, command, TRACEBACK, *rest]


def _asked(words: list[str]) -> str:
    """The command that help is asked for; `help` itself where none is named."""
    return next((word for word in words[2:] if not word.startswith("-")), "help")


if __name__ == "__main__":
    main()
