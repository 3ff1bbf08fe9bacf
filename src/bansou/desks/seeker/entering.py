"""Coming in by a letter: its code and the birth date, then a login of one's own; and leaving fast."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation, User
from bansou.commons.organisations.services import service_actor
from bansou.desks.seeker.entry_forms import LetterForm, LoginForm
from bansou.desks.shared.door import door
from bansou.desks.shared.failures import locked_out
from bansou.desks.shared.places import MEMBERSHIP_KEY
from bansou.people.accounts.actions import account_of_letter, new_user, open_account
from bansou.people.accounts.models import PersonAccount
from bansou.people.accounts.queries import keeper_of_code
from bansou.people.accounts.refusals import AccountEnded, WrongCode

_ENTERED = "letter"
#: So long the second page waits for a login to be chosen.
_WAITS = timedelta(minutes=30)
_BACKEND = "bansou.desks.shared.signing_in.MemberBackend"
#: Wrong codes are counted under one name for each address: there is no account yet.
_COUNTED = {"login": "letter"}


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@door("public.read")
def with_letter(request: Any) -> HttpResponse:
    """1／2: ask for code and birth date. Who has signed in adds the body to their account."""
    if not AxesProxyHandler.is_allowed(request, _COUNTED):
        return locked_out(request)
    form = LetterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            entered = _entered(request, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return entered
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/enter.html", {"form": form}, status=status)


def _entered(request: Any, form: LetterForm) -> HttpResponse:
    """Where a right code leads; a wrong one is counted against this address.

    :raises Refusal: what `account_of_letter` and `open_account` refuse
    """
    code, birth_on = form.cleaned_data["code"], form.cleaned_data["birth_on"]
    keeper_id = keeper_of_code(code)
    try:
        if keeper_id is None:
            raise WrongCode()
        account = _checked(request, keeper_id, code, birth_on)
    except WrongCode:
        user_login_failed.send(sender=LetterForm, credentials=_COUNTED, request=request)
        raise
    if request.user.is_authenticated:
        _join(request, account, request.user)
        messages.success(request, _("この窓口のページを加えました。"))
        return redirect("start")
    request.session[_ENTERED] = [
        str(keeper_id),
        str(account.pk),
        (request.now + _WAITS).isoformat(),
    ]
    return redirect("seeker:choose_login")


def _checked(request: Any, keeper_id: UUID, code: str, birth_on: Any) -> PersonAccount:
    """Ask the body that issued the code; that a birth date was wrong is written all the same."""
    refused: Refusal | None = None
    with acting(_service(keeper_id), why="letter entered"):
        try:
            return account_of_letter(code=code, birth_on=birth_on, at=request.now)
        except Refusal as refusal:
            refused = refusal
    raise refused


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@door("public.read")
def choose_login(request: Any) -> HttpResponse:
    """2／2: an e-mail address or a name of one's own, and a password; then one is in."""
    waiting = request.session.get(_ENTERED)
    if waiting is None or request.now > datetime.fromisoformat(waiting[2]):
        request.session.pop(_ENTERED, None)
        return redirect("seeker:enter")
    form = LoginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = _opened(request, UUID(waiting[0]), UUID(waiting[1]), form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            del request.session[_ENTERED]
            login(request, user, backend=_BACKEND)
            messages.success(request, _("あなたのページができました。"))
            return redirect("seeker:home")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "seeker/choose_login.html", {"form": form}, status=status)


def _opened(request: Any, keeper_id: UUID, key: UUID, form: LoginForm) -> User:
    said = form.cleaned_data
    with acting(_service(keeper_id), why="account opened"), transaction.atomic():
        account = PersonAccount.objects.filter(pk=key, closed_at=None).first()
        if account is None:
            raise AccountEnded()
        user = new_user(login=said["login"], password=said["password"], at=request.now)
        open_account(account=account, user=user, at=request.now)
    return user


def _join(request: Any, account: PersonAccount, user: User) -> None:
    with acting(_service(account.organisation_id), why="account opened"):
        open_account(account=account, user=user, at=request.now)
    request.session[MEMBERSHIP_KEY] = str(account.person_id)


def _service(keeper_id: UUID) -> Actor:
    return service_actor("accounts", Organisation.objects.get(pk=keeper_id))


@require_safe
@door("public.read")
def leave(request: Any) -> HttpResponse:
    """Sign out at once and show something harmless: somebody may be looking over the shoulder."""
    logout(request)
    return redirect(settings.QUICK_EXIT_URL)
