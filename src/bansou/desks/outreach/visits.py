"""訪問と同行: what is planned, one visit, its record, and the consent to being accompanied."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import visible
from bansou.commons.audit.actions import note_list
from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.organisations.queries import members_in
from bansou.commons.requests.actions import once
from bansou.desks.outreach.asking import answered_on
from bansou.desks.outreach.finding import case_at, crumbs, judge, may_do, refusing, tabs_of
from bansou.desks.outreach.wards import WORKERS
from bansou.desks.outreach.words import visit_chip
from bansou.desks.outreach.writing import (
    AgreedForm,
    CancelForm,
    ChangedVisitForm,
    RecordForm,
    VisitForm,
)
from bansou.desks.shared.asking import ask
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.names import addressed, called
from bansou.people.cases.models import Case
from bansou.people.cases.queries import enrolled_on
from bansou.people.consent.actions import consent_in_force, give_consent, withdraw_consent
from bansou.support.outreach.visits.actions import (
    AGREED,
    VisitOver,
    call_off,
    change_plan,
    plan_visit,
)
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote
from bansou.support.outreach.visits.notes import Noted, notes_beside, record_or_keep
from bansou.support.outreach.visits.queries import visit_of, visits_in, visits_of

#: So many of those to come are listed.
SHOWN = 100


@require_safe
@door("outreach.read")
@refusing
def visits(request: Any) -> HttpResponse:
    """The visits to come that the member may read, the next first."""
    found = visits_shown(request, most=SHOWN)
    values = {
        "rows": [(it, called(it.case), it.on <= request.today) for it in found],
        "tabs": tabs_of(request, "outreach:visits"),
    }
    return render(request, "outreach/visits.html", values)


def visits_shown(request: Any, *, most: int, **only: Any) -> list[OutreachVisit]:
    """The visits to come that the member may read, the next first; it is noted that they were shown."""
    rows = visible(
        request.actor,
        visits_in(request.actor.require_organisation()),
        request.today,
        action="outreach.read",
        level="level",
        closed="case__closed_on",
    )
    found = list(rows.filter(**only)[:most])
    note_list(
        by=request.actor,
        subject="home-visits",
        at=request.now,
        shown=[(it.organisation_id, it.case_id) for it in found],
        detail={},
    )
    return found


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def plan(request: Any, pk: UUID) -> HttpResponse:
    """Ask who goes where and when, and what to beware of."""
    case = case_at(request, pk, "outreach.write")
    members = list(members_in(WORKERS, request.actor.require_organisation(), request.today))
    first = {
        "kind": OutreachVisit.Kind.HOME,
        "lead": str(request.actor.membership_id),
        "place": case.person.address if case.person else "",
    }
    known = _known_before(case)
    form = VisitForm(request.POST or None, members=members, initial=first | known)
    avoid = [(_("避けたい関わり方"), "、".join(case.avoid))] if case.avoid else []
    return answered_on(
        request,
        case,
        form,
        lambda: plan_visit(by=request.actor, case=case, plan=form.plan(), today=request.today),
        done=_("予定しました。"),
        title=_("%(name)sへの訪問・同行を予定する") % {"name": addressed(case)},
        verb=_("予定する"),
        body=_(
            "道順、気をつけること、緊急のときの連絡先は、前の訪問から写しました。"
            "いまの様子に合わせて直してください。"
        )
        if known
        else "",
        facts=avoid,
    )


def _known_before(case: Case) -> dict[str, str]:
    """What was to beware of, whom to reach and the way at the visit before, to go on from."""
    before = visits_of(case).exclude(state=OutreachVisit.State.CANCELLED).first()
    names = ("risk_note", "emergency_contacts", "route")
    return {name: getattr(before, name) for name in names} if before else {}


def visit_at(request: Any, key: UUID, action: str) -> OutreachVisit:
    """The visit of an address, for a member who wants to do `action`.

    :raises Http404: there is none, or the member may not know what is sensitive about the case
    :raises CaseClosed: the case has ended, and this is done on running cases only
    """
    it = visit_of(key)
    if it is None:
        raise Http404
    judge(request, it.case, action)
    return it


@require_safe
@door("outreach.read")
@refusing
def page(request: Any, pk: UUID) -> HttpResponse:
    """One visit: who goes, the way, what to beware of; and what came of it."""
    it = visit_at(request, pk, "outreach.read")
    is_planned = it.state == OutreachVisit.State.PLANNED
    may = is_planned and may_do(request, "outreach.write", it.case)
    values = {
        "it": it,
        "case": it.case,
        "who": called(it.case),
        "chip": visit_chip(it),
        "may_record": may and it.on <= request.today,
        "may_cancel": may,
        "beside": notes_beside(it),
        "may_add": may_do(request, "outreach.write", it.case),
        "crumbs": crumbs(it.get_kind_display(), case=it.case),
    }
    note_opening(request, it.case, "home-visit", it.pk)
    return render(request, "outreach/visit.html", values)


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def change(request: Any, pk: UUID) -> HttpResponse:
    """Ask the plan of a visit anew, as it stands; for whoever falls ill, or a day that is moved."""
    it = visit_at(request, pk, "outreach.write")
    if request.method == "GET" and it.state != OutreachVisit.State.PLANNED:
        raise VisitOver(state=it.get_state_display())
    form = ChangedVisitForm(
        request.POST or None,
        members=list(members_in(WORKERS, it.organisation_id, request.today)),
        initial=_as_planned(it),
    )
    if request.method == "GET":
        note_opening(request, it.case, "home-visit", it.pk)

    meanwhile: list[tuple[str, str]] = []

    def do() -> None:
        try:
            change_plan(
                by=request.actor,
                visit=it,
                seen_version=form.cleaned_data["version"],
                plan=form.plan(),
                at=request.now,
            )
        except EditedMeanwhile:
            meanwhile.extend(form.show_anew(_as_planned(visit_at(request, pk, "outreach.write"))))
            raise

    return answered_on(
        request,
        it.case,
        form,
        do,
        facts=meanwhile,
        done=_("予定を直しました。"),
        onward=lambda _made: _onward(request, it),
        title=_("%(kind)sの予定を直す") % {"kind": it.get_kind_display()},
        verb=_("直して保存する"),
        back_url=reverse("outreach:visit", args=[it.pk]),
    )


def _onward(request: Any, it: OutreachVisit) -> str:
    """The visit; for who went only as its lead, and does no longer, the visits to come."""
    if may_do(request, "outreach.read", it.case):
        return reverse("outreach:visit", args=[it.pk])
    return reverse("outreach:visits")


def _as_planned(it: OutreachVisit) -> dict[str, Any]:
    names = [
        "kind",
        "on",
        "starts_at",
        "companion",
        "place",
        "clinic",
        "route",
        "risk_note",
        "emergency_contacts",
        "version",
    ]
    return {name: getattr(it, name) for name in names} | {"lead": str(it.lead_id)}


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Ask how a visit went; keep it, on the timeline too."""
    it = visit_at(request, pk, "outreach.write")
    enrolled = enrolled_on(it.case, it.on)
    states = enrolled.scheme.client_states if enrolled else ()
    first = {"version": it.version, "request_key": uuid7()}
    form = RecordForm(request.POST or None, states=states, initial=first)
    if form.is_valid():
        try:
            standing = _recorded(request, it, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            _tell(request, standing)
            return redirect("outreach:visit", it.pk)
    title = _("%(kind)sを記録する") % {"kind": it.get_kind_display()}
    return ask(
        request,
        form,
        title=title,
        verb=_("記録する"),
        back_url=reverse("outreach:visit", args=[it.pk]),
        crumbs=crumbs(title, case=it.case),
    )


def _recorded(request: Any, it: OutreachVisit, form: RecordForm) -> str:
    """How what was written stands now; sent again it is the same record."""
    said = form.cleaned_data
    noted = Noted(sent_as=said["request_key"], seen_version=said["version"], held=form.held())

    def work() -> dict[str, str]:
        standing = record_or_keep(
            by=request.actor, visit=it, noted=noted, today=request.today, at=request.now
        )
        return {"standing": standing}

    body = {"visit": str(it.pk), "held": [said["met"], said["client_state"], said["result"]]}
    answer = once(
        by=request.actor, key=noted.sent_as, action="outreach.record", body=body, work=work
    )
    return str(answer["standing"])


def _tell(request: Any, standing: str) -> None:
    if standing == VisitNote.Standing.RECORDED:
        messages.success(request, _("記録しました。経過にも入りました。"))
        return
    sentence = _(
        "この訪問は、先にほかの人か画面で記録されたか、取りやめになっていました。"
        "書いたものも、並べて残しました。経過に加えるかを決めてください。"
    )
    messages.warning(request, sentence)


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def cancel(request: Any, pk: UUID) -> HttpResponse:
    """Ask why a visit does not take place."""
    it = visit_at(request, pk, "outreach.write")
    form = CancelForm(request.POST or None)
    return answered_on(
        request,
        it.case,
        form,
        lambda: call_off(visit=it, because=form.cleaned_data["because"], at=request.now),
        done=_("取りやめました。"),
        onward=lambda _made: _onward(request, it),
        title=_("%(kind)sを取りやめる") % {"kind": it.get_kind_display()},
        verb=_("取りやめる"),
        back_url=reverse("outreach:visit", args=[it.pk]),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def consent(request: Any, pk: UUID) -> HttpResponse:
    """Ask when the person agreed to be accompanied to a clinic, or took it back."""
    case = case_at(request, pk, "outreach.write")
    known = consent_in_force(case, AGREED)
    form = AgreedForm(request.POST or None, initial={"on": request.today})

    def do() -> None:
        said: dict[str, Any] = {"on": form.cleaned_data["on"], "today": request.today}
        if known:
            withdraw_consent(case=case, purpose=AGREED, **said)
        else:
            give_consent(by=request.actor, case=case, purpose=AGREED, at=request.now, **said)

    title = _("同行への同意の取消しを記録する") if known else _("同行への同意を記録する")
    return answered_on(
        request,
        case,
        form,
        do,
        done=_("記録しました。"),
        title=title,
        verb=_("記録する"),
        body=_("医療機関へいっしょに行くことを、本人に確かめた日を入れます。")
        if not known
        else _("取り消したあとは、同行できません。予定している同行も行えません。"),
    )
