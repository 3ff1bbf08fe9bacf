"""What leaves the screen: a paper drawn as PDF, and the file that was handed in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.documents.actions import content_of
from bansou.commons.documents.models import Attachment
from bansou.desks.counsellor.names import called
from bansou.desks.counsellor.papers.finding import Sheet, paper_at, plan_of
from bansou.desks.counsellor.papers.reading import version_asked_for
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import kept_file
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.papers.goals import goals_of
from bansou.people.papers.printing import Printed, pdf_of
from bansou.people.papers.queries import Version, versions_of


@require_safe
@door("plan.read")
@refusing
def print_plan(request: Any, pk: UUID) -> HttpResponse:
    """The career plan on A4, with places for both signatures."""
    return _printed(request, plan_of(request, pk, "read"))


@require_safe
@door("paper.read")
@refusing
def print_paper(request: Any, pk: UUID) -> HttpResponse:
    """A paper on A4."""
    return _printed(request, paper_at(request, pk, "read"))


@require_safe
@door("paper.read")
@refusing
def file(request: Any, pk: UUID) -> HttpResponse:
    """The file of a version, as it was handed in; that it was taken is noted."""
    sheet = paper_at(request, pk, "read")
    version = version_asked_for(request, versions_of(sheet.require_paper()))
    handed_in = Attachment.objects.filter(pk=version.file_id).first()
    if handed_in is None:
        raise Http404
    content = content_of(handed_in)
    note_opening(request, sheet.it.case, "attachment", handed_in.pk, kind=AccessLog.Kind.EXPORT)
    return kept_file(content, handed_in.media_type, handed_in.name)


def _printed(request: Any, sheet: Sheet) -> HttpResponse:
    paper, case = sheet.require_paper(), sheet.it.case
    version = version_asked_for(request, versions_of(paper))
    content = pdf_of(_to_print(request, sheet, version))
    note_opening(request, case, "paper.print", paper.pk, kind=AccessLog.Kind.EXPORT)
    said = {"case": case.number, "name": sheet.name, "number": version.number}
    return kept_file(content, "application/pdf", _("%(case)s %(name)s 第%(number)d版.pdf") % said)


def _to_print(request: Any, sheet: Sheet, version: Version) -> Printed:
    case = sheet.it.case
    words = Vocabulary.of(case.organisation_id, sheet.it.today)
    return Printed(
        kind=sheet.kind,
        version=version,
        goals=list(goals_of(sheet.require_paper(), version.number)),
        name=called(case),
        kana=case.person.kana if case.person else "",
        case_number=case.number,
        pathway=words.label("pathways", version.pathway) if version.pathway else "",
        body=case.organisation.name,
        at=request.now,
    )
