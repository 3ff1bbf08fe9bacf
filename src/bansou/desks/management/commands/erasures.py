"""`bansou erasures`: what was erased by which decision, and erasing it again after a restore."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.commons.clock import local_day, wareki
from bansou.commons.errors import Refusal
from bansou.people.erasing.replaying import keep_list, missing, replay
from bansou.people.erasing.tombstones import Tombstone, tombstones_in


class Command(BaseCommand):
    """Tells what was erased, or erases it again."""

    help = "消去の決定の控えを示し、バックアップを戻したあとに、もう一度消去します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "doing",
            choices=["list", "replay"],
            help="list（控えを示す）か replay（もう一度消去する）",
        )
        parser.add_argument(
            "--erasures",
            type=Path,
            default=None,
            metavar="FILE",
            help="別の場所に写しておいた控え（なければ BANSOU_VAR の中の erasures/erasures.txt）",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        file = options["erasures"] or Path(settings.ERASURES_FILE)
        if options["erasures"] and not file.is_file():
            raise CommandError(_("消去の控え %(file)s がありません。") % {"file": file})
        try:
            tombstones = list(tombstones_in(file)) if file.is_file() else []
        except Refusal as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        if options["doing"] == "replay":
            keep_list(tombstones)
            self.stdout.write(erased_again(tombstones))
            return
        self._tell(tombstones)

    def _tell(self, tombstones: Sequence[Tombstone]) -> None:
        waiting = {one.erasure for one in missing(tombstones)}
        for one in tombstones:
            on = wareki(local_day(datetime.fromisoformat(one.decided_at)))
            state = _("まだ消去されていません") if one.erasure in waiting else _("消去済み")
            said = {"number": one.number, "on": on, "cases": len(one.cases), "state": state}
            self.stdout.write(_("決定 %(number)s　%(on)s　ケース %(cases)d件　%(state)s") % said)
        self.stdout.write(_("消去の決定 %(number)d件") % {"number": len(tombstones)})


def erased_again(tombstones: Sequence[Tombstone]) -> str:
    """Erase again what these decisions erased; how many there were, in words."""
    said = {"decisions": len(tombstones), "done": replay(tombstones, at=timezone.now())}
    return _("消去の決定 %(decisions)d件のうち、記録のある %(done)d件を消去しました。") % said
