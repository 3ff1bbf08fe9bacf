"""`bansou migrate`: brings the tables to this version, and says so in few lines."""

from collections import Counter
from collections.abc import Sequence
from time import monotonic
from typing import Any

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db.migrations import Migration
from django.db.models.signals import pre_migrate

from bansou.config.helping import explain_borrowed

#: With more than this Django tells each step itself, in English; with less nothing is said.
_FEW_LINES = 1


class Command(migrate.Command):
    help = "データベースの表を、いまの版に合わせます。1段階ずつ見るには -v 2 を付けます。"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        explain_borrowed(parser)

    def handle(self, *arguments: Any, **options: Any) -> None:
        is_a_list = options["plan"] or options["check_unapplied"]
        if options["verbosity"] != _FEW_LINES or is_a_list:
            super().handle(*arguments, **options)
            return
        began_at, steps = monotonic(), Steps(self)
        pre_migrate.connect(steps.note, weak=False)
        try:
            super().handle(*arguments, **{**options, "verbosity": 0})
        finally:
            pre_migrate.disconnect(steps.note)
        if steps.plan:
            self.stdout.write(f"終わりました（{monotonic() - began_at:.0f}秒）。")


class Steps:
    """The steps that Django is about to take; it tells each app of them before the first one."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.plan: Sequence[tuple[Migration, bool]] | None = None

    def note(self, *, plan: Sequence[tuple[Migration, bool]], **_: Any) -> None:
        """Say once what is going to be done."""
        if self.plan is None:
            self.plan = plan
            self.command.stdout.write(_said(plan))


def _said(plan: Sequence[tuple[Migration, bool]]) -> str:
    if not plan:
        return "データベースの表は、いまの版に合っています。変えるところはありません。"
    counts = Counter(_room(migration.app_label) for migration, _backwards in plan)
    rooms = "、".join(f"{room}{number}" for room, number in counts.most_common())
    if any(is_backwards for _migration, is_backwards in plan):
        return f"データベースの表を、前の版に戻しています。{len(plan)}段階です（{rooms}）。"
    return f"データベースの表を、いまの版に合わせています。{len(plan)}段階です（{rooms}）。"


def _room(label: str) -> str:
    """What a room of ours is called; all that comes from others is one."""
    app = apps.get_app_config(label)
    return str(app.verbose_name) if app.name.startswith("bansou.") else "借りている部品"
