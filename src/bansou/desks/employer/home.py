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

from bansou.commons.errors import Refusal
from bansou.desks.employer.forms import ProfileForm
from bansou.desks.employer.gate import own_company, refusing
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

_READ, _OFFER = "own_company.read", "own_company.offer"
_SENT_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """An opening or host place that stands, and whether nobody has heard of it for long."""

    row: Any
    since: date
    is_old: bool
    url: str


@require_safe
@door(_READ)
@refusing
def home(request: Any) -> HttpResponse:
    """What the company is at this body."""
    company = own_company(request, _READ)
    values = {
        "company": company,
        "openings": _standing(request, company, Opening, "posted_on", "confirm_opening"),
        "hosts": _standing(request, company, HostPlace, "offered_on", "confirm_host"),
        "offers": offers_of(company)[:_SENT_SHOWN],
    }
    return render(request, "employer/home.html", values)


def _standing(
    request: Any, company: Company, model: Any, begins: str, confirms: str
) -> list[Standing]:
    days = Vocabulary.of(company.organisation_id, request.today).opening_confirm_days
    rows = model.objects.filter(organisation_id=company.organisation_id, company=company)
    return [
        Standing(
            row,
            row.confirmed_on or getattr(row, begins),
            is_to_be_confirmed(getattr(row, begins), row.confirmed_on, request.today, days),
            reverse(f"employer:{confirms}", args=[row.pk]),
        )
        for row in standing_on(rows, request.today).order_by(f"-{begins}", "-id")
    ]


@require_POST
@door(_OFFER)
@refusing
def confirm_opening(request: Any, pk: UUID) -> HttpResponse:
    """Say that an opening still stands today."""
    openings.confirm_opening(opening=_of_company(request, Opening, pk), on=request.today)
    messages.success(request, _("いまも募集中と受け取りました。"))
    return redirect("employer:home")


@require_POST
@door(_OFFER)
@refusing
def confirm_host(request: Any, pk: UUID) -> HttpResponse:
    """Say that a host place still stands today."""
    confirm_host_place(host=_of_company(request, HostPlace, pk), on=request.today)
    messages.success(request, _("いまも受け入れられると受け取りました。"))
    return redirect("employer:home")


def _of_company(request: Any, model: Any, pk: UUID) -> Any:
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
