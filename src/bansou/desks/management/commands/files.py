"""`bansou files`: whether every file that was handed in is in the store as it was, and what is too much.

Run it after a restore: database and files come from backups that may be of different moments.
"""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.documents import store
from bansou.commons.documents.actions import content_of
from bansou.commons.documents.models import Attachment
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor

#: A younger file may belong to a transaction that is still under way.
_SETTLED_AFTER = timedelta(days=1)


class Command(BaseCommand):
    """Compares the store with what the database knows of it."""

    help = "預かった添付ファイルが、預かったときのまま保管されているかを確かめます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--clear",
            action="store_true",
            help="どの記録からも使われていないファイル（1日より前のもの）を消す",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        lost, whole, unused, before = 0, 0, 0, timezone.now() - _SETTLED_AFTER
        for organisation in Organisation.objects.order_by("name"):
            with acting(service_actor("command", organisation), why="bansou files"):
                kept = list(Attachment.objects.filter(organisation=organisation).exclude(digest=""))
            for one in kept:
                is_whole = self._is_whole(organisation, one)
                whole, lost = whole + is_whole, lost + (not is_whole)
            unused += self._unused(organisation, {one.pk for one in kept}, before, options["clear"])
        said = {"whole": whole, "lost": lost, "unused": unused}
        self.stdout.write(
            _("保管されている %(whole)d件　失われた %(lost)d件　使われていない %(unused)d件") % said
        )
        if lost:
            raise CommandError(
                _("失われたファイルがあります。バックアップから files/ を戻してください。")
            )

    def _is_whole(self, organisation: Organisation, one: Attachment) -> bool:
        try:
            content_of(one)
        except store.FileLost:
            self.stderr.write(f"{organisation.name}　{store.path_of(organisation.pk, one.pk)}")
            return False
        return True

    def _unused(
        self, organisation: Organisation, known: Any, before: datetime, is_cleared: bool
    ) -> int:
        """Name the files that no row knows, and take them away where that was asked for."""
        found = [key for key in store.keys(organisation.pk, before=before) if key not in known]
        for key in found:
            self.stdout.write(f"{organisation.name}　{store.path_of(organisation.pk, key)}")
            if is_cleared:
                store.path_of(organisation.pk, key).unlink()
        return len(found)
