"""The account of the person of a case: the letter that opens it, its term, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.clock import wareki
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.accounts.actions import end_account, issue_code, may_open, renew_account
from bansou.people.accounts.letter import letter_pdf
from bansou.people.accounts.models import PersonAccount
from bansou.people.accounts.queries import latest_account_of
from bansou.people.accounts.refusals import AccountNotOpen
from bansou.people.accounts.rules import is_live
from bansou.people.persons.models import Person

_ISSUE = "account.issue"


def _person(request: Any, pk: UUID) -> tuple[Opened, Person]:
    """The case of an address and who it is of.

    :raises Http404: nobody is registered on it yet
    """
    it = opened(request, pk, _ISSUE)
    if it.case.person is None:
        raise Http404
    return it, it.case.person


@require_safe
@door(_ISSUE)
@refusing
def account(request: Any, pk: UUID) -> HttpResponse:
    """How the account stands, and what can be done about it."""
    it, person = _person(request, pk)
    found = latest_account_of(person)
    values = {
        "case": it.case,
        "person": person,
        "account": found,
        "state": _state(found, request),
        "crumbs": crumbs(request.actor, it.case, _("本人のページ")),
    }
    return render(request, "counsellor/cases/account.html", values)


def _state(account: PersonAccount | None, request: Any) -> str:
    """One word for where the account stands."""
    if account is None:
        return "none"
    if account.closed_at:
        return "ended"
    if account.opened_at:
        lives = is_live(account.opened_at, None, account.until_on, request.today)
        return "open" if lives else "over"
    opens = may_open(account, request.now)
    return "sent" if opens else "expired"


@require_POST
@door(_ISSUE)
@refusing
def letter(request: Any, pk: UUID) -> HttpResponse:
    """Make a code and give back the letter, the only place where the code stands."""
    it, person = _person(request, pk)
    made, code = issue_code(person=person, at=request.now)
    note_opening(request, it.case, "account", made.pk)
    paper = letter_pdf(
        account=made,
        person=person,
        code=code,
        body=it.case.organisation.name,
        address=request.build_absolute_uri(reverse("seeker:enter")),
        contact=request.actor.name,
        at=request.now,
    )
    answer = HttpResponse(paper, content_type="application/pdf")
    name = _("わたしのページのご案内.pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@require_POST
@door(_ISSUE)
@refusing
def renew(request: Any, pk: UUID) -> HttpResponse:
    """Let the account go on for another term."""
    it, person = _person(request, pk)
    until_on = renew_account(account=_open_one(person), today=request.today)
    messages.success(request, _("%(day)sまで使えるようにしました。") % {"day": wareki(until_on)})
    return redirect("counsellor:account", it.case.pk)


@require_http_methods(["GET", "POST"])
@door(_ISSUE)
@refusing
def end(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether to end the account; end it at once."""
    it, person = _person(request, pk)
    if request.method == "POST":
        end_account(account=_open_one(person), at=request.now)
        messages.success(request, _("アカウントを終えました。もう入れません。"))
        return redirect("counsellor:account", it.case.pk)
    return ask(
        request,
        it.case,
        title=_("本人のページのアカウントを終えますか"),
        verb=_("アカウントを終える"),
        body=_("本人は、すぐに入れなくなります。記録は残ります。また手紙を出せば、始められます。"),
        is_final=True,
        back_url=reverse("counsellor:account", args=[it.case.pk]),
    )


def _open_one(person: Person) -> PersonAccount:
    account = latest_account_of(person)
    if account is None or account.closed_at:
        raise AccountNotOpen()
    return account
