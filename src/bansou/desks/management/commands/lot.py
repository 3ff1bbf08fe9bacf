"""`bansou lot RECEIPT [--digest VALUE]`: compute an allotment of seats again from its receipt alone."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bansou.engines.assignment import Receipt, recheck


class Command(BaseCommand):
    """Says whether a receipt's result follows from it, and its seed from what was published before."""

    help = "受講枠の割当を、控え（JSON）だけから計算し直して確かめます。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", type=Path, help="割当のページで保存した控え　例　控え.json")
        parser.add_argument("--digest", default="", help="申込みのときに公開されていた照合値")

    def handle(self, *_: Any, **options: Any) -> None:
        receipt = self._read(options["receipt"])
        published = options["digest"].strip().lower() or receipt.digest
        if differing := recheck(receipt):
            raise CommandError(f"控えと計算が合いません：{'、'.join(differing)}")
        if receipt.digest_of_seed != published:
            raise CommandError("種が、前に公開された照合値と合いません。")
        self.stdout.write(
            f"控えのとおりです（申込み{len(receipt.wishes)}件、種は照合値のとおり）。"
        )

    def _read(self, path: Path) -> Receipt:
        try:
            return Receipt.from_json(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise CommandError(
                f"{path} を控えとして読めません。割当のページで保存したファイルか確かめてください。"
            ) from problem
