"""Inviting somebody at a company, ending it; and what companies have offered."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.errors import Refusal
from bansou.desks.matching.gate import company_at, record_at, refusing
from bansou.desks.matching.sections import crumbs
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Link
from bansou.employers.accounts.actions import decide_offer, end_account, invite
from bansou.employers.accounts.letter import letter_pdf
from bansou.employers.accounts.models import CompanyAccount, CompanyOffer
from bansou.employers.accounts.queries import accounts_of, offers_to_decide


class InviteForm(DeskForm):
    """Who is to act for the company."""

    name = forms.CharField(label=_("担当の方の氏名"), max_length=100)
    email = forms.EmailField(
        label=_("メールアドレス"), max_length=200, help_text=_("ログインに使います。")
    )


class DeclineForm(DeskForm):
    """Why an offer is not taken, in words for the company."""

    answer = forms.CharField(
        label=_("企業への返事"),
        max_length=200,
        help_text=_("例　賃金と時間を電話で確かめてから、もう一度お願いします"),
    )


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def account(request: Any, pk: UUID) -> HttpResponse:
    """Who acts for the company; a letter to somebody else. The letter alone has the code."""
    company = company_at(request, pk)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made, code = invite(by=request.actor, company=company, at=request.now, **said)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _letter(request, made, code)
    values = {
        "company": company,
        "form": form,
        "accounts": accounts_of(company),
        "now": request.now,
        "crumbs": crumbs(Link(gettext("企業のページ")), company=company),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "matching/accounts/page.html", values, status=status)


def _letter(request: Any, account: CompanyAccount, code: str) -> HttpResponse:
    paper = letter_pdf(
        account=account,
        code=code,
        body=request.actor.organisation_name,
        address=request.build_absolute_uri(reverse("employer:enter")),
        contact=request.actor.name,
        at=request.now,
    )
    answer = HttpResponse(paper, content_type="application/pdf")
    name = gettext("企業のページのご案内.pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@require_POST
@door("company.edit")
@refusing
def end(request: Any, pk: UUID) -> HttpResponse:
    """Let somebody act for the company no longer, or an invitation open nothing."""
    found = record_at(request, CompanyAccount, pk)
    end_account(account=found, at=request.now)
    messages.success(request, gettext("終えました。もう入れません。"))
    return redirect("matching:account", found.company_id)


@require_safe
@door("company.edit")
@refusing
def offers(request: Any) -> HttpResponse:
    """What companies have offered and nobody has decided."""
    values = {
        "offers": offers_to_decide(request.actor.require_organisation()),
        "crumbs": crumbs(Link(gettext("企業からの申し出"))),
    }
    return render(request, "matching/accounts/offers.html", values)


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def decline(request: Any, pk: UUID) -> HttpResponse:
    """Ask what to answer; do not take the offer."""
    found = record_at(request, CompanyOffer, pk, "company")
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        answer, declined = form.cleaned_data["answer"], CompanyOffer.State.DECLINED
        decide_offer(by=request.actor, offer=found, state=declined, at=request.now, answer=answer)
        messages.success(request, gettext("見送りました。返事は企業のページに出ます。"))
        return redirect("matching:company_offers")
    values = {
        "form": form,
        "offer": found,
        "crumbs": crumbs(Link(gettext("申し出を見送る")), company=found.company),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "matching/accounts/decline.html", values, status=status)
