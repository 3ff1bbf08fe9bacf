"""What is decided about a claim: checked, returned, approved, declined, the decision taken back."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.benefits.claims.deciding import (
    TO_CHECK,
    TO_DECIDE,
    TO_RETURN,
    TO_TAKE_BACK,
    approve_claim,
    check_claim,
    decline_claim,
    return_claim,
    take_back_decision,
)
from bansou.benefits.claims.drawing import refuse_otherwise
from bansou.benefits.claims.models import Claim
from bansou.commons.errors import Refusal
from bansou.commons.money import yen
from bansou.desks.manager.benefit_forms import ReasonForm
from bansou.desks.manager.finding import may_here, programme_at, version_in
from bansou.desks.manager.paying import claim_at, deciders_of, of
from bansou.desks.shared.door import door
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link


@dataclass(frozen=True, slots=True)
class Act:
    """One decision: what is asked, what it says afterwards, and who may."""

    action: str
    question: str | Promise
    verb: str | Promise
    done: str | Promise
    do: Callable[..., None]
    states: Collection[str]
    body: str | Promise = ""
    needs_reason: bool = False
    is_final: bool = False


def _check(request: Any, claim: Claim, seen: int, _reason: str) -> None:
    check_claim(by=request.actor, claim=claim, seen_version=seen, at=request.now)


def _approve(request: Any, claim: Claim, seen: int, _reason: str) -> None:
    approve_claim(by=request.actor, claim=claim, seen_version=seen, at=request.now)


def _return(request: Any, claim: Claim, seen: int, reason: str) -> None:
    return_claim(by=request.actor, claim=claim, seen_version=seen, reason=reason, at=request.now)


def _decline(request: Any, claim: Claim, seen: int, reason: str) -> None:
    decline_claim(by=request.actor, claim=claim, seen_version=seen, reason=reason, at=request.now)


def _undo(_request: Any, claim: Claim, seen: int, reason: str) -> None:
    take_back_decision(claim=claim, seen_version=seen, reason=reason)


ACTS: dict[str, Act] = {
    "check": Act(
        "claim.check",
        gettext_lazy("この請求を確認しましたか"),
        gettext_lazy("確認した"),
        gettext_lazy("確認しました。次は、ほかの人が支給を決定します。"),
        _check,
        TO_CHECK,
    ),
    "approve": Act(
        "claim.approve",
        gettext_lazy("支給を決定しますか"),
        gettext_lazy("決定する"),
        gettext_lazy("支給を決定しました。支払リストに入れると、振込のデータができます。"),
        _approve,
        TO_DECIDE,
        gettext_lazy("予算の費目から、この金額を確保します。"),
    ),
    "return": Act(
        "claim.check",
        gettext_lazy("この請求を差し戻しますか"),
        gettext_lazy("差し戻す"),
        gettext_lazy("差し戻しました。直されると、また確認待ちに入ります。"),
        _return,
        TO_RETURN,
        needs_reason=True,
    ),
    "decline": Act(
        "claim.approve",
        gettext_lazy("不支給にしますか"),
        gettext_lazy("不支給にする"),
        gettext_lazy("不支給にしました。不支給の通知を印刷できます。"),
        _decline,
        TO_DECIDE,
        gettext_lazy("理由は、本人への通知に載ります。"),
        needs_reason=True,
        is_final=True,
    ),
    "undo": Act(
        "claim.approve",
        gettext_lazy("支給の決定を取り消しますか"),
        gettext_lazy("決定を取り消す"),
        gettext_lazy("決定を取り消しました。確保した予算を戻し、同じ日をまた請求できます。"),
        _undo,
        TO_TAKE_BACK,
        needs_reason=True,
        is_final=True,
    ),
}


@require_http_methods(["GET", "POST"])
@door("claim.read")
def decide(request: Any, key: UUID, claim: UUID, act: str) -> HttpResponse:
    """Ask, as long as there is something to ask; decide about the claim as it was seen."""
    programme = programme_at(request, key)
    found, it = claim_at(programme, claim), ACTS.get(act)
    if it is None or not may_here(request, it.action):
        raise Http404
    if request.method == "GET":
        try:
            refuse_otherwise(found, it.states)
        except Refusal as refusal:
            return _refused(request, found, refusal)
    form = ReasonForm(request.POST or None) if it.needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        seen = version_in(request.POST.get("seen", ""))
        try:
            it.do(request, found, seen, reason)
        except Refusal as refusal:
            if form is None or refusal.field not in form.fields:
                return _refused(request, found, refusal)
            form.add_refusal(refusal)
        else:
            messages.success(request, str(it.done))
            return redirect("manager:claim", key=programme.pk, claim=found.pk)
    status = 422 if form is not None and form.is_bound and form.errors else 200
    values = {
        **of(programme),
        "claim": found,
        "title": it.question,
        "here": it.verb,
        "body": _next(request, found) if act == "check" else it.body,
        "verb": it.verb,
        "is_final": it.is_final,
        "form": form,
        "seen": request.POST.get("seen") or found.version,
        "facts": _facts(found),
        "back_url": reverse("manager:claim", args=[programme.pk, found.pk]),
    }
    return render(request, "manager/benefits/ask.html", values, status=status)


def _next(request: Any, claim: Claim) -> str:
    """Who decides after this check, or that nobody could."""
    names = deciders_of(claim, request.today, but=[request.actor.user_id])
    if not names:
        return _(
            "あなたが確認すると、支給を決定できる人がいなくなります。"
            "確認は、統括カウンセラーに頼んでください。"
        )
    return _(
        "日ごとの記録と金額を見て、正しいと確かめたことが残ります。支給は%(names)sが決定します。"
    ) % {"names": "、".join(names)}


def _facts(claim: Claim) -> list[tuple[str, str]]:
    return [
        (_("受給者"), called(claim.case)),
        (_("給付"), claim.label),
        (_("金額"), yen(claim.yen)),
        (_("請求を作った人"), claim.drawer),
    ]


def _refused(request: Any, claim: Claim, refusal: Refusal) -> HttpResponse:
    back = reverse("manager:claim", args=[claim.programme_id, claim.pk])
    remedy = None
    if refusal.code.startswith("funding."):
        budget = reverse("manager:budget", args=[claim.programme_id])
        remedy = Link(_("予算を見る"), budget)
    return refuse(
        request, refusal, facts=_facts(claim), remedy=remedy, other=Link(_("請求へ戻る"), back)
    )
