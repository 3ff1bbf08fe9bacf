"""The desks of an organisation: what is said about them, and what each page of theirs shows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.rules import Thing
from bansou.commons.clock import day_begins_at, day_in_sentence, local_moment, moment_on_screen
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.bookings.changing import asked
from bansou.desks.counsellor.bookings.forms import (
    WEEKDAYS,
    DeskForms,
)
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.parts import Link
from bansou.support.consultation.booking.models import DeskHours, ServiceDesk, TimeOff
from bansou.support.consultation.booking.opening import (
    change_desk,
    set_up_desk,
)
from bansou.support.consultation.booking.planning import days_of_round
from bansou.support.consultation.booking.queries import hours_of, times_off

_ACTION = "desk.edit"
_SHOWN_DAYS = 366


def _own_desks(request: Any) -> Any:
    return ServiceDesk.objects.filter(organisation_id=request.actor.organisation_id)


def desk_at(request: Any, pk: UUID) -> ServiceDesk:
    """A desk of the organisation that the member may set up.

    :raises Http404: there is none
    """
    desk: ServiceDesk | None = _own_desks(request).filter(pk=pk).first()
    if desk is None or not allowed(request, _ACTION, Thing(desk.organisation_id)):
        raise Http404
    return desk


@require_safe
@door(_ACTION)
@refusing
def desks(request: Any) -> HttpResponse:
    """The desks of the organisation."""
    values = {"desks": list(_own_desks(request).order_by("name", "id"))}
    return render(request, "counsellor/bookings/desks.html", values)


def _crumbs(*further: str) -> list[Link]:
    return [
        Link(_("窓口"), reverse("counsellor:desks")),
        *(Link(text) for text in further),
    ]


def edit(
    request: Any,
    form: Any,
    work: Callable[[], ServiceDesk],
    *,
    done: str,
    **words: Any,
) -> HttpResponse:
    """Ask; when the answer is valid do the work and show the desk."""
    if form.is_valid():
        try:
            desk = work()
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return redirect("counsellor:desk", desk.pk)
    return asked(request, form=form, above=_crumbs(words["verb"]), **words)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def add(request: Any) -> HttpResponse:
    """Set up a desk."""
    form = DeskForms(request.POST or None, initial={"channels": ["visit", "phone"]})

    def work() -> ServiceDesk:
        return set_up_desk(keeper_id=request.actor.require_organisation(), words=form.words())

    return edit(
        request,
        form,
        work,
        title=_("窓口をつくる"),
        verb=_("窓口をつくる"),
        back_url=reverse("counsellor:desks"),
        done=_("窓口をつくりました。次に、開設時間と当番を入れてください。"),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def change(request: Any, pk: UUID) -> HttpResponse:
    """Put right what is said about a desk."""
    desk = desk_at(request, pk)
    names = [name for name in DeskForms.base_fields if name != "version"]
    initial = {name: getattr(desk, name) for name in names} | {"version": desk.version}
    form = DeskForms(request.POST or None, initial=initial)

    def work() -> ServiceDesk:
        seen = form.cleaned_data["version"] or 0
        change_desk(desk=desk, seen_version=seen, words=form.words())
        return desk

    return edit(
        request,
        form,
        work,
        title=_("%(name)sを直す") % {"name": desk.name},
        verb=_("直して保存する"),
        back_url=reverse("counsellor:desk", args=[desk.pk]),
        done=_("窓口を直しました。"),
    )


@require_safe
@door(_ACTION)
@refusing
def desk(request: Any, pk: UUID) -> HttpResponse:
    """A desk: its hours with whose turn it is, and when it is closed."""
    it = desk_at(request, pk)
    hours = list(hours_of(it, request.today))
    members = {duty.member_id for one in hours for duty in one.duties.all()}
    values = {
        "desk": it,
        "hours": [_hours_row(one, request.today) for one in hours],
        "rounds": _rounds(it, hours, request.today),
        "off": [_off_row(one, request.today) for one in times_off(it, members, request.now)],
        "crumbs": _crumbs(it.name),
        "weekly": ", ".join(label for _value, label in it.channel_choices),
    }
    return render(request, "counsellor/bookings/desk.html", values)


_EVERY_WEEK = gettext_lazy("毎週")


def weeks_in_words(weeks: list[int]) -> str:
    """毎週, 第1・第3."""
    return "・".join(_("第%(week)d") % {"week": week} for week in weeks) or str(_EVERY_WEEK)


def opened_on(hours: DeskHours) -> str:
    """毎週 月曜."""
    return f"{weeks_in_words(hours.weeks)} {dict(WEEKDAYS)[hours.weekday]}"


def _hours_row(hours: DeskHours, today: date) -> dict[str, Any]:
    return {
        "it": hours,
        "day": opened_on(hours),
        "times": f"{hours.starts_at:%H:%M}–{hours.ends_at:%H:%M}",
        "until": day_in_sentence(hours.valid_until, today) if hours.valid_until else "",
        "duties": [
            (duty, duty.member.user.name, weeks_in_words(duty.weeks))
            for duty in hours.duties.all()
            if duty.valid_until is None or duty.valid_until >= today
        ],
    }


def _rounds(desk: ServiceDesk, hours: list[DeskHours], today: date) -> list[tuple[Any, list[date]]]:
    """The coming year's days of rounds; those on which the desk is closed are left out."""
    until = today + timedelta(days=_SHOWN_DAYS)
    return [(one, days_of_round(one, desk, today, until)) for one in hours if one.place]


def _off_row(off: TimeOff, today: date) -> tuple[TimeOff, str, str, str]:
    whose = off.member.user.name if off.member else _("窓口の休業")
    last = off.ends_at - timedelta(minutes=1)
    is_whole = local_moment(off.starts_at) == day_begins_at(local_moment(off.starts_at).date())
    if is_whole:
        first, final = local_moment(off.starts_at).date(), local_moment(last).date()
        days = [day_in_sentence(day, today) for day in dict.fromkeys((first, final))]
        return off, whose, "–".join(days), off.reason
    return (
        off,
        whose,
        f"{moment_on_screen(off.starts_at, today)}–{local_moment(off.ends_at):%H:%M}",
        off.reason,
    )
