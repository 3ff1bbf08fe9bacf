"""The company's page: its particulars, what stands and has to be confirmed, what it has sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.audit.actions import note_list
from bansou.commons.errors import Refusal
from bansou.desks.employer.forms import ProfileForm
from bansou.desks.employer.gate import own_company, refusing
from bansou.desks.employer.staying import asked_of_company
from bansou.desks.employer.words import candidate_chip, candidate_name, hosted_chip, hosted_name
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.accounts.queries import offers_of
from bansou.employers.companies.actions import amend_company
from bansou.employers.companies.models import Company
from bansou.employers.hosts.actions import confirm_host_place
from bansou.employers.models import HostPlace, Opening
from bansou.employers.openings import actions as openings
from bansou.employers.openings.queries import standing_on
from bansou.employers.openings.rules import is_to_be_confirmed
from bansou.placement.matching.told import candidates
from bansou.support.experience.told import hosted

_READ, _OFFER = "own_company.read", "own_company.offer"
_SENT_SHOWN = 20
#: So many people are listed of each kind, the latest first.
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """An opening or host place that stands, and whether nobody has heard of it for long."""

    row: Any
    since: date
    is_old: bool
    url: str
    close_url: str


@require_safe
@door(_READ)
@refusing
def home(request: Any) -> HttpResponse:
    """What the company is at this body."""
    company = own_company(request, _READ)
    values = {
        "company": company,
        "openings": _standing(request, company, Opening, "posted_on", "opening"),
        "hosts": _standing(request, company, HostPlace, "offered_on", "host"),
        "offers": offers_of(company)[:_SENT_SHOWN],
        **_people(request, company),
    }
    return render(request, "employer/home.html", values)


def _people(request: Any, company: Company) -> dict[str, Any]:
    """Whom the company was asked about, who is or was there, of whom it is asked whether they stay.

    That their names were shown is written into the body's log.
    """
    told, there, (stays, unasked) = candidates(), hosted(), asked_of_company()
    named = [one.case_id for one in (*told, *there) if one.name]
    named += [one.it.case_id for one in (*stays, *unasked)]
    if named:
        keeper_id = company.organisation_id
        shown = [(keeper_id, case_id) for case_id in dict.fromkeys(named)]
        note_list(
            by=request.actor, subject="company_people", at=request.now, shown=shown, detail={}
        )
    return {
        "candidates": [(one, candidate_name(one), candidate_chip(one)) for one in told[:_SHOWN]],
        "trials": [
            (one, hosted_name(one), hosted_chip(one, bool(one.days_to_mark(request.today))))
            for one in there[:_SHOWN]
        ],
        "stays": stays,
        "unasked": unasked[:_SHOWN],
    }


def _standing(request: Any, company: Company, model: Any, begins: str, kind: str) -> list[Standing]:
    days = Vocabulary.of(company.organisation_id, request.today).opening_confirm_days
    rows = model.objects.filter(organisation_id=company.organisation_id, company=company)
    return [
        Standing(
            row,
            row.confirmed_on or getattr(row, begins),
            is_to_be_confirmed(getattr(row, begins), row.confirmed_on, request.today, days),
            reverse(f"employer:confirm_{kind}", args=[row.pk]),
            reverse(f"employer:close_{kind}", args=[row.pk]),
        )
        for row in standing_on(rows, request.today).order_by(f"-{begins}", "-id")
    ]


@require_POST
@door(_OFFER)
@refusing
def confirm_opening(request: Any, pk: UUID) -> HttpResponse:
    """Say that an opening still stands today."""
    openings.confirm_opening(opening=of_company(request, Opening, pk), on=request.today)
    messages.success(request, _("いまも募集中と受け取りました。"))
    return redirect("employer:home")


@require_POST
@door(_OFFER)
@refusing
def confirm_host(request: Any, pk: UUID) -> HttpResponse:
    """Say that a host place still stands today."""
    confirm_host_place(host=of_company(request, HostPlace, pk), on=request.today)
    messages.success(request, _("いまも受け入れられると受け取りました。"))
    return redirect("employer:home")


def of_company(request: Any, model: Any, pk: UUID) -> Any:
    """A row of the own company.

    :raises Http404: there is none, or it is another company's
    """
    company = own_company(request, _OFFER)
    rows = model.objects.filter(organisation_id=company.organisation_id, company=company)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
@door(_OFFER)
@refusing
def profile(request: Any) -> HttpResponse:
    """Put right how the company is reached; its name and number are the office's to change."""
    company = own_company(request, _OFFER)
    shown = {name: getattr(company, name) for name in (*ProfileForm.KEPT, "version")}
    form = ProfileForm(request.POST or None, initial=shown)
    if form.is_valid():
        said = dict(form.cleaned_data)
        if all(getattr(company, name) == said[name] for name in ProfileForm.KEPT):
            messages.info(request, _("変わったところがありません。企業の情報はそのままです。"))
            return redirect("employer:home")
        try:
            amend_company(company=company, seen_version=said.pop("version"), **said)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("企業の情報を直しました。窓口にも見えます。"))
            return redirect("employer:home")
    status = 422 if form.is_bound and form.errors else 200
    values = {"form": form, "title": _("企業の情報を直す"), "verb": _("これで直す")}
    return render(request, "employer/form.html", values, status=status)
