"""The first page of the day, and the promises that are one's own."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.queries import may
from bansou.commons.audit.actions import note_list
from bansou.commons.clock import FiscalYear, day_in_sentence, wareki
from bansou.commons.errors import Refusal
from bansou.commons.tasks.actions import refuse_settled
from bansou.commons.tasks.models import Task
from bansou.commons.tasks.queries import owed_by
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.cases.listing import listing_of
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.counsellor.today.booked import bookings_today
from bansou.desks.counsellor.today.deciding import way_to_dispatches
from bansou.desks.counsellor.today.outings import outings_of
from bansou.desks.counsellor.today.panels import (
    CaseKey,
    Promise,
    drafts_of,
    key_of,
    promises,
    remarks_to,
    stalled_of,
)
from bansou.desks.counsellor.today.situation import (
    Door,
    overdue_asked_for,
    situation_of,
    whose_name,
)
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.desks.shared.waiting_releases import way_to_releases
from bansou.desks.shared.waiting_sheets import way_to_waiting
from bansou.people.break_glass.actions import SUBJECT as GLASS
from bansou.people.cases.promising import keep_promise
from bansou.people.cases.queries import handed_to, waiting_for_somebody
from bansou.people.cases.rules import stalled_since


class LookOwed(Refusal):
    """An emergency reading is looked at by somebody else than who read; nobody ticks that off."""

    code = "tasks.look_owed"
    message = gettext_lazy(
        "緊急の閲覧は、「個人情報」の「緊急の閲覧」で、開いた人とは別の職員が確かめると、済みになります。"
    )


#: Each panel shows so many rows at most; the rest is a link with its number.
SHOWN = 5


@require_safe
@door("today.read")
def today(request: Any) -> HttpResponse:
    """What is owed, who was not heard of, what is half written; then one's own cases."""
    actor, day = request.actor, request.today
    listing = listing_of(actor, day, request.GET, reverse("counsellor:cases"))
    stalled_until = stalled_since(day, listing.no_contact_days)
    owed = owed_by(actor.membership_id, actor.sees)
    booked = bookings_today(request)
    values = {
        "booked": booked,
        "listing": listing,
        "fiscal_year": FiscalYear.of(day),
        "promises": promises(owed[:SHOWN]),
        "all_promises": _more(Door(owed.count(), reverse("counsellor:tasks"))),
        "all_stalled": _more(
            Door(listing.stalled, f"{reverse('counsellor:cases')}?stalled=on", are_people=True)
        ),
        "due_today": owed.filter(due_on__lte=day).count(),
        "next_due": _next_due(owed, day),
        "stalled": stalled_of(actor, day, stalled_until, SHOWN),
        "drafts": drafts_of(actor)[:SHOWN],
        "remarks": remarks_to(actor, day),
        "outings": outings_of(actor, day, listing.vocabulary.schemes),
        "handed": list(handed_to(actor)),
        "situation": situation_of(actor, day, stalled_until),
        "waiting_sheets": way_to_waiting(request),
        "waiting_releases": way_to_releases(request),
        "waiting_dispatches": way_to_dispatches(actor, day, listing.vocabulary.schemes),
        "may_register": may(actor, "case.register", None, day),
    }
    situation, drafts = values["situation"], values["drafts"]
    is_owing = values["all_promises"].count
    values["shows_own"] = bool(not situation or listing.total or is_owing or drafts)
    if situation:
        values["waiting"] = situation.all_waiting.count
    elif not listing.total:
        values["waiting"] = waiting_for_somebody(actor).count()
    panels = ("promises", "stalled", "drafts", "remarks", "outings")
    rows = [row for panel in panels for row in values[panel]]
    named = [*listing.keys, *(row.case_key for row in rows)]
    named += [*booked.case_keys, *(key_of(one.case) for one in values["handed"])]
    _note(request, "today", [*named, *(situation.case_keys if situation else ())])
    return render(request, "counsellor/today/page.html", values)


def _note(request: Any, subject: str, named: Iterable[CaseKey | None]) -> None:
    """Write into the log that a page named these cases; each counts once."""
    shown = dict.fromkeys(key for key in named if key)
    note_list(
        by=request.actor, subject=subject, at=request.now, shown=shown, detail={"hits": len(shown)}
    )


def _more(every: Door) -> Link:
    """The way to the rows that a panel does not show; without an address where it shows all."""
    return Link(every.every, every.url if every.count > SHOWN else "", count=every.count)


def _next_due(owed: Any, day: Any) -> Link | None:
    """When nothing is due today: when the next promise is, and how many that day has."""
    first = owed.filter(due_on__gt=day).first()
    if first is None or owed.filter(due_on__lte=day).exists():
        return None
    return Link(day_in_sentence(first.due_on, day), count=owed.filter(due_on=first.due_on).count())


@require_safe
@door("task.finish")
def tasks(request: Any) -> HttpResponse:
    """All that one has promised and not done yet."""
    whose = request.GET.get("of", "")
    late = overdue_asked_for(request.actor, whose, request.today)
    if late is not None:
        return _of_others(request, late, whose)
    owed = owed_by(request.actor.membership_id, request.actor.sees)
    week = request.today + timedelta(days=7)
    shown: list[Promise] = promises(owed)
    _note(request, "tasks", [promise.case_key for promise in shown])
    values = {
        "crumbs": [Link(_("今日"), reverse("counsellor:today")), Link(_("約束の期限"))],
        "soon": [p for p in shown if p.due_on <= week],
        "later": [p for p in shown if p.due_on > week],
        "total": len(shown),
    }
    return render(request, "counsellor/today/tasks.html", values)


def _of_others(request: Any, late: QuerySet[Task], whose: str) -> HttpResponse:
    """What the counsellors, or one of them, have promised and not done in time."""
    name = whose_name(late, whose)
    title = _("%(name)sの期限をすぎた約束") % {"name": name} if name else _("期限をすぎた約束")
    shown = promises(late)
    _note(request, "tasks", [promise.case_key for promise in shown])
    values = {
        "crumbs": [Link(_("今日"), reverse("counsellor:today")), Link(title)],
        "title": title,
        "late": shown,
    }
    return render(request, "counsellor/today/overdue.html", values)


@require_http_methods(["GET", "POST"])
@door("task.finish")
@refusing
def done(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether a promise has been kept; mark it as done."""
    task = Task.objects.filter(pk=pk).first()
    if task is None or task.case_id is None:
        raise Http404
    it = opened(request, task.case_id, "task.finish")
    refuse_settled(task)
    if task.subject == GLASS:
        raise LookOwed()
    if request.method == "POST":
        keep_promise(case=it.case, task=task, at=request.now)
        messages.success(request, _("「%(title)s」を済みにしました。") % {"title": task.title})
        return redirect("counsellor:case", it.case.pk)
    facts = [(_("約束した日"), wareki(task.promised_on)), (_("期限"), wareki(task.due_on))]
    return ask(
        request,
        it.case,
        title=_("「%(title)s」を済みにしますか") % {"title": task.title},
        body=_("約束の期限の一覧から消えます。記録には残ります。"),
        facts=facts,
        verb=_("済みにする"),
    )
