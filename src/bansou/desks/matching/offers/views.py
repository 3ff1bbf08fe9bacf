"""One opening or host place: adding it, reading, putting right, confirming, closing, taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.desks.matching.asking import ask, come_between, sent_once
from bansou.desks.matching.gate import company_at, may_do, record_at, refusing
from bansou.desks.matching.offers.forms import first_day
from bansou.desks.matching.offers.kinds import KINDS, Kind
from bansou.desks.matching.sections import crumbs
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.accounts.actions import decide_offer
from bansou.employers.accounts.models import CompanyOffer
from bansou.employers.openings.rules import is_to_be_confirmed


def _types(request: Any) -> dict[str, str]:
    words = Vocabulary.of(request.actor.organisation_id, request.today)
    return words.choices("employment_types")


def _words(request: Any) -> dict[str, Any]:
    """What the forms of openings ask with, as the schemes name it."""
    words = Vocabulary.of(request.actor.organisation_id, request.today)
    return {
        "employment_types": words.choices("employment_types"),
        "qualifications": words.choices("qualifications"),
        "minimum_wage": words.minimum_wage,
    }


def _people_url(request: Any, kind: Kind, offer: Any) -> str:
    """Where the people are whom an opening fits; host places are not matched."""
    if kind.name != "opening" or not may_do(request, "proposal.read"):
        return ""
    return f"{reverse('proposals:board')}?opening={offer.pk}"


def _url(kind: Kind, offer: Any) -> str:
    return reverse(f"matching:{kind.name}", args=[offer.pk])


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def add(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """Ask what a company offers; record it once."""
    it, company = KINDS[kind], company_at(request, pk)
    sent = _sent(request, company.pk)
    form = it.new_form(
        request.POST or None,
        initial={
            "request_key": uuid7(),
            "area": company.area,
            **first_day(request.today),
            **_offered(sent),
        },
        **_words(request),
    )
    if form.is_valid():

        def work() -> dict[str, str]:
            offer = it.add(by=request.actor, company=company, at=request.now, **form.said())
            if sent:
                taken = CompanyOffer.State.TAKEN
                decide_offer(by=request.actor, offer=sent, state=taken, at=request.now)
            return {"offer": str(offer.pk)}

        result = sent_once(request, f"{it.name}.add", form, work, company=company.pk)
        if result:
            messages.success(request, it.added)
            return redirect(f"matching:{it.name}", result["offer"])
    return ask(
        request,
        form,
        title=str(it.add_title),
        verb=_("登録する"),
        body=company.name,
        back_url=reverse("matching:company", args=[pk]),
        crumbs=crumbs(Link(str(it.add_title)), company=company),
    )


def _sent(request: Any, company_id: UUID) -> CompanyOffer | None:
    """What the company wrote itself, where the form begins with it."""
    key = request.GET.get("offer", "")
    try:
        found = record_at(request, CompanyOffer, UUID(key)) if key else None
    except ValueError:
        raise Http404 from None
    return found if found and found.company_id == company_id else None


def _offered(sent: CompanyOffer | None) -> dict[str, Any]:
    return dict(sent.content) if sent else {}


@require_safe
@door("company.read")
@refusing
def offer(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """What is known of it, and whether it has to be confirmed."""
    it = KINDS[kind]
    row: Any = record_at(request, it.model, pk, "company")
    days = Vocabulary.of(row.organisation_id, request.today).opening_confirm_days
    begun_on = getattr(row, it.begins)
    is_open = row.withdrawn_at is None and row.closed_on is None
    values = {
        "offer": row,
        "kind": it,
        "company": row.company,
        "crumbs": crumbs(Link(row.title), company=row.company),
        "facts": it.facts(row, _types(request)),
        "is_open": is_open,
        "is_old": is_open and is_to_be_confirmed(begun_on, row.confirmed_on, request.today, days),
        "said_on": row.confirmed_on or begun_on,
        "days": days,
        "may_edit": may_do(request, "company.edit") and row.withdrawn_at is None,
        "people_url": _people_url(request, it, row) if is_open else "",
        "urls": {
            act: reverse(f"matching:{it.name}_{act}", args=[pk])
            for act in ("correct", "confirm", "close", "withdraw")
        },
    }
    return render(request, "matching/offers/page.html", values)


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def correct(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """It in its form; who comes second sees what is on record and keeps what they typed."""
    it = KINDS[kind]
    row: Any = record_at(request, it.model, pk, "company")
    form = it.correct_form(
        request.POST or None, initial=it.correct_form.written(row), **_words(request)
    )
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        seen = form.cleaned_data["version"]
        closed = {"closed_on": row.closed_on} if it.name == "opening" else {}
        try:
            it.correct(**{it.argument: row}, seen_version=seen, **closed, **form.said())
        except EditedMeanwhile as refusal:
            row = record_at(request, it.model, pk, "company")
            facts = come_between(form, refusal, row.version, it.facts(row, _types(request)))
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("直しました。前の内容は履歴に残っています。"))
            return redirect(_url(it, row))
    return ask(
        request,
        form,
        title=str(it.correct_title),
        verb=_("直して保存する"),
        back_url=_url(it, row),
        crumbs=crumbs(Link(str(it.correct_title)), company=row.company),
        facts=facts,
    )


@require_POST
@door("company.edit")
@refusing
def confirm(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """Write down that the company says today that it still stands."""
    it = KINDS[kind]
    row: Any = record_at(request, it.model, pk)
    it.confirm(**{it.argument: row}, on=request.today)
    messages.success(request, it.confirmed)
    return redirect(_url(it, row))


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def close(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """Ask when and why it is closed; close it."""
    it = KINDS[kind]
    row: Any = record_at(request, it.model, pk, "company")
    form = it.close_form(request.POST or None, initial=first_day(request.today))
    if form.is_valid():
        try:
            it.close(**{it.argument: row}, **form.said())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, it.closed)
            return redirect(_url(it, row))
    return ask(
        request,
        form,
        title=str(it.close_title),
        body=row.title,
        verb=str(it.close_verb),
        back_url=_url(it, row),
        crumbs=crumbs(Link(str(it.close_title)), company=row.company),
    )


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def withdraw(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """Ask whether to take the record back; do it."""
    it = KINDS[kind]
    row: Any = record_at(request, it.model, pk, "company")
    if request.method == "POST":
        it.withdraw(**{it.argument: row}, at=request.now)
        messages.success(request, _("取り消しました。内容は残っています。"))
        return redirect("matching:company", row.company_id)
    return ask(
        request,
        None,
        title=str(it.withdraw_title),
        body=_("書きまちがえたときに取り消します。指標には数えません。もとには戻せません。"),
        facts=[(str(it.noun), row.title), (_("企業"), row.company.name)],
        verb=_("取り消す"),
        back_url=_url(it, row),
        crumbs=crumbs(Link(_("取り消す")), company=row.company),
        is_final=True,
    )
