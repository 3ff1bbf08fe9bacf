"""The papers about a request as they are kept, and opening them again, with the files that go along."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.documents.actions import attach, content_of
from bansou.commons.documents.models import Attachment
from bansou.commons.rows import Level
from bansou.desks.rights.finding import refusing, request_at
from bansou.desks.rights.holdings import file_at, name_of_former_file
from bansou.desks.rights.notices import decision_paper, extension_paper, refusal_paper
from bansou.desks.rights.reviewing import items_of
from bansou.desks.rights.told.shape import FILE
from bansou.desks.shared.bundle import ZIP, bundled
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import kept_file
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.queries import decisions_of
from bansou.people.answering.refusals import FileGone, PaperGone, PartedSince
from bansou.people.cases.actions import of_the_same_person
from bansou.people.merging.queries import undone_since

_State, _Verdict = DisclosureRequest.State, ItemDecision.Verdict
_PDF = "application/pdf"


def kept_paper(request: Any, it: DisclosureRequest, content: bytes) -> Attachment:
    """Keep the paper of what was decided."""
    return _kept(request, it, content, _name(it, "pdf"))


def kept_extension(request: Any, it: DisclosureRequest) -> Attachment:
    """Draw the notice that it takes longer, and keep it as it goes out."""
    return _kept(request, it, extension_paper(it, at=request.now), _extension_name(it))


def _kept(request: Any, it: DisclosureRequest, content: bytes, name: str) -> Attachment:
    return attach(
        by=request.actor,
        keeper_id=it.organisation_id,
        case_id=it.case_id,
        name=name.replace("/", "-"),
        content=content,
        at=request.now,
        level=Level.SENSITIVE,
    )


@require_safe
@door("disclosure.decide")
@refusing
def paper(request: Any, key: UUID) -> HttpResponse:
    """A draft while it is decided about, then what was decided, with its files, and nothing else."""
    it = request_at(request, key, kind=AccessLog.Kind.EXPORT)
    if it.state == _State.DECIDED:
        refuse_parted(it)
    if it.state in (_State.DECIDED, _State.HANDED):
        return files_of(it, decisions_of(it).values())
    if it.paper:
        content = content_of(it.paper)
    elif it.state == _State.RECEIVED:
        content = decision_paper(it, items_of(request, it), number="", at=request.now)
    elif it.state == _State.REFUSED:
        content = refusal_paper(
            it,
            number=it.decision_number,
            because=it.ended_because,
            at=it.decided_at,
            drawn_again=request.now,
        )
    else:
        raise Http404
    return kept_file(content, _PDF, _name(it, "pdf"))


@require_safe
@door("disclosure.read")
@refusing
def extension(request: Any, key: UUID) -> HttpResponse:
    """The notice that more time is taken, and why: as it was sent, where that was kept."""
    it = request_at(request, key, kind=AccessLog.Kind.EXPORT)
    if not it.extended_until:
        raise Http404
    content = (
        content_of(it.extension_paper)
        if it.extension_paper
        else extension_paper(it, at=request.now, drawn_again=request.now)
    )
    return kept_file(content, _PDF, _extension_name(it))


def files_of(it: DisclosureRequest, decisions: Iterable[ItemDecision]) -> HttpResponse:
    """What was decided, and the files that are shown with it, in one file.

    :raises PaperGone: the paper was not kept
    :raises FileGone: a file that is shown is not kept any more
    :raises PartedSince: a file that is shown is of somebody else by now
    :raises bansou.commons.documents.store.FileLost: the content of one is lost
    """
    if it.paper is None:
        raise PaperGone()
    content = content_of(it.paper)
    files = [
        (_("添付/%(name)s") % {"name": name}, body) for name, body in shown_files(it, decisions)
    ]
    if not files:
        return kept_file(content, _PDF, _name(it, "pdf"))
    bundle = bundled([(_name(it, "pdf"), content), *files], it.decided_at)
    return kept_file(bundle, ZIP, _name(it, "zip"))


def refuse_parted(it: DisclosureRequest) -> None:
    """Refuse what was decided while somebody else's records were taken for the person's.

    :raises PartedSince: they were parted after the decision
    """
    if it.decided_at and undone_since(it.case, it.decided_at).exists():
        raise PartedSince()


def shown_files(
    it: DisclosureRequest, decisions: Iterable[ItemDecision]
) -> list[tuple[str, bytes]]:
    """The files that are decided to be shown, by their names.

    :raises FileGone: one is not kept any more
    :raises PartedSince: one is of somebody else by now
    :raises bansou.commons.documents.store.FileLost: the content of one is lost
    """
    shown = [one for one in decisions if (one.source, one.verdict) == (FILE, _Verdict.SHOWN)]
    cases = set(of_the_same_person(it.case).values_list("pk", flat=True)) if shown else set()
    files = [_file_of(one, cases) for one in shown]
    return [(one.name, content_of(one)) for one in files]


def _file_of(decision: ItemDecision, cases: Collection[UUID]) -> Attachment:
    found = file_at(decision.source_id)
    if found is None:
        raise FileGone(name=name_of_former_file(decision.source_id))
    if found.case_id not in cases:
        raise PartedSince()
    return found


def _name(it: DisclosureRequest, ending: str) -> str:
    return _("開示文書_%(number)s") % {"number": it.number} + f".{ending}"


def _extension_name(it: DisclosureRequest) -> str:
    return _("期限延長の通知_%(number)s.pdf") % {"number": it.number}
