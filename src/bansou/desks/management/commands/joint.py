"""`bansou joint SCHEME --fiscal-year YEAR`: several bodies of this installation count together."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.shared.commands import fiscal_year
from bansou.desks.shared.joint_told import as_joint_data, in_joint_lines
from bansou.evidence.indicators.queries import Reading, readings
from bansou.evidence.joint.actions import begin_joint_project, count_part, join_project
from bansou.evidence.joint.queries import JointCounts, joint_counts, led_by, part_of
from bansou.programmes.models import Programme


class Command(BaseCommand):
    """Counts a joint project anew in every body, and prints it together and by body."""

    help = "共同事業を、団体ごとに数え直し、1人を1人として合わせた数を出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", help="スキームの名前　例　kanagawa")
        parser.add_argument(
            "--fiscal-year", type=fiscal_year, required=True, help="年度　例　2021、令和3年度"
        )
        parser.add_argument("--lead", required=True, help="代表する団体の団体コード")
        parser.add_argument(
            "--member",
            action="append",
            default=[],
            help="加わる団体の団体コード。まだ加わっていなければ加える（いくつでも）",
        )
        parser.add_argument("--json", action="store_true", help="JSONで出す")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            self._handle(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None

    def _handle(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        lead = _keeper(options["lead"])
        with acting(_service(lead), why="共同集計"):
            programme = _programme(lead, options)
            project = led_by(programme) or begin_joint_project(programme=programme, at=now)
        for code in options["member"]:
            body = _keeper(code)
            with acting(_service(body), why="共同集計"):
                theirs = _programme(body, options)
                if part_of(theirs) is None:
                    join_project(programme=theirs, code=project.code, at=now)
        with acting(_service(lead), why="共同集計"):
            bodies = [it.body for it in _counts(programme).bodies]
        for body in bodies:
            with acting(_service(body), why="共同集計"):
                part = part_of(_programme(body, options))
                if part:
                    count_part(part=part, as_of=local_day(now), at=now)
        with acting(_service(lead), why="共同集計"):
            found = readings(programme, local_day(now))
            self._tell(found, _counts(programme), as_json=options["json"])

    def _tell(self, found: list[Reading], counts: JointCounts, *, as_json: bool) -> None:
        told = [as_joint_data(reading, counts) for reading in found]
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for line in in_joint_lines(told, counts):
            self.stdout.write(line)


def _counts(programme: Programme) -> JointCounts:
    part = part_of(programme)
    if part is None:
        raise CommandError("この事業は、共同事業に加わっていません。")
    return joint_counts(part)


def _keeper(lg_code: str) -> Organisation:
    found = Organisation.objects.filter(kind__in=Organisation.KEEPERS, lg_code=lg_code).first()
    if found is None:
        raise CommandError(f"団体コード「{lg_code}」の団体は登録されていません。")
    return found


def _service(body: Organisation) -> Actor:
    return service_actor("joint", body)


def _programme(body: Organisation, options: dict[str, Any]) -> Programme:
    found = Programme.objects.filter(
        organisation=body, scheme_id=options["scheme"], fiscal_year=options["fiscal_year"]
    ).first()
    if found is None:
        year = FiscalYear(options["fiscal_year"]).label
        raise CommandError(f"{body.name}には、{year}の事業「{options['scheme']}」がありません。")
    return found
