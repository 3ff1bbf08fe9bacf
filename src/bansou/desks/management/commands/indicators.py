"""`bansou indicators SCHEME --fiscal-year YEAR [--json]`: a programme's figures and their evidence."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import local_day
from bansou.commons.figures import rate, rate_of, target_actual
from bansou.desks.manager.logged import of_programme
from bansou.desks.shared.commands import at_programme, fiscal_year
from bansou.evidence.indicators.actions import exact_text
from bansou.evidence.indicators.queries import Reading, readings


class Command(BaseCommand):
    """Prints the indicators of one programme; with --json as a list of objects."""

    help = "事業の指標（目標【実績】）を、根拠の記録とともに出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", help="スキームの名前　例　tomakomai")
        parser.add_argument(
            "--fiscal-year", type=fiscal_year, required=True, help="年度　例　2021、令和3年度"
        )
        parser.add_argument("--organisation", default="", help="団体コード（6けた）")
        parser.add_argument("--json", action="store_true", help="JSONで出す")

    def handle(self, *_: Any, **options: Any) -> None:
        now = timezone.now()
        with at_programme(
            options["scheme"],
            options["fiscal_year"],
            lg_code=options["organisation"],
            why="bansou indicators",
        ) as (actor, programme):
            found = readings(programme, local_day(now))
            note_reading(
                by=actor,
                kind=AccessLog.Kind.EXPORT,
                subject="indicators",
                subject_id=programme.pk,
                keeper_id=programme.organisation_id,
                at=now,
                detail={
                    **of_programme(programme),
                    "format": "json" if options["json"] else "text",
                    "rows": len(found),
                },
            )
        if options["json"]:
            text = json.dumps([as_data(r) for r in found], ensure_ascii=False, indent=2)
            self.stdout.write(text)
            return
        for reading in found:
            definition = reading.definition
            self.stdout.write(
                f"{definition.label}　{target_actual(reading.target, reading.value)} "
                f"{definition.unit}　達成率 {rate(reading.value, reading.target)}"
            )


def as_data(reading: Reading) -> dict[str, Any]:
    """One indicator as plain data; numbers that are not whole are exact texts, missing is null."""
    return {
        "id": reading.definition.id,
        "label": reading.definition.label,
        "unit": reading.definition.unit,
        "target": _number(reading.target),
        "value": _number(reading.value),
        "rate": _percent(reading),
        "definition_digest": reading.definition_digest,
        "evidence": [row.fact.id for row in reading.answer.rows],
    }


def _number(value: Any) -> int | str | None:
    text = exact_text(value)
    if not text:
        return None
    return int(text) if text.lstrip("-").isdigit() else text


def _percent(reading: Reading) -> str | None:
    percent = rate_of(reading.value, reading.target)
    return None if percent is None else f"{percent}"
