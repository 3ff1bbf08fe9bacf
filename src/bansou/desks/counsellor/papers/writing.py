"""Writing a paper: a form that saves its draft, a new version of it, and two people who write at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.documents.actions import MOST_BYTES, attach
from bansou.commons.documents.models import Attachment
from bansou.commons.drafts.models import Draft
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.consultations.drafts import Desk, saved
from bansou.desks.counsellor.consultations.forms import from_draft
from bansou.desks.counsellor.papers.finding import (
    Sheet,
    level_label,
    new_paper,
    paper_at,
    plan_of,
)
from bansou.desks.counsellor.papers.forms import (
    GOALS,
    SPARE_GOALS,
    PaperForm,
    written,
)
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.apart import Piece, pieces
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.paper_fields import LONGEST_TITLE, begun, known_of
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.papers.actions import Writing, begin_paper, paper_called, rewrite_paper
from bansou.people.papers.goals import goals_of
from bansou.people.papers.refusals import BegunMeanwhile
from bansou.people.papers.rules import prefilled_in, texts_in

#: Before the kind's key, in the name under which drafts of papers lie.
DRAFT = "paper."


@dataclass(frozen=True, slots=True)
class Apart:
    """One item that somebody else wrote otherwise: both texts in pieces."""

    label: str
    mine: list[Piece]
    theirs: list[Piece]


@require_http_methods(["GET", "POST"])
@door("plan.edit")
@refusing
def write_plan(request: Any, pk: UUID) -> HttpResponse:
    """The career plan in its form."""
    return _write(request, plan_of(request, pk, "edit"))


@require_http_methods(["GET", "POST"])
@door("paper.edit")
@refusing
def begin(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """A new paper in its form; the one that is there, where there may be but one."""
    return _write(request, new_paper(request, pk, kind))


@require_http_methods(["GET", "POST"])
@door("paper.edit")
@refusing
def write(request: Any, pk: UUID) -> HttpResponse:
    """A paper in its form."""
    return _write(request, paper_at(request, pk, "edit"))


@require_POST
@door("plan.edit")
@refusing
def save_plan_draft(request: Any, pk: UUID) -> HttpResponse:
    """Keep what is in the plan's form."""
    return saved(_kept(request, plan_of(request, pk, "edit")))


@require_POST
@door("paper.edit")
@refusing
def save_new_draft(request: Any, pk: UUID, kind: str) -> HttpResponse:
    """Keep what is in the form of a new paper."""
    return saved(_kept(request, new_paper(request, pk, kind)))


@require_POST
@door("paper.edit")
@refusing
def save_draft(request: Any, pk: UUID) -> HttpResponse:
    """Keep what is in the form of a paper."""
    return saved(_kept(request, paper_at(request, pk, "edit")))


def _write(request: Any, sheet: Sheet) -> HttpResponse:
    if request.method == "POST":
        return _taken(request, sheet)
    note_opening(request, sheet.it.case, "paper.form", sheet.paper.pk if sheet.paper else None)
    initial = _initial(sheet, request.GET.get("title", "")[:LONGEST_TITLE])
    draft = None if "new" in request.GET else _desk(sheet).state()
    if draft:
        names = list(_form(sheet).fields)
        initial |= from_draft(draft.content, names)
        if draft.subject_version:
            initial["version"] = draft.subject_version
    return _page(request, sheet, _form(sheet, initial=initial), draft)


def _initial(sheet: Sheet, title: str) -> dict[str, Any]:
    """What the paper says, or a new one by itself; the page before may have given it a name."""
    if sheet.paper:
        return written(sheet.paper, list(goals_of(sheet.paper)))
    return begun(_prefilled(sheet), sheet.it.case.pathway) | {"title": title}


def _prefilled(sheet: Sheet) -> dict[str, str]:
    return prefilled_in(sheet.kind, known_of(sheet.it.case.person, sheet.it.today))


def _form(sheet: Sheet, data: Any = None, files: Any = None, initial: Any = None) -> PaperForm:
    """The form of a paper; of a plan with the scheme's pathways and room for its goals."""
    case, pathways, goals = sheet.it.case, [], 0
    if sheet.kind.is_plan:
        known = Vocabulary.of(case.organisation_id, sheet.it.today).choices("pathways")
        pathways = [*known.items(), ("", _("まだ決めない"))] if known else []
        has = goals_of(sheet.paper).count() if sheet.paper else 0
        goals = min(max(has + SPARE_GOALS, 3), max(GOALS, has))
    return PaperForm(
        data,
        files,
        initial=initial,
        kind=sheet.kind,
        pathways=pathways,
        goals=goals,
        has_file=bool(sheet.paper and sheet.paper.file_id),
    )


def _desk(sheet: Sheet) -> Desk:
    subject = sheet.paper.pk if sheet.paper else sheet.it.case.pk
    return Desk(sheet.it.actor, f"{DRAFT}{sheet.kind.key}", subject, sheet.it.case.pk)


