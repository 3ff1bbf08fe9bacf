"""口座: the account to which a person is paid, and that from which the office pays."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.benefits.accounts.actions import keep_account, keep_paying_account
from bansou.benefits.accounts.models import BankAccount, PayingAccount
from bansou.benefits.accounts.queries import account_of, paying_account_of
from bansou.commons.access.rules import Thing
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.manager.benefit_forms import PayingAccountForm
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.paying import claim_at, note_claim, of
from bansou.desks.shared.account_form import AccountForm, told_of_account
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.names import called


@require_http_methods(["GET", "POST"])
@door("account.keep")
def account(request: Any, key: UUID, claim: UUID) -> HttpResponse:
    """Keep the account of the person of a claim; what is written otherwise is said."""
    programme = programme_at(request, key)
    found = claim_at(programme, claim)
    person = found.case.person
    if person is None or not allowed(
        request, "account.keep", Thing(programme.organisation_id, level=Level.SENSITIVE)
    ):
        raise Http404
    known = account_of(person)
    form = AccountForm(request.POST or None, initial=_initial(known, "holder_kana"))
    if form.is_valid():
        try:
            _kept, changes = keep_account(
                by=request.actor,
                person=person,
                said=form.said(),
                seen_version=form.cleaned_data["version"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, told_of_account(changes))
            return redirect("manager:claim", key=programme.pk, claim=found.pk)
    note_claim(request, found, AccessLog.Kind.OPEN)
    values = {
        **of(programme),
        "title": _("振込先の口座"),
        "here": _("振込先の口座"),
        "body": _("支払いをする人だけが見ます。変えた履歴は残ります。"),
        "facts": [(_("受給者"), called(found.case))],
        "form": form,
        "verb": _("口座を登録する"),
        "back_url": reverse("manager:claim", args=[programme.pk, found.pk]),
    }
    return _page(request, values)


@require_http_methods(["GET", "POST"])
@door("account.keep")
def paying_account(request: Any, key: UUID) -> HttpResponse:
    """Keep the account from which the office pays."""
    programme = programme_at(request, key)
    known = paying_account_of(programme.organisation_id)
    initial = _initial(known, "consignor_kana")
    if known:
        initial["consignor_code"] = known.consignor_code
    form = PayingAccountForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            _kept, changes = keep_paying_account(
                by=request.actor,
                said=form.said(),
                consignor_code=form.cleaned_data["consignor_code"],
                seen_version=form.cleaned_data["version"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, told_of_account(changes))
            return redirect("manager:payments", key=programme.pk)
    values = {
        **of(programme),
        "title": _("振込元の口座"),
        "here": _("振込元の口座"),
        "body": _("金融機関に出す振込のデータに使います。組織に1つです。"),
        "form": form,
        "verb": _("口座を登録する"),
        "back_url": reverse("manager:payments", args=[programme.pk]),
    }
    return _page(request, values)


def _page(request: Any, values: dict[str, Any]) -> HttpResponse:
    form = values["form"]
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manager/benefits/ask.html", values, status=status)


def _initial(known: BankAccount | PayingAccount | None, holder: str) -> dict[str, Any]:
    if known is None:
        return {}
    return {
        "bank_code": known.bank_code,
        "bank": known.bank_kana,
        "branch_code": known.branch_code,
        "branch": known.branch_kana,
        "kind": known.kind,
        "number": known.number,
        "holder": getattr(known, holder),
        "version": known.version,
    }
