"""Accounts as allauth is to treat them here, and whose address a request comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.actions import choose_password
from bansou.commons.organisations.models import User
from bansou.desks.shared.login_names import as_address, counts_codes


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an organisation for its staff; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Write it down as the account's owner did it: signed in, or by the link in a letter."""
        with acting(Actor(user_id=user.pk, name=user.name), why="password chosen"):
            choose_password(user=user, password=password)


def account_named(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the account that somebody tries to enter, in one spelling for all ways to write it.

    allauth calls the address "email" where it checks a password; our own checks say "login".
    """
    told = credentials or request.POST
    named = str(told.get("login") or told.get("email") or "")
    return unicodedata.normalize("NFKC", as_address(named)).strip().casefold()


def failures_allowed(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> int:
    """Return after how many failures of one name an address is locked out.

    Codes of letters are counted for an address together, at which many people may open theirs.
    """
    is_code = counts_codes(account_named(request, credentials))
    return settings.CODE_FAILURES if is_code else settings.SIGN_IN_FAILURES


def client_address(request: HttpRequest) -> str:
    """Return the address of the browser, past the proxies of `BANSOU_TRUSTED_PROXIES`."""
    from allauth.account.adapter import get_adapter

    address: str = get_adapter(request).get_client_ip(request)
    return address


def not_offered(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer as if there were no such page: changing one's own address, and confirming it.

    :raises Http404: always; the organisation that opens an account vouches for its address
    """
    raise Http404
