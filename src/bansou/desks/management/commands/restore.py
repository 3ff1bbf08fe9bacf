"""`bansou restore FOLDER --keys FOLDER`: put a backup back where nothing is yet."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from bansou.commons.clock import moment_on_paper
from bansou.commons.errors import Refusal
from bansou.desks.management.backup.actions import is_of_this_version, put_back
from bansou.desks.management.commands.erasures import erased_again
from bansou.people.erasing.replaying import keep_list
from bansou.people.erasing.tombstones import Tombstone, tombstones_in


class Command(BaseCommand):
    """Puts a backup back."""

    help = "バックアップを、まだ何もないところに戻します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="バックアップのフォルダ")
        parser.add_argument("--keys", type=Path, required=True, help="鍵のバックアップのフォルダ")
        listed = parser.add_mutually_exclusive_group(required=True)
        listed.add_argument(
            "--erasures",
            type=Path,
            metavar="FILE",
            help="別の場所に写しておいた消去の控え。戻した記録から、もう一度消去します",
        )
        listed.add_argument(
            "--no-erasures", action="store_true", help="このバックアップのあとに消去の決定がない"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            tombstones = _listed(options["erasures"])
            manifest = put_back(options["folder"], keys_from=options["keys"])
            keep_list(tombstones)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        made_at = moment_on_paper(datetime.fromisoformat(manifest.made_at))
        said = {"made_at": made_at, "rows": f"{manifest.rows:,}"}
        self.stdout.write(_("%(made_at)s のバックアップを戻しました（行 %(rows)s件）。") % said)
        if is_of_this_version():
            self.stdout.write(erased_again(tombstones))
            self.stdout.write(_("続けて bansou audit verify を行ってください。"))
        else:
            self.stdout.write(
                _(
                    "続けて bansou migrate、bansou erasures replay、bansou audit verify の順に"
                    "行ってください。消去が済むまで、bansou serve は動きません。"
                )
            )


def _listed(file: Path | None) -> list[Tombstone]:
    """The decisions of a list, read before anything is put back.

    :raises CommandError: there is no such file
    """
    if file is None:
        return []
    if not file.is_file():
        raise CommandError(_("消去の控え %(file)s がありません。") % {"file": file})
    return list(tombstones_in(file))
