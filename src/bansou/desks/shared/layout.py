"""What every page shows around its content: whose desk it is, the menu, and today's date."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import may
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import User
from bansou.desks.shared import nav
from bansou.desks.shared.parts import Link


@dataclass(frozen=True, slots=True)
class Layout:
    """The frame of a page. Nothing of it is shown to who hasn't signed in."""

    name: str = ""
    organisation: str = ""
    desk: str = ""
    is_signed_in: bool = False
    is_demo: bool = False
    nav: tuple[Link, ...] = ()
    search_url: str = ""
    foot: tuple[Link, ...] = ()


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `layout`, `today`, and whether this is the `demo`."""
    today = getattr(request, "today", None) or local_day(timezone.now())
    actor = getattr(request, "actor", None)
    return {
        "layout": layout_of(actor, request.path, today) if actor else _seatless(request),
        "today": today,
        "demo": settings.DEMO,
    }


def layout_of(actor: Actor, path: str, today: date) -> Layout:
    """The frame that an actor sees at an address."""
    return Layout(
        name=actor.name,
        organisation=actor.organisation_name,
        desk=_desk(actor),
        is_signed_in=True,
        is_demo=actor.is_demo,
        nav=nav.menu_of(actor, path, today, nav.ENTRIES),
        search_url=_search_url(actor, today),
    )


def _desk(actor: Actor) -> str:
    if actor.is_visitor:
        return _("わたしのページ") if actor.person_id else _("企業のページ")
    return _("%(role)sの机") % {"role": actor.role_label} if actor.role else ""


def _seatless(request: HttpRequest) -> Layout:
    """Somebody who has signed in without a seat must still be able to leave."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return Layout()
    return Layout(name=user.name, is_signed_in=True, is_demo=user.is_demo)


def _search_url(actor: Actor, today: date) -> str:
    if nav.SEARCH is None or not may(actor, nav.SEARCH.action, None, today):
        return ""
    return reverse(nav.SEARCH.url_name)
