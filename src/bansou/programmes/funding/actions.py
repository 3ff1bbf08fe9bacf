"""Setting a heading's amount, committing from it, giving back, and noting what was paid."""

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from bansou.commons.money import yen as written
from bansou.programmes.funding.refusals import (
    BudgetExhausted,
    LessThanCommitted,
    NoSpendingLine,
    OverEligibleCost,
    SpendingLineMovedOn,
)
from bansou.programmes.models import Programme, SpendingLine
from bansou.programmes.queries import eligible_cost_yen


def set_spending_line(
    *,
    programme: Programme,
    label: str,
    yen: int,
    may_be_overspent: bool = False,
    seen_version: int | None = None,
) -> SpendingLine:
    """Say how much a heading has in the programme's year.

    :param seen_version: of the line that the amount was written over; None: there was none
    :raises OverEligibleCost: all headings would have more than the eligible cost
    :raises LessThanCommitted: more is committed, and the line may not be overspent
    :raises SpendingLineMovedOn: the line was changed meanwhile
    """
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        line = _lines(programme).filter(label=label).first()
        if (line.version if line else None) != seen_version:
            raise SpendingLineMovedOn()
        _refuse_amount(programme, line, label, yen, may_be_overspent)
        if line is None:
            return SpendingLine.objects.create(
                organisation_id=programme.organisation_id,
                programme=programme,
                label=label,
                yen=yen,
                may_be_overspent=may_be_overspent,
            )
        _lines(programme).filter(pk=line.pk).update(
            yen=yen, may_be_overspent=may_be_overspent, version=F("version") + 1
        )
        line.refresh_from_db()
        return line


def _refuse_amount(
    programme: Programme, line: SpendingLine | None, label: str, yen: int, may_be_overspent: bool
) -> None:
    others = _lines(programme).exclude(label=label).aggregate(sum=Sum("yen"))["sum"] or 0
    cost = eligible_cost_yen(programme)
    if cost is not None and others + yen > cost:
        raise OverEligibleCost(sum=written(others + yen), cost=written(cost), field="yen")
    if line and line.committed_yen > yen and not may_be_overspent:
        raise LessThanCommitted(committed=written(line.committed_yen), field="yen")


def commit(*, programme: Programme, label: str, yen: int) -> None:
    """Commit money of a heading; two who commit the last of it at once cannot both.

    :raises NoSpendingLine: nobody has said how much there is
    :raises BudgetExhausted: less is left
    """
    is_enough = Q(may_be_overspent=True) | Q(yen__gte=F("committed_yen") + yen)
    committed = (
        _lines(programme)
        .filter(is_enough, label=label)
        .update(committed_yen=F("committed_yen") + yen)
    )
    if committed:
        return
    line = _lines(programme).filter(label=label).first()
    if line is None:
        raise NoSpendingLine(label=label)
    raise BudgetExhausted(label=label, left=written(line.left_yen), yen=written(yen))


def release(*, programme: Programme, label: str, yen: int) -> None:
    """Give back what was committed and will not be paid."""
    _lines(programme).filter(label=label).update(committed_yen=F("committed_yen") - yen)


def note_paid(*, programme: Programme, label: str, yen: int) -> None:
    """Note that so much of what was committed has been paid."""
    _lines(programme).filter(label=label).update(paid_yen=F("paid_yen") + yen)


def _lines(programme: Programme) -> QuerySet[SpendingLine]:
    return SpendingLine.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    )
