"""`bansou match --openings FILE --people FILE`: what fits whom, with reasons, without a database."""

import argparse
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.errors import Refusal
from bansou.commons.written_days import day_or_none
from bansou.config.argument_words import number
from bansou.desks.management.files import NOTHING_WRITTEN, check_blank, check_out, put
from bansou.desks.management.pairs.answers import Judge, Pair, printed, table_of
from bansou.desks.management.pairs.columns import LIMITS, OPENINGS, PEOPLE, Column
from bansou.desks.management.pairs.finding import Search, Spread
from bansou.desks.management.pairs.sides import (
    Born,
    Listed,
    limits_of,
    openings_of,
    policy_for,
    seekers_of,
    unmet_names,
)
from bansou.desks.management.pairs.tables import Rows, read_rows
from bansou.desks.management.pairs.templates import blank
from bansou.desks.shared.exports import as_csv, as_xlsx
from bansou.desks.shared.progress import Progress
from bansou.engines.matching import Seeker, standing

_USUAL = 10
_MOST_EXCLUDED = 200_000
_TEMPERATURE = 10.0
_SHOWN = 5
_KINDS = (".csv", ".xlsx")


def day(written: str) -> date:
    """A day as an argument."""
    if (found := day_or_none(written)) is None:
        raise argparse.ArgumentTypeError(
            f"「{written}」は日付として読めません。2025-03-31のように書いてください。"
        )
    return found


def temperature(written: str) -> float:
    """Points, above nothing."""
    with suppress(ValueError):
        if 0 < (points := float(written)) <= 1_000:
            return points
    raise argparse.ArgumentTypeError(
        f"「{written}」は使えません。0より大きく1000までの数で書いてください。"
    )


