"""Who is responsible for a case and who else sees it: taking over, handing over, referring."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.commons.tasks.queries import owed_on
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.forms import AssignForm, ReferForm
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.handing_over import summary_of
from bansou.desks.counsellor.members import choices, counselling_members
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import NoContract, refusing
from bansou.desks.shared.door import door
from bansou.people.cases.actions import hand_over_case, refuse_taken, take_over
from bansou.people.cases.queries import assignments_of
from bansou.people.referrals.actions import AlreadyEnded, AlreadyReferred, end_referral, refer
from bansou.people.referrals.queries import referral_of, running_contracts
from bansou.programmes.models import Contract
from bansou.programmes.queries import contracts_on

_WHAT_REFERRING_SHOWS = gettext_lazy(
    "委託先の職員が、選んだ範囲をこのケースについてだけ見られるようになります。"
    "契約が終わるか、紹介を終えると、見えなくなります。"
)
_WITH_EVERY_CONTRACTOR = gettext_lazy(
    "このケースは、いま動いている委託契約のすべてに紹介しています。"
    "だれに何が見えているかは、ケースの「ほかに見られる人」で確かめられます。"
)


@require_http_methods(["GET", "POST"])
@door("case.take_over")
@refusing
def take(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to take on a case for which nobody is responsible; take it on."""
    it = opened(request, pk, "case.take_over")
    refuse_taken(it.case, request.actor.membership_id)
    if request.method == "POST":
        me = Membership.objects.select_related("user").get(pk=request.actor.membership_id)
        take_over(
            by=request.actor,
            case=it.case,
            me=me,
            from_on=it.today,
            at=request.now,
            handover_note=_left_by_others(it, request.now),
        )
        messages.success(request, _("引き受けました。あなたがこのケースに責任をもつ人です。"))
        return redirect("counsellor:case", pk)
    facts = [
        (_("次の行動"), it.case.next_action or _("未定")),
        (_("見られるようになるもの"), _("閲覧区分3までの記録")),
        (_("元に戻すには"), _("統括カウンセラーが別の人に引き継ぎます")),
    ]
    return ask(
        request,
        it.case,
        title=_("%(name)sの担当を引き受けますか") % {"name": addressed(it.case)},
        body=_("責任をもつ人があなたになります。"),
        facts=facts,
        verb=_("引き受ける"),
    )


