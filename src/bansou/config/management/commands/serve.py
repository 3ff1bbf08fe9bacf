"""`bansou serve`: the web server and the worker of an installation."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bansou.config import argument_words, env, web
from bansou.config.supervisor import Supervisor, SupervisorFailure


class Command(BaseCommand):
    help = "画面と裏の仕事を動かします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        host, port = env.text("BANSOU_HOST", "127.0.0.1"), env.port()
        processes = env.number("BANSOU_WEB_WORKERS", 2, at_least=1)
        parser.add_argument("--host", default=host, help="待ち受けるアドレス")
        parser.add_argument(
            "--port", type=argument_words.port, default=port, help="待ち受ける番号（ポート）"
        )
        parser.add_argument(
            "--processes",
            type=argument_words.number,
            default=processes,
            help="画面を出すプロセスの数",
        )
        parser.add_argument(
            "--no-worker", action="store_true", help="裏の仕事は別に「bansou worker」で動かします"
        )

    def handle(
        self, *_: Any, host: str, port: int, processes: int, no_worker: bool, **__: Any
    ) -> None:
        if settings.DEMO:
            raise CommandError(
                "体験用の設定のままでは、外に向けて動かせません。DATABASE_URL を設定するか、"
                "DJANGO_SETTINGS_MODULE=bansou.config.settings.production を付けてください。"
            )
        if not web.is_free(host, port):
            raise CommandError(f"{host}:{port} は、ほかのプログラムが使っています。")
        _refuse_unmigrated()
        _refuse_unerased()
        children = {"画面": web.command(host, port, processes)}
        if not no_worker:
            children["裏の仕事"] = [sys.executable, "-m", "bansou.config.console", "worker"]
        try:
            Supervisor(children).run(
                is_ready=lambda: not web.is_free(host, port),
                announce=lambda: self.stdout.write(f"{host}:{port} で動いています。"),
            )
        except SupervisorFailure as failure:
            raise CommandError(str(failure)) from failure


def _refuse_unmigrated() -> None:
    """Serving on tables of an older version would fail page by page."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if waiting:
        raise CommandError(
            f"表の変更が{len(waiting)}件残っています。「bansou migrate」を先に行ってください。"
        )


def _refuse_unerased() -> None:
    """What was erased by a decision came back with an older backup: nobody is to read it."""
    from bansou.people.erasing.replaying import missing
    from bansou.people.erasing.tombstones import tombstones_in

    file = Path(settings.ERASURES_FILE)
    waiting = missing(tombstones_in(file)) if file.is_file() else []
    connection.close()
    if waiting:
        raise CommandError(
            f"消去の決定{len(waiting)}件が、戻したバックアップにまだ反映されていません。"
            "「bansou erasures replay」を先に行ってください。"
        )
