"""Who is around somebody and what they said: read, written, and never the person's own words.

Read and written by those who read the sensitive records of a case of their own body.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.actions import once
from bansou.desks.counsellor.cases.asking import anew, ask
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.families.forms import (
    ChangedContactForm,
    ContactForm,
    StatementForm,
    TellingForm,
    WithdrawForm,
)
from bansou.desks.counsellor.names import addressed
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.cases.models import Case
from bansou.people.families.actions import (
    add_contact,
    amend_contact,
    settle_telling,
    withdraw_statement,
    write_statement,
)
from bansou.people.families.models import LEVEL, FamilyContact, FamilyStatement
from bansou.people.families.queries import contact_at, contacts_of, statement_at

_READ, _EDIT = "case.open", "case.edit"


@require_safe
@door(_READ)
@refusing
def family(request: Any, pk: UUID) -> HttpResponse:
    """Everybody around the person with what they said. Opening it is written into the log."""
    it = _own(request, pk, _READ)
    contacts = list(contacts_of(it.case))
    note_opening(request, it.case, "family")
    title = _("家族等の連絡先と話")
    values = {
        "case": it.case,
        "title": title,
        "who": addressed(it.case),
        "crumbs": crumbs(request.actor, it.case, title),
        "contacts": contacts,
        "may_edit": it.may(_EDIT, LEVEL),
    }
    return render(request, "counsellor/families/page.html", values)


def _own(request: Any, pk: UUID, action: str) -> Opened:
    """A case of the member's own body whose sensitive records they read.

    :raises Http404: it is none of theirs
    """
    it = opened(request, pk, action, LEVEL)
    if not it.is_own:
        raise Http404
    return it


@require_http_methods(["GET", "POST"])
@door(_EDIT)
@refusing
def add(request: Any, pk: UUID) -> HttpResponse:
    """Write down somebody around the person; who called first is offered as it was noted then."""
    it = _own(request, pk, _EDIT)
    noted = it.case.fields
    called = {"relation": noted.get("client_relation"), "reach": noted.get("client_contact")}
    form = ContactForm(request.POST or None, initial={**called, "request_key": uuid7()})

    def do() -> None:
        _once(
            request,
            form,
            "family.add",
            it.case.pk,
            lambda: add_contact(by=request.actor, case=it.case, who=form.who()),
        )

    return _answered(
        request,
        it.case,
        form,
        do,
        title=_("家族等の連絡先を加える"),
        kept=_("連絡先を加えました。"),
    )


@require_http_methods(["GET", "POST"])
@door(_EDIT)
@refusing
def change(request: Any, pk: UUID) -> HttpResponse:
    """Put right who somebody is and how they are reached."""
    contact, it = _contact(request, pk)
    form = ChangedContactForm(request.POST or None, contact)

    def do() -> None:
        amend_contact(contact=contact, seen_version=form.cleaned_data["version"], who=form.who())

    return _answered(
        request,
        it.case,
        form,
        do,
        version=contact.version,
        title=_("%(who)sの連絡先を変える") % {"who": contact},
        kept=_("連絡先を変えました。"),
    )


@require_http_methods(["GET", "POST"])
@door(_EDIT)
@refusing
def say(request: Any, pk: UUID) -> HttpResponse:
    """Write down what a contact said."""
    contact, it = _contact(request, pk)
    usual = {
        "said_on": it.today,
        "telling": FamilyStatement.Telling.UNASKED,
        "request_key": uuid7(),
    }
    form = StatementForm(request.POST or None, initial=usual)

    def write() -> FamilyStatement:
        return write_statement(
            by=request.actor, contact=contact, said=form.said(), today=it.today, at=request.now
        )

    def do() -> None:
        _once(request, form, "family.say", contact.pk, write)

    return _answered(
        request,
        it.case,
        form,
        do,
        title=_("%(who)sの話を書く") % {"who": contact},
        body=_("本人のページには出ません。本人の言葉とは分けて残します。"),
        kept=_("聞いた話を書きとめました。"),
    )


@require_http_methods(["GET", "POST"])
@door(_EDIT)
@refusing
def telling(request: Any, pk: UUID) -> HttpResponse:
    """Write down whether the person may be told what somebody said."""
    statement, it = _statement(request, pk)
    known = {"telling": statement.telling, "version": statement.version}
    form = TellingForm(request.POST or None, initial=known)

    def do() -> None:
        said = form.cleaned_data
        settle_telling(statement=statement, seen_version=said["version"], telling=said["telling"])

    return _answered(
        request,
        it.case,
        form,
        do,
        version=statement.version,
        title=_("本人に伝えてよいかを書く"),
        facts=_of(statement),
        kept=_("本人に伝えてよいかを書きとめました。"),
    )


@require_http_methods(["GET", "POST"])
@door(_EDIT)
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Take back what was written down wrongly."""
    statement, it = _statement(request, pk)
    form = WithdrawForm(request.POST or None, initial={"version": statement.version})

    def do() -> None:
        said = form.cleaned_data
        withdraw_statement(
            statement=statement,
            seen_version=said["version"],
            because=said["because"],
            at=request.now,
        )

    return _answered(
        request,
        it.case,
        form,
        do,
        version=statement.version,
        title=_("この話の記録を取り消す"),
        verb=_("取り消す"),
        body=_("記録は消えずに、取り消したものとして残ります。"),
        facts=_of(statement),
        kept=_("話の記録を取り消しました。"),
    )


def _contact(request: Any, pk: UUID) -> tuple[FamilyContact, Opened]:
    contact = contact_at(request.actor.require_organisation(), pk)
    if contact is None:
        raise Http404
    return contact, _own(request, contact.case_id, _EDIT)


def _statement(request: Any, pk: UUID) -> tuple[FamilyStatement, Opened]:
    statement = statement_at(request.actor.require_organisation(), pk)
    if statement is None:
        raise Http404
    return statement, _own(request, statement.case_id, _EDIT)


def _of(statement: FamilyStatement) -> list[tuple[str, str]]:
    return [
        (_("話した人"), str(statement.contact)),
        (_("聞いた日"), wareki(statement.said_on)),
        (_("聞いた話"), statement.text),
    ]


def _once(
    request: Any,
    form: Any,
    action: str,
    of: UUID,
    work: Callable[[], FamilyContact | FamilyStatement],
) -> None:
    """Do what a form asks for once, however often it arrives."""
    said = form.cleaned_data
    body = {name: str(value) for name, value in said.items() if name != "request_key"}
    once(
        by=request.actor,
        key=said["request_key"],
        action=action,
        body=body | {"of": str(of)},
        work=lambda: {"key": str(work().pk)},
    )


def _answered(
    request: Any,
    case: Case,
    form: Any,
    do: Callable[[], None],
    *,
    title: str,
    kept: str,
    verb: str = "",
    version: int = 0,
    **words: Any,
) -> HttpResponse:
    """Do it and go back to everybody around the person, or show the question."""
    if form.is_valid():
        try:
            do()
        except Refusal as refusal:
            anew(form, refusal, version)
        else:
            messages.success(request, kept)
            return redirect("counsellor:family", case.pk)
    return ask(
        request, case, title=title, verb=verb or _("書きとめる"), crumb=title, form=form, **words
    )
