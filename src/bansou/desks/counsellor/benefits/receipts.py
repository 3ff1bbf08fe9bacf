"""領収書: handing in the receipts of a claim, taking one off, handing one out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.benefits.claims.models import ClaimReceipt
from bansou.benefits.claims.receipts import add_receipt, receipt_of, take_off_receipt
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.money import yen
from bansou.desks.counsellor.benefits.page import DRAW_UP, claim_at
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.handing_in import FileForm, handed_out


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def add(request: Any, pk: UUID) -> HttpResponse:
    """Ask for the receipt's file; keep it with the claim."""
    it, known = claim_at(request, pk)
    form = FileForm.of(request)
    if form.is_valid():
        name, content = form.handed_in()
        try:
            add_receipt(by=request.actor, claim=known, name=name, content=content, at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("領収書を付けました。"))
            return redirect("counsellor:benefits", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("「%(benefit)s」に領収書を付ける") % {"benefit": known.label},
        crumb=_("領収書を付ける"),
        verb=_("付ける"),
        form=form,
        facts=[(_("請求番号"), known.ticket), (_("金額"), yen(known.yen))],
        back_url=reverse("counsellor:benefits", args=[it.case.pk]),
    )


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def take_off(request: Any, pk: UUID) -> HttpResponse:
    """Ask, then take a receipt off that does not belong there."""
    it, receipt = _receipt_at(request, pk)
    if request.method == "POST":
        take_off_receipt(receipt=receipt)
        messages.success(request, _("領収書を外しました。"))
        return redirect("counsellor:benefits", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("領収書「%(name)s」を外しますか") % {"name": receipt.file.name},
        crumb=_("領収書を外す"),
        verb=_("外す"),
        facts=[(_("給付"), receipt.claim.label), (_("請求番号"), receipt.claim.ticket)],
        back_url=reverse("counsellor:benefits", args=[it.case.pk]),
    )


@require_safe
@door(DRAW_UP)
@refusing
def file(request: Any, pk: UUID) -> HttpResponse:
    """A receipt as it was handed in; that it was taken is noted."""
    it, receipt = _receipt_at(request, pk)
    answer = handed_out(receipt.file)
    note_opening(request, it.case, "attachment", receipt.file_id, kind=AccessLog.Kind.EXPORT)
    return answer


def _receipt_at(request: Any, pk: UUID) -> tuple[Opened, ClaimReceipt]:
    receipt = receipt_of(pk)
    if receipt is None:
        raise Http404
    it, _claim = claim_at(request, receipt.claim_id)
    return it, receipt
