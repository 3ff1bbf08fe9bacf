"""`bansou sheet SCHEME --fiscal-year YEAR --format FORMAT -o FILE`: a programme's case sheet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.access.actors import Actor
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import local_day, wareki
from bansou.commons.errors import Refusal
from bansou.desks.manager.logged import of_programme
from bansou.desks.shared.commands import at_programme
from bansou.desks.shared.sheet_files import FORMATS, content_of
from bansou.grants.casebook.actions import draw_up_sheet
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import edition_of, latest_sheet
from bansou.programmes.models import Programme


class Command(BaseCommand):
    """Writes the latest case sheet to a file, and draws it up where there is none yet."""

    help = "事業の事例シートを、HTML、PDF、PPTX、XLSX、JSONのいずれかのファイルに出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", help="スキームの名前　例　tomakomai")
        parser.add_argument("--fiscal-year", type=int, required=True, help="年度（西暦）　例　2021")
        parser.add_argument("--organisation", default="", help="団体コード（6けた）")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True, help="形式")
        parser.add_argument("-o", "--output", type=Path, required=True, help="書き出すファイル")
        parser.add_argument(
            "--redraw", action="store_true", help="いまの数値で、新しい事例シートを作る"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        with at_programme(
            options["scheme"],
            options["fiscal_year"],
            lg_code=options["organisation"],
            why="bansou sheet",
        ) as (actor, programme):
            drawn_up = _drawn_up(programme, actor, redraw=options["redraw"])
            note_reading(
                by=actor,
                kind=AccessLog.Kind.EXPORT,
                subject="sheet",
                subject_id=drawn_up.pk,
                keeper_id=drawn_up.organisation_id,
                at=timezone.now(),
                detail={
                    **of_programme(programme),
                    "format": options["format"],
                    "number": drawn_up.number,
                },
            )
            edition = edition_of(drawn_up)
        _write(options["output"], content_of(edition, options["format"]))
        self.stdout.write(
            f"{options['output']} に書き出しました。"
            f"第{drawn_up.number}号　データの時点 {wareki(edition.sheet.foot.data_as_of)}"
        )


def _drawn_up(programme: Programme, actor: Actor, *, redraw: bool) -> CaseSheet:
    kept = None if redraw else latest_sheet(programme)
    if kept:
        return kept
    now = timezone.now()
    try:
        return draw_up_sheet(programme=programme, by=actor, as_of=local_day(now), at=now)
    except Refusal as refusal:
        raise CommandError(f"事例シートを作れません。{refusal}") from refusal


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as failure:
        raise CommandError(
            f"{file} に書けません。フォルダーがあるか、書く権限があるかを確かめてください。"
        ) from failure
