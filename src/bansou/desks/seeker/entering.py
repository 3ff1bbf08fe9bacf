"""Coming in by a letter: its code and the birth date, then a login of one's own; and leaving fast."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import User
from bansou.desks.seeker.entry_forms import LetterForm, LoginForm
from bansou.desks.shared.door import door
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.letters import Entered, WayIn, choosing, service_of, with_code
from bansou.desks.shared.places import MEMBERSHIP_KEY
from bansou.people.accounts.actions import account_of_letter, new_user, open_account
from bansou.people.accounts.models import PersonAccount
from bansou.people.accounts.queries import keeper_of_code
from bansou.people.accounts.refusals import AccountEnded, WrongCode

_LETTER = WayIn(
    name="letter",
    wrong=WrongCode,
    keeper_of=keeper_of_code,
    account_of=account_of_letter,
    first_address="seeker:enter",
    first_page="seeker/enter.html",
    second_address="seeker:choose_login",
    second_page="seeker/choose_login.html",
)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@door("public.read")
def with_letter(request: Any) -> HttpResponse:
    """1／2: ask for code and birth date. Who has signed in adds the body to their account."""

    def join(account: PersonAccount) -> HttpResponse:
        with acting(service_of(account.organisation_id), why="account opened"):
            open_account(account=account, user=request.user, at=request.now)
        request.session[MEMBERSHIP_KEY] = str(account.person_id)
        messages.success(request, _("この窓口のページを加えました。"))
        return redirect("start")

    form = LetterForm(request.POST if request.method == "POST" else None)
    return with_code(request, _LETTER, form, join=join)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@door("public.read")
def choose_login(request: Any) -> HttpResponse:
    """2／2: an e-mail address or a name of one's own, and a password; then one is in."""

    def opened(entered: Entered, form: DeskForm) -> User:
        account = PersonAccount.objects.filter(pk=entered.account_id, closed_at=None).first()
        if account is None:
            raise AccountEnded()
        said = form.cleaned_data
        user = new_user(login=said["login"], password=said["password"], at=request.now)
        open_account(account=account, user=user, at=request.now)
        return user

    def then() -> HttpResponse:
        messages.success(request, _("あなたのページができました。"))
        return redirect("seeker:home")

    posted = request.POST if request.method == "POST" else None
    return choosing(request, _LETTER, lambda _entered: LoginForm(posted), opened=opened, then=then)


@require_safe
@door("public.read")
def leave(request: Any) -> HttpResponse:
    """Sign out at once and show something harmless: somebody may be looking over the shoulder."""
    logout(request)
    return redirect(settings.QUICK_EXIT_URL)
