"""Opening one visit or trial: for who is assigned to its case, supervises, or finds host places."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.queries import may
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.shared.door import allowed
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refuse_towards, refused_as
from bansou.people.cases.actions import CaseClosed
from bansou.support.experience.models import Experience
from bansou.support.experience.queries import experience_of


def experience_at(request: Any, key: UUID, action: str = "experience.read") -> Experience:
    """The visit or trial of an address, for a member who wants to do `action` to it.

    :raises Http404: there is none, or the member may not know of it
    :raises CaseClosed: its case has ended, and this is done on running cases only
    """
    experience = experience_of(key)
    if experience is None:
        raise Http404
    request.is_judged = True
    thing = experience.case.thing(Level.CASEWORK)
    if not allowed(request, "experience.read", thing):
        note_opening(request, experience, AccessLog.Kind.REFUSED)
        raise Http404
    request.back = Link(_("見学・体験のページへ戻る"), address_of(experience))
    if not allowed(request, action, thing):
        note_opening(request, experience, AccessLog.Kind.REFUSED)
        if experience.case.is_open:
            raise Http404
        raise CaseClosed()
    return experience


def address_of(experience: Experience) -> str:
    """Where its page is."""
    return reverse("experience:page", args=[experience.pk])


def may_arrange(request: Any, experience: Experience) -> bool:
    """Tell whether the member arranges this visit or trial."""
    return allowed(request, "experience.arrange", experience.case.thing(Level.CASEWORK))


def may_do(request: Any, action: str) -> bool:
    """Tell whether the member's role has an action at all."""
    return may(request.actor, action, None, request.today)


def note_opening(
    request: Any, experience: Experience, kind: AccessLog.Kind = AccessLog.Kind.OPEN
) -> None:
    """Write into the keeper's log that the member opened it, or was not let in."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject="experience",
        subject_id=experience.pk,
        case_id=experience.case_id,
        at=request.now,
        keeper_id=experience.organisation_id,
    )


def crumbs(*further: str, experience: Experience | None = None) -> list[Link]:
    """Where a page stands: the list, the one visit or trial, then the page itself."""
    above = [Link(_("見学・体験"), reverse("experience:open"))]
    if experience is not None:
        url = address_of(experience) if further else ""
        above.append(Link(f"{called(experience.case)}　{experience.get_kind_display()}", url))
    return [*above, *(Link(text) for text in further)]


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    desk = Link(_("見学・体験の一覧へ"), reverse("experience:open"))
    return refuse_towards(request, refusal, desk)
