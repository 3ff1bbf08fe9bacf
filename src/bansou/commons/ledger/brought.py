"""What the rows of other sheets became, by the number that the office gives them."""

from collections.abc import Collection

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.models import LedgerRow
from bansou.commons.ledger.parts import Row
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow


class UnknownNumber(Refusal):
    """No row of the other sheet has this number, neither in this ledger nor in earlier ones."""

    code = "ledger.unknown_number"
    message = _(
        "「%(text)s」は、「%(sheet)s」のシートにも、前に取り込んだ台帳にもありません。番号を確かめてください。"
    )


class StandsAlready(Refusal):
    """What an earlier import wrote of this stands, and only the desks put it right."""

    code = "ledger.stands_already"
    message = _(
        "前の取込みで記録になったので、このセルは台帳から直せません。"
        "前のとおりに戻してください。直すときは、画面で直します。"
    )


class Brought[M: Model]:
    """The records that a ledger's rows became, each as it is when it is asked for.

    :param called: what the office calls the sheet
    :param records: where they are kept, with what is needed of them
    """

    def __init__(self, intake: Intake, ledger: str, called: str, records: QuerySet[M]) -> None:
        self._intake = intake
        self._ledger, self._called, self._records = ledger, called, records
        prefix = intake.year_prefix
        rows = LedgerRow.objects.filter(
            organisation_id=intake.keeper_id, ledger=ledger, key__startswith=prefix
        )
        self._keys = {
            folded(key.removeprefix(prefix)): subject_id
            for key, subject_id in rows.values_list("key", "subject_id")
        }

    def find(self, number: str, _row: Row) -> M:
        """The record of this number.

        :raises UnknownNumber: there is none
        """
        if key := self._keys.get(folded(number)):
            return self._records.get(organisation_id=self._intake.keeper_id, pk=key)
        if self._intake.is_broken(self._ledger, number):
            raise NamesBrokenRow
        raise UnknownNumber(text=number, sheet=self._called)


def refuse_changes(row: Row, *, but: Collection[str] = ()) -> None:
    """Refuse a row that says something else of what stands since an earlier import.

    :param but: what may change; it may be said for the first time or anew, and not be emptied
    :raises StandsAlready: it does
    """
    for name in row.columns:
        if row.says_anew(name) and (name not in but or name not in row.values):
            raise StandsAlready(field=name)
