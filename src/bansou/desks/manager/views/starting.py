"""事業を始める: a programme for a fiscal year with its first scheme, and taking it back unused."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.forms import ProgrammeForm
from bansou.desks.shared.door import door
from bansou.programmes.actions import is_in_use, start_programme, take_back_programme
from bansou.programmes.models import Programme
from bansou.programmes.queries import programmes_of, scheme_version_on
from bansou.schemes import reader

_YEARS_BEHIND = 6


@door("programme.edit")
def start(request: Any) -> HttpResponse:
    """Start a programme, from a template or from the scheme of an earlier year."""
    year = FiscalYear.of(request.today).year
    years = [(it, FiscalYear(it).label) for it in range(year + 1, year - _YEARS_BEHIND, -1)]
    own = list(programmes_of((request.actor.require_organisation(),)))
    form = ProgrammeForm(
        request.POST or None,
        schemes=_schemes(own),
        years=years,
        initial={"fiscal_year": year},
    )
    if form.is_valid():
        try:
            key = _started(request, form, own)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("事業を始めました。目標と委託を登録し、事業スキームを確かめてください。")
            )
            return redirect("manager:programme", key=key)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manager/programmes/start.html", {"form": form}, status=status)


def _schemes(own: list[Programme]) -> list[tuple[Any, Any]]:
    earlier = [(str(it.pk), f"{FiscalYear(it.fiscal_year).label}　{it.name}") for it in own]
    templates = [(name, reader.read_template(name).title) for name in reader.template_names()]
    groups: list[tuple[Any, Any]] = [(_("ひな形"), templates)]
    if earlier:
        groups.insert(0, (_("これまでの事業から引き継ぐ"), earlier))
    return groups


def _started(request: Any, form: ProgrammeForm, own: list[Programme]) -> UUID:
    """Start it once.

    :raises bansou.programmes.actions.ProgrammeExists: there is one for this scheme and year
    """
    said = form.cleaned_data
    earlier = next((it for it in own if str(it.pk) == said["scheme"]), None)

    def work() -> dict[str, str]:
        programme = start_programme(
            by=request.actor,
            scheme_id=earlier.scheme_id if earlier else said["scheme"],
            text=_text_of(earlier) if earlier else reader.template(said["scheme"]),
            fiscal_year=said["fiscal_year"],
            at=request.now,
            name=said["name"],
            note=_note(earlier),
        )
        return {"programme": str(programme.pk)}

    body = {name: said[name] for name in ("scheme", "fiscal_year", "name")}
    done = once(by=request.actor, key=form.key, action="programme.start", body=body, work=work)
    return UUID(done["programme"])


def _text_of(earlier: Programme) -> str:
    return scheme_version_on(earlier, earlier.ends_on).text


def _note(earlier: Programme | None) -> str:
    if earlier is None:
        return _("ひな形から")
    return _("%(year)sから引き継ぎ") % {"year": FiscalYear(earlier.fiscal_year).label}


@door("programme.edit")
def take_back(request: Any, key: UUID) -> HttpResponse:
    """Ask whether to take a programme back that nothing rests on yet."""
    programme = programme_at(request, key)
    back = reverse("manager:programme", args=[programme.pk])
    if request.method == "POST":
        try:
            take_back_programme(programme=programme)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, _("事業を取り消しました。"))
        return redirect("manager:programmes")
    return render(
        request,
        "manager/programmes/take_back.html",
        {
            "programme": programme,
            "is_in_use": is_in_use(programme),
            "question": _("この事業を取り消しますか"),
            "body": _(
                "事業スキームの第1版も消えます。始めたことと取り消したことは、履歴に残ります。"
            ),
            "facts": (
                (_("事業"), programme.name),
                (_("年度"), FiscalYear(programme.fiscal_year).label),
            ),
            "back_url": back,
        },
    )
