"""The places: which there are, and one of them with who is there today and when it is open."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.access.queries import may
from bansou.commons.clock import FiscalYear
from bansou.commons.holidays import is_holiday
from bansou.commons.organisations.models import Organisation
from bansou.desks.ibasho.finding import (
    answered,
    attended_place,
    crumbs,
    kept_place,
    may_keep,
    refusing,
)
from bansou.desks.ibasho.forms import DaysForm, PlaceForm
from bansou.desks.shared.door import allowed, door
from bansou.programmes.models import Contract
from bansou.support.ibasho.attending import check_in
from bansou.support.ibasho.keeping import (
    describe_ibasho,
    found_ibasho,
    open_days,
    renew_tablet,
)
from bansou.support.ibasho.models import Ibasho, IbashoGuest
from bansou.support.ibasho.queries import (
    day_of,
    guests_at,
    incidents_at,
    next_days,
    places_of,
    places_run_by,
    visits_on,
)
from bansou.support.ibasho.rules import opening_days

#: The tablet's address is shown once, on the page that comes after making it.
_SHOWN_ONCE = "tablet_address"
_NEXT, _LATEST = 6, 5


@require_safe
@door("ibasho.keep")
@refusing
def places(request: Any) -> HttpResponse:
    """Every place that one's own organisation runs or keeps, with its opening today."""
    own = request.actor.require_organisation()
    found = {it.pk: it for it in (*places_run_by(own), *places_of(own))}
    rows = [
        (it, day_of(it, request.today), allowed(request, "ibasho.attend", it.thing()))
        for it in found.values()
    ]
    values = {
        "rows": rows,
        "may_see_numbers": may(request.actor, "ibasho.numbers", None, request.today),
    }
    return render(request, "ibasho/places.html", values)


def _operators(request: Any) -> list[Organisation]:
    contracts = Contract.objects.filter(organisation_id=request.actor.organisation_id)
    return list(Organisation.objects.filter(pk__in=contracts.values("contractor_id")))


@require_http_methods(["GET", "POST"])
@door("ibasho.keep")
@refusing
def new(request: Any) -> HttpResponse:
    """Ask about a new place."""
    form = PlaceForm(request.POST or None, operators=_operators(request))
    return answered(
        request,
        form,
        lambda: found_ibasho(by=request.actor, described=form.described()),
        done=_("居場所を加えました。次に、開く日を入れてください。"),
        title=_("居場所を加える"),
        verb=_("加える"),
        back_url=reverse("ibasho:places"),
    )


@require_http_methods(["GET", "POST"])
@door("ibasho.keep")
@refusing
def edit(request: Any, pk: UUID) -> HttpResponse:
    """How it is at a place, in its form."""
    it = kept_place(request, pk)
    operators = {one.pk: one for one in _operators(request)}
    if it.operator is not None:
        operators[it.operator.pk] = it.operator
    form = PlaceForm(
        request.POST or None, operators=operators.values(), initial=PlaceForm.said_of(it)
    )
    return answered(
        request,
        form,
        lambda: describe_ibasho(
            ibasho=it, seen_version=form.cleaned_data["version"], described=form.described()
        ),
        done=_("直しました。前の内容は履歴に残っています。"),
        title=_("居場所の案内を直す"),
        verb=_("直して保存する"),
        back_url=reverse("ibasho:places"),
    )


@require_http_methods(["GET", "POST"])
@door("ibasho.keep")
@refusing
def days(request: Any, pk: UUID) -> HttpResponse:
    """Ask on which days a place is open; public holidays are left out."""
    it = kept_place(request, pk)
    year = FiscalYear.of(request.today)
    first = {"first_on": request.today, "last_on": year.ends_on}
    form = DaysForm(request.POST or None, initial=first)

    def do() -> None:
        opening = form.opening()
        every = opening_days(opening.first_on, opening.last_on, opening.weekdays)
        holidays = [day for day in every[:366] if is_holiday(day)]
        open_days(ibasho=it, opening=opening, closed=holidays)

    return answered(
        request,
        form,
        do,
        done=_("開く日を入れました。"),
        title=_("開く日を入れる"),
        verb=_("入れる"),
        body=_("祝日は入りません。同じ日をもう一度入れると、時刻が新しくなります。"),
        back_url=reverse("ibasho:places"),
    )


@require_http_methods(["GET", "POST"])
@door("ibasho.attend")
@refusing
def place(request: Any, pk: UUID) -> HttpResponse:
    """One place: who is here today, everybody who comes, the next days, what happened."""
    it = attended_place(request, pk)
    if request.method == "POST":
        guest = IbashoGuest.objects.filter(ibasho=it, pk=request.POST.get("guest")).first()
        if guest is not None:
            on = request.today
            check_in(by=request.actor, guest=guest, on=on, today=on, at=request.now)
        return redirect("ibasho:place", pk=it.pk)
    here = list(visits_on(it, request.today))
    values = {
        "it": it,
        "opening": day_of(it, request.today),
        "here": here,
        "here_ids": {visit.guest_id for visit in here},
        "guests": guests_at(it),
        "next_days": next_days(it, request.today, _NEXT),
        "incidents": incidents_at(it)[:_LATEST],
        "may_keep": may_keep(request, it),
        "address": request.session.pop(_SHOWN_ONCE, ""),
        "crumbs": crumbs(ibasho=it),
    }
    return render(request, "ibasho/place.html", values)


@require_POST
@door("ibasho.attend")
@refusing
def renew(request: Any, pk: UUID) -> HttpResponse:
    """Make a new secret address for the tablet; it is shown once."""
    it: Ibasho = attended_place(request, pk)
    secret = renew_tablet(by=request.actor, ibasho=it)
    request.session[_SHOWN_ONCE] = request.build_absolute_uri(reverse("ibasho:door", args=[secret]))
    messages.success(request, _("受付のアドレスを作りました。前のアドレスは使えなくなりました。"))
    return redirect("ibasho:place", pk=it.pk)
