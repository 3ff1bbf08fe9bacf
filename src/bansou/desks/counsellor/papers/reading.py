"""Reading a paper: its present version, those before it, what was remarked on each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.cases.papers_shown import goals_shown, papers_shown
from bansou.desks.counsellor.papers.finding import (
    Sheet,
    kinds_open_to,
    level_label,
    paper_at,
    plan_of,
)
from bansou.desks.counsellor.papers.forms import CommentForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.papers.actions import comment
from bansou.people.papers.goals import goals_of
from bansou.people.papers.queries import Version, versions_of
from bansou.people.papers.rules import by_group, lines_in


@require_safe
@door("paper.read")
@refusing
def overview(request: Any, pk: UUID) -> HttpResponse:
    """Every paper of a case, and those that can be begun."""
    it = opened(request, pk, "paper.read", Level.CASEWORK)
    shown = papers_shown(it)
    there = {row.kind for row in shown.rows} | ({shown.plan.kind} if shown.plan else set())
    values = {
        "it": it,
        "case": it.case,
        "shown": shown,
        "crumbs": crumbs(request.actor, it.case, _("書類")),
        "to_begin": [
            Sheet(it, kind)
            for kind in kinds_open_to(it, "edit")
            if kind.many or kind.key not in there
        ],
    }
    note_opening(request, it.case, "papers")
    return render(request, "counsellor/papers/overview.html", values)


@require_safe
@door("plan.read")
@refusing
def plan(request: Any, pk: UUID) -> HttpResponse:
    """The career plan of a case."""
    sheet = plan_of(request, pk, "read")
    if sheet.paper is None:
        return _nothing_yet(request, sheet)
    return _page(request, sheet, CommentForm())


@require_safe
@door("paper.read")
@refusing
def paper(request: Any, pk: UUID) -> HttpResponse:
    """A paper, with its versions."""
    return _page(request, paper_at(request, pk, "read"), CommentForm())


@require_POST
@door("plan.edit")
@refusing
def comment_on_plan(request: Any, pk: UUID) -> HttpResponse:
    """Remark on the present version of the plan."""
    return _commented(request, plan_of(request, pk, "edit"))


@require_POST
@door("paper.edit")
@refusing
def comment_on_paper(request: Any, pk: UUID) -> HttpResponse:
    """Remark on the present version of a paper."""
    return _commented(request, paper_at(request, pk, "edit"))


def _commented(request: Any, sheet: Sheet) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment(
                by=request.actor,
                case=sheet.it.case,
                paper=sheet.require_paper(),
                text=form.cleaned_data["text"],
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("コメントを残しました。"))
            return redirect(sheet.address())
    return _page(request, sheet, form, status=422)


def _nothing_yet(request: Any, sheet: Sheet) -> HttpResponse:
    values = {
        "case": sheet.it.case,
        "sheet": sheet,
        "title": sheet.name,
        "crumbs": crumbs(request.actor, sheet.it.case, sheet.name),
    }
    return render(request, "counsellor/papers/empty.html", values)


def version_asked_for(request: Any, versions: list[Version]) -> Version:
    """The version that the address names, else the present one.

    :raises Http404: the paper has no such version
    """
    asked = request.GET.get("version", "")
    if not asked:
        return versions[0]
    found = next((one for one in versions if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _page(request: Any, sheet: Sheet, form: CommentForm, *, status: int = 200) -> HttpResponse:
    it, written = sheet.it, sheet.require_paper()
    versions = versions_of(written)
    shown = version_asked_for(request, versions)
    goals = goals_of(written, shown.number)
    pathways = Vocabulary.of(it.case.organisation_id, it.today)
    values = {
        "it": it,
        "case": it.case,
        "sheet": sheet,
        "kind": sheet.kind,
        "title": sheet.name,
        "crumbs": crumbs(request.actor, it.case, sheet.name),
        "level": level_label(written.level),
        "versions": versions,
        "version": shown,
        "is_present": shown.number == written.version,
        "pathway": pathways.label("pathways", shown.pathway) if shown.pathway else "",
        "facts": lines_in(sheet.kind, shown.answers),
        "groups": list(by_group(sheet.kind, shown.answers)),
        "goals": goals_shown(goals, may_edit=sheet.may_edit and shown.number == written.version),
        "file": written.file if shown.file_id and shown.number == written.version else None,
        "has_file": bool(shown.file_id),
        "may_edit": sheet.may_edit,
        "form": form,
        "urls": {
            act: sheet.address(act)
            for act in ("write", "print", "comment", *_MORE[sheet.kind.is_plan])
        },
    }
    note_opening(request, it.case, "paper", written.pk)
    return render(request, "counsellor/papers/page.html", values, status=status)


#: What can be done with a plan, and with any other paper, besides.
_MORE = {True: ("sign", "unsign"), False: ("file",)}
