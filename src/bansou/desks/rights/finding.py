"""Opening cases, decisions and requests by their addresses, for those who decide about records."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.queries import unbarred
from bansou.commons.access.rules import Thing
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.desks.shared import asking
from bansou.desks.shared.door import action_of, allowed
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refuse_towards, refused_as
from bansou.people.answering.models import DisclosureRequest
from bansou.people.answering.queries import requests_of
from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure
from bansou.people.erasing.queries import erasures_of
from bansou.support.counselling.queries import releases_of
from bansou.support.counselling.releases import SealedRelease

_LISTS = (
    ("rights:index", gettext_lazy("保存と消去"), "erasure.read"),
    ("rights:requests", gettext_lazy("開示請求"), "disclosure.read"),
    ("rights:releases", gettext_lazy("心理の記録を渡す決定"), "release.read"),
)


def case_at(request: Any, key: UUID, **noted: Any) -> Case:
    """The case of an address, whether it has ended or not; that it was looked at is noted.

    :param noted: what `note_about` takes
    :raises Http404: there is none, or the member is not to know of it
    """
    found = unbarred(request.actor, Case.objects.all(), case="id").filter(pk=key).first()
    if found is None or not allowed(request, _action(request), found.thing()):
        raise Http404
    request.is_judged = True
    note_about(request, found, **noted)
    return found


def erasure_at(request: Any, key: UUID) -> tuple[Erasure, Case]:
    """The decision of an address, and the case that it is about.

    :raises Http404: there is none, or it is about a case of which the member is not to know
    """
    own = request.actor.require_organisation()
    found = erasures_of(own).filter(pk=key).first()
    if found is None or found.case is None:
        raise Http404
    case_at(request, found.case.pk)
    return found, found.case


def release_at(request: Any, key: UUID) -> SealedRelease:
    """The decision of an address that psychological records leave their team.

    :raises Http404: there is none, or it is about a case of which the member is not to know
    """
    found = releases_of(request.actor.require_organisation()).filter(pk=key).first()
    if found is None:
        raise Http404
    case_at(request, found.case_id)
    return found


def request_at(request: Any, key: UUID, **noted: Any) -> DisclosureRequest:
    """The request of an address of somebody for their own records; the one line of it is noted.

    :param noted: what `note_about` takes
    :raises Http404: there is none, or it is about a case of which the member is not to know
    """
    found = requests_of(request.actor.require_organisation()).filter(pk=key).first()
    if found is None:
        raise Http404
    case_at(request, found.case_id, subject="disclosure", number=found.number, **noted)
    return found


def of_request(it: DisclosureRequest) -> list[Link]:
    """Where a page about a request stands."""
    return [
        Link(_("個人情報"), reverse("rights:index")),
        Link(_("開示請求"), reverse("rights:requests")),
        Link(it.number, reverse("rights:request", args=[it.pk])),
    ]


def note_about(
    request: Any,
    case: Case,
    kind: AccessLog.Kind = AccessLog.Kind.OPEN,
    subject: str = "keeping",
    **detail: Any,
) -> None:
    """Note that what is kept of a case was looked at here."""
    note_reading(
        by=request.actor,
        kind=kind,
        subject=subject,
        subject_id=case.pk,
        case_id=case.pk,
        at=request.now,
        keeper_id=case.organisation_id,
        detail=detail,
    )


def may_here(request: Any, action: str) -> bool:
    """Tell whether the member may do `action` to what their own organisation keeps."""
    return allowed(request, action, Thing(request.actor.require_organisation()))


def tabs_of(request: Any, current: str) -> list[Link]:
    """The lists of this desk that the member may open, with the one that is open.

    Who has one list alone finds the others of theirs in the menu.
    """
    tabs = [
        Link(str(text), reverse(name), current=name == current)
        for name, text, action in _LISTS
        if may_here(request, action)
    ]
    return tabs if len(tabs) > 1 else []


def is_keeper(request: Any) -> bool:
    """Tell whether the member keeps records and may look at what is kept of a case."""
    return may_here(request, "erasure.read")


def crumbs(*further: str, case: Case | None = None) -> list[Link]:
    """Where a page stands: the records' keeping, one case, then the page itself."""
    above = [Link(_("個人情報"), reverse("rights:index"))]
    if case is not None:
        url = reverse("rights:case", args=[case.pk]) if further else ""
        above.append(Link(_("ケース%(number)s") % {"number": case.number}, url))
    return [*above, *(Link(text) for text in further)]


def answered(
    request: Any,
    form: RowedForm,
    do: Callable[[], object],
    *,
    title: str,
    crumb: str,
    case: Case | None = None,
    above: Sequence[Link] = (),
    **asked: Any,
) -> HttpResponse:
    """The answer to a question about records; see `bansou.desks.shared.asking.answered`."""
    back = reverse("rights:case", args=[case.pk]) if case else reverse("rights:index")
    asked = {"back_url": back, **asked}
    path = [*above, Link(crumb)] if above else crumbs(crumb, case=case)
    return asking.answered(request, form, do, title=title, crumbs=path, **asked)


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    if not is_keeper(request):
        return refuse_towards(request, refusal, Link(_("緊急の閲覧へ"), reverse("rights:glass")))
    return refuse_towards(request, refusal, Link(_("個人情報へ"), reverse("rights:index")))


def _action(request: Any) -> str:
    return action_of(request.resolver_match) or ""
