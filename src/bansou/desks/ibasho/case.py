"""What the person of a case lets be known of the places they go to, and linking by their code."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.ibasho.finding import refusing
from bansou.desks.ibasho.forms import CodeForm
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force
from bansou.support.ibasho.linking import PURPOSE, link_guest
from bansou.support.ibasho.queries import known_of


@require_http_methods(["GET", "POST"])
@door("ibasho.read")
@refusing
def page(request: Any, pk: UUID) -> HttpResponse:
    """How it goes for somebody at a place to be, while they agree that it is known."""
    it = _case(request, pk)
    may_link = allowed(request, "ibasho.link", it.thing(Level.CASEWORK))
    if request.method == "POST" and not may_link:
        raise Http404
    form = CodeForm(request.POST or None, initial={"agreed_on": request.today})
    if form.is_valid() and _is_linked(request, it, form):
        messages.success(request, _("居場所のようすが、ここで見られるようになりました。"))
        return redirect("ibasho:case", pk=it.pk)
    agreed = consent_in_force(it, PURPOSE)
    values = {
        "case": it,
        "name": called(it),
        "agreed": agreed,
        "known": known_of(it) if agreed else [],
        "form": form,
        "may_link": may_link,
        "crumbs": [
            Link(called(it), reverse("counsellor:case", args=[it.pk])),
            Link(_("居場所のようす")),
        ],
    }
    note_opening(request, it, "ibasho")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "ibasho/case.html", values, status=status)


def _is_linked(request: Any, it: Case, form: CodeForm) -> bool:
    try:
        link_guest(
            by=request.actor,
            case=it,
            code=form.cleaned_data["code"],
            agreed_on=form.cleaned_data["agreed_on"],
            today=request.today,
            at=request.now,
        )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


def _case(request: Any, key: UUID) -> Case:
    case = (
        Case.objects.select_related("person", "responsible__user", "organisation")
        .filter(pk=key)
        .first()
    )
    if case is None:
        raise Http404
    request.is_judged = True
    if not allowed(request, "ibasho.read", case.thing(Level.CASEWORK)):
        note_opening(request, case, "ibasho", kind=AccessLog.Kind.REFUSED)
        raise Http404
    return case
