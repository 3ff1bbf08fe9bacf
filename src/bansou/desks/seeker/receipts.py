"""Receipts of my trips: handing one in, taking it off while nobody has checked it, taking it along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.benefits.claims.models import ClaimReceipt
from bansou.benefits.claims.receipts import add_receipt, receipt_of, take_off_receipt
from bansou.commons.errors import Refusal
from bansou.desks.seeker.gate import own_case, refusing
from bansou.desks.seeker.money import claim_about_me
from bansou.desks.shared.door import door
from bansou.desks.shared.handing_in import FileForm, handed_out


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def add(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the receipt's file; keep it with the claim."""
    _case, known = claim_about_me(request, pk)
    form = FileForm.of(request)
    if form.is_valid():
        name, content = form.handed_in()
        try:
            add_receipt(by=request.actor, claim=known, name=name, content=content, at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("領収書を受け取りました。"))
            return redirect("seeker:money")
    status = 422 if form.is_bound else 200
    return render(request, "seeker/receipt.html", {"form": form, "claim": known}, status=status)


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def take_off(request: Any, pk: UUID) -> HttpResponse:
    """Ask, then take a receipt off that does not belong there; what the office handed in stays."""
    receipt = _receipt_at(request, "my.change", pk)
    if receipt.is_by_office:
        raise Http404
    if request.method == "POST":
        take_off_receipt(receipt=receipt)
        messages.success(request, _("領収書を外しました。"))
        return redirect("seeker:money")
    return render(request, "seeker/receipt_take_off.html", {"receipt": receipt})


@require_safe
@door("my.read")
@refusing
def file(request: Any, pk: UUID) -> HttpResponse:
    """A receipt of one's claim as it was handed in, by oneself or by the office."""
    return handed_out(_receipt_at(request, "my.read", pk).file)


def _receipt_at(request: Any, action: str, pk: UUID) -> ClaimReceipt:
    receipt = receipt_of(pk)
    if receipt is None:
        raise Http404
    own_case(request, action, receipt.case_id)
    return receipt
