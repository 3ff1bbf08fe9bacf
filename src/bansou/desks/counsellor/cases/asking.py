"""One question about a case on a page of its own: what changes, a few fields, and the verb."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.shared.forms import DeskForm
from bansou.people.cases.models import Case


def ask(
    request: Any,
    case: Case,
    *,
    title: str,
    verb: str,
    form: DeskForm | None = None,
    crumb: str = "",
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
    is_final: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show the question; after a refused answer with what was filled in.

    A question whose answer cannot be undone has やめる in focus.
    """
    values = {
        "case": case,
        "crumbs": crumbs(request.actor, case, crumb or verb),
        "title": title,
        "question": title,
        "body": body,
        "facts": facts,
        "form": form,
        "verb": verb,
        "is_final": is_final,
        "action": request.get_full_path(),
        "back_url": reverse("counsellor:case", args=[case.pk]),
        **more,
    }
    template = "counsellor/cases/form.html" if form else "counsellor/cases/question.html"
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, template, values, status=status)


def kept(request: Any, it: Any, sentence: str) -> HttpResponse:
    """Say that it is written down, and go back to the case."""
    messages.success(request, sentence)
    return redirect("counsellor:case", it.case.pk)


def anew(form: Any, refusal: Refusal, version: int) -> None:
    """Show a refusal; who comes second sees what is on record, keeps their text, and may send."""
    form.add_refusal(refusal)
    if isinstance(refusal, EditedMeanwhile):
        form.data = form.data.copy()
        form.data["version"] = str(version)
