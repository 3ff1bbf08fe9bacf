"""`bansou audit seal` and `bansou audit verify`: the chain over the log of reading and all histories."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.audit.seals import links_in, seal_the_log
from bansou.commons.audit.verifying import Fault, Kind, Verdict, verify
from bansou.commons.organisations.services import service_actor
from bansou.config.roles import OWNER, SEARCH, as_role

#: So many faults are named; the first is the one to look at.
_NAMED = 20


class Command(BaseCommand):
    """Seals the log, and tells whether it is as it was sealed."""

    help = "閲覧の記録と変更の履歴を封印し、封印したときのままかを確かめます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "doing", choices=["seal", "verify"], help="seal（封印する）か verify（確かめる）"
        )
        parser.add_argument(
            "--seals",
            type=Path,
            default=None,
            metavar="FILE",
            help="別の場所に写しておいた封印の控え（なければ BANSOU_VAR の中の seals/seals.txt）",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["doing"] == "seal":
            self._seal()
            return
        file = options["seals"] or Path(settings.SEALS_FILE)
        if options["seals"] and not file.is_file():
            raise CommandError(_("封印の控え %(file)s がありません。") % {"file": file})
        self._tell(_verdict(file))

    def _seal(self) -> None:
        with acting(service_actor("command", None), why="bansou audit seal"):
            link = seal_the_log()
        if link is None:
            self.stdout.write(_("前の封印のあとに、新しい記録はありません。"))
            return
        said = {"number": link.number, "chain": link.chain}
        self.stdout.write(_("封印しました。番号 %(number)d　%(chain)s") % said)

    def _tell(self, verdict: Verdict) -> None:
        said = {"seals": verdict.seals, "rows": verdict.rows, "waiting": verdict.waiting}
        self.stdout.write(
            _("封印 %(seals)d個　確かめた記録 %(rows)d件　次の封印を待つ記録 %(waiting)d件") % said
        )
        for number, rows in verdict.erased.items():
            self.stdout.write(
                _("消去（決定 %(number)s）　記録 %(rows)d件") % {"number": number, "rows": rows}
            )
        for fault in verdict.faults[:_NAMED]:
            self.stderr.write(_in_words(fault))
        if verdict.faults:
            raise CommandError(
                _(
                    "封印したときのままではないものが %(number)d件あります。"
                    "データベースに手を加えず、個人情報の管理者に知らせてください。"
                )
                % {"number": len(verdict.faults)}
            )
        if verdict.erased:
            self.stdout.write(
                _("決定によって消去したもののほかは、すべて、封印したときのままです。")
            )
        else:
            self.stdout.write(_("すべて、封印したときのままです。"))


def _verdict(file: Path) -> Verdict:
    """Look at one state of all rows as the role that may, and write nothing."""
    with as_role(OWNER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(f"SET LOCAL ROLE {SEARCH}")
        return verify(cursor, links=list(links_in(file)))


def _in_words(fault: Fault) -> str:
    sentences = {
        Kind.ALTERED: _("書きかえられています：%(table)s の %(key)s（封印 %(seal)d）"),
        Kind.SWAPPED: _("入れかえられています：%(table)s の %(key)s（封印 %(seal)d）"),
        Kind.REMOVED: _("なくなっています：%(table)s の %(key)s（封印 %(seal)d）"),
        Kind.UNDECIDED: _(
            "決定がないのに消去とされています：%(table)s の %(key)s（封印 %(seal)d）"
        ),
        Kind.ADDED: _("あとから加えられています：%(table)s の %(key)s（封印 %(seal)d より前）"),
        Kind.SEAL_BROKEN: _("封印 %(seal)d が、中身か前の封印と合いません。"),
        Kind.SEAL_MISSING: _("封印 %(seal)d の前の封印がありません。"),
        Kind.SEAL_REPLACED: _("封印 %(seal)d が、控えと違うか、ありません。"),
    }
    return sentences[fault.kind] % {"table": fault.table, "key": fault.key, "seal": fault.seal}
