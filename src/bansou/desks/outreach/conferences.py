"""ケース会議: calling one, asking somebody to it, what each was shown, and closing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.access.queries import visible
from bansou.commons.audit.actions import note_list
from bansou.commons.audit.models import AccessLog
from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.organisations.queries import members_in
from bansou.commons.rows import Level
from bansou.commons.tasks.queries import owed_about
from bansou.desks.outreach.asking import answered_on
from bansou.desks.outreach.finding import case_at, crumbs, judge, may_do, refusing, tabs_of
from bansou.desks.outreach.wards import WORKERS
from bansou.desks.outreach.writing import (
    CancelForm,
    ChangedConferenceForm,
    CloseForm,
    ConferenceForm,
    GuestForm,
)
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.names import addressed, called
from bansou.support.outreach.conferences.actions import (
    ask_to,
    call_conference,
    close_conference,
    refuse_over,
    take_out,
)
from bansou.support.outreach.conferences.changing import (
    call_off_conference,
    change_conference,
)
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember
from bansou.support.outreach.conferences.queries import (
    all_conferences,
    conference_of,
    guests_for,
    members_of,
    opened_to,
)
from bansou.support.outreach.offered import offered_outreach, outreach_of

#: So many are listed; older ones are found on their case.
SHOWN = 100


@require_safe
@door("conference.read")
@refusing
def conferences(request: Any) -> HttpResponse:
    """The conferences that the member may read, those of other bodies to which they were asked too."""
    rows = visible(
        request.actor, all_conferences(), request.today, action="conference.read", level="level"
    )
    asked_to = {it.conference_id: it for it in opened_to(request.actor, request.today)}
    own = Q(organisation_id=request.actor.organisation_id)
    found = list(rows.filter(own | Q(pk__in=asked_to))[:SHOWN])
    note_list(
        by=request.actor,
        subject="conferences",
        at=request.now,
        shown=[(it.organisation_id, it.case_id) for it in found],
        detail={},
    )
    values = {
        "rows": [(it, _who(it, asked_to.get(it.pk), request)) for it in found],
        "tabs": tabs_of(request, "outreach:conferences"),
    }
    return render(request, "outreach/conferences.html", values)


def _who(it: CaseConference, guest: ConferenceMember | None, request: Any) -> str:
    """What the person is called to the member: a guest is not told the name unless it is shown to them."""
    if it.organisation_id == request.actor.organisation_id or (guest and guest.is_told_name):
        return called(it.case)
    return _("氏名を伏せた方")


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def call(request: Any, pk: UUID) -> HttpResponse:
    """Ask when one meets and what about."""
    case = case_at(request, pk, "outreach.write")
    rules = offered_outreach(case, request.today)
    form = ConferenceForm(request.POST or None, rules=rules)

    def do() -> CaseConference:
        return call_conference(
            by=request.actor, case=case, meeting=form.meeting(), today=request.today
        )

    return answered_on(
        request,
        case,
        form,
        do,
        done=_("会議を予定しました。次に、参加する人と、その人に示す内容を入れてください。"),
        onward=lambda it: reverse("outreach:conference", args=[it.pk]),
        title=_("%(name)sのケース会議を開く") % {"name": addressed(case)},
        verb=_("予定する"),
    )


def _at(request: Any, key: UUID) -> CaseConference:
    """The conference of an address, for who stands by the person and for who was asked to it."""
    it = conference_of(key)
    if it is None:
        raise Http404
    request.is_judged = True
    if not allowed(request, "conference.read", it.case.thing(Level.SENSITIVE)):
        note_opening(request, it.case, "conference", it.pk, AccessLog.Kind.REFUSED)
        raise Http404
    return it


def _own_at(request: Any, key: UUID) -> CaseConference:
    """The same for who changes something about it."""
    it = conference_of(key)
    if it is None:
        raise Http404
    judge(request, it.case, "outreach.write")
    return it


@require_safe
@door("conference.read")
@refusing
def page(request: Any, pk: UUID) -> HttpResponse:
    """One conference; who was asked from another body reads the agenda and what they are shown."""
    it = _at(request, pk)
    is_own = it.organisation_id == request.actor.organisation_id
    members = members_of(it)
    if not is_own:
        members = members.filter(pk__in=opened_to(request.actor, request.today))
        if not members:
            raise Http404
    guest = None if is_own else members[0]
    rules = outreach_of(it.case, request.today) if is_own else None
    goes_on = it.state == CaseConference.State.PLANNED
    may = is_own and goes_on and may_do(request, "outreach.write", it.case)
    values = {
        "it": it,
        "case": it.case,
        "who": _who(it, guest, request),
        "has_agenda": guest is None or guest.is_told_agenda,
        "is_own": is_own,
        "members": members,
        "basis": rules.basis_label(it.basis) if rules and it.basis else "",
        "tasks": owed_about(it.organisation_id, "conference", it.pk) if is_own else [],
        "may_ask": may,
        "may_close": may and it.on <= request.today and bool(members),
        "crumbs": crumbs(_("ケース会議"), case=it.case if is_own else None),
    }
    note_opening(request, it.case, "conference", it.pk)
    return render(request, "outreach/conference.html", values)


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def change(request: Any, pk: UUID) -> HttpResponse:
    """Ask anew when and where one meets, what about, and on what basis something is shared."""
    it = _own_at(request, pk)
    if request.method == "GET":
        refuse_over(it)
    form = ChangedConferenceForm(
        request.POST or None,
        rules=offered_outreach(it.case, request.today),
        initial=_as_called(it),
    )
    if request.method == "GET":
        note_opening(request, it.case, "conference", it.pk)

    meanwhile: list[tuple[str, str]] = []

    def do() -> None:
        try:
            change_conference(
                by=request.actor,
                conference=it,
                seen_version=form.cleaned_data["version"],
                meeting=form.meeting(),
                at=request.now,
            )
        except EditedMeanwhile:
            meanwhile.extend(form.show_anew(_as_called(_own_at(request, pk))))
            raise

    return answered_on(
        request,
        it.case,
        form,
        do,
        facts=meanwhile,
        done=_("会議の予定を直しました。"),
        title=_("ケース会議の予定を直す"),
        verb=_("直して保存する"),
        body=_("伴走で読む人がいるときは、読める期間も、新しい日までに変わります。"),
        back_url=reverse("outreach:conference", args=[it.pk]),
    )


def _as_called(it: CaseConference) -> dict[str, Any]:
    names = ("on", "starts_at", "place", "agenda", "basis", "basis_note", "version")
    return {name: getattr(it, name) for name in names}


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def ask_somebody(request: Any, pk: UUID) -> HttpResponse:
    """Ask who takes part and what they are shown."""
    it = _own_at(request, pk)
    seats = guests_for(it.organisation_id, request.today)
    form = GuestForm(request.POST or None, seats=seats)
    return answered_on(
        request,
        it.case,
        form,
        lambda: ask_to(by=request.actor, conference=it, guest=form.guest(), at=request.now),
        done=_("参加者を加えました。"),
        title=_("会議の参加者を加える"),
        verb=_("加える"),
        back_url=reverse("outreach:conference", args=[it.pk]),
    )


@require_POST
@door("outreach.write")
@refusing
def take_somebody_out(request: Any, pk: UUID, member: UUID) -> HttpResponse:
    """Take somebody off, who does not come or may not be shown anything any more."""
    it = _own_at(request, pk)
    found = members_of(it).filter(pk=member).first()
    if found is None:
        raise Http404
    take_out(member=found, at=request.now)
    messages.success(request, _("%(name)sを、参加者から外しました。") % {"name": found.name})
    return redirect("outreach:conference", it.pk)


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def cancel(request: Any, pk: UUID) -> HttpResponse:
    """Ask why a conference does not take place."""
    it = _own_at(request, pk)
    form = CancelForm(request.POST or None)
    return answered_on(
        request,
        it.case,
        form,
        lambda: call_off_conference(
            conference=it,
            because=form.cleaned_data["because"],
            at=request.now,
        ),
        done=_("会議を取りやめにしました。会議のために開いた閲覧も終わりました。"),
        title=_("ケース会議を取りやめる"),
        verb=_("取りやめる"),
        back_url=reverse("outreach:conference", args=[it.pk]),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def close(request: Any, pk: UUID) -> HttpResponse:
    """Ask on what basis one shared and what came of it; without a basis it stays open."""
    it = _own_at(request, pk)
    rules = offered_outreach(it.case, min(it.on, request.today))
    members = list(members_in(WORKERS, it.organisation_id, request.today))
    form = CloseForm(request.POST or None, conference=it, rules=rules, members=members)
    if request.method == "GET":
        note_opening(request, it.case, "conference", it.pk)

    def do() -> None:
        close_conference(
            by=request.actor,
            conference=it,
            closing=form.closing(),
            at=request.now,
        )

    return answered_on(
        request,
        it.case,
        form,
        do,
        done=_("会議を終了しました。議事の要点は経過にも入りました。"),
        title=_("ケース会議を終了する"),
        verb=_("終了する"),
        body=_("終了すると、会議のために開いた閲覧も終わります。"),
        back_url=reverse("outreach:conference", args=[it.pk]),
    )
