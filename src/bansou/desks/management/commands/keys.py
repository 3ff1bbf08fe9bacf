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
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.commons.sealing.keystore import (
    cases_with_keys,
    erase_case_key,
    erasure_of,
    rotate_organisation_key,
)
from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure
from bansou.people.erasing.queries import hold_on
from bansou.people.erasing.refusals import OnHold
from bansou.people.erasing.replaying import keep_list
from bansou.people.erasing.tombstones import Tombstone

_WHY = "bansou keys"


class Command(BaseCommand):
    """Looks after the key store."""

    help = "心理の記録の鍵を確かめ、団体の鍵を取り替え、承認された決定にもとづいてケースの鍵を消去します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default="", help="団体コードか、団体の名称")
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument(
            "--rotate", action="store_true", help="団体の鍵を新しくし、ケースの鍵を包み直す"
        )
        doing.add_argument("--erase", default="", metavar="NUMBER", help="鍵を消去するケースの番号")
        parser.add_argument(
            "--decision",
            default="",
            help="画面で承認された消去の決定の番号（--erase に必要）",
        )

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
        """Erase a case's key for good, once more by what two people decided; the keeper's log says so.

        Such as after an older key store was put back: approving erases the key by itself.

        :raises CommandError: there is no such case with a key, or it is not to be erased
        """
        if not decision:
            raise CommandError(_("消去の決定の番号を --decision で入れてください。"))
        now = timezone.now()
        with acting(service_actor("command", organisation), why=f"{_WHY} {decision}") as service:
            case = Case.objects.filter(organisation=organisation, number=number).first()
            if case is None or case.pk not in set(cases_with_keys(organisation.pk)):
                raise CommandError(_("この番号の、心理の記録の鍵があるケースがありません。"))
            erasure = _approved(case, decision)
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
            # First, as where it is approved: no restore may bring back what is erased.
            _keep_tombstone(erasure)
            on = local_day(erasure.decided_at or now)
            erase_case_key(organisation.pk, case.pk, decision=decision, on=on)
        self.stdout.write(
            _(
                "ケース%(number)sの鍵を消去しました。心理の記録は、もうだれにも読めません。"
                "消去より前の keys/ のバックアップも捨ててください。"
            )
            % {"number": number}
        )


def _approved(case: Case, decision: str) -> Erasure:
    """What two people decided about a case at their desks; one person at a shell decides nothing.

    :raises CommandError: they decided nothing of the kind, or the record must be kept
    """
    found = Erasure.objects.filter(
        organisation_id=case.organisation_id,
        number=decision,
        state=Erasure.State.APPROVED,
        case_ids__contains=[case.pk],
    ).first()
    if found is None:
        raise CommandError(
            _(
                "決定 %(decision)s は、ケース%(number)sを消去する決定として承認されていません。"
                "画面の「個人情報」で、一人が提案し、別の一人が承認してください。"
            )
            % {"decision": decision, "number": case.number}
        )
    if hold := hold_on(case):
        raise CommandError(str(OnHold(number=case.number, reason=hold.reason)))
    return found


def _keep_tombstone(erasure: Erasure) -> None:
    """Have the decision in the list outside the database, once.

    :raises CommandError: the list is not what was written
    """
    try:
        keep_list([Tombstone.of(erasure)])
    except Refusal as unreadable:
        raise CommandError(str(unreadable)) from unreadable


def _organisation(which: str) -> Organisation:
    """The organisation of a code or a name.

    :raises CommandError: there is none, or more than one
    """
    found = list(Organisation.objects.filter(Q(lg_code=which) | Q(name=which))) if which else []
    if len(found) != 1:
        raise CommandError(_("団体を --organisation で1つに決めてください。"))
    return found[0]
