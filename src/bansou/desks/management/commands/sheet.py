"""`bansou sheet SCHEME --fiscal-year YEAR --format FORMAT -o FILE`: a programme's case sheet.

It approves nothing: a sheet that nobody has approved carries the mark of a draft here too.
"""

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
from bansou.desks.shared.commands import at_programme, fiscal_year
from bansou.desks.shared.sheet_files import FORMATS, content_of
from bansou.grants.casebook.actions import draw_up_sheet
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import edition_of, latest_approved, latest_sheet
from bansou.programmes.models import Programme


class Command(BaseCommand):
    """Writes the latest case sheet to a file, and draws it up where there is none yet."""

    help = "事業の事例シートを、HTML、PDF、PPTX、XLSX、JSONのいずれかのファイルに出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", help="スキームの名前　例　tomakomai")
        parser.add_argument(
            "--fiscal-year", type=fiscal_year, required=True, help="年度　例　2021、令和3年度"
        )
        parser.add_argument(
            "--organisation",
            default="",
            help="団体コード（6けた）。共同事業では、なければ代表する団体",
        )
        parser.add_argument("--format", choices=sorted(FORMATS), required=True, help="形式")
        parser.add_argument("-o", "--output", type=Path, required=True, help="書き出すファイル")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--redraw", action="store_true", help="いまの数値で、新しい事例シート（下書き）を作る"
        )
        which.add_argument(
            "--approved", action="store_true", help="承認された事例シートのうち、最新のものを出す"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        with at_programme(
            options["scheme"],
            options["fiscal_year"],
            lg_code=options["organisation"],
            joint=True,
            why="bansou sheet",
        ) as (actor, programme):
            drawn_up = _wanted(programme, actor, options)
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
        if edition.sheet.is_draft:
            self.stdout.write("承認されていないので、「下書き」の印が入っています。")


def _wanted(programme: Programme, actor: Actor, options: dict[str, Any]) -> CaseSheet:
    """The sheet that is asked for: the latest approved, a new one, or the latest."""
    if options["approved"]:
        approved = latest_approved(programme)
        if approved is None:
            raise CommandError(
                "承認された事例シートは、まだありません。画面の「事例シート」で承認してください。"
            )
        return approved
    kept = None if options["redraw"] else latest_sheet(programme)
    return kept or _drawn_up(programme, actor)


def _drawn_up(programme: Programme, actor: Actor) -> CaseSheet:
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
