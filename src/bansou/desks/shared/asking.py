"""One question on a page of its own: a few fields, and the verb; and doing what the answer asks for."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bansou.commons.errors import Refusal
from bansou.desks.shared.forms import DeskForm, RowedForm
from bansou.desks.shared.parts import Link


def ask(
    request: Any,
    form: RowedForm,
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
    return render(request, "components/question.html", values, status=status)


def answered(
    request: Any,
    form: RowedForm,
    do: Callable[[], object],
    *,
    done: str,
    back_url: str,
    onward: Callable[[Any], str] | None = None,
    **asked: Any,
) -> HttpResponse:
    """Do what the form asks for and go back, or ask (again, with what was filled in).

    :param onward: the address of what was made, where one goes on instead of going back
    :param asked: what `ask` takes
    """
    gone = carried_out(request, form, do, done=done, back_url=back_url, onward=onward)
    return gone or ask(request, form, back_url=back_url, **asked)


def carried_out(
    request: Any,
    form: DeskForm,
    do: Callable[[], object],
    *,
    done: str,
    back_url: str,
    onward: Callable[[Any], str] | None = None,
) -> HttpResponse | None:
    """Do what the form asks for and go back; nothing where it was not sent, or was refused."""
    if not form.is_valid():
        return None
    try:
        made = do()
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None
    messages.success(request, done)
    return redirect(onward(made) if onward else back_url)
