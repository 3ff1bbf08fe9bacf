"""`bansou fair --in FILE --out FILE`: the timetable of an interview fair from a workbook to a workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bansou.commons.errors import Refusal
from bansou.desks.management.files import check_blank, check_out, put
from bansou.desks.management.planning.fair import (
    FairBook,
    fair_file,
    proof_of,
    read_fair,
    read_meetings,
    with_held,
)
from bansou.desks.management.planning.layouts import FAIR, blank_of, heads_of
from bansou.desks.management.planning.reading import read_book
from bansou.desks.management.planning.saying import broken_in_words, mistake_in_words
from bansou.desks.management.planning.unread import note_unread
from bansou.engines.timetable import FairMistake, Schedule, broken_rules, repair, timetable

_KINDS = (".xlsx",)


class Command(BaseCommand):
    """Plans a fair, or mends a timetable that was written before, and says how good it is."""

    help = (
        "合同面接会の時間割を、表（xlsx、csvのzip）から作り、来場者ごととブースごとの紙にします。"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--blank", type=Path, help="記入する表の見本を書き出すファイル")
        parser.add_argument("--in", dest="source", type=Path, help="記入した表")
        parser.add_argument("--out", type=Path, help="時間割を書き出すファイル（xlsx）")
        parser.add_argument(
            "--was", type=Path, help="前に作った時間割。変更をできるだけ少なくして組み直す"
        )
        parser.add_argument(
            "--now", type=int, default=1, help="組み直すとき、このコマから変えてよい（1から）"
        )
        parser.add_argument(
            "--rounds", type=int, default=100_000, help="良くする回数（多いほど良く、長くかかる）"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["blank"]:
            check_blank(options["blank"], _KINDS)
            put(options["blank"], blank_of(FAIR))
            self.stdout.write(f"{options['blank']} に見本を書き出しました。")
            return
        if not options["source"] or not options["out"]:
            raise CommandError("--in に記入した表、--out に書き出すファイルを付けてください。")
        check_out(options["out"], (options["source"], options["was"]), _KINDS)
        try:
            book = read_book(options["source"])
            at = read_fair(book)
            note_unread(self.stderr, book, heads_of(FAIR))
            at, schedule = self._planned(at, options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except FairMistake as mistake:
            raise CommandError(mistake_in_words(mistake)) from mistake
        put(options["out"], fair_file(at, schedule))
        self.stdout.write(f"{options['out']} に書き出しました。")
        for sentence in proof_of(at.fair, schedule):
            self.stdout.write(sentence)
        for visitor, lacking in schedule.missing.items():
            self.stdout.write(f"　{visitor}　あと{lacking}回")
        if broken := broken_rules(at.fair, schedule.meetings):
            raise CommandError(broken_in_words(broken))

    def _planned(self, at: FairBook, options: Any) -> tuple[FairBook, Schedule]:
        rounds, now = max(0, options["rounds"]), max(0, options["now"] - 1)
        if not options["was"]:
            return at, timetable(at.fair, rounds=rounds)
        before, gone = read_meetings(read_book(options["was"]), at.fair)
        for one in gone:
            self.stderr.write(
                f"注意：前の時間割の「{one.visitor}」と「{one.booth}」の面接（{one.slot + 1}コマ目）は、"
                "今の表にどちらかの名前がないので、外しました。"
            )
        at = with_held(at, before, now)
        return at, repair(at.fair, before, now=now, rounds=rounds)
