"""Opening a case or a proposal here: those of one's own organisation, by the table."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.audit.actions import note_list
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import allowed
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refused_as
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.queries import proposal_of

READ, MAKE, ANSWER = "proposal.read", "proposal.make", "proposal.answer"


def case_at(request: Any, pk: UUID, action: str = READ) -> Case:
    """The case of an address, for a member who wants to do `action` to it.

    :raises Http404: there is none, or the member may not know of it
    :raises CaseClosed: the case has ended, and this is done on running cases only
    """
    cases = Case.objects.select_related("person", "responsible__user", "organisation")
    case = cases.filter(pk=pk, organisation_id=request.actor.organisation_id).first()
    if case is None:
        raise Http404
    request.is_judged = True
    request.case = case
    if not may_do(request, case, READ):
        note_opening(request, case, kind=AccessLog.Kind.REFUSED)
        raise Http404
    if not may_do(request, case, action):
        note_opening(request, case, kind=AccessLog.Kind.REFUSED)
        if not case.is_open:
            raise CaseClosed()
        raise Http404
    return case


def proposal_at(request: Any, pk: UUID, action: str = READ) -> Proposal:
    """The proposal of an address, likewise.

    :raises Http404: there is none, or the member may not know of it
    :raises CaseClosed: the case has ended, and this is done on running cases only
    """
    proposal = proposal_of(pk)
    if proposal is None:
        raise Http404
    proposal.case = case_at(request, proposal.case_id, action)
    request.back = Link(_("提案のページへ戻る"), reverse("proposals:proposal", args=[pk]))
    return proposal


def may_do(request: Any, case: Case, action: str) -> bool:
    """Tell whether the member may do `action` to what is on record of a case."""
    return allowed(request, action, case.thing(Level.CASEWORK))


def note_names(request: Any, subject: str, cases: Iterable[UUID]) -> None:
    """Write into the log that a list with people's names was shown."""
    keeper_id = request.actor.require_organisation()
    shown = [(keeper_id, case_id) for case_id in dict.fromkeys(cases)]
    detail = {"hits": len(shown)}
    note_list(by=request.actor, subject=subject, at=request.now, shown=shown, detail=detail)


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    case: Case | None = getattr(request, "case", None)
    facts = [(_("対象"), f"{called(case)}　{case.number}")] if case else []
    back = getattr(request, "back", None)
    lists = Link(_("返事待ちの一覧へ"), reverse("proposals:awaited"))
    return refuse(request, refusal, facts=facts, other=back or lists)
