"""`bansou restore FOLDER --keys FOLDER`: put a backup back where nothing is yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from bansou.commons.errors import Refusal
from bansou.desks.management.backup.actions import put_back


class Command(BaseCommand):
    """Puts a backup back."""

    help = "バックアップを、まだ何もないところに戻します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="バックアップのフォルダ")
        parser.add_argument("--keys", type=Path, required=True, help="鍵のバックアップのフォルダ")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            manifest = put_back(options["folder"], keys_from=options["keys"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _(
                "%(made_at)s のバックアップを戻しました（行 %(rows)d件）。"
                "続けて bansou migrate と bansou audit verify を行い、"
                "このバックアップのあとに決定した鍵の消去を、もう一度行ってください。"
            )
            % {"made_at": manifest.made_at, "rows": manifest.rows}
        )
