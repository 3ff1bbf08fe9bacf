"""`bansou worker`: does the jobs that wait in the database, until told to stop."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app

from bansou.config import argument_words, env

#: A job that does not end in this time after a stop is left to the next worker.
GRACE_SECONDS = 20.0


class Command(BaseCommand):
    help = "裏の仕事（通知、片づけなど）をします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        at_once = env.number("BANSOU_JOB_CONCURRENCY", 2, at_least=1)
        parser.add_argument(
            "--concurrency",
            type=argument_words.number,
            default=at_once,
            help="同時に進める仕事の数",
        )
        parser.add_argument(
            "--once", action="store_true", help="待っている仕事が終わったら、終わります"
        )

    def handle(self, *_: Any, concurrency: int, once: bool, **__: Any) -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
            asyncio.run(_work(working, concurrency=concurrency, once=once))


async def _work(app: App, *, concurrency: int, once: bool) -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=concurrency, wait=not once, shutdown_graceful_timeout=GRACE_SECONDS
        )
