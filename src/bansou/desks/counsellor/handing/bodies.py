"""関係機関: the bodies without accounts to which letters go, and their addresses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.errors import Refusal
from bansou.desks.counsellor.handing.forms import BodyForm
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.people.sharing.bodies import change_body, register_body
from bansou.people.sharing.queries import bodies_of, body_of

KEEP = "body.keep"


@require_safe
@door(KEEP)
@refusing
def bodies(request: Any) -> HttpResponse:
    """All bodies, by kind and name."""
    values = {"rows": bodies_of(request.actor.require_organisation()), "crumbs": _crumbs()}
    return render(request, "counsellor/handing/bodies.html", values)


@require_http_methods(["GET", "POST"])
@door(KEEP)
@refusing
def add(request: Any) -> HttpResponse:
    """Ask for a body; enter it."""
    form = BodyForm(request.POST or None, initial={"kind": "medical"})
    return _answered(request, form, None)


@require_http_methods(["GET", "POST"])
@door(KEEP)
@refusing
def change(request: Any, pk: UUID) -> HttpResponse:
    """Ask what is known of a body now."""
    body = body_of(pk)
    if body is None or body.organisation_id != request.actor.organisation_id:
        raise Http404
    names = ("name", "kind", "department", "address", "phone", "version")
    form = BodyForm(request.POST or None, initial={name: getattr(body, name) for name in names})
    return _answered(request, form, body)


def _answered(request: Any, form: BodyForm, body: Any) -> HttpResponse:
    if form.is_valid():
        try:
            if body is None:
                register_body(by=request.actor, address=form.written())
            else:
                seen = form.cleaned_data["version"]
                change_body(body=body, seen_version=seen, address=form.written())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("保存しました。"))
            return redirect("counsellor:bodies")
    title = _("関係機関を直す") if body else _("関係機関を加える")
    values = {
        "title": title,
        "crumbs": _crumbs(title),
        "form": form,
        "verb": _("保存する"),
        "action": request.get_full_path(),
        "back_url": reverse("counsellor:bodies"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "counsellor/cases/form.html", values, status=status)


def _crumbs(*further: str) -> list[Link]:
    first = Link(_("関係機関"), reverse("counsellor:bodies") if further else "")
    return [first, *(Link(text) for text in further)]
