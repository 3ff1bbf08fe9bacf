"""`bansou collectstatic`: gathers what the pages are drawn with, and says so in one line."""

from typing import Any

from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management.base import CommandParser

from bansou.config.helping import explain_borrowed


class Command(collectstatic.Command):
    help = "画面の部品を、配る場所に集めます。1つずつ見るには -v 2 を付けます。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        explain_borrowed(parser)

    def handle(self, **options: Any) -> str | None:
        said: str | None = super().handle(**options)
        if options["verbosity"] != 1 or options["dry_run"]:
            return said
        here = len(self.unmodified_files)
        return f"画面の部品を{len(self.copied_files):,}件集めました（前からあるもの {here:,}件）。"
