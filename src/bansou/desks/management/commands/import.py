# ruff: noqa: N999 - the command is called import
"""`bansou import LEDGER … --scheme NAME --mapping FILE`: an office's workbook or tables go in."""

import tomllib
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import pack
from bansou.commons.ledger.mapping import MappingHasProblems
from bansou.commons.ledger.marking import marked_copy
from bansou.commons.ledger.problems import LedgerHasProblems, LedgerHasQuestions
from bansou.commons.ledger.writing import Tally
from bansou.desks.manager.handed_in import (
    ImportResult,
    Ledger,
    LedgerOfAnotherYear,
    NoProgrammeSheet,
)
from bansou.desks.manager.imports import import_ledger, keepers
from bansou.desks.shared.commands import fiscal_year
from bansou.desks.shared.progress import Progress
from bansou.schemes.problems import syntax_problem

#: What an office writes where a row is nobody of those who might be the same.
OTHER = "別の人"
#: More bodies than this are not named in one message.
_MOST_NAMED = 10
_HOW_TO_DECIDE = (
    "次のように書いたファイルを、--decisions で渡してください。右は、同じ人のケース番号か"
    f"「{OTHER}」です。\n[people]"
)


class Command(BaseCommand):
    """Imports a ledger, or prints every problem and imports nothing."""

    help = "自治体の台帳（xlsx、csv）を取り込みます。誤りが1つでもあれば、1行も取り込みません。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "ledger",
            type=Path,
            nargs="+",
            metavar="LEDGER",
            help="台帳（xlsx、csv、csvのzip。csvはいくつでも）",
        )
        parser.add_argument("--scheme", required=True, help="スキームの名前　例　tomakomai")
        parser.add_argument("--mapping", type=Path, required=True, help="列の対応表（TOML）")
        parser.add_argument(
            "--fiscal-year",
            type=fiscal_year,
            help="台帳の年度　例　2021。事業のシートがなければ必ず書く。"
            "事業のシートに別の年度があれば、取り込まない",
        )
        parser.add_argument(
            "--lg-code",
            default="",
            help="台帳の団体コード（事業のシートがあるときと、団体が1つだけのときは不要）",
        )
        parser.add_argument(
            "--marked",
            type=Path,
            metavar="FILE",
            help="直すところに印をつけた写し（xlsx）の置き場所",
        )
        parser.add_argument(
            "--decisions",
            type=Path,
            metavar="FILE",
            help="同じ人か別の人かの答え（TOML）",
        )
        parser.add_argument("--dry-run", action="store_true", help="確かめるだけで、取り込まない")

    def handle(self, *_: Any, **options: Any) -> None:
        ledger = _ledger(options)
        progress = Progress("確かめています" if options["dry_run"] else "取り込んでいます")
        try:
            result = import_ledger(
                ledger,
                at=timezone.now(),
                opens_accounts=True,
                dry_run=options["dry_run"],
                progress=progress,
            )
        except Refusal as refusal:
            progress.close()
            raise self._refused(refusal, ledger, options["marked"]) from None
        finally:
            progress.close()
        self._tell(result, is_dry_run=options["dry_run"])

    def _refused(self, refusal: Refusal, ledger: Ledger, marked: Path | None) -> CommandError:
        """Print what is wrong or must be decided; gives what the command ends with."""
        match refusal:
            case LedgerHasProblems():
                self._print([*refusal.problems, *refusal.questions])
                if marked:
                    _write(marked, marked_copy(ledger.content, ledger.name, refusal.problems))
                    self._print([f"印をつけた台帳：{marked}"])
                return CommandError(str(refusal))
            case LedgerHasQuestions():
                self._print([*refusal.questions, _HOW_TO_DECIDE])
                self._print(
                    f'"{it.key}" = "{it.candidates[0][0]}か{OTHER}"' for it in refusal.questions
                )
                return CommandError(str(refusal))
            case MappingHasProblems():
                self._print(f"対応表：{sentence}" for sentence in refusal.sentences)
                return CommandError("対応表を直してください。1行も取り込んでいません。")
            case NoProgrammeSheet():
                return CommandError(f"{refusal}{_which_programme()}1行も取り込んでいません。")
            case LedgerOfAnotherYear():
                return CommandError(f"{refusal}{_which_year(refusal)}1行も取り込んでいません。")
        return CommandError(f"{refusal}1行も取り込んでいません。")

    def _print(self, lines: Iterable[object]) -> None:
        for line in lines:
            self.stderr.write(str(line))

    def _tell(self, result: ImportResult, *, is_dry_run: bool) -> None:
        tally = result.tally
        if tally.unchanged and not tally.new and not tally.updated:
            self.stdout.write(
                f"{tally.rows:,}行は、すべて取込み済みです。新しい記録も、更新もありません。"
            )
        else:
            self._tell_tally(tally, is_dry_run=is_dry_run)
        for sheet in result.sheets:
            part = sheet.tally
            line = f"  {sheet.sheet}　新規{part.new:,}　更新{part.updated:,}"
            line += f"　変更なし{part.unchanged:,}"
            if sheet.unread_columns:
                line += f"　（読まなかった列：{'、'.join(sheet.unread_columns)}）"
            self.stdout.write(line)
        if result.unread_sheets:
            self.stdout.write(f"  読まなかったシート：{'、'.join(result.unread_sheets)}")

    def _tell_tally(self, tally: Tally, *, is_dry_run: bool) -> None:
        did = "取り込めます" if is_dry_run else "取り込みました"
        self.stdout.write(
            f"{tally.rows:,}行を{did}。新しい記録が{tally.new:,}件、更新が{tally.updated:,}件です。"
        )
        if is_dry_run:
            self.stdout.write("確かめただけで、1行も取り込んでいません。")


