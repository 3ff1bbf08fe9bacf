"""`bansou rota --in FILE --out FILE`: who is on duty when, from a workbook to a workbook."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.clock import local_day
from bansou.commons.errors import Refusal
from bansou.commons.written_days import day_or_none
from bansou.desks.management.files import check_blank, check_out, put
from bansou.desks.management.planning.layouts import ROTA, blank_of, heads_of
from bansou.desks.management.planning.reading import read_book
from bansou.desks.management.planning.rota import (
    proof_of,
    read_duties,
    read_plan,
    rota_file,
)
from bansou.desks.management.planning.saying import broken_in_words, mistake_in_words
from bansou.desks.management.planning.unread import note_unread
from bansou.engines.rota import NoSolver, Plan, Rota, RotaMistake, broken_rules, plan, repair

_KINDS = (".xlsx",)


class Command(BaseCommand):
    """Makes a rota as a proposal, or mends one that was written before; it posts nobody by itself."""

    help = "当番表の案を、表（xlsx、csvのzip）から作ります。夜間や日曜を公平に分けます。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--blank", type=Path, help="記入する表の見本を書き出すファイル")
        parser.add_argument("--in", dest="source", type=Path, help="記入した表")
        parser.add_argument("--out", type=Path, help="当番表を書き出すファイル（xlsx）")
        parser.add_argument(
            "--was", type=Path, help="前に作った当番表。変更をできるだけ少なくして組み直す"
        )
        parser.add_argument(
            "--from",
            dest="since",
            type=_day,
            help="組み直すとき、この日から変えてよい　例　2026-12-10（なければ、きょう）",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        today = local_day(timezone.now())
        if options["blank"]:
            check_blank(options["blank"], _KINDS)
            put(options["blank"], blank_of(ROTA))
            self.stdout.write(f"{options['blank']} に見本を書き出しました。")
            return
        if not options["source"] or not options["out"]:
            raise CommandError("--in に記入した表、--out に書き出すファイルを付けてください。")
        check_out(options["out"], (options["source"], options["was"]), _KINDS)
        try:
            book = read_book(options["source"])
            wanted = read_plan(book, today)
            note_unread(self.stderr, book, heads_of(ROTA))
            rota = self._made(wanted, options, today)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except RotaMistake as mistake:
            raise CommandError(mistake_in_words(mistake)) from mistake
        except NoSolver as missing:
            raise CommandError(
                "当番表を組む部品が入っていません。bansou[fairs] を入れてください。"
            ) from missing
        put(options["out"], rota_file(wanted, rota))
        self.stdout.write(f"{options['out']} に当番表の案を書き出しました。")
        for sentence in proof_of(wanted, rota):
            self.stdout.write(sentence)
        for shift, lacking in rota.missing.items():
            self.stdout.write(f"　{shift}　あと{lacking}人")
        if broken := broken_rules(wanted, rota.duties):
            raise CommandError(broken_in_words(broken))

    def _made(self, wanted: Plan, options: Any, today: date) -> Rota:
        if not options["was"]:
            return plan(wanted)
        before, gone = read_duties(read_book(options["was"]), wanted, today)
        for duty in gone:
            self.stderr.write(
                f"注意：前の当番表の「{duty.shift}」の「{duty.counsellor}」は、"
                "今の表に枠か相談員がないので、外しました。"
            )
        since = datetime.combine(options["since"] or today, time())
        return repair(wanted, before, now=since)


def _day(text: str) -> date:
    day = day_or_none(text)
    if day is None:
        raise ArgumentTypeError("日付は 2026-12-10 のように書いてください")
    return day
