"""`bansou add_organisation --kind KIND --name NAME [--lg-code CODE]`: a body with own records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bansou.commons.access.acting import acting
from bansou.commons.errors import Refusal
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor


class Command(BaseCommand):
    """Registers a municipality, a contractor or another body."""

    help = "団体（自治体、受託者、関係機関など）を登録します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = "、".join(f"{kind.value}（{kind.label}）" for kind in Organisation.Kind)
        parser.add_argument(
            "--kind", required=True, choices=Organisation.Kind.values, metavar="KIND", help=kinds
        )
        parser.add_argument("--name", required=True, help="名称　例　苫小牧市")
        parser.add_argument("--lg-code", default="", help="団体コード（6けた）　例　012131")
        parser.add_argument("--corporate-number", default="", help="法人番号（13けた）")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            with acting(service_actor("command", None), why="bansou add_organisation"):
                organisation = register_organisation(
                    name=options["name"].strip(),
                    kind=Organisation.Kind(options["kind"]),
                    lg_code=options["lg_code"],
                    corporate_number=options["corporate_number"],
                )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"「{organisation.name}」を登録しました。")