@require_http_methods(["GET", "POST"])
@door("case.assign")
@refusing
def hand_over(request: Any, pk: UUID) -> HttpResponse:
    """Ask who becomes responsible, with a summary for them; make it so."""
    it = opened(request, pk, "case.assign")
    members = counselling_members(it.case.organisation_id, it.today)
    form = _who_is_next(request, it, members)
    if form.is_valid():
        said = form.cleaned_data
        to = next(member for member in members if str(member.pk) == said["membership"])
        try:
            hand_over_case(
                by=request.actor,
                case=it.case,
                seen_id=said["seen"],
                to=to,
                from_on=it.today,
                at=request.now,
                handover_note=said["handover_note"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
            it = opened(request, pk, "case.assign")
            form.data = form.data.copy()
            form.data["seen"] = str(it.case.responsible_id or "")
        else:
            name = to.user.name
            messages.success(request, _("%(name)sさんの担当にしました。") % {"name": name})
            return redirect("counsellor:case", pk)
    return ask(
        request,
        it.case,
        title=_whether(it),
        verb=_("引き継ぐ") if it.case.responsible else _("決める"),
        form=form,
        facts=_moving(it),
    )


def _left_by_others(it: Opened, at: datetime) -> str:
    """What is drawn from the record for who follows somebody; the first follows nobody."""
    return summary_of(it, at) if assignments_of(it.case).exists() else ""


def _who_is_next(request: Any, it: Opened, members: QuerySet[Membership]) -> AssignForm:
    """The form; whoever was not responsible when it was opened can be chosen, so that it is told."""
    now = str(it.case.responsible_id or "")
    seen = request.POST.get("seen", now)
    offered = choices(members, request.actor.membership_id)
    others = [(key, name) for key, name in offered if key != seen]
    told = {"seen": now, "handover_note": summary_of(it, request.now)}
    return AssignForm(
        request.POST or None, initial=told, members=others, is_first=not it.case.responsible_id
    )


def _moving(it: Opened) -> list[tuple[str, str]]:
    """What goes over with the responsibility."""
    now = it.case.responsible
    owed = [task for task in owed_on(it.case.pk) if now and task.owner_id == now.pk]
    facts = [
        (_("いまの担当"), now.user.name if now else _("なし")),
        (_("移るもの"), _what_moves(len(owed))),
    ]
    if now:
        facts.append(
            (_("見られなくなる人"), _("%(name)s（連絡と予定のほか）") % {"name": now.user.name})
        )
    return [*facts, (_("元に戻すには"), _("もう一度引き継ぎます"))]


def _whether(it: Opened) -> str:
    name = {"name": addressed(it.case)}
    if it.case.responsible:
        return _("%(name)sの担当を替えますか") % name
    return _("%(name)sの担当を決めますか") % name


def _what_moves(owed: int) -> str:
    return _("次の行動と、約束%(number)d件") % {"number": owed} if owed else _("次の行動")


@require_http_methods(["GET", "POST"])
@door("referral.make")
@refusing
def referring(request: Any, pk: UUID) -> HttpResponse:
    """Ask to which contractor the case goes, what they will see and until when; refer it."""
    it = opened(request, pk, "referral.make")
    contracts = list(running_contracts(it.case, it.today))
    if not contracts:
        raise _why_no_contract(it)
    offered = [(str(c.pk), _seen_until(c)) for c in contracts]
    form = ReferForm(request.POST or None, initial={"level": 1}, contracts=offered)
    if form.is_valid():
        said = form.cleaned_data
        contract = next(c for c in contracts if str(c.pk) == said["contract"])
        try:
            refer(
                by=request.actor,
                case=it.case,
                contract=contract,
                on=it.today,
                at=request.now,
                purpose=said["purpose"],
                level=said["level"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            name = contract.contractor.name
            messages.success(request, _("%(name)sに紹介しました。") % {"name": name})
            return redirect("counsellor:case", pk)
    return ask(
        request,
        it.case,
        title=_("%(name)sを委託先に紹介しますか") % {"name": addressed(it.case)},
        verb=_("紹介する"),
        form=form,
        body=str(_WHAT_REFERRING_SHOWS),
    )


def _why_no_contract(it: Opened) -> Refusal:
    if contracts_on(it.case.organisation_id, it.today).exists():
        return AlreadyReferred(_WITH_EVERY_CONTRACTOR)
    return NoContract()


def _seen_until(contract: Contract) -> str:
    return _("%(name)s　%(work)s（%(day)sまで見えます）") % {
        "name": contract.contractor.name,
        "work": contract.work,
        "day": wareki(contract.ends_on),
    }


@require_http_methods(["GET", "POST"])
@door("referral.make")
@refusing
def ending(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to end a referral; end it."""
    referral = referral_of(pk)
    if referral is None or referral.to_organisation is None:
        raise Http404
    it = opened(request, referral.case_id, "referral.make")
    if referral.ended_on:
        raise AlreadyEnded(on=wareki(referral.ended_on))
    if request.method == "POST":
        end_referral(referral=referral, on=it.today, at=request.now)
        messages.success(request, _("紹介を終えました。委託先からは、もう見えません。"))
        return redirect("counsellor:case", it.case.pk)
    name = referral.to_organisation.name
    facts = [(_("紹介した日"), wareki(referral.referred_on)), (_("目的"), referral.purpose)]
    return ask(
        request,
        it.case,
        title=_("%(name)sへの紹介を終えますか") % {"name": name},
        body=_("いますぐ、%(name)sの職員からこのケースが見えなくなります。") % {"name": name},
        facts=[*facts, (_("元に戻すには"), _("もう一度紹介します"))],
        verb=_("紹介を終える"),
    )
