"""One question to the company on a page of its own: a few fields, and the verb."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bansou.commons.errors import Refusal
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
    if form.is_valid():
        try:
            do()
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return redirect(back_url)
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
