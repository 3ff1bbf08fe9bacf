"""Coming in by an invitation: its code and the corporate number, then a password of one's own."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation, User
from bansou.commons.organisations.services import service_actor
from bansou.desks.employer.forms import LetterForm, PasswordForm
from bansou.desks.shared.door import door
from bansou.desks.shared.failures import locked_out
from bansou.desks.shared.places import MEMBERSHIP_KEY
from bansou.employers.accounts.actions import account_of_invitation, new_user, open_account
from bansou.employers.accounts.models import CompanyAccount
from bansou.employers.accounts.queries import keeper_of_invitation
from bansou.employers.accounts.refusals import AddressTaken, InvitationExpired, WrongInvitation

_ENTERED = "invitation"
_WAITS = timedelta(minutes=30)
_BACKEND = "bansou.desks.shared.signing_in.MemberBackend"
#: Wrong codes are counted under one name for each address: there is no account yet.
_COUNTED = {"login": "invitation"}


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@door("public.read")
def with_letter(request: Any) -> HttpResponse:
    """1／2: ask for code and corporate number; who has signed in adds the company to theirs."""
    if not AxesProxyHandler.is_allowed(request, _COUNTED):
        return locked_out(request)
    form = LetterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _entered(request, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "employer/enter.html", {"form": form}, status=status)


def _entered(request: Any, form: LetterForm) -> HttpResponse:
    keeper_id = keeper_of_invitation(form.cleaned_data["code"])
    try:
        if keeper_id is None:
            raise WrongInvitation()
        account = _checked(request, keeper_id, form.cleaned_data)
    except WrongInvitation:
        user_login_failed.send(sender=LetterForm, credentials=_COUNTED, request=request)
        raise
    if request.user.is_authenticated:
        return _joined(request, account)
    until = (request.now + _WAITS).isoformat()
    request.session[_ENTERED] = [str(keeper_id), str(account.pk), account.email, until]
    return redirect("employer:choose_password")


def _checked(request: Any, keeper_id: UUID, said: dict[str, Any]) -> CompanyAccount:
    """Ask the body that issued the code; that a number was wrong is written all the same."""
    refused: Refusal | None = None
    with acting(_service(keeper_id), why="invitation entered"):
        try:
            return account_of_invitation(at=request.now, **said)
        except Refusal as refusal:
            refused = refusal
    raise refused


def _joined(request: Any, account: CompanyAccount) -> HttpResponse:
    """Add the company to the account whose address was invited, and to no other."""
    if request.user.email != account.email:
        raise AddressTaken()
    with acting(_service(account.organisation_id), why="invitation taken up"):
        seat = open_account(account=account, user=request.user, at=request.now)
    request.session[MEMBERSHIP_KEY] = f"{seat.pk}:{account.company_id}"
    messages.success(request, _("この窓口の企業のページを加えました。"))
    return redirect("start")


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@door("public.read")
def choose_password(request: Any) -> HttpResponse:
    """2／2: a password; then one is in."""
    waiting = request.session.get(_ENTERED)
    if waiting is None or request.now > datetime.fromisoformat(waiting[3]):
        request.session.pop(_ENTERED, None)
        return redirect("employer:enter")
    form = PasswordForm(request.POST if request.method == "POST" else None, login=waiting[2])
    if form.is_valid():
        try:
            user = _opened(request, UUID(waiting[0]), UUID(waiting[1]), form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            del request.session[_ENTERED]
            login(request, user, backend=_BACKEND)
            return redirect("start")
    status = 422 if form.is_bound and form.errors else 200
    values = {"form": form, "login": waiting[2]}
    return render(request, "employer/choose_password.html", values, status=status)


def _opened(request: Any, keeper_id: UUID, key: UUID, form: PasswordForm) -> User:
    with acting(_service(keeper_id), why="invitation taken up"), transaction.atomic():
        found = CompanyAccount.objects.select_related("company")
        account = found.filter(pk=key, closed_at=None).first()
        if account is None:
            raise InvitationExpired()
        password = form.cleaned_data["password"]
        user = new_user(account=account, password=password, at=request.now)
        open_account(account=account, user=user, at=request.now)
    return user


def _service(keeper_id: UUID) -> Actor:
    return service_actor("accounts", Organisation.objects.get(pk=keeper_id))
