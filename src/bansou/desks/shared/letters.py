"""Coming in by a letter: its code and what only the addressee knows, then a login of one's own.

People and employers come in alike. Wrong codes are counted by address under a name that nobody
signs in with, and far more of them are let pass than wrong passwords: at a counter or in a library
many people open their letters at one computer, and who mistypes must not shut the others out. What
keeps a code from being guessed is its length; each letter besides bears few wrong answers to its
second question, and says so itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation, User
from bansou.commons.organisations.services import service_actor
from bansou.desks.shared.failures import locked_out
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.login_names import counted_as

#: So long the second page waits for a login to be chosen.
_WAITS = timedelta(minutes=30)
_BACKEND = "bansou.desks.shared.signing_in.MemberBackend"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """One kind of letter: who has issued a code, and where its two pages are.

    :ivar name: under which wrong codes are counted, and who is between both pages is remembered
    :ivar wrong: the refusal that says nothing of what was wrong, and is counted
    :ivar keeper_of: the body that has issued a code
    :ivar account_of: the account that a code opens, asked by a service of that body
    """

    name: str
    wrong: type[Refusal]
    keeper_of: Callable[[str], UUID | None]
    account_of: Callable[..., Any]
    first_address: str
    first_page: str
    second_address: str
    second_page: str

    @property
    def counted(self) -> dict[str, str]:
        return {"login": counted_as(self.name)}


@dataclass(frozen=True, slots=True)
class Entered:
    """Whose letter was entered, and until when its second page waits."""

    keeper_id: UUID
    account_id: UUID
    until: datetime
    login: str = ""

    def kept(self) -> list[str]:
        """As a session keeps it."""
        return [str(self.keeper_id), str(self.account_id), self.until.isoformat(), self.login]


def with_code(
    request: Any,
    way: WayIn,
    form: DeskForm,
    *,
    join: Callable[[Any], HttpResponse],
    login_of: Callable[[Any], str] = lambda _account: "",
) -> HttpResponse:
    """1／2: a right code leads on, or joins the account to who has signed in already.

    :param join: what it does for who has signed in
    :param login_of: by what an account will be signed in to, where the office has said that
    """
    request.comes_by_letter = True
    if not AxesProxyHandler.is_allowed(request, way.counted):
        return locked_out(request)
    if form.is_valid():
        try:
            account = _account(request, way, form)
            if request.user.is_authenticated:
                return join(account)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            until = request.now + _WAITS
            entered = Entered(account.organisation_id, account.pk, until, login_of(account))
            request.session[way.name] = entered.kept()
            return redirect(way.second_address)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, way.first_page, {"form": form}, status=status)


def _account(request: Any, way: WayIn, form: DeskForm) -> Any:
    """The account that was entered; a wrong code is counted against this address.

    :raises Refusal: what `way.account_of` refuses
    """
    keeper_id = way.keeper_of(form.cleaned_data["code"])
    try:
        if keeper_id is None:
            raise way.wrong()
        return _checked(request, way, keeper_id, form.cleaned_data)
    except way.wrong:
        user_login_failed.send(sender=type(form), credentials=way.counted, request=request)
        raise


def _checked(request: Any, way: WayIn, keeper_id: UUID, said: dict[str, Any]) -> Any:
    """Ask the body that issued the code; that an answer was wrong is written all the same."""
    refused: Refusal | None = None
    with acting(service_of(keeper_id), why=f"{way.name} entered"):
        try:
            return way.account_of(at=request.now, **said)
        except Refusal as refusal:
            refused = refusal
    raise refused


def choosing(
    request: Any,
    way: WayIn,
    form_for: Callable[[Entered], DeskForm],
    *,
    opened: Callable[[Entered, DeskForm], User],
    then: Callable[[], HttpResponse],
) -> HttpResponse:
    """2／2: how to sign in from now on; then one is in.

    :param opened: opens the account, in a transaction of the body's service
    """
    entered = _waiting(request, way)
    if entered is None:
        request.session.pop(way.name, None)
        return redirect(way.first_address)
    form = form_for(entered)
    if form.is_valid():
        try:
            with acting(service_of(entered.keeper_id), why="account opened"), transaction.atomic():
                user = opened(entered, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            del request.session[way.name]
            login(request, user, backend=_BACKEND)
            return then()
    status = 422 if form.is_bound and form.errors else 200
    values = {"form": form, "login": entered.login}
    return render(request, way.second_page, values, status=status)


def _waiting(request: Any, way: WayIn) -> Entered | None:
    """Who is between both pages; nobody once it took too long."""
    kept = request.session.get(way.name)
    if kept is None:
        return None
    keeper, account, until, named = kept
    entered = Entered(UUID(keeper), UUID(account), datetime.fromisoformat(until), named)
    return entered if request.now <= entered.until else None


def service_of(keeper_id: UUID) -> Actor:
    """The service that opens accounts at a body."""
    return service_actor("accounts", Organisation.objects.get(pk=keeper_id))
