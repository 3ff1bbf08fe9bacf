"""My papers: the plan to read, résumé and work history to read and write; each to take along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.documents.actions import content_of
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.commons.rows import Level
from bansou.desks.seeker.gate import Own, own, own_case, refusing
from bansou.desks.seeker.paper_form import OwnPaperForm, written
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import kept_file
from bansou.desks.shared.paper_fields import begun, known_of
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.models import Case
from bansou.people.papers.actions import Writing, paper_called
from bansou.people.papers.goals import goals_of
from bansou.people.papers.models import Paper
from bansou.people.papers.own import own_paper, own_papers, versions_shown, write_own
from bansou.people.papers.printing import Printed, pdf_of
from bansou.people.papers.queries import Version, confirmation_in_force, signature_in_force
from bansou.people.papers.refusals import NotYoursToWrite
from bansou.people.papers.rules import by_group, lines_in, name_of, prefilled_in
from bansou.people.papers.signing import confirm_own, take_back_own
from bansou.people.steps.actions import add_step
from bansou.schemes.papers import PaperKind, papers

WRITTEN = "paper.written"
CONFIRMED = "paper.confirmed"
TAKEN_BACK = "paper.confirmation_taken_back"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper with its kind, as somebody finds it on their own page."""

    kind: PaperKind
    paper: Paper

    @property
    def name(self) -> str:
        return name_of(self.kind, self.kind.key, self.paper.title)

    @property
    def by(self) -> str:
        return self.paper.written_by.user.name if self.paper.written_by else _("あなた")


@require_safe
@door("my.read")
@refusing
def overview(request: Any) -> HttpResponse:
    """The plan first, then the other papers, and which can be begun."""
    it = own(request)
    sheets = [sheet for paper in own_papers(it.cases) if (sheet := _sheet(paper))]
    there = {sheet.kind.key for sheet in sheets if it.case and sheet.paper.case_id == it.case.pk}
    to_begin = [
        kind
        for kind in papers().kinds
        if kind.is_written_by_the_person and (kind.many or kind.key not in there)
    ]
    values = {
        "sheets": sorted(sheets, key=lambda sheet: not sheet.kind.is_plan),
        "to_begin": to_begin if it.case and it.case.is_open else [],
    }
    return render(request, "seeker/papers.html", values)


def _sheet(paper: Paper) -> Sheet | None:
    kind = papers().kind(paper.kind)
    return Sheet(kind, paper) if kind else None


@require_safe
@door("my.read")
@refusing
def paper(request: Any, pk: UUID) -> HttpResponse:
    """A paper as it reads now or read before, with what the counsellor remarked on each version."""
    it, sheet = _found(request, pk)
    versions = versions_shown(request.actor, sheet.paper)
    version = _asked_for(request, versions)
    is_present = version.number == sheet.paper.version
    case = _case_of(it, sheet.paper)
    values = {
        "sheet": sheet,
        "version": version,
        "versions": versions,
        "is_present": is_present,
        "facts": lines_in(sheet.kind, version.answers),
        "groups": list(by_group(sheet.kind, version.answers)),
        "goals": list(goals_of(sheet.paper, version.number)),
        "signature": signature_in_force(sheet.paper) if is_present else None,
        "confirmation": confirmation_in_force(sheet.paper) if is_present else None,
        "may_confirm": case.is_open,
        "file": sheet.paper.file if is_present else None,
        "may_write": sheet.kind.is_written_by_the_person and case.is_open,
    }
    return render(request, "seeker/paper.html", values)


def _found(request: Any, pk: UUID) -> tuple[Own, Sheet]:
    """A paper that is the person's to read.

    :raises Http404: it is not, or there is none
    """
    it = own(request)
    paper = own_paper(it.cases, pk)
    sheet = _sheet(paper) if paper else None
    if sheet is None:
        raise Http404
    return it, sheet


def _case_of(it: Own, paper: Paper) -> Case:
    return next(case for case in it.cases if case.pk == paper.case_id)


def _asked_for(request: Any, versions: list[Version]) -> Version:
    """The version that the address names, else the present one.

    :raises Http404: the paper has no such version
    """
    asked = request.GET.get("version", "")
    found = [one for one in versions if not asked or str(one.number) == asked]
    if not found:
        raise Http404
    return found[0]


@require_safe
@door("my.read")
@refusing
def print_paper(request: Any, pk: UUID) -> HttpResponse:
    """A version of a paper as PDF."""
    it, sheet = _found(request, pk)
    version = _asked_for(request, versions_shown(request.actor, sheet.paper))
    case = _case_of(it, sheet.paper)
    words = Vocabulary.of(case.organisation_id, request.today)
    printed = Printed(
        kind=sheet.kind,
        version=version,
        goals=list(goals_of(sheet.paper, version.number)),
        name=it.person.name,
        kana=it.person.kana,
        case_number=case.number,
        pathway=words.label("pathways", version.pathway) if version.pathway else "",
        body=request.actor.organisation_name,
        at=request.now,
    )
    said = {"name": sheet.name, "number": version.number}
    return kept_file(pdf_of(printed), "application/pdf", _("%(name)s 第%(number)d版.pdf") % said)


