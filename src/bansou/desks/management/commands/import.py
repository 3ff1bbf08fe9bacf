# ruff: noqa: N999 - the command is called import
"""`bansou import LEDGER … --scheme NAME --mapping FILE`: an office's workbook or tables go in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import pack
from bansou.commons.ledger.mapping import MappingHasProblems
from bansou.commons.ledger.marking import marked_copy
from bansou.commons.ledger.problems import LedgerHasProblems
from bansou.desks.manager.imports import ImportResult, Ledger, import_ledger
from bansou.desks.shared.progress import Progress


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
            "--fiscal-year", type=int, help="事業のシートがない台帳の年度　例　2021"
        )
        parser.add_argument("--lg-code", default="", help="事業のシートがない台帳の団体コード")
        parser.add_argument(
            "--marked",
            type=Path,
            metavar="FILE",
            help="直すところに印をつけた写し（xlsx）の置き場所",
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
        except LedgerHasProblems as problems:
            progress.close()
            for problem in problems.problems:
                self.stderr.write(str(problem))
            if options["marked"]:
                _write(
                    options["marked"], marked_copy(ledger.content, ledger.name, problems.problems)
                )
                self.stderr.write(f"印をつけた台帳：{options['marked']}")
            raise CommandError(str(problems)) from None
        except MappingHasProblems as problems:
            for sentence in problems.sentences:
                self.stderr.write(f"対応表：{sentence}")
            raise CommandError("対応表を直してください。1行も取り込んでいません。") from None
        except Refusal as refusal:
            raise CommandError(f"{refusal}1行も取り込んでいません。") from None
        finally:
            progress.close()
        self._tell(result, is_dry_run=options["dry_run"])

    def _tell(self, result: ImportResult, *, is_dry_run: bool) -> None:
        tally = result.tally
        did = "取り込めます" if is_dry_run else "取り込みました"
        self.stdout.write(
            f"{tally.rows:,}行を{did}。新しい記録が{tally.new:,}件、更新が{tally.updated:,}件です。"
        )
        if is_dry_run:
            self.stdout.write("確かめただけで、1行も取り込んでいません。")
        for sheet in result.sheets:
            part = sheet.tally
            line = f"  {sheet.sheet}　新規{part.new:,}　更新{part.updated:,}"
            line += f"　変更なし{part.unchanged:,}"
            if sheet.unread_columns:
                line += f"　（読まなかった列：{'、'.join(sheet.unread_columns)}）"
            self.stdout.write(line)
        if result.unread_sheets:
            self.stdout.write(f"  読まなかったシート：{'、'.join(result.unread_sheets)}")


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
    )


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
