"""Opening what belongs to outreach on a case: for who stands by the person, is on duty, or supervises."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.queries import may
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import allowed
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refuse_towards, refused_as
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case

#: The lists of the desk, each with the action that it needs.
_LISTS = (
    ("outreach:wards", gettext_lazy("区の配置"), "outreach.staff"),
    ("outreach:teams", gettext_lazy("専門チーム"), "outreach.staff"),
    ("outreach:visits", gettext_lazy("訪問の予定"), "outreach.read"),
    ("outreach:conferences", gettext_lazy("ケース会議"), "conference.read"),
    ("outreach:dispatches", gettext_lazy("派遣依頼"), "outreach.read"),
)


def case_at(request: Any, key: UUID, action: str = "outreach.read") -> Case:
    """The case of an address, for a member who wants to do `action` to its outreach.

    :raises Http404: there is none, or the member may not know what is sensitive about it
    :raises CaseClosed: it has ended, and this is done on running cases only
    """
    case = (
        Case.objects.select_related("person", "responsible__user", "organisation")
        .filter(pk=key)
        .first()
    )
    if case is None:
        raise Http404
    judge(request, case, action)
    return case


def judge(request: Any, case: Case, action: str) -> None:
    """Let a member go on who may do `action` to the outreach of this case; note who may not.

    :raises Http404: they may not read what is sensitive about it
    :raises CaseClosed: it has ended, and this is done on running cases only
    """
    request.is_judged = True
    thing = case.thing(Level.SENSITIVE)
    request.back = Link(_("訪問・専門チームのページへ戻る"), address_of(case))
    if allowed(request, action, thing):
        return
    note_opening(request, case, "outreach", kind=AccessLog.Kind.REFUSED)
    if case.is_open or not allowed(request, "outreach.read", thing):
        raise Http404
    raise CaseClosed()


def may_do(request: Any, action: str, case: Case | None = None) -> bool:
    """Tell whether the member may do `action` to a case; without one, whether they have it at all."""
    if case is None:
        return may(request.actor, action, None, request.today)
    return allowed(request, action, case.thing(Level.SENSITIVE))


def address_of(case: Case) -> str:
    """Where everything of outreach on a case is."""
    return reverse("outreach:case", args=[case.pk])


def tabs_of(request: Any, current: str) -> list[Link]:
    """The lists that this member may open, with the one that is open."""
    return [
        Link(str(text), reverse(name), current=name == current)
        for name, text, action in _LISTS
        if may_do(request, action)
    ]


def crumbs(*further: str, case: Case | None = None) -> list[Link]:
    """Where a page stands: the desk, the case, then the page itself."""
    above = [Link(_("訪問・専門チーム"), reverse("outreach:wards"))]
    if case is not None:
        above.append(Link(called(case), address_of(case) if further else ""))
    return [*above, *(Link(text) for text in further)]


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    desk = Link(_("訪問・専門チームへ"), reverse("outreach:wards"))
    return refuse_towards(request, refusal, desk)
