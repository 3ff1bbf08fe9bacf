"""The board, the same as a file, and the lists to which its figures open."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.actions import note_list, note_reading
from bansou.commons.audit.models import AccessLog
from bansou.desks.counsellor.board.figures import NOBODY, board_of
from bansou.desks.counsellor.names import called
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, file_response
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.papers.models import Goal
from bansou.people.papers.queries import plans_to_review
from bansou.people.steps.queries import unread_of

#: So many rows are shown at most; the oldest first, so that none is forgotten.
_MOST = 100
_ACTION = "board.read"


@require_safe
@door(_ACTION)
def board(request: Any) -> HttpResponse:
    """The figures by member; they name nobody who is supported."""
    values = {"board": board_of(request.actor, request.today), "crumbs": _crumbs()}
    return render(request, "counsellor/board/page.html", values)


@require_safe
@door(_ACTION)
def export(request: Any, form: str) -> HttpResponse:
    """The board as CSV or XLSX; that somebody took it along is logged."""
    if form not in FORMATS:
        raise Http404
    it = board_of(request.actor, request.today)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="supervision",
        at=request.now,
        keeper_id=request.actor.require_organisation(),
        detail={"rows": len(it.lines), "format": form},
    )
    return file_response(it.table, form)


@require_safe
@door(_ACTION)
def unread(request: Any) -> HttpResponse:
    """Records that no supervisor has read, of one member or of all; the oldest first."""
    words = Vocabulary.of(request.actor.organisation_id, request.today)
    found = _of(request, unread_of(request.actor, words.unread_since(request.today)), "by")
    steps = list(found.select_related("by__user", "case__person").order_by("on", "id")[:_MOST])
    _note(request, "unread", [(step.organisation_id, step.case_id) for step in steps])
    values = {
        "crumbs": _crumbs(_("未読の記録")),
        "rows": [(step, called(step.case)) for step in steps],
        "total": found.count(),
        "days": words.record_reading_days,
    }
    return render(request, "counsellor/board/unread.html", values)


@require_safe
@door(_ACTION)
def plans(request: Any) -> HttpResponse:
    """Plans with an overdue goal, or written long ago, of one member's cases or of all."""
    words, today = Vocabulary.of(request.actor.organisation_id, request.today), request.today
    found = _of(
        request,
        plans_to_review(request.actor.require_organisation(), today, words.reviewed_until(today)),
        "case__responsible",
    )
    shown = list(
        found.select_related("case__person", "case__responsible__user")
        .annotate(late=Count("goals", filter=_is_late(today)))
        .order_by(F("written_at").asc(), "id")[:_MOST]
    )
    _note(request, "plans", [(plan.organisation_id, plan.case_id) for plan in shown])
    values = {
        "crumbs": _crumbs(_("見直すプラン")),
        "rows": [(plan, called(plan.case)) for plan in shown],
        "total": found.count(),
        "days": words.plan_review_days,
    }
    return render(request, "counsellor/board/plans.html", values)


def _is_late(today: date) -> Q:
    open_goal = Q(goals__until_version=None, goals__due_on__lt=today)
    return open_goal & ~Q(goals__state__in=Goal.SETTLED)


def _of(request: Any, rows: QuerySet[Any], member: str) -> QuerySet[Any]:
    """Those of the member whom the address names; all without one, none of somebody unknown."""
    whose = request.GET.get("of", "")
    if not whose:
        return rows
    if whose == NOBODY:
        return rows.filter(**{f"{member}__isnull": True})
    try:
        return rows.filter(**{f"{member}_id": UUID(whose)})
    except ValueError:
        return rows.none()


def _note(request: Any, subject: str, named: list[tuple[UUID, UUID]]) -> None:
    shown = dict.fromkeys(named)
    note_list(
        by=request.actor, subject=subject, at=request.now, shown=shown, detail={"hits": len(shown)}
    )


def _crumbs(*further: str) -> list[Link]:
    here = _("相談員ごとのようす")
    today = Link(_("今日"), reverse("counsellor:today"))
    if not further:
        return [today, Link(here)]
    return [today, Link(here, reverse("counsellor:board")), *(Link(text) for text in further)]
