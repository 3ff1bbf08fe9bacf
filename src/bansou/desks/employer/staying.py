"""Is somebody who was hired still there: one tap, and "not known" is an answer of its own.

That a job became regular is said on any other day too.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bansou.commons.clock import local_day
from bansou.desks.employer.gate import own_company, refusing, told_to_office
from bansou.desks.shared.door import door
from bansou.placement.followup.models import StayReport
from bansou.placement.followup.reporting import ask_no_more, promise_to_ask, report_stay, reports_on
from bansou.placement.followup.told import AskedDay, Employed, employed

_ANSWER = "own_company.answer"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was hired, one day of asking, and what the company said of it."""

    it: Employed
    day: AskedDay
    report: StayReport | None

    @property
    def is_open(self) -> bool:
        """Tell whether nothing was said on the day or since."""
        return self.report is None or local_day(self.report.said_at) < self.day.due_on


@dataclass(frozen=True, slots=True)
class Unasked:
    """Somebody whose job may have become regular, while no day of asking is due."""

    it: Employed
    report: StayReport | None

    @property
    def is_regular(self) -> bool:
        """Tell whether the company has said so."""
        return self.report is not None and self.report.answer == StayReport.Answer.REGULAR


def asked_of_company() -> tuple[list[Asked], list[Unasked]]:
    """The days of asking that are due, and who may have become regular, with what was said already."""
    them = employed()
    apart = [(one, key) for one in them if (key := one.told_apart)]
    said = reports_on([*(day.key for one in them for day in one.days), *(k for _one, k in apart)])
    asked = [Asked(one, day, said.get(day.key)) for one in them for day in one.days]
    return asked, [Unasked(one, said.get(key)) for one, key in apart]


@require_POST
@door(_ANSWER)
@refusing
def stay(request: Any, pk: UUID) -> HttpResponse:
    """Take the answer; another one takes its place."""
    company = own_company(request, _ANSWER)
    answer = request.POST.get("answer", "")
    if answer not in StayReport.Answer:
        raise Http404
    them = employed()
    before = reports_on([pk]).get(pk)
    report_stay(
        by=request.actor,
        company_id=company.pk,
        employed=them,
        key=pk,
        answer=answer,
        at=request.now,
    )
    if answer == StayReport.Answer.REGULAR and any(one.told_apart == pk for one in them):
        with told_to_office(request) as by:
            promise_to_ask(by=by, key=pk, today=request.today)
    elif before and before.answer == StayReport.Answer.REGULAR != answer:
        with told_to_office(request):
            ask_no_more(key=pk, at=request.now)
    messages.success(request, _("お知らせを受け取りました。ありがとうございます。"))
    return redirect("employer:home")
