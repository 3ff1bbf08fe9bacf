"""One question about a visit or trial on a page of its own: a few fields, and the verb."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bansou.commons.errors import Refusal
from bansou.desks.experience.finding import address_of, crumbs
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Link
from bansou.support.experience.models import Experience


def ask(
    request: Any,
    form: DeskForm,
    *,
    title: str,
    verb: str,
    back_url: str,
    crumbs: Sequence[Link],
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
    words: str = "",
) -> HttpResponse:
    """Show the form; after a refused answer with what was filled in.

    :param words: the person's own words, which stand above the fields
    """
    values = {
        "form": form,
        "title": title,
        "verb": verb,
        "back_url": back_url,
        "crumbs": crumbs,
        "body": body,
        "facts": facts,
        "words": words,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "experience/form.html", values, status=status)


def answered(
    request: Any,
    experience: Experience,
    form: DeskForm,
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