class Command(BaseCommand):
    """Judges every pair of two files; or prints every fault of theirs and writes nothing."""

    help = "求人と人のファイル（csv、xlsx）を照らし合わせ、合う組合せを理由とともに書き出します。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, text in (("--openings", "求人のファイル"), ("--people", "人のファイル")):
            parser.add_argument(name, type=Path, required=True, metavar="FILE", help=text)
        parser.add_argument(
            "-k", type=number, metavar="N", help=f"1人に何件までか（なければ {_USUAL}）"
        )
        parser.add_argument(
            "--out",
            type=Path,
            metavar="FILE",
            help="結果の置き場所（csv か xlsx）。なければ画面に出す",
        )
        parser.add_argument("--for-openings", action="store_true", help="求人ごとに、合う人を探す")
        parser.add_argument(
            "--equilibrate", action="store_true", help="人気の求人に集まりすぎないように広げる"
        )
        parser.add_argument(
            "--temperature",
            type=temperature,
            default=_TEMPERATURE,
            metavar="POINTS",
            help="--equilibrate の強さ（点）。大きいほど広がり、平均点は下がる",
        )
        parser.add_argument(
            "--why-not", action="store_true", help="合わない組合せも、理由を付けて出す"
        )
        parser.add_argument(
            "--limits",
            type=Path,
            metavar="FILE",
            help="年齢制限の表（名前、生まれた日、認められる日）",
        )
        parser.add_argument(
            "--on", type=day, metavar="DAY", help="年齢制限をいつの時点でみるか（なければ今日）"
        )
        parser.add_argument("--blank", action="store_true", help="空の表を、名前を書いた場所に作る")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["blank"]:
            self._write_blanks(options)
            return
        _check_options(options)
        judge = self._judge(options)
        pairs, excluded = self._pairs(judge, options)
        by_opening = options["for_openings"]
        if not options["why_not"]:
            self._tell_left_over(judge, pairs, by_opening=by_opening)
        if out := options["out"]:
            table = table_of(
                pairs, excluded, by_opening=by_opening, with_excluded=options["why_not"]
            )
            put(out, as_xlsx(table) if _is_xlsx(out) else as_csv(table))
            self.stdout.write(f"{len(pairs):,}組を「{out}」に書き出しました。")
            return
        for line in printed([*pairs, *excluded], by_opening=by_opening):
            self.stdout.write(line)

    def _write_blanks(self, options: dict[str, Any]) -> None:
        wanted = (
            ("openings", "求人", OPENINGS),
            ("people", "人", PEOPLE),
            ("limits", "年齢制限", LIMITS),
        )
        made = [(options[key], name, columns) for key, name, columns in wanted if options[key]]
        for path, _name, _columns in made:
            check_blank(path, _KINDS)
        for path, name, columns in made:
            put(path, blank(name, columns, is_csv=not _is_xlsx(path)))
            self.stdout.write(f"「{path}」を作りました。")

    def _judge(self, options: dict[str, Any]) -> Judge:
        """Read all files, and go on only if nothing is wrong in any of them."""
        limit_rows = _read(options["limits"], LIMITS) if options["limits"] else None
        opening_rows, people_rows = (
            _read(options["openings"], OPENINGS),
            _read(options["people"], PEOPLE),
        )
        limits = limits_of(limit_rows) if limit_rows else []
        listed = openings_of(opening_rows, limits)
        seekers = seekers_of(people_rows, limits)
        read = [rows for rows in (limit_rows, opening_rows, people_rows) if rows]
        self._refuse_faults(read)
        for rows, what in ((opening_rows, "求人"), (people_rows, "人")):
            if not rows.values:
                raise CommandError(f"「{rows.file}」に{what}が1行もありません。{NOTHING_WRITTEN}")
        self._note(read, listed, seekers)
        on_day = self._standing(listed, limits, options["on"] or timezone.localdate())
        policy = policy_for(seekers)
        return Judge(
            {one.id: one for one in seekers}, {one.opening.id: one for one in on_day}, policy
        )

    def _refuse_faults(self, read: Sequence[Rows]) -> None:
        faults = [fault for rows in read for fault in sorted(rows.faults, key=lambda it: it.row)]
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(
                f"ファイルに誤りが{len(faults)}件あります。直してから、もう一度お試しください。{NOTHING_WRITTEN}"
            )

    def _note(
        self, read: Sequence[Rows], listed: Sequence[Listed], seekers: Sequence[Seeker]
    ) -> None:
        """Say what was left unread, and which names of people no opening has."""
        for rows in read:
            if rows.unread_sheets:
                self.stderr.write(
                    f"注意：{rows.file}の次のシートは読みませんでした：{'、'.join(rows.unread_sheets)}"
                )
            if rows.unread:
                self.stderr.write(
                    f"注意：{rows.file}の次の列は読みませんでした：{'、'.join(rows.unread)}"
                )
        for column, names in unmet_names(seekers, [one.opening for one in listed]).items():
            more = f"など{len(names)}個" if len(names) > _SHOWN else ""
            self.stderr.write(
                f"注意：「{column}」の次の名前は、どの求人にもありません。書き方がちがうかもしれません："
                f"{'、'.join(names[:_SHOWN])}{more}"
            )

    def _standing(self, listed: Sequence[Listed], limits: Sequence[Born], on: date) -> list[Listed]:
        """The openings with the limits that law allows on a day; the others are told."""
        allowed = standing([one.opening for one in listed], [it.limit for it in limits], on)
        for before, after in zip(listed, allowed, strict=True):
            for gone in sorted(before.opening.limits - after.limits):
                self.stderr.write(
                    f"注意：求人「{after.id}」の年齢制限「{gone}」は、{on.isoformat()}には認められていません。"
                    "だれも外していません。求人の条件を企業に確かめてください。"
                )
        return [replace(one, opening=it) for one, it in zip(listed, allowed, strict=True)]

    def _pairs(self, judge: Judge, options: dict[str, Any]) -> tuple[list[Pair], list[Pair]]:
        k = _number_of(options["k"], judge, by_opening=options["for_openings"])
        if options["why_not"] and len(judge.seekers) * len(judge.openings) > _MOST_EXCLUDED:
            raise CommandError(
                f"--why-not は{_MOST_EXCLUDED:,}組までです。人か求人を減らしてください。{NOTHING_WRITTEN}"
            )
        progress = Progress("照らし合わせています")
        try:
            search = Search(judge, progress)
            if options["for_openings"]:
                pairs = search.for_openings(k)
            elif options["equilibrate"]:
                pairs, spread = search.spread(k, options["temperature"])
                progress.close()
                self._tell_spread(spread)
            else:
                pairs = search.for_people(k)
        finally:
            progress.close()
        return pairs, list(judge.excluded()) if options["why_not"] else []

    def _tell_left_over(self, judge: Judge, pairs: Sequence[Pair], *, by_opening: bool) -> None:
        """Name those for whom nothing was found."""
        if by_opening:
            found, every = {pair.listed.opening.id for pair in pairs}, list(judge.openings)
        else:
            found, every = {pair.seeker.id for pair in pairs}, list(judge.seekers)
        left = [key for key in every if key not in found]
        if left:
            what = "合う人のいない求人" if by_opening else "合う求人のない人"
            more = f"など{len(left):,}" if len(left) > _SHOWN else ""
            self.stderr.write(
                f"注意：{what}：{'、'.join(left[:_SHOWN])}{more}。"
                "--why-not を付けると、満たさない条件も出ます。"
            )

    def _tell_spread(self, spread: Spread) -> None:
        self.stderr.write(
            f"求人の示され方のかたより（ジニ係数）：{spread.before:.2f}から{spread.after:.2f}へ。"
            f"平均点は{spread.loss:.1%}下がりました。"
        )
        if not spread.is_settled:
            self.stderr.write(
                "注意：くり返しても釣り合いきりませんでした。"
                "--temperature を大きくして、もう一度お試しください。"
            )


def _check_options(options: dict[str, Any]) -> None:
    if options["for_openings"] and options["equilibrate"]:
        raise CommandError(
            "--for-openings と --equilibrate は一緒に使えません。どちらかにしてください。"
        )
    if options["out"]:
        sources = [options[key] for key in ("openings", "people", "limits")]
        check_out(options["out"], sources, _KINDS)


def _is_xlsx(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx"


def _read(path: Path, columns: Sequence[Column]) -> Rows:
    try:
        return read_rows(path, columns)
    except Refusal as refusal:
        raise CommandError(f"{path}：{refusal}{NOTHING_WRITTEN}") from None
    except OSError:
        raise CommandError(
            f"「{path}」が開けません。場所と名前を確かめてください。{NOTHING_WRITTEN}"
        ) from None


def _number_of(asked: int | None, judge: Judge, *, by_opening: bool) -> int:
    """How many for each: as asked, else the usual number or as many as there are.

    :raises CommandError: more are asked for than there are
    """
    what, most = ("人", len(judge.seekers)) if by_opening else ("求人", len(judge.openings))
    if asked is not None and asked > most:
        raise CommandError(
            f"{what}は{most:,}しかありません。-k を{most:,}以下にしてください。{NOTHING_WRITTEN}"
        )
    return asked or min(_USUAL, most)
