"""資格: the licences of the psychologists, and until when each is valid."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.desks.counselling.finding import answered, may_do, members_of, refusing, tabs_of
from bansou.desks.counselling.forms import LicenceForm
from bansou.desks.shared.door import door
from bansou.support.counselling.rostering import correct_licence, licences_of, register_licence

_BACK = "counselling:licences"


@require_safe
@door("counselling.rota")
@refusing
def licences(request: Any) -> HttpResponse:
    """Every psychologist with their licences; who has none that is valid today stands out."""
    rows = list(licences_of(request.actor.require_organisation()))
    valid = {it.member_id for it in rows if it.is_valid_on(request.today)}
    values = {
        "rows": [(it, it.is_valid_on(request.today)) for it in rows],
        "without": [m.user.name for m in members_of(request) if m.pk not in valid],
        "may_keep": may_do(request, "licence.keep"),
        "tabs": tabs_of(request, _BACK),
    }
    return render(request, "counselling/licences.html", values)


@require_http_methods(["GET", "POST"])
@door("licence.keep")
@refusing
def register(request: Any) -> HttpResponse:
    """Ask what the document of a licence shows."""
    form = LicenceForm(
        request.POST or None, members=members_of(request), initial={"checked_on": request.today}
    )

    def do() -> None:
        register_licence(
            by=request.actor,
            member=form.members[form.cleaned_data["member"]],
            seen=form.seen(),
            today=request.today,
        )

    return answered(
        request,
        form,
        do,
        done=_("資格を登録しました。有効な日に枠を出せます。"),
        title=_("資格を登録する"),
        verb=_("登録する"),
        back=_BACK,
    )


@require_http_methods(["GET", "POST"])
@door("licence.keep")
@refusing
def licence(request: Any, pk: UUID) -> HttpResponse:
    """A licence in its form: renewed, ended, or put right."""
    it = licences_of(request.actor.require_organisation()).filter(pk=pk).first()
    if it is None:
        raise Http404
    names = ("profession", "number", "valid_from", "valid_until", "checked_on", "version")
    first = {name: getattr(it, name) for name in names} | {"member": str(it.member_id)}
    form = LicenceForm(request.POST or None, members=[it.member], initial=first)

    def do() -> None:
        correct_licence(
            by=request.actor,
            licence=it,
            seen=form.seen(),
            seen_version=form.cleaned_data["version"],
            today=request.today,
        )

    return answered(
        request,
        form,
        do,
        done=_("直しました。前の内容は履歴に残っています。"),
        title=_("資格を直す"),
        verb=_("直して保存する"),
        back=_BACK,
    )
