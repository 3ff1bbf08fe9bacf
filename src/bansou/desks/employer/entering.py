"""Coming in by an invitation: its code and the corporate number, then a password of one's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import User
from bansou.desks.employer.entry_forms import InvitationForm, OwnPasswordForm
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.letters import Entered, WayIn, choosing, service_of, with_code
from bansou.desks.shared.places import MEMBERSHIP_KEY
from bansou.employers.accounts.actions import account_of_invitation, new_user, open_account
from bansou.employers.accounts.models import CompanyAccount
from bansou.employers.accounts.queries import keeper_of_invitation
from bansou.employers.accounts.refusals import AddressTaken, InvitationExpired, WrongInvitation

_INVITATION = WayIn(
    name="invitation",
    wrong=WrongInvitation,
    keeper_of=keeper_of_invitation,
    account_of=account_of_invitation,
    first_address="employer:enter",
    first_page="employer/enter.html",
    second_address="employer:choose_password",
    second_page="employer/choose_password.html",
)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@door("public.read")
def with_letter(request: Any) -> HttpResponse:
    """1／2: ask for code and corporate number; who has signed in adds the company to theirs."""

    def join(account: CompanyAccount) -> HttpResponse:
        """Add the company to the account whose address was invited, and to no other."""
        if request.user.email != account.email:
            raise AddressTaken()
        with acting(service_of(account.organisation_id), why="invitation taken up"):
            seat = open_account(account=account, user=request.user, at=request.now)
        request.session[MEMBERSHIP_KEY] = f"{seat.pk}:{account.company_id}"
        messages.success(request, _("この窓口の企業のページを加えました。"))
        return redirect("start")

    form = InvitationForm(request.POST if request.method == "POST" else None)
    return with_code(
        request, _INVITATION, form, join=join, login_of=lambda account: str(account.email)
    )


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@door("public.read")
def choose_password(request: Any) -> HttpResponse:
    """2／2: a password; then one is in."""

    def form_for(entered: Entered) -> OwnPasswordForm:
        posted = request.POST if request.method == "POST" else None
        return OwnPasswordForm(posted, login=entered.login)

    def opened(entered: Entered, form: DeskForm) -> User:
        found = CompanyAccount.objects.select_related("company")
        account = found.filter(pk=entered.account_id, closed_at=None).first()
        if account is None:
            raise InvitationExpired()
        user = new_user(account=account, password=form.cleaned_data["password"], at=request.now)
        open_account(account=account, user=user, at=request.now)
        return user

    return choosing(request, _INVITATION, form_for, opened=opened, then=lambda: redirect("start"))