@require_safe
@door("my.read")
@refusing
def file(request: Any, pk: UUID) -> HttpResponse:
    """The file of the present version, as it was handed in."""
    _it, sheet = _found(request, pk)
    if sheet.paper.file is None:
        raise Http404
    handed_in = sheet.paper.file
    return kept_file(content_of(handed_in), handed_in.media_type, handed_in.name)


@require_POST
@door("my.apply")
@refusing
def confirm(request: Any, pk: UUID) -> HttpResponse:
    """Say that the plan reads as was agreed, by the version on the page."""
    _it, sheet = _found(request, pk)
    case = own_case(request, "my.apply", sheet.paper.case_id)
    read = request.POST.get("version", "")
    is_new = confirm_own(
        by=request.actor,
        case=case,
        paper=sheet.paper,
        kind=sheet.kind,
        read_version=int(read) if read.isdecimal() else 0,
        at=request.now,
    )
    if is_new:
        _tell(
            request,
            case,
            CONFIRMED,
            _("本人が「%(name)s」第%(number)d版を確かめて署名しました"),
            sheet,
        )
    messages.success(request, _("確かめたことを、相談員に知らせました。"))
    return redirect("seeker:paper", sheet.paper.pk)


@require_POST
@door("my.apply")
@refusing
def take_back(request: Any, pk: UUID) -> HttpResponse:
    """Say that one's signature was not meant, until the counsellor has signed too."""
    _it, sheet = _found(request, pk)
    case = own_case(request, "my.apply", sheet.paper.case_id)
    take_back_own(case=case, paper=sheet.paper)
    said = _("本人が「%(name)s」第%(number)d版の署名を取り消しました")
    _tell(request, case, TAKEN_BACK, said, sheet)
    messages.success(request, _("署名を取り消しました。相談員にも知らせました。"))
    return redirect("seeker:paper", sheet.paper.pk)


@require_http_methods(["GET", "POST"])
@door("my.apply")
@refusing
def begin(request: Any, kind: str) -> HttpResponse:
    """A new paper in its form; the one that is there, where there may be but one."""
    case = own_case(request, "my.apply")
    wanted = papers().kind(kind)
    if wanted is None or not wanted.own:
        raise Http404
    if not wanted.is_written_by_the_person:
        raise NotYoursToWrite()
    there = None if wanted.many else paper_called(case, wanted)
    return _write(request, case, wanted, there)


@require_http_methods(["GET", "POST"])
@door("my.apply")
@refusing
def write(request: Any, pk: UUID) -> HttpResponse:
    """A paper in its form."""
    _it, sheet = _found(request, pk)
    case = own_case(request, "my.apply", sheet.paper.case_id)
    if not sheet.kind.is_written_by_the_person:
        raise NotYoursToWrite()
    return _write(request, case, sheet.kind, sheet.paper)


def _write(request: Any, case: Case, kind: PaperKind, paper: Paper | None) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    initial = written(paper) if paper else begun(_prefilled(case, kind, request))
    form = OwnPaperForm(posted, kind=kind, initial=initial)
    theirs = None
    if form.is_valid():
        try:
            saved = _save(request, case, kind, paper, form)
        except EditedMeanwhile as refusal:
            form.add_refusal(refusal)
            theirs = _with_theirs(form, paper)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("保存しました。前に書いたものも残っています。"))
            return redirect("seeker:paper", saved)
    status = 422 if form.is_bound and form.errors else 200
    values = {"form": form, "kind": kind, "paper": paper, "theirs": theirs}
    return render(request, "seeker/write_paper.html", values, status=status)


def _prefilled(case: Case, kind: PaperKind, request: Any) -> dict[str, str]:
    return prefilled_in(kind, known_of(case.person, request.today))


def _save(
    request: Any, case: Case, kind: PaperKind, paper: Paper | None, form: OwnPaperForm
) -> UUID:
    said = form.cleaned_data
    writing = Writing(
        said=form.said(),
        title=said.get("title", ""),
        file=paper.file if paper else None,
        prefilled=_prefilled(case, kind, request),
    )

    def work() -> Mapping[str, Any]:
        saved = write_own(
            by=request.actor,
            case=case,
            kind=kind,
            paper=paper,
            writing=writing,
            seen_version=said["version"] or 0,
            at=request.now,
        )
        if paper is None or saved.version != said["version"]:
            _tell(request, case, WRITTEN, _("本人が「%(name)s」を書きました"), Sheet(kind, saved))
        return {"paper": str(saved.pk)}

    body = {"case": case.pk, "kind": kind.key, "title": writing.title, "said": writing.said}
    key = said["request_key"]
    return UUID(once(by=request.actor, key=key, action="my.paper", body=body, work=work)["paper"])


def _tell(request: Any, case: Case, step: str, said: str, sheet: Sheet) -> None:
    """Tell the counsellor on the timeline."""
    add_step(
        by=request.actor,
        case=case,
        kind=step,
        on=request.today,
        title=said % {"name": sheet.name, "number": sheet.paper.version},
        at=request.now,
        level=Level.CONTACT,
    )


def _with_theirs(form: OwnPaperForm, paper: Paper | None) -> list[tuple[str, str]]:
    """What somebody else wrote meanwhile, item by item; what was typed stays in the form."""
    if paper is None:
        return []
    paper.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = str(paper.version)
    return [(one["label"], one["text"]) for one in paper.answers]
