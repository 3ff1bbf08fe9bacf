"""What a course costs whom, in words: 受講料 by the public, 検定料 by the person."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.money import yen
from bansou.schemes.courses import COST_KINDS, PAYERS

type Line = Mapping[str, Any]


def cost_lines(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """The typed lines of a run's costs: what it is, and who pays how much."""
    return [(str(COST_KINDS[line["kind"]]), payer_and_amount(line)) for line in lines]


def payer_and_amount(line: Line) -> str:
    """Who pays, and how much where that is known: 自己負担 8,000円."""
    payer, amount = str(PAYERS[line["paid_by"]]), line.get("yen")
    if not is_paid_by_person(line):
        return payer
    if amount is None:
        return _("%(payer)s　金額は、後日お知らせします") % {"payer": payer}
    return f"{payer}　{yen(amount)}"


def own_costs(lines: Iterable[Line]) -> str:
    """What the person pays of a course, said once; nothing where no costs are told."""
    told = list(lines)
    own = [line for line in told if is_paid_by_person(line)]
    if not own:
        return _("お金はかかりません。") if told else ""
    amounts = [line.get("yen") for line in own]
    said = {"what": "・".join(str(COST_KINDS[line["kind"]]) for line in own)}
    if None in amounts:
        return _("自分で払うのは、%(what)sだけです。金額は、決まりしだいお知らせします。") % said
    said["yen"] = yen(sum(amount or 0 for amount in amounts))
    return _("自分で払うのは、%(what)sの%(yen)sだけです。") % said


def is_paid_by_person(line: Line) -> bool:
    """Tell whether the person pays this line themselves."""
    return bool(line["paid_by"] == "person")
