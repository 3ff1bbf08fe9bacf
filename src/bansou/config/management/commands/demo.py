"""`bansou demo`: everything from an empty folder to the first page, with made-up people."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from bansou.config import argument_words, env, served, web
from bansou.config.places import fingerprint_of_tables
from bansou.config.roles import OWNER, as_role
from bansou.config.supervisor import Supervisor, SupervisorFailure

HOST = "127.0.0.1"


def _migrate() -> None:
    """Bring the tables to this version; a second start of the same one has nothing to look up."""
    done = Path(settings.VAR) / "migrated"
    version = fingerprint_of_tables()
    if done.exists() and done.read_text(encoding="ascii") == version:
        return
    with as_role(OWNER):
        call_command("migrate", verbosity=0, interactive=False)
    done.write_text(version, encoding="ascii")


class Command(BaseCommand):
    help = "体験用のデータを用意して、画面を開けるようにします。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=argument_words.port, default=env.port(), help="画面の番号（ポート）"
        )

    def handle(self, *_: Any, port: int, **__: Any) -> None:
        if not settings.DEMO:
            raise CommandError("体験版は、DATABASE_URL を外して起動してください。")
        if not web.is_free(HOST, port):
            raise CommandError(
                f"ポート {port} は、ほかのプログラムが使っています。"
                f"「PORT={port + 1} make demo」のように、別の番号で起動してください。"
            )
        if settings.EMBEDDED_DATABASE is not None:
            self.stderr.write("データベースを用意しています…")
            settings.EMBEDDED_DATABASE.attach()
        accounts = self._prepare()
        self._supervise(port, accounts)

    def _prepare(self) -> str:
        """Migrate and load the demo; return what its loader says about the accounts.

        A database with somebody's own data is left alone, its tables too.
        """
        accounts = StringIO()
        call_command("load_demo", check=True)
        _migrate()
        self.stderr.write("体験用のデータを用意しています…")
        call_command("load_demo", stdout=accounts)
        return accounts.getvalue()

    def _supervise(self, port: int, accounts: str) -> None:
        supervisor = Supervisor(
            {
                "画面": web.command(HOST, port, env.number("BANSOU_WEB_WORKERS", 1, at_least=1)),
                "裏の仕事": [sys.executable, "-m", "bansou.config.console", "worker"],
            }
        )

        def announce() -> None:
            self.stdout.write(f"\n伴走が動いています: http://{HOST}:{port}/\n")
            self.stdout.write(accounts)
            self.stdout.write("止めるには Ctrl-C を押してください。")
            self.stdout.flush()

        try:
            with served.noted(Path(settings.VAR), f"http://{HOST}:{port}"):
                supervisor.run(is_ready=lambda: web.answers(HOST, port), announce=announce)
        except SupervisorFailure as failure:
            raise CommandError(str(failure)) from failure
        self.stderr.write("止めました。")
