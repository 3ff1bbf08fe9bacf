"""Opening places and guests: for who meets the guests, and for who keeps the places."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.rules import Thing
from bansou.commons.errors import Refusal
from bansou.desks.shared import asking
from bansou.desks.shared.door import allowed
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refuse_towards, refused_as
from bansou.support.ibasho.models import Ibasho, IbashoGuest
from bansou.support.ibasho.queries import place_at


def attended_place(request: Any, key: UUID) -> Ibasho:
    """The place of an address, for those who meet its guests.

    :raises Http404: there is none, or somebody else meets them
    """
    ibasho = place_at(key)
    if ibasho is None or not allowed(request, "ibasho.attend", ibasho.thing()):
        raise Http404
    return ibasho


def kept_place(request: Any, key: UUID) -> Ibasho:
    """The place of an address, for those who say how it is there and when it is open.

    :raises Http404: there is none, or it is another body's
    """
    ibasho = place_at(key)
    if ibasho is None or not may_keep(request, ibasho):
        raise Http404
    return ibasho


def may_keep(request: Any, ibasho: Ibasho) -> bool:
    """Tell whether the member may say how it is there: the keeper's office, or who runs it."""
    keepers = (Thing(ibasho.organisation_id), ibasho.thing())
    return any(allowed(request, "ibasho.keep", thing) for thing in keepers)


def guest_at(request: Any, key: UUID) -> IbashoGuest:
    """The guest of an address, for those who meet them.

    :raises Http404: there is none, or somebody else meets them
    """
    guest = IbashoGuest.objects.select_related("ibasho").filter(pk=key).first()
    if guest is None or not allowed(request, "ibasho.attend", guest.ibasho.thing()):
        raise Http404
    return guest


def crumbs(*further: str, ibasho: Ibasho | None = None) -> list[Link]:
    """Where a page stands: the places, one place, then the page itself."""
    above = [Link(_("居場所"), reverse("ibasho:places"))]
    if ibasho is not None:
        url = reverse("ibasho:place", args=[ibasho.pk]) if further else ""
        above.append(Link(ibasho.name, url))
    return [*above, *(Link(text) for text in further)]


def answered(
    request: Any,
    form: RowedForm,
    do: Callable[[], object],
    *,
    title: str,
    ibasho: Ibasho | None = None,
    **asked: Any,
) -> HttpResponse:
    """The answer to a question about a place; see `bansou.desks.shared.asking.answered`."""
    above = crumbs(title, ibasho=ibasho)
    return asking.answered(request, form, do, title=title, crumbs=above, **asked)


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    return refuse_towards(request, refusal, Link(_("居場所へ"), reverse("ibasho:places")))
