"""Introducing, the day of the interview, and its result."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.desks.proposals import forms
from bansou.desks.proposals.acting import confirm_days, posted, reasons_of, settle
from bansou.desks.proposals.gate import MAKE, proposal_at, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.names import addressed
from bansou.placement.matching import introducing


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def introduce(request: Any, pk: UUID) -> HttpResponse:
    """From now on the company knows the name."""
    it = proposal_at(request, pk, MAKE)
    form = forms.IntroduceForm(posted(request), initial={"on": request.today})

    def work() -> None:
        introducing.introduce(
            by=request.actor,
            proposal=it,
            today=request.today,
            at=request.now,
            confirm_days=confirm_days(request, it),
            **form.cleaned_data,
        )

    company = it.opening.company.name
    return settle(
        request,
        it,
        form,
        work,
        title=_("%(name)sを%(company)sに紹介する")
        % {"name": addressed(it.case), "company": company},
        body=_(
            "紹介すると、企業に氏名を伝えます。紹介状を印刷できます。面接の日は、あとからでも決められます。"
        ),
        verb=_("紹介する"),
        done=_("紹介しました。紹介状を印刷できます。"),
    )


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def interview(request: Any, pk: UUID) -> HttpResponse:
    """When and where the interview is."""
    it = proposal_at(request, pk, MAKE)
    written = {
        name: getattr(it, name) for name in ("interview_on", "interview_at", "interview_place")
    }
    form = forms.InterviewForm(posted(request), initial=written)

    def work() -> None:
        said = form.cleaned_data
        introducing.set_interview(
            proposal=it,
            on=said["interview_on"],
            interview_at=said["interview_at"],
            place=said["interview_place"],
        )

    done = _("面接の日を記録しました。")
    return settle(
        request, it, form, work, title=_("面接の日を決める"), verb=_("記録する"), done=done
    )


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def result(request: Any, pk: UUID) -> HttpResponse:
    """What came of the interview."""
    it = proposal_at(request, pk, MAKE)
    form = forms.ResultForm(
        posted(request), initial={"on": request.today}, reasons=reasons_of(request, it)
    )

    def work() -> None:
        introducing.record_result(
            by=request.actor,
            proposal=it,
            today=request.today,
            at=request.now,
            **form.cleaned_data,
        )

    return settle(
        request,
        it,
        form,
        work,
        title=_("面接の結果を記録する"),
        verb=_("記録する"),
        done=_("面接の結果を記録しました。"),
    )
