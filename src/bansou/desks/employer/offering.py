"""Offering an opening or a host place: it is on record once the office has taken it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.desks.employer.forms import FORMS
from bansou.desks.employer.gate import own_company, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.accounts.actions import send_offer
from bansou.employers.companies.models import Company

_ACTION = "own_company.offer"


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def offer(request: Any, kind: str) -> HttpResponse:
    """Ask what is offered; send it once."""
    company = own_company(request, _ACTION)
    form = FORMS[kind](request.POST or None, initial={"request_key": uuid7()})
    if form.is_valid():
        try:
            _send(request, company, kind, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("送りました。窓口が確かめてから、載せます。"))
            return redirect("employer:home")
    title = _("求人を申し出る") if kind == "opening" else _("受入先を申し出る")
    status = 422 if form.is_bound and form.errors else 200
    values = {"form": form, "title": title, "verb": _("窓口に送る")}
    return render(request, "employer/form.html", values, status=status)


def _send(request: Any, company: Company, kind: str, form: Any) -> None:
    content = form.content()
    words = Vocabulary.of(company.organisation_id, request.today)

    def work() -> dict[str, str]:
        sent = send_offer(
            by=request.actor,
            company=company,
            kind=kind,
            content=content,
            at=request.now,
            minimum_wage=words.minimum_wage(request.today),
            wage_is_meant=bool(form.cleaned_data.get("wage_is_meant")),
        )
        return {"offer": str(sent.pk)}

    once(
        by=request.actor,
        key=form.cleaned_data["request_key"],
        action=_ACTION,
        body={"company": company.pk, "kind": kind, **content},
        work=work,
    )
