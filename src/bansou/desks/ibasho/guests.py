"""Guests by nickname, their stages, and the log of what happened at the place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.desks.ibasho.finding import answered, attended_place, crumbs, guest_at, refusing
from bansou.desks.ibasho.forms import GuestForm, IncidentForm, StageForm
from bansou.desks.shared.door import door
from bansou.support.ibasho.attending import (
    check_in,
    move_to_stage,
    note_incident,
    renew_code,
    show_nickname,
    welcome_guest,
)
from bansou.support.ibasho.models import IbashoGuest
from bansou.support.ibasho.queries import known


@require_http_methods(["GET", "POST"])
@door("ibasho.attend")
@refusing
def new(request: Any, pk: UUID) -> HttpResponse:
    """Welcome somebody new, by what they want to be called; they are here on that day."""
    it = attended_place(request, pk)
    form = GuestForm(request.POST or None, initial={"on": request.today})

    def do() -> None:
        said, by = form.cleaned_data, request.actor
        guest = welcome_guest(
            by=by, ibasho=it, nickname=said["nickname"], is_shown=said["is_shown"], on=said["on"]
        )
        check_in(by=by, guest=guest, on=said["on"], today=request.today, at=request.now)

    return answered(
        request,
        form,
        do,
        done=_("はじめての人を迎えました。"),
        title=_("はじめての人を迎える"),
        verb=_("迎える"),
        back_url=reverse("ibasho:place", args=[it.pk]),
        ibasho=it,
    )


@require_http_methods(["GET", "POST"])
@door("ibasho.attend")
@refusing
def guest(request: Any, pk: UUID) -> HttpResponse:
    """One guest: stages with their days, the days they came, and their code to give away."""
    it = guest_at(request, pk)
    moves = request.method == "POST" and "stage" in request.POST
    form = StageForm(request.POST if moves else None, initial={"from_on": request.today})
    if request.method == "POST" and not moves:
        _decide(request, it)
        return redirect("ibasho:guest", pk=it.pk)
    if form.is_valid():
        said = form.cleaned_data
        try:
            move_to_stage(
                by=request.actor,
                guest=it,
                stage=said["stage"],
                from_on=said["from_on"],
                today=request.today,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("段階を書きました。"))
            return redirect("ibasho:guest", pk=it.pk)
    values = {
        "it": it,
        "known": known(it),
        "form": form,
        "crumbs": crumbs(it.nickname, ibasho=it.ibasho),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "ibasho/guest.html", values, status=status)


def _decide(request: Any, it: IbashoGuest) -> None:
    """What the guest wishes about their nickname and their code."""
    if "renew_code" in request.POST:
        renew_code(guest=it)
        messages.success(request, _("つながり番号を新しくしました。前の番号では、何も見えません。"))
    elif "show" in request.POST:
        show_nickname(guest=it, is_shown=request.POST["show"] == "yes")
        messages.success(request, _("タブレットの表示を変えました。"))


@require_http_methods(["GET", "POST"])
@door("ibasho.attend")
@refusing
def incident(request: Any, pk: UUID) -> HttpResponse:
    """Write down what happened at a place."""
    it = attended_place(request, pk)
    form = IncidentForm(request.POST or None, initial={"on": request.today})

    def do() -> None:
        said = form.cleaned_data
        note_incident(
            by=request.actor,
            ibasho=it,
            on=said["on"],
            happened=said["happened"],
            done=said["done"],
            today=request.today,
            at=request.now,
        )

    return answered(
        request,
        form,
        do,
        done=_("できごとを記録しました。"),
        title=_("できごとを記録する"),
        verb=_("記録する"),
        back_url=reverse("ibasho:place", args=[it.pk]),
        ibasho=it,
    )
