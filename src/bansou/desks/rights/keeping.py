"""How long records are kept: decisions, records whose time is over, holds, periods; and one case."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import unbarred
from bansou.commons.audit.actions import note_list
from bansou.desks.rights.finding import answered, case_at, may_here, refusing, tabs_of
from bansou.desks.rights.forms import BecauseForm, HoldForm, PeriodForm
from bansou.desks.shared.door import door
from bansou.people.break_glass.queries import glasses_of
from bansou.people.cases.models import Case
from bansou.people.erasing.keeping import lift_hold, set_hold, set_period
from bansou.people.erasing.models import Erasure, RetentionPeriod
from bansou.people.erasing.queries import (
    due_cases,
    erasure_about,
    erasures_of,
    hold_on,
    holds_of,
    periods_of,
    periods_on,
)
from bansou.people.erasing.rules import kept_until

_SHOWN = 50


@require_safe
@door("erasure.read")
@refusing
def index(request: Any) -> HttpResponse:
    """What waits for a decision, whose time is over, what is on hold, and the periods."""
    own, actor = request.actor.require_organisation(), request.actor
    decisions = list(unbarred(actor, erasures_of(own))[:_SHOWN])
    due = unbarred(actor, due_cases(own, request.today), case="id")
    shown = list(due[:_SHOWN])
    holds = list(unbarred(actor, holds_of(own))[:_SHOWN])
    named = [*shown, *(it.case for it in decisions if it.case), *(it.case for it in holds)]
    note_list(
        by=actor,
        subject="keeping",
        at=request.now,
        shown={(case.organisation_id, case.pk) for case in named},
        detail={},
    )
    values = {
        "tabs": tabs_of(request, "rights:index"),
        "waiting": [it for it in decisions if it.state == Erasure.State.PROPOSED],
        "decided": [it for it in decisions if it.state != Erasure.State.PROPOSED],
        "due": shown,
        "due_number": due.count(),
        "holds": holds,
        "periods": _periods(own, request.today),
        "glasses": unbarred(actor, glasses_of(own)).filter(reviewed_at=None).count(),
        "me": actor.user_id,
        "may_set": may_here(request, "retention.set"),
    }
    return render(request, "rights/index.html", values)


def _periods(own: UUID, today: date) -> list[tuple[RetentionPeriod, bool]]:
    """Every period with whether it holds today, those of each class together."""
    held = periods_on(own, today)
    return [
        (it, it.record_class in held and held[it.record_class].valid_from == it.valid_from)
        for it in periods_of(own)
    ]


@require_safe
@door("erasure.read")
@refusing
def case_page(request: Any, pk: UUID) -> HttpResponse:
    """Until when a case's record is kept, what stops its erasure, and what is decided."""
    case = case_at(request, pk)
    return render(request, "rights/case.html", {"case": case, **_of(request, case)})


def _of(request: Any, case: Case) -> dict[str, Any]:
    periods = periods_on(case.organisation_id, request.today).values()
    labels = dict(RetentionPeriod.RecordClass.choices)
    closed_on = case.closed_on
    return {
        "until": [
            (labels[it.record_class], kept_until(closed_on, it.years))
            for it in periods
            if closed_on
        ],
        "has_periods": bool(periods),
        "hold": hold_on(case),
        "erasure": erasure_about(case),
        "me": request.actor.user_id,
    }


@require_http_methods(["GET", "POST"])
@door("erasure.hold")
@refusing
def hold(request: Any, pk: UUID) -> HttpResponse:
    """Ask why a record must not be erased; keep it."""
    case = case_at(request, pk)
    form = HoldForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: set_hold(
            by=request.actor, case=case, reason=form.cleaned_data["reason"], at=request.now
        ),
        title=_("ケース%(number)sの消去を停止しますか") % {"number": case.number},
        crumb=_("消去を停止する"),
        case=case,
        verb=_("停止する"),
        body=_("解除するまで、だれが提案しても、この記録は消去できません。"),
        done=_("消去を停止しました。"),
    )


@require_http_methods(["GET", "POST"])
@door("erasure.hold")
@refusing
def lift(request: Any, pk: UUID) -> HttpResponse:
    """Ask why a record may be erased again."""
    case = case_at(request, pk)
    held = hold_on(case)
    form = BecauseForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: lift_hold(
            by=request.actor, case=case, because=form.cleaned_data["because"], at=request.now
        ),
        title=_("ケース%(number)sの消去の停止を解除しますか") % {"number": case.number},
        crumb=_("停止を解除する"),
        case=case,
        verb=_("解除する"),
        facts=[(_("停止した理由"), held.reason)] if held else [],
        done=_("停止を解除しました。保存期間が過ぎていれば、消去を提案できます。"),
    )


@require_http_methods(["GET", "POST"])
@door("retention.set")
@refusing
def period(request: Any) -> HttpResponse:
    """Ask for how long a class of records is kept, from a day on."""
    form = PeriodForm(request.POST or None, initial={"valid_from": request.today})
    return answered(
        request,
        form,
        lambda: set_period(by=request.actor, at=request.now, **form.cleaned_data),
        title=_("記録の保存期間を決めますか"),
        crumb=_("保存期間を決める"),
        verb=_("決める"),
        body=_(
            "団体の文書管理の規程で決まっている年数を入れます。"
            "期限が来ても、自動では消えません。二人で決めてから消去します。"
        ),
        done=_("保存期間を決めました。"),
    )
