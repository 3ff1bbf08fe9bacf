"""求職管理簿: who sought work through the office in a year, and to whom they were introduced."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, Q

from bansou.commons.clock import FiscalYear
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.placement.matching.models import Proposal, WorkWish
from bansou.placement.matching.wishing import KIND


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody who seeks work, with one introduction of the year, or without any.

    :ivar since: the day on which their wishes were first heard (求職の受付)
    """

    case: Case
    wish: WorkWish
    since: date
    introduction: Proposal | None


def sought_in(keeper_id: UUID, year: FiscalYear) -> list[Sought]:
    """A row for every introduction of a year, and one for who sought work without one.

    By the day of their first wishes, then by case and day of introduction.
    """
    heard = _first_heard(keeper_id)
    wishes = WorkWish.objects.filter(
        Q(case__closed_on=None) | Q(case__closed_on__gte=year.starts_on),
        organisation_id=keeper_id,
        case__person__isnull=False,
    ).select_related("case__person")
    introduced: dict[UUID, list[Proposal | None]] = defaultdict(list)
    for proposal in _introduced(keeper_id, year):
        introduced[proposal.case_id].append(proposal)
    rows = [
        Sought(wish.case, wish, heard.get(wish.case_id, wish.heard_on), introduction)
        for wish in wishes
        for introduction in introduced.get(wish.case_id) or [None]
    ]
    known = [row for row in rows if row.since <= year.ends_on]
    return sorted(known, key=lambda row: (row.since, row.case.number, str(row.case.pk)))


def _first_heard(keeper_id: UUID) -> dict[UUID, date]:
    """By case, the day on which somebody first wrote down what they wish."""
    steps = Step.objects.filter(organisation_id=keeper_id, kind=KIND, withdrawn_at=None)
    return dict(steps.values("case_id").annotate(first=Min("on")).values_list("case_id", "first"))


def _introduced(keeper_id: UUID, year: FiscalYear) -> list[Proposal]:
    own = Proposal.objects.filter(
        organisation_id=keeper_id, introduced_on__range=(year.starts_on, year.ends_on)
    )
    return list(own.select_related("opening__company", "hire").order_by("introduced_on", "id"))
