"""Somebody about whom the company was asked: without a name, then introduced, then met."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.desks.employer.answer_forms import InterviewForm, MeetForm, ResultForm
from bansou.desks.employer.asking import answered
from bansou.desks.employer.gate import note_opening, own_company, refusing, told_to_office
from bansou.desks.employer.words import candidate_chip, candidate_name
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.companies.models import Company
from bansou.employers.models import Opening
from bansou.placement.matching import actions, introducing
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import proposal_of
from bansou.placement.matching.told import Candidate, candidate_of

_READ, _ANSWER = "own_company.read", "own_company.answer"


def _told(request: Any, action: str, pk: UUID) -> tuple[Company, Candidate]:
    """The company, and whom it was told of.

    :raises Http404: it was not told of any such
    """
    company, found = own_company(request, action), candidate_of(pk)
    if found is None:
        raise Http404
    return company, found


def _proposal(candidate: Candidate) -> Proposal:
    """What the office has on record of it; asked within `told_to_office` alone.

    :raises Http404: it is gone
    """
    found = proposal_of(candidate.key)
    if found is None:
        raise Http404
    return found


def _address(candidate: Candidate) -> str:
    return reverse("employer:candidate", args=[candidate.key])


@require_safe
@door(_READ)
@refusing
def candidate(request: Any, pk: UUID) -> HttpResponse:
    """What the company was told of somebody, what it said, and what comes next."""
    company, it = _told(request, _READ, pk)
    reasons = Vocabulary.of(company.organisation_id, request.today).choices("mismatch_reasons")
    opening = Opening.objects.filter(
        organisation_id=company.organisation_id, pk=it.opening_id
    ).first()
    values = {
        "it": it,
        "opening": opening,
        "called": candidate_name(it),
        "chip": candidate_chip(it),
        "company_reason": reasons.get(it.company_reason, it.company_reason),
        "result_reason": reasons.get(it.result_reason, it.result_reason),
        "may_tell_result": it.interview_on is not None and it.interview_on <= request.today,
    }
    note_opening(request, company, "candidate", it.key, it.case_id)
    return render(request, "employer/candidate.html", values)


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def answer(request: Any, pk: UUID) -> HttpResponse:
    """会いたい, or 今回は見送り with a reason that may be left out."""
    company, it = _told(request, _ANSWER, pk)
    reasons = Vocabulary.of(company.organisation_id, request.today).choices("mismatch_reasons")
    form = MeetForm(request.POST or None, reasons=reasons)

    def do() -> None:
        said = dict(form.cleaned_data)
        is_welcome = said.pop("is_welcome") == "yes"
        with told_to_office(request):
            actions.answer_for_company(
                proposal=_proposal(it),
                is_welcome=is_welcome,
                on=request.today,
                today=request.today,
                **said,
            )

    return answered(
        request,
        form,
        do,
        title=_("お会いいただけますか"),
        body=_(
            "氏名は、本人が同意してから、窓口が紹介します。見送っても、次のご提案に影響しません。"
        ),
        facts=[(_("受付番号"), it.ticket)],
        verb=_("返事を送る"),
        done=_("返事を送りました。窓口の担当が、次に進めます。"),
        back_url=_address(it),
    )


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def interview(request: Any, pk: UUID) -> HttpResponse:
    """When and where the interview is, or that it was moved."""
    _company, it = _told(request, _ANSWER, pk)
    written = {
        name: getattr(it, name) for name in ("interview_on", "interview_at", "interview_place")
    }
    form = InterviewForm(request.POST or None, initial=written)

    def do() -> None:
        said = form.cleaned_data
        with told_to_office(request):
            introducing.set_interview(
                proposal=_proposal(it),
                on=said["interview_on"],
                interview_at=said["interview_at"],
                place=said["interview_place"],
            )

    return answered(
        request,
        form,
        do,
        title=_("面接の日を知らせる"),
        facts=[(_("応募者"), candidate_name(it))],
        verb=_("この日にする"),
        done=_("面接の日を送りました。窓口から本人に伝えます。"),
        back_url=_address(it),
    )


@require_http_methods(["GET", "POST"])
@door(_ANSWER)
@refusing
def result(request: Any, pk: UUID) -> HttpResponse:
    """What the company decided after the interview."""
    company, it = _told(request, _ANSWER, pk)
    reasons = Vocabulary.of(company.organisation_id, request.today).choices("mismatch_reasons")
    form = ResultForm(request.POST or None, initial={"on": request.today}, reasons=reasons)

    def do() -> None:
        with told_to_office(request) as by:
            introducing.record_result(
                by=by,
                proposal=_proposal(it),
                today=request.today,
                at=request.now,
                **form.cleaned_data,
            )

    return answered(
        request,
        form,
        do,
        title=_("面接の結果を知らせる"),
        facts=[(_("応募者"), candidate_name(it))],
        verb=_("結果を送る"),
        done=_("結果を送りました。本人には窓口から伝えます。"),
        back_url=_address(it),
    )
