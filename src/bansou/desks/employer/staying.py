"""Is somebody who was hired still there: one tap, and "not known" is an answer of its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bansou.desks.employer.gate import own_company, refusing
from bansou.desks.shared.door import door
from bansou.placement.followup.models import StayReport
from bansou.placement.followup.reporting import report_stay, reports_on
from bansou.placement.followup.told import AskedDay, Employed, employed

_ANSWER = "own_company.answer"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was hired, one day of asking, and what the company said of it."""

    it: Employed
    day: AskedDay
    report: StayReport | None


def asked_of_company() -> list[Asked]:
    """The days of asking that are due, with what was said already."""
    them = employed()
    said = reports_on(day.key for one in them for day in one.days)
    return [Asked(one, day, said.get(day.key)) for one in them for day in one.days]


@require_POST
@door(_ANSWER)
@refusing
def stay(request: Any, pk: UUID) -> HttpResponse:
    """Take the answer; another one takes its place."""
    company = own_company(request, _ANSWER)
    answer = request.POST.get("answer", "")
    if answer not in StayReport.Answer:
        raise Http404
    report_stay(
        by=request.actor,
        company_id=company.pk,
        employed=employed(),
        key=pk,
        answer=answer,
        at=request.now,
    )
    messages.success(request, _("お知らせを受け取りました。ありがとうございます。"))
    return redirect("employer:home")
