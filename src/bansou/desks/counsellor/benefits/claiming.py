"""Drawing up a claim, putting a returned one right, taking one back; benefits from elsewhere."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.benefits.claims.drawing import draw_up, draw_up_again, withdraw
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.refusals import NoDayLeft, NoPersonToPay
from bansou.benefits.overlaps.actions import note_outside_benefit, take_back_outside_benefit
from bansou.benefits.overlaps.queries import outside_benefits_of
from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.money import yen
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.counsellor.benefits.forms import (
    BenefitChoice,
    OutsideForm,
    WithdrawClaimForm,
)
from bansou.desks.counsellor.benefits.page import DRAW_UP, READ, claim_at
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.claim_forms import (
    ClaimForm,
    DaysForm,
    TripForm,
    days_said,
    trip_said,
)
from bansou.desks.shared.claims import Offered, days_left, hours, offered_to
from bansou.desks.shared.door import door


def _back(case_id: UUID) -> str:
    return reverse("counsellor:benefits", args=[case_id])


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def claim(request: Any, pk: UUID) -> HttpResponse:
    """Ask for which benefit, then for which days or trip; draw the claim up once."""
    it = opened(request, pk, DRAW_UP)
    if it.case.person_id is None:
        raise NoPersonToPay()
    offered = offered_to(it.case, it.today)
    chosen = next((one for one in offered if one.key == request.GET.get("benefit", "")), None)
    if chosen is None:
        return _choose(request, it, offered)
    form = _form(request, it, chosen)
    if form.is_valid():
        try:
            _draw_up(request, it, chosen, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("請求を作りました。次は、ほかの人の確認です。"))
            return redirect(_back(it.case.pk))
    return _ask(request, it, chosen, form, _("「%(benefit)s」を請求する"), _("請求する"))


def _ask(
    request: Any, it: Opened, chosen: Offered, form: ClaimForm, title: str, verb: str
) -> HttpResponse:
    named = title % {"benefit": chosen.benefit.label}
    return ask(
        request,
        it.case,
        title=named,
        crumb=named,
        verb=verb,
        form=form,
        body=chosen.benefit.note,
        facts=_facts(chosen),
        back_url=_back(it.case.pk),
    )


def _facts(chosen: Offered) -> list[tuple[str, str]]:
    benefit = chosen.benefit
    facts = [(_("事業"), chosen.programme.name), (_("根拠"), benefit.basis)]
    for text, limit in (
        (_("1日の上限"), benefit.ceiling_day),
        (_("1か月の上限"), benefit.ceiling_month),
        (_("1年度の上限"), benefit.ceiling_year),
    ):
        if limit is not None:
            facts.append((text, yen(limit)))
    return facts


def _choose(request: Any, it: Opened, offered: list[Offered]) -> HttpResponse:
    if not offered:
        raise Http404
    choices = [(one.key, f"{one.benefit.label}　{one.programme.name}") for one in offered]
    values = {
        "case": it.case,
        "form": BenefitChoice(offered=choices),
        "crumbs": crumbs(request.actor, it.case, _("給付を請求する")),
        "back_url": _back(it.case.pk),
    }
    return render(request, "counsellor/benefits/choose.html", values)


def _form(request: Any, it: Opened, chosen: Offered, known: Claim | None = None) -> ClaimForm:
    posted = request.POST if request.method == "POST" else None
    if chosen.benefit.kind == "travel":
        return TripForm(posted, benefit=chosen.benefit, initial=trip_said(known))
    days = _days(it, chosen, known)
    if not days:
        raise NoDayLeft()
    return DaysForm(posted, benefit=chosen.benefit, days=days, initial=days_said(known))


def _days(it: Opened, chosen: Offered, known: Claim | None) -> list[tuple[str, str]]:
    """The attended days for which nobody has claimed yet, each with what it would pay."""
    return [
        (day.on.isoformat(), "　".join([wareki(day.on), day.title, hours(day.minutes), price]))
        for day in days_left(it.case, chosen, known)
        for price in [_price(chosen.benefit.price_on(day.on))]
    ]


def _price(amount: int | None) -> str:
    return yen(amount) if amount is not None else _("単価は未定")


def _draw_up(request: Any, it: Opened, chosen: Offered, form: ClaimForm) -> None:
    wanted = form.wanted()

    def work() -> Mapping[str, Any]:
        made = draw_up(
            by=request.actor,
            case=it.case,
            programme=chosen.programme,
            wanted=wanted,
            on=request.today,
            at=request.now,
        )
        return {"claim": str(made.pk)}

    body = {"case": it.case.pk, "benefit": chosen.key, "wanted": str(wanted)}
    key = form.cleaned_data["request_key"]
    once(by=request.actor, key=key, action=DRAW_UP, body=body, work=work)


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def again(request: Any, pk: UUID) -> HttpResponse:
    """Put a returned claim right; it goes to be checked again."""
    it, known = claim_at(request, pk)
    chosen = next(
        (
            one
            for one in offered_to(it.case, it.today)
            if (one.programme.pk, one.benefit.key) == (known.programme_id, known.benefit)
        ),
        None,
    )
    if chosen is None:
        raise Http404
    form = _form(request, it, chosen, known)
    if form.is_valid():
        try:
            draw_up_again(
                by=request.actor,
                claim=known,
                wanted=form.wanted(),
                seen_version=known.version,
                on=request.today,
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("請求を出し直しました。次は、ほかの人の確認です。"))
            return redirect(_back(it.case.pk))
    return _ask(request, it, chosen, form, _("「%(benefit)s」の請求を直す"), _("出し直す"))


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def take_back(request: Any, pk: UUID) -> HttpResponse:
    """Ask why the claim is taken back; take it back, and its days are free."""
    it, known = claim_at(request, pk)
    form = WithdrawClaimForm(request.POST or None)
    if form.is_valid():
        withdraw(claim=known, seen_version=known.version, reason=form.cleaned_data["reason"])
        messages.success(request, _("請求を取り下げました。同じ日を、また請求できます。"))
        return redirect(_back(it.case.pk))
    return ask(
        request,
        it.case,
        title=_("「%(benefit)s」の請求を取り下げますか") % {"benefit": known.label},
        crumb=_("請求を取り下げる"),
        verb=_("取り下げる"),
        form=form,
        facts=[(_("金額"), yen(known.yen)), (_("請求した日"), wareki(known.claimed_on))],
        back_url=_back(it.case.pk),
    )


def _opened_for_outside(request: Any, pk: UUID) -> Opened:
    """The case for who stands by the person: a training centre neither reads nor notes this."""
    it = opened(request, pk, READ, Level.CASEWORK)
    if not it.may(DRAW_UP):
        raise Http404
    return it


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def outside(request: Any, pk: UUID) -> HttpResponse:
    """Note a benefit that the person gets from elsewhere."""
    it = _opened_for_outside(request, pk)
    known = {
        one.key: one for each in offered_to(it.case, it.today) for one in each.scheme.other_benefits
    }
    if not known:
        raise Http404
    form = OutsideForm(request.POST or None, offered=list(known.values()))
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            note_outside_benefit(
                by=request.actor, case=it.case, benefit=known[said.pop("benefit")], **said
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("ほかの給付を記録しました。重なる日は、請求のときに分かります。")
            )
            return redirect(_back(it.case.pk))
    return ask(
        request,
        it.case,
        title=_("ほかの給付を記録する"),
        verb=_("記録する"),
        form=form,
        body=_("本人から聞いた期間を入れます。同じ日に重ねて支給しないためです。"),
        back_url=_back(it.case.pk),
    )


@require_http_methods(["GET", "POST"])
@door(DRAW_UP)
@refusing
def outside_take_back(request: Any, pk: UUID, outside: UUID) -> HttpResponse:
    """Ask, then take back what was noted by mistake."""
    it = _opened_for_outside(request, pk)
    found = outside_benefits_of(it.case).filter(pk=outside).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        take_back_outside_benefit(outside=found)
        messages.success(request, _("ほかの給付の記録を取り消しました。"))
        return redirect(_back(it.case.pk))
    until = wareki(found.until_on) if found.until_on else _("決まっていません")
    return ask(
        request,
        it.case,
        title=_("「%(benefit)s」の記録を取り消しますか") % {"benefit": found.label},
        crumb=_("記録を取り消す"),
        verb=_("取り消す"),
        facts=[(_("始まりの日"), wareki(found.from_on)), (_("終わりの日"), until)],
        back_url=_back(it.case.pk),
    )
