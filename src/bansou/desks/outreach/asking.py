"""A question of the desk: what is done when it is answered, and where one goes then."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bansou.commons.errors import Refusal
from bansou.desks.outreach.finding import address_of, crumbs
from bansou.desks.shared.asking import ask
from bansou.desks.shared.forms import RowedForm
from bansou.people.cases.models import Case


def answered(
    request: Any,
    form: RowedForm,
    do: Callable[[], object],
    *,
    done: str,
    title: str,
    verb: str,
    back_url: str,
    case: Case | None = None,
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Do what the form asks for and go back, or ask again with what was filled in."""
    if form.is_valid():
        try:
            do()
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return redirect(back_url)
    return ask(
        request,
        form,
        title=title,
        verb=verb,
        body=body,
        facts=facts,
        back_url=back_url,
        crumbs=crumbs(title, case=case),
    )


def answered_on(
    request: Any, case: Case, form: RowedForm, do: Callable[[], object], **words: Any
) -> HttpResponse:
    """The same on a case: one goes back to everything of outreach on it."""
    back_url = words.pop("back_url", "") or address_of(case)
    return answered(request, form, do, back_url=back_url, case=case, **words)
