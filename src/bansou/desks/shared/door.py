"""The door: who comes in, in which role, and whether the table lets them do what the address says.

Every view names its action with `@door("case.open")`; a view without one is not served.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import may
from bansou.commons.access.rules import Thing
from bansou.commons.access.table import Relation, entries
from bansou.commons.clock import local_day
from bansou.desks.shared.failures import not_allowed
from bansou.desks.shared.late import signed_out
from bansou.desks.shared.places import MEMBERSHIP_KEY, place_chosen
from bansou.desks.shared.turned_away import note_turned_away

SECOND_STEP_KEY = "second_step_set_up"

#: Addresses of allauth: signing in needs nobody, the rest is one's own account.
_SIGNING_IN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_confirm_email",
        "account_email_verification_sent",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_trust",
    }
)


class DeskRequest(HttpRequest):
    """A request that came through the door; `actor` is None before signing in."""

    actor: Actor
    now: datetime
    today: date
    #: Whether the desk has found the record asked for, and notes itself what becomes of it.
    is_judged: bool


def door[V: Callable[..., HttpResponseBase]](action: str) -> Callable[[V], V]:
    """Decorator: this view does `action` of the access table."""
    entries(action, "")  # an action that is not in the table is our mistake, found on import

    def name(view: V) -> V:
        view.access_action = action  # type: ignore[attr-defined]
        return view

    return name


def action_of(match: ResolverMatch) -> str | None:
    """The action that an address does; None if nobody declared one."""
    declared: str | None = getattr(match.func, "access_action", None)
    if declared:
        return declared
    name = match.url_name or ""
    if name in _SIGNING_IN:
        return "public.read"
    if name.startswith(("account_", "mfa_")):
        return "account.own"
    return None


class ActingMiddleware:
    """The last middleware: opens the transaction in which the signed-in member acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.now = timezone.now()
        request.today = local_day(request.now)
        request.actor = _actor(request)
        if request.actor is None:
            return self._answer(request)
        with acting(request.actor, why=f"{request.method} {request.path}"):
            response = self._answer(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                note_turned_away(request, response)
        # At a desk that colleagues share, nobody reads records by the Back key after signing out.
        add_never_cache_headers(response)
        return response

    def _answer(self, request: Any) -> HttpResponseBase:
        response = self.get_response(request)
        return not_allowed(request, response) if response.status_code == 405 else response

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let in, send to sign in, or refuse, by the table."""
        action = action_of(request.resolver_match)
        if action is None:
            raise PermissionDenied(f"{request.path} is not in the access table")
        if any(line.relation is Relation.ANYONE for line in _lines(action)):
            return None
        if not request.user.is_authenticated:
            return signed_out(request)
        if action == "account.own":
            return None
        if request.actor is None:
            return redirect("no_seat")
        if needs_second_step(request):
            return redirect("mfa_index")
        if not may(request.actor, action, None, request.today):
            raise PermissionDenied(action)
        return None


def needs_second_step(request: Any) -> bool:
    """Tell whether this member must set up two-step sign-in first.

    Accounts of the demo need not, in the demo; elsewhere they are like all others. Who looks at
    their own record alone may have it, and need not.
    """
    is_excused = settings.TRUSTS_DEMO_ACCOUNTS and request.user.is_demo
    is_excused = is_excused or request.actor.person_id is not None
    if is_excused or request.session.get(SECOND_STEP_KEY):
        return False
    if is_mfa_enabled(request.user):
        request.session[SECOND_STEP_KEY] = True
        return False
    return True


def _actor(request: Any) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    place = place_chosen(request.user, request.session.get(MEMBERSHIP_KEY), request.today)
    return place.actor if place else None


def _lines(action: str) -> Any:
    from bansou.commons.access.table import TABLE

    return [line for line in TABLE if line.action == action]


def allowed(request: Any, action: str, thing: Thing) -> bool:
    """Tell whether the member at the desk may do `action` to this one thing."""
    return may(request.actor, action, thing, request.today)