def _kept(request: Any, sheet: Sheet, form: PaperForm | None = None) -> Draft:
    """Keep what was typed; a chosen file cannot be kept with it."""
    form = form or _form(sheet, request.POST)
    version = form.data.get("version", "")
    is_one = version.isdecimal() and int(version) <= models.BigIntegerField.MAX_BIGINT
    return _desk(sheet).save(
        form,
        request.now,
        int(version) if is_one else None,
        without=("file", "drops_file"),
    )


def _taken(request: Any, sheet: Sheet) -> HttpResponse:
    form = _form(sheet, request.POST, request.FILES)
    if "later" in request.POST:
        _kept(request, sheet, form)
        messages.success(
            request, _("下書きのまま閉じました。「今日」の「書きかけの記録」から続けられます。")
        )
        return redirect("counsellor:case", sheet.it.case.pk)
    apart: Sequence[Apart] = ()
    if form.is_valid():
        try:
            address = _save(request, sheet, form)
        except (EditedMeanwhile, BegunMeanwhile) as refusal:
            form.add_refusal(refusal)
            sheet = _with_theirs(sheet)
            apart = _apart(sheet, form)
            form.data = form.data.copy()
            form.data["version"] = str(sheet.require_paper().version)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(address)
    draft = _kept(request, sheet, form)
    return _page(request, sheet, form, draft, apart=apart, status=409 if apart else 422)


def _save(request: Any, sheet: Sheet, form: PaperForm) -> str:
    """Write a version, and say where it is read."""
    case, kind, paper = sheet.it.case, sheet.kind, sheet.paper
    desk, at = _desk(sheet), request.now
    said = Writing(
        said=form.said(),
        title=form.cleaned_data.get("title", ""),
        pathway=form.cleaned_data.get("pathway", ""),
        goals=form.goal_texts(),
        file=_file(request, sheet, form),
        prefilled=_prefilled(sheet),
    )
    if paper is None:
        begun_paper = begin_paper(by=request.actor, case=case, kind=kind, writing=said, at=at)
        messages.success(request, _("第1版を保存しました。"))
        sheet = Sheet(sheet.it, kind, begun_paper)
    elif rewrite_paper(
        by=request.actor,
        case=case,
        paper=paper,
        kind=kind,
        writing=said,
        seen_version=form.cleaned_data["version"] or 0,
        at=at,
    ):
        messages.success(
            request,
            _("第%(number)d版を保存しました。前の版は残っています。") % {"number": paper.version},
        )
    else:
        messages.success(request, _("変わったところがありません。前の版のままです。"))
    desk.clear()
    return sheet.address()


def _file(request: Any, sheet: Sheet, form: PaperForm) -> Attachment | None:
    """The file of the version: the one chosen now, else the one before, unless it is taken off."""
    chosen = form.cleaned_data.get("file")
    if chosen:
        return attach(
            by=request.actor,
            keeper_id=sheet.it.case.organisation_id,
            case_id=sheet.it.case.pk,
            name=chosen.name,
            # One byte more than is taken says that it is too much; the rest need not be held.
            content=chosen.read(MOST_BYTES + 1),
            at=request.now,
            level=sheet.kind.level,
        )
    if sheet.paper is None or form.cleaned_data.get("drops_file"):
        return None
    return sheet.paper.file


def _with_theirs(sheet: Sheet) -> Sheet:
    """The paper as somebody else has saved it."""
    if sheet.paper is None:
        return Sheet(sheet.it, sheet.kind, paper_called(sheet.it.case, sheet.kind))
    sheet.paper.refresh_from_db()
    return sheet


def _apart(sheet: Sheet, form: PaperForm) -> list[Apart]:
    """The items that both wrote, and differently."""
    theirs = texts_in(sheet.require_paper().answers)
    mine = form.said()
    return [
        Apart(item.label, *pieces(mine[item.key], theirs.get(item.key, "")))
        for item in sheet.kind.items
        if mine[item.key].strip() != theirs.get(item.key, "").strip()
    ]


def _page(
    request: Any,
    sheet: Sheet,
    form: PaperForm,
    draft: Draft | None,
    *,
    apart: Sequence[Apart] = (),
    status: int = 200,
) -> HttpResponse:
    case = sheet.it.case
    title = (_("%(name)sを直す") if sheet.paper else _("%(name)sを書く")) % {"name": sheet.name}
    values = {
        "case": case,
        "sheet": sheet,
        "kind": sheet.kind,
        "form": form,
        "title": title,
        "crumbs": crumbs(request.actor, case, title),
        "level": level_label(sheet.kind.level),
        "draft": draft,
        "apart": apart,
        "theirs": sheet.paper if apart else None,
        "action": sheet.address("write"),
        "draft_url": sheet.address("draft"),
        "back_url": sheet.address() if sheet.paper else "",
    }
    return render(request, "counsellor/papers/write.html", values, status=status)
