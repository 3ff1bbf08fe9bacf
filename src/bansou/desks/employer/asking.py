"""One question to the company on a page of its own: a few fields, and the verb."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bansou.desks.shared.asking import carried_out
from bansou.desks.shared.forms import DeskForm


def answered(
    request: Any,
    form: DeskForm,
    do: Callable[[], object],
    *,
    title: str,
    verb: str,
    done: str,
    back_url: str = "",
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Do what the form asks for and go back, or ask again with what was filled in."""
    back_url = back_url or reverse("employer:home")
    if gone_back := carried_out(request, form, do, done=done, back_url=back_url):
        return gone_back
    values = {
        "form": form,
        "title": title,
        "verb": verb,
        "body": body,
        "facts": facts,
        "back_url": back_url,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "employer/form.html", values, status=status)
