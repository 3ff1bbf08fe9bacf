"""支給: the claims of a programme that wait for somebody, and one claim with its days."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.benefits.accounts.queries import account_of
from bansou.benefits.accounts.rules import hidden_number
from bansou.benefits.claims.deciding import TO_CHECK, TO_DECIDE, TO_RETURN, TO_TAKE_BACK
from bansou.benefits.claims.drawing import scheme_for
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.queries import to_be_confirmed
from bansou.benefits.claims.receipts import receipts_of
from bansou.benefits.notices.letter import letter_of, pdf_of
from bansou.benefits.notices.payment import payment_letter_of, payment_pdf_of
from bansou.benefits.payments.queries import waiting_in
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.commons.documents.store import FileLost
from bansou.commons.documents.typesetting import LetterNotPrintable
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.paying import (
    LISTS,
    claim_at,
    deciders_of,
    listed,
    note_claim,
    note_claims,
    of,
    rows_of,
    tabs_of,
    waiting_first,
)
from bansou.desks.shared.claims import shown
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import named_file
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.handing_in import handed_out
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.evidence.indicators.queries import scheme_day
from bansou.programmes.models import Programme
from bansou.programmes.queries import programmes_of, programmes_running_on

_State = Claim.State


@require_safe
@door("claim.read")
def start(request: Any) -> HttpResponse:
    """The claims of the programme that runs today, else of the latest one."""
    actor = request.actor
    found = programmes_running_on(actor.organisation_id, request.today).first()
    programme = found or programmes_of(actor.sees).first()
    if programme is None:
        return redirect("manager:programmes")
    return redirect("manager:claims", key=programme.pk)


@require_safe
@door("claim.read")
def index(request: Any, key: UUID) -> HttpResponse:
    """The claims of one programme, by what they wait for."""
    programme = programme_at(request, key)
    asked = request.GET.get("list", "")
    current = asked if asked in LISTS else waiting_first(programme)
    claims = list(listed(programme, current))
    note_claims(request, programme, claims, current)
    waiting = waiting_in(programme)
    day = scheme_day(programme, request.today)
    _number, scheme = scheme_for(programme, day)
    others = [
        Link(
            f"{FiscalYear(it.fiscal_year).label}　{it.name}",
            reverse("manager:claims", args=[it.pk]),
        )
        for it in programmes_of(request.actor.sees)
        if it.pk != programme.pk
    ]
    values = {
        **of(programme),
        "tabs": tabs_of(programme, current),
        "rows": rows_of(claims),
        "current": current,
        "missing": [it.person.name for it in waiting if not it.has_account],
        "may_pay": may_here(request, "payment.make"),
        "unpriced": [
            it.label for it in scheme.benefits if it.holds_on(day) and not it.is_priced_on(day)
        ],
        "may_price": may_here(request, "programme.edit"),
        "others": others,
    }
    return render(request, "manager/benefits/index.html", values)


@require_safe
@door("claim.read")
def page(request: Any, key: UUID, claim: UUID) -> HttpResponse:
    """One claim: for whom, each day with its record, how it came here, what can be done now."""
    programme = programme_at(request, key)
    found = claim_at(programme, claim)
    note_claim(request, found)
    _number, scheme = scheme_for(programme, found.claimed_on)
    may_keep = may_here(request, "account.keep")
    account = account_of(found.case.person) if may_keep and found.case.person else None
    values = {
        **of(programme),
        "claim": found,
        "crumbs": _crumbs(programme, called(found.case)),
        "shown": shown(found),
        "name": called(found.case),
        "warnings": to_be_confirmed(found, scheme),
        "acts": _acts(request, found),
        "may_keep": may_keep and found.case.person_id is not None,
        "account": hidden_number(account.number) if account else "",
        "deciders": deciders_of(found, request.today) if found.state in TO_DECIDE else None,
        "notices": found.state in (*Claim.COMMITTED, _State.DECLINED),
    }
    return render(request, "manager/benefits/claim.html", values)


def _crumbs(programme: Programme, name: str) -> list[Link]:
    return [
        Link(_("事業の状況"), reverse("manager:programmes")),
        Link(programme.name, reverse("manager:programme", args=[programme.pk])),
        Link(_("支給"), reverse("manager:claims", args=[programme.pk])),
        Link(name),
    ]


@require_safe
@door("claim.read")
def notice(request: Any, key: UUID, claim: UUID) -> HttpResponse:
    """The letter about what was decided, as PDF."""
    found = claim_at(programme_at(request, key), claim)
    if found.state not in (*Claim.COMMITTED, _State.DECLINED):
        raise Http404
    return _letter(request, found, letter_of(found).title, pdf_of)


@require_safe
@door("claim.read")
def payment_notice(request: Any, key: UUID, claim: UUID) -> HttpResponse:
    """The letter about the payment, as PDF."""
    found = claim_at(programme_at(request, key), claim)
    if found.entry is None:
        raise Http404
    return _letter(request, found, payment_letter_of(found).title, payment_pdf_of)


def _letter(request: Any, claim: Claim, title: str, pdf: Callable[[Claim], bytes]) -> HttpResponse:
    try:
        letter = pdf(claim)
    except LetterNotPrintable as refusal:
        back = reverse("manager:claim", args=[claim.programme_id, claim.pk])
        return refuse(request, refusal, other=Link(_("請求へ戻る"), back))
    note_claim(request, claim, AccessLog.Kind.EXPORT)
    name = _("%(title)s　%(number)s.pdf") % {"title": title, "number": claim.ticket}
    return named_file(letter, "application/pdf", name)


@require_safe
@door("claim.read")
def receipt(request: Any, key: UUID, claim: UUID, receipt: UUID) -> HttpResponse:
    """A receipt of a claim as it was handed in; that it was taken is noted."""
    found = claim_at(programme_at(request, key), claim)
    it = receipts_of(found).filter(pk=receipt).first()
    if it is None:
        raise Http404
    try:
        answer = handed_out(it.file)
    except FileLost as refusal:
        back = reverse("manager:claim", args=[key, found.pk])
        return refuse(request, refusal, other=Link(_("請求へ戻る"), back))
    note_claim(request, found, AccessLog.Kind.EXPORT)
    return answer


def _acts(request: Any, claim: Claim) -> list[Link]:
    """What this member may do with the claim as it stands; about their own work nothing."""
    user = request.actor.user_id
    drew = claim.drawn_by is not None and claim.drawn_by.user_id == user
    checked = claim.checked_by is not None and claim.checked_by.user_id == user
    offered = [
        ("check", _("確認する"), "claim.check", claim.state in TO_CHECK and not drew),
        (
            "approve",
            _("支給を決定する"),
            "claim.approve",
            claim.state in TO_DECIDE and not (drew or checked),
        ),
        (
            "return",
            _("差し戻す"),
            "claim.check",
            claim.state in TO_RETURN and not (drew or checked),
        ),
        (
            "decline",
            _("不支給にする"),
            "claim.approve",
            claim.state in TO_DECIDE and not (drew or checked),
        ),
        ("undo", _("決定を取り消す"), "claim.approve", claim.state in TO_TAKE_BACK),
    ]
    return [
        Link(text, reverse("manager:claim_decide", args=[claim.programme_id, claim.pk, act]))
        for act, text, action, may in offered
        if may and may_here(request, action)
    ]
