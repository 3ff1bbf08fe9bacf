"""`bansou backup FOLDER --keys FOLDER` and `bansou backup verify FOLDER`: database, files, keys apart."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.commons.errors import Refusal
from bansou.desks.management.backup.actions import back_up, rehearse


class Command(BaseCommand):
    """Makes a backup, or tells whether one would come back whole."""

    help = "データベース、預かったファイル、鍵をバックアップし、戻せるかを確かめます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "words",
            nargs="+",
            metavar="[verify] FOLDER",
            help="作る先のフォルダ。verify のあとには、確かめるバックアップのフォルダ",
        )
        parser.add_argument(
            "--keys",
            type=Path,
            default=None,
            metavar="KEYS_FOLDER",
            help=(
                "鍵を置く、別のフォルダ。作るときは、かならず指定します。"
                "verify では、指定すると鍵も確かめます"
            ),
        )
        # As it stands, argparse would call the keys optional for both.
        parser.usage = (
            "bansou backup FOLDER --keys KEYS_FOLDER\n"
            "       bansou backup verify FOLDER [--keys KEYS_FOLDER]"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        words = options["words"]
        try:
            if words[0] == "verify" and len(words) == 2:
                self._verify(Path(words[1]), options["keys"])
            elif len(words) == 1 and options["keys"]:
                self._make(Path(words[0]), options["keys"])
            elif len(words) == 1 and words[0] != "verify":
                raise CommandError(
                    _(
                        "鍵を置くフォルダがありません。ほかのものとは別の場所を --keys で指定してください。"
                        "例　bansou backup %(folder)s --keys /another/place/keys"
                    )
                    % {"folder": words[0]}
                )
            else:
                raise CommandError(
                    _(
                        "「backup フォルダ --keys 鍵のフォルダ」か"
                        "「backup verify フォルダ」としてください。"
                    )
                )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _make(self, into: Path, keys_into: Path) -> None:
        folder = back_up(into=into, keys_into=keys_into, at=timezone.localtime())
        self.stdout.write(_("%(folder)s に作りました。") % {"folder": folder})

    def _verify(self, folder: Path, keys: Path | None) -> None:
        back = rehearse(folder, keys_from=keys)
        said = {
            "tables": len(back.manifest.tables),
            "rows": f"{back.manifest.rows:,}",
            "files": back.files,
        }
        self.stdout.write(
            _("試しに戻しました。表 %(tables)d個　行 %(rows)s件　ファイル %(files)d件") % said
        )
        if back.seals.faults:
            raise CommandError(
                _("封印したときのままではない記録が %(number)d件あります。")
                % {"number": len(back.seals.faults)}
            )
        self.stdout.write(_("すべて、作ったときのままです。"))
