"""One form on a page of its own: what it is about, the fields in their sections, and the verb."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Link


def ask(
    request: Any,
    form: DeskForm | None,
    *,
    title: str,
    verb: str,
    back_url: str,
    crumbs: Sequence[Link],
    body: str = "",
    facts: Sequence[tuple[str, str]] = (),
    is_final: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show the form; after a refused answer with what was filled in."""
    values = {
        "form": form,
        "title": title,
        "verb": verb,
        "back_url": back_url,
        "crumbs": crumbs,
        "body": body,
        "facts": facts,
        "is_final": is_final,
        **more,
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "matching/form.html", values, status=status)


def sent_once(
    request: Any,
    action: str,
    form: DeskForm,
    work: Callable[[], Mapping[str, str]],
    **about: UUID | str,
) -> Mapping[str, Any] | None:
    """Do the work of a form that carries a request key once, however often it is sent.

    None where it was refused, which the form then says.

    :param about: what the form is about beside its fields
    """
    # What is empty is left out: a question that the first answer brought up is not in the second.
    filled = {name: value for name, value in form.cleaned_data.items() if value}
    said = {name: str(value) for name, value in filled.items() if name != "request_key"}
    body = said | {name: str(value) for name, value in about.items()}
    key = form.cleaned_data["request_key"]
    try:
        return once(by=request.actor, key=key, action=action, body=body, work=work)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None


def come_between(
    form: DeskForm, refusal: Refusal, version: int, facts: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Keep what was typed, take the version on record, and tell what that says."""
    form.add_refusal(refusal)
    data: Any = form.data.copy()
    data["version"] = str(version)
    form.data = data
    return [(_("いまの記録の%(what)s") % {"what": term}, said) for term, said in facts]
