"""How a payment list ends: paid, or taken back, by two people once its file was written out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.benefits.payments.actions import (
    ask_to_take_back,
    keep_list,
    mark_paid,
    take_back_list,
)
from bansou.benefits.payments.changes import changed_since_listed
from bansou.benefits.payments.models import PaymentList
from bansou.benefits.payments.refusals import BackByAnother
from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.desks.manager.benefit_forms import BackForm, PaidForm
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.paying import list_at, of, who_may
from bansou.desks.shared.door import door
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Link


@require_http_methods(["GET", "POST"])
@door("payment.make")
def paid(request: Any, key: UUID, payment_list: UUID) -> HttpResponse:
    """Ask on which day the list was paid, and what is done about claims that have changed."""
    found = list_at(programme_at(request, key), payment_list)
    changed = changed_since_listed(found, request.now)
    form = PaidForm(request.POST or None, initial={"paid_on": request.today}, changed=changed)
    if form.is_valid():
        try:
            mark_paid(
                by=request.actor,
                payment_list=found,
                today=request.today,
                at=request.now,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            if refusal.field not in form.fields:
                return _refused(request, found, refusal)
            form.add_refusal(refusal)
        else:
            messages.success(request, _("支払済みにしました。予算の支出にも入りました。"))
            return _to_list(found)
    return _ask(
        request,
        found,
        title=_("支払済みにしますか"),
        verb=_("支払済みにする"),
        body=_("金融機関で振込が済んだことを確かめてから、押してください。あとで取り消せません。"),
        form=form,
        changed=changed,
    )


@require_http_methods(["GET", "POST"])
@door("payment.make")
def take_back(request: Any, key: UUID, payment_list: UUID) -> HttpResponse:
    """Ask why, then take a list back; of one whose file was written out, ask somebody else to."""
    found = list_at(programme_at(request, key), payment_list)
    if found.back_asked_by is not None:
        return _confirm(request, found)
    form = BackForm(request.POST or None)
    if form.is_valid():
        try:
            return _taken_back(request, found, form.cleaned_data["reason"])
        except Refusal as refusal:
            if refusal.field not in form.fields:
                return _refused(request, found, refusal)
            form.add_refusal(refusal)
    if found.written_out_at is None:
        title, verb = _("この支払リストを取り消しますか"), _("取り消す")
        body = _("請求は、また支払いを待ちます。")
    else:
        title, verb = _("この支払リストの取消しを申し出ますか"), _("申し出る")
        body = _by_another(request, found)
    return _ask(request, found, title=title, verb=verb, body=body, form=form, is_final=True)


def _by_another(request: Any, found: PaymentList) -> str:
    """Who takes a list back whose file was written out, or that nobody could."""
    own = [request.actor.user_id]
    names = who_may("payment.make", found.organisation_id, request.today, but=own)
    if not names:
        return _(
            "振込のデータを取り出したあとなので、ほかの事業担当者が確かめて取り消します。"
            "いまは、ほかの事業担当者がいません。申し出たあと、所属を登録してください。"
        )
    return _(
        "振込のデータを取り出したあとなので、%(names)sが確かめて取り消します。"
        "金融機関に出したときは、先に金融機関で取り消してください。"
    ) % {"names": "、".join(names)}


def _taken_back(request: Any, found: PaymentList, reason: str) -> HttpResponse:
    if found.written_out_at is None:
        take_back_list(by=request.actor, payment_list=found, reason=reason)
        messages.success(request, _("支払リストを取り消しました。請求は、また支払いを待ちます。"))
    else:
        ask_to_take_back(by=request.actor, payment_list=found, reason=reason, at=request.now)
        messages.success(request, _("取消しを申し出ました。ほかの人に、取消しを頼んでください。"))
    return _to_list(found)


def _confirm(request: Any, found: PaymentList) -> HttpResponse:
    """Somebody else has asked for it: take the list back."""
    asker = found.back_asked_by
    if asker is not None and asker.user_id == request.actor.user_id:
        return _refused(request, found, BackByAnother())
    if request.method == "POST":
        try:
            take_back_list(by=request.actor, payment_list=found)
        except Refusal as refusal:
            return _refused(request, found, refusal)
        messages.success(request, _("支払リストを取り消しました。請求は、また支払いを待ちます。"))
        return _to_list(found)
    return _ask(
        request,
        found,
        title=_("この支払リストを取り消しますか"),
        verb=_("取り消す"),
        body=_("振込のデータが金融機関で取り消されていることを、確かめてから押してください。"),
        is_final=True,
    )


@require_http_methods(["GET", "POST"])
@door("payment.make")
def keep(request: Any, key: UUID, payment_list: UUID) -> HttpResponse:
    """Ask, then let a list stand that was asked to be taken back."""
    found = list_at(programme_at(request, key), payment_list)
    if request.method == "POST":
        try:
            keep_list(payment_list=found)
        except Refusal as refusal:
            return _refused(request, found, refusal)
        messages.success(request, _("取消しの申出を取り下げました。支払リストは、そのままです。"))
        return _to_list(found)
    return _ask(
        request,
        found,
        title=_("取消しの申出を取り下げますか"),
        verb=_("取り消さない"),
        body=_("支払リストをそのままにします。振込の日が来たら、支払済みにできます。"),
    )


def _to_list(found: PaymentList) -> HttpResponse:
    return redirect("manager:payment_list", key=found.programme_id, payment_list=found.pk)


def _ask(
    request: Any,
    found: PaymentList,
    *,
    verb: str,
    form: DeskForm | None = None,
    **more: Any,
) -> HttpResponse:
    facts = [(_("支払リスト"), str(found)), (_("振込の日"), wareki(found.pay_on))]
    if found.back_asked_by is not None:
        facts.append((_("取消しを申し出た人"), found.back_asked_by.user.name))
        facts.append((_("取り消す理由"), found.back_reason))
    values = {
        **of(found.programme),
        "here": verb,
        "verb": verb,
        "facts": facts,
        "form": form,
        "back_url": reverse("manager:payment_list", args=[found.programme_id, found.pk]),
        **more,
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "manager/benefits/ask.html", values, status=status)


def _refused(request: Any, found: PaymentList, refusal: Refusal) -> HttpResponse:
    back = reverse("manager:payment_list", args=[found.programme_id, found.pk])
    return refuse(request, refusal, other=Link(_("支払リストへ戻る"), back))
