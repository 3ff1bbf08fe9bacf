"""One question on a page of its own: a few fields, and the verb."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from bansou.desks.shared.forms import RowedForm
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