def _which_programme() -> str:
    """How a ledger is handed in that has no sheet of the programme."""
    how = (
        "事業のシートのない台帳は、もう始まっている事業に取り込みます。"
        "どの団体の、何年度の事業かを、--lg-code 012131 --fiscal-year 2021 のように渡してください。"
    )
    if known := "、".join(f"{it.name}（{it.lg_code}）" for it in keepers()[:_MOST_NAMED]):
        how += f"登録されている団体：{known}。"
    return how


def _which_year(other: LedgerOfAnotherYear) -> str:
    return (
        f"{other.written.label}の台帳なら --fiscal-year {other.written.year} と書き、"
        f"{other.said.label}の台帳なら {other.place} を直してください。"
    )


def _ledger(options: dict[str, Any]) -> Ledger:
    try:
        name, content = pack([(path.name, _content(path)) for path in options["ledger"]])
    except Refusal as refusal:
        raise CommandError(f"{refusal}1行も取り込んでいません。") from None
    return Ledger(
        content=content,
        name=name,
        mapping=_content(options["mapping"]).decode("utf-8", errors="replace"),
        scheme_id=options["scheme"],
        fiscal_year=options["fiscal_year"],
        lg_code=options["lg_code"],
        answers=_answers(options["decisions"]) if options["decisions"] else {},
    )


def _answers(path: Path) -> dict[str, str]:
    """Who is who, as `[people]` of a TOML file says; nothing stands for somebody else."""
    text = _content(path).decode("utf-8", errors="replace")
    try:
        people = tomllib.loads(text).get("people", {})
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"「{path}」の{syntax_problem(error, text)}") from None
    if not isinstance(people, dict) or not all(isinstance(it, str) for it in people.values()):
        raise CommandError(
            f'「{path}」には、[people] の下に "新しい番号" = "同じ人の番号" と書いてください。'
        )
    return {key: "" if said == OTHER else said for key, said in people.items()}


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        raise CommandError(f"「{path}」に書けません。場所を確かめてください。") from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise CommandError(
            f"「{path}」が開けません。場所と名前を確かめてください。1行も取り込んでいません。"
        ) from None
