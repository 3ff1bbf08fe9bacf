"""Registering a company, and putting right what is known of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.queries import was_sent
from bansou.desks.matching.asking import ask, come_between, sent_once
from bansou.desks.matching.companies.forms import (
    CorrectCompanyForm,
    RegisterCompanyForm,
    written,
)
from bansou.desks.matching.companies.listing import areas_of
from bansou.desks.matching.companies.telling import facts_of
from bansou.desks.matching.gate import company_at, refusing
from bansou.desks.matching.sections import crumbs
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.employers.companies.actions import amend_company, register_company
from bansou.employers.companies.models import Company
from bansou.employers.companies.queries import Possible, possibly_same

_REGISTER = "company.register"


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def register(request: Any) -> HttpResponse:
    """Ask what is known of a company; which might be registered already are shown first."""
    form = RegisterCompanyForm(
        request.POST or None,
        initial={"request_key": uuid7(), "name": request.GET.get("name", "")[:200]},
        areas=areas_of(request.actor),
    )
    possible: list[Possible] = []
    if form.is_valid():
        possible = _possible(request, form)
        if not possible or form.cleaned_data["is_another"]:
            result = sent_once(request, _REGISTER, form, lambda: _registered(request, form))
            if result:
                messages.success(request, _("企業を登録しました。最初の接触を記録できます。"))
                return redirect("matching:company", result["company"])
        else:
            form.add_error(
                "is_another", _("同じ企業なら、そちらを開いてください。別なら印をつけます。")
            )
    return ask(
        request,
        form,
        title=_("企業を登録する"),
        verb=_("登録する"),
        back_url=reverse("matching:companies"),
        crumbs=crumbs(Link(_("企業を登録する"))),
        possible=possible,
    )


def _possible(request: Any, form: RegisterCompanyForm) -> list[Possible]:
    """Who might be the same; a form that comes again would find what it has registered itself."""
    if was_sent(request.actor, form.cleaned_data["request_key"], _REGISTER):
        return []
    return possibly_same(request.actor.require_organisation(), Company(**form.details()))


def _registered(request: Any, form: RegisterCompanyForm) -> dict[str, str]:
    return {"company": str(register_company(by=request.actor, **form.details()).pk)}


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def correct(request: Any, pk: UUID) -> HttpResponse:
    """The company in its form; who comes second sees what is on record and keeps what they typed."""
    company = company_at(request, pk)
    form = CorrectCompanyForm(
        request.POST or None, initial=written(company), areas=areas_of(request.actor)
    )
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            amend_company(company=company, seen_version=seen, **form.details())
        except EditedMeanwhile as refusal:
            company = company_at(request, pk)
            facts = come_between(form, refusal, company.version, facts_of(company))
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("直しました。前の内容は履歴に残っています。"))
            return redirect("matching:company", pk)
    return ask(
        request,
        form,
        title=_("企業の情報を直す"),
        verb=_("直して保存する"),
        back_url=reverse("matching:company", args=[pk]),
        crumbs=crumbs(Link(_("企業の情報を直す")), company=company),
        facts=facts,
    )
