"""`bansou indicators SCHEME --fiscal-year YEAR [--json]`: a programme's figures and their evidence.

Of a joint project these are the numbers that its bodies counted last, one person counting once;
`--organisation` gives those of one body alone.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import local_day, wareki
from bansou.commons.figures import rate, rate_of, target_actual
from bansou.desks.manager.logged import of_programme
from bansou.desks.shared.commands import at_programme, fiscal_year
from bansou.desks.shared.joint_told import as_joint_data, in_joint_lines
from bansou.evidence.indicators.actions import exact_text
from bansou.evidence.indicators.queries import Reading, readings
from bansou.evidence.joint.queries import JointCounts, counted_together
from bansou.programmes.models import Programme


class Command(BaseCommand):
    """Prints the indicators of one programme; with --json as a list of objects."""

    help = "事業の指標（目標【実績】）を、根拠の記録とともに出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", help="スキームの名前　例　tomakomai")
        parser.add_argument(
            "--fiscal-year", type=fiscal_year, required=True, help="年度　例　2021、令和3年度"
        )
        parser.add_argument(
            "--organisation",
            default="",
            help="団体コード（6けた）。共同事業では、なければ合わせた数",
        )
        parser.add_argument("--json", action="store_true", help="JSONで出す")

    def handle(self, *_: Any, **options: Any) -> None:
        now = timezone.now()
        with at_programme(
            options["scheme"],
            options["fiscal_year"],
            lg_code=options["organisation"],
            joint=True,
            why="bansou indicators",
        ) as (actor, programme):
            found = readings(programme, local_day(now))
            counts = None if options["organisation"] else _together(programme)
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
            told = [as_joint_data(r, counts) if counts else as_data(r) for r in found]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for line in _joint_lines(found, counts) if counts else map(_line, found):
            self.stdout.write(line)


def _together(programme: Programme) -> JointCounts | None:
    counts = counted_together(programme)
    if counts and not counts.is_whole:
        raise CommandError(
            "共同事業に、まだ数えていない団体があります。bansou joint で数え直してください。"
            "1つの団体の数は --organisation で出せます。"
        )
    return counts


def _line(reading: Reading) -> str:
    definition = reading.definition
    return (
        f"{definition.label}　{target_actual(reading.target, reading.value)} "
        f"{definition.unit}　達成率 {rate(reading.value, reading.target)}"
    )


def _joint_lines(found: Sequence[Reading], counts: JointCounts) -> Iterator[str]:
    yield from in_joint_lines([as_joint_data(reading, counts) for reading in found], counts)
    moments = [body.counted_at for body in counts.bodies if body.counted_at]
    yield f"いちばん前に数えた団体の時点　{wareki(local_day(min(moments)))}"


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
