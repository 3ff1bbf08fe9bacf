"""`bansou keys`: the store of keys of psychological records; changing them, and erasing a case's.

Without an option it says of each organisation how many cases have a key, and how many keys were
erased. It reads no record: no service may.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.commons.sealing.keystore import (
    cases_with_keys,
    erase_case_key,
    erasure_of,
    rotate_organisation_key,
)
from bansou.people.cases.models import Case

_WHY = "bansou keys"


class Command(BaseCommand):
    """Looks after the key store."""

    help = "心理の記録の鍵を確かめ、団体の鍵を取り替え、決定にもとづいてケースの鍵を消去します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default="", help="団体コードか、団体の名称")
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument(
            "--rotate", action="store_true", help="団体の鍵を新しくし、ケースの鍵を包み直す"
        )
        doing.add_argument("--erase", default="", metavar="NUMBER", help="鍵を消去するケースの番号")
        parser.add_argument("--decision", default="", help="消去の決定の番号（--erase に必要）")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not (options["rotate"] or options["erase"]):
            self._tell()
            return
        organisation = _organisation(options["organisation"])
        if options["rotate"]:
            number = rotate_organisation_key(organisation.pk)
            said = {"body": organisation.name, "number": number}
            self.stdout.write(
                _("%(body)sの鍵を取り替え、ケース%(number)d件の鍵を包み直しました。") % said
            )
            return
        self._erase(organisation, options["erase"], options["decision"].strip())

    def _tell(self) -> None:
        for organisation in Organisation.objects.order_by("name"):
            cases = list(cases_with_keys(organisation.pk))
            if cases:
                erased = sum(1 for case in cases if erasure_of(organisation.pk, case))
                said = {"body": organisation.name, "kept": len(cases) - erased, "erased": erased}
                self.stdout.write(_("%(body)s　鍵 %(kept)d件　消去 %(erased)d件") % said)

    def _erase(self, organisation: Organisation, number: str, decision: str) -> None:
        """Erase a case's key for good; the log of the keeper says so.

        :raises CommandError: no decision is named, or there is no such case with a key
        """
        if not decision:
            raise CommandError(_("消去の決定の番号を --decision で入れてください。"))
        now = timezone.now()
        with acting(service_actor("command", organisation), why=f"{_WHY} {decision}") as service:
            case = Case.objects.filter(organisation=organisation, number=number).first()
            if case is None or case.pk not in set(cases_with_keys(organisation.pk)):
                raise CommandError(_("この番号の、心理の記録の鍵があるケースがありません。"))
            note_reading(
                by=service,
                kind=AccessLog.Kind.OPEN,
                subject="counselling.key",
                subject_id=case.pk,
                case_id=case.pk,
                at=now,
                keeper_id=organisation.pk,
                detail={"erased": True, "decision": decision},
            )
            erase_case_key(organisation.pk, case.pk, decision=decision, on=local_day(now))
        self.stdout.write(
            _(
                "ケース%(number)sの鍵を消去しました。心理の記録は、もうだれにも読めません。"
                "消去より前の keys/ のバックアップも捨ててください。"
            )
            % {"number": number}
        )


def _organisation(which: str) -> Organisation:
    """The organisation of a code or a name.

    :raises CommandError: there is none, or more than one
    """
    found = list(Organisation.objects.filter(Q(lg_code=which) | Q(name=which))) if which else []
    if len(found) != 1:
        raise CommandError(_("団体を --organisation で1つに決めてください。"))
    return found[0]
