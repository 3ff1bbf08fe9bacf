"""One question about a visit or trial, and the way back from it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bansou.commons.errors import Refusal
from bansou.desks.experience.finding import address_of, crumbs
from bansou.desks.shared.asking import ask
from bansou.desks.shared.forms import RowedForm
from bansou.support.experience.models import Experience


def answered(
    request: Any,
    experience: Experience,
    form: RowedForm,
    do: Callable[[], object],
    *,
    done: str,
    title: str,
    verb: str,
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Do what the form asks for and go back to the page of the visit or trial, or ask again."""
    if form.is_valid():
        try:
            do()
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return redirect(address_of(experience))
    return ask(
        request,
        form,
        title=title,
        verb=verb,
        body=body,
        facts=facts,
        words=experience.wishes,
        back_url=address_of(experience),
        crumbs=crumbs(title, experience=experience),
    )
