"""How desks are set up: what is said about them, hours, turns, closed days and leave."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.access.rules import Thing
from bansou.commons.clock import day_begins_at, day_in_sentence, local_moment, moment_on_screen
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.desks.counsellor.bookings.changing import asked
from bansou.desks.counsellor.bookings.forms import (
    WEEKDAYS,
    DeskForms,
    DutyForm,
    HoursForm,
    LastDayForm,
    TimeOffForm,
)
from bansou.desks.counsellor.members import COUNSELLING, counselling_members
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.parts import Link
from bansou.programmes.models import Contract
from bansou.support.consultation.booking.models import DeskHours, Duty, ServiceDesk, TimeOff
from bansou.support.consultation.booking.opening import (
    be_back,
    change_desk,
    close_hours,
    end_duty,
    open_hours,
    put_on_duty,
    set_up_desk,
    take_off,
)
from bansou.support.consultation.booking.planning import days_of_round
from bansou.support.consultation.booking.queries import hours_of, times_off

_ACTION = "desk.edit"
_SHOWN_DAYS = 366


def _own_desks(request: Any) -> Any:
    return ServiceDesk.objects.filter(organisation_id=request.actor.organisation_id)


def _desk_at(request: Any, pk: UUID) -> ServiceDesk:
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


def _edit(
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
    return asked(request, form=form, **words)


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def add(request: Any) -> HttpResponse:
    """Set up a desk."""
    form = DeskForms(request.POST or None, initial={"channels": ["visit", "phone"]})

    def work() -> ServiceDesk:
        return set_up_desk(keeper_id=request.actor.require_organisation(), words=form.words())

    return _edit(
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
    desk = _desk_at(request, pk)
    names = [name for name in DeskForms.base_fields if name != "version"]
    initial = {name: getattr(desk, name) for name in names} | {"version": desk.version}
    form = DeskForms(request.POST or None, initial=initial)

    def work() -> ServiceDesk:
        seen = form.cleaned_data["version"] or 0
        change_desk(desk=desk, seen_version=seen, words=form.words())
        return desk

    return _edit(
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
    it = _desk_at(request, pk)
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


def _hours_row(hours: DeskHours, today: date) -> dict[str, Any]:
    return {
        "it": hours,
        "day": f"{weeks_in_words(hours.weeks)} {dict(WEEKDAYS)[hours.weekday]}",
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


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def hours_add(request: Any, pk: UUID) -> HttpResponse:
    """Open a desk on a day of the week."""
    it = _desk_at(request, pk)
    form = HoursForm(request.POST or None, initial={"valid_from": request.today})

    def work() -> ServiceDesk:
        open_hours(desk=it, opening=form.opening())
        return it

    return _edit(
        request,
        form,
        work,
        title=_("%(name)sの開設時間を加える") % {"name": it.name},
        verb=_("加える"),
        back_url=reverse("counsellor:desk", args=[it.pk]),
        done=_("開設時間を加えました。だれの当番かを入れると、予約できるようになります。"),
    )


def _hours_at(request: Any, pk: UUID) -> DeskHours:
    hours = DeskHours.objects.select_related("desk").filter(pk=pk).first()
    if hours is None or not allowed(request, _ACTION, Thing(hours.organisation_id)):
        raise Http404
    return hours


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def hours_end(request: Any, pk: UUID) -> HttpResponse:
    """Ask with which day the hours end."""
    hours = _hours_at(request, pk)
    form = LastDayForm(request.POST or None, initial={"last_on": request.today})

    def work() -> ServiceDesk:
        close_hours(hours=hours, last_on=form.cleaned_data["last_on"])
        return hours.desk

    return _edit(
        request,
        form,
        work,
        title=_("この開設時間を終わりにする"),
        body=_("当番も、この日で終わります。この後に予約があるときは、終わりにできません。"),
        verb=_("終わりにする"),
        back_url=reverse("counsellor:desk", args=[hours.desk_id]),
        done=_("開設時間の終わりを決めました。"),
    )


def _members(request: Any) -> list[tuple[str, str]]:
    """The counsellors of the organisation, and those of its contractors."""
    own = [
        (str(m.pk), m.user.name)
        for m in counselling_members(request.actor.organisation_id, request.today)
    ]
    contractors = Contract.objects.filter(
        organisation_id=request.actor.organisation_id,
        starts_on__lte=request.today,
        ends_on__gte=request.today,
    ).values("contractor_id")
    theirs = (
        Membership.objects.filter(
            organisation_id__in=contractors, role__in=COUNSELLING, from_on__lte=request.today
        )
        .exclude(until_on__lt=request.today)
        .select_related("user", "organisation")
        .order_by("organisation__name", "user__name")
    )
    return [*own, *((str(m.pk), f"{m.user.name}（{m.organisation.name}）") for m in theirs)]


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def duty_add(request: Any, pk: UUID) -> HttpResponse:
    """Ask whose turn it is in a desk's hours."""
    hours = _hours_at(request, pk)
    first = max(request.today, hours.valid_from)
    form = DutyForm(request.POST or None, members=_members(request), initial={"valid_from": first})

    def work() -> ServiceDesk:
        said = form.cleaned_data
        put_on_duty(
            hours=hours,
            member_id=UUID(said["member"]),
            weeks=said["weeks"],
            valid_from=said["valid_from"],
            valid_until=said["valid_until"],
        )
        return hours.desk

    return _edit(
        request,
        form,
        work,
        title=_("当番を加える"),
        verb=_("加える"),
        facts=[(_("開設時間"), f"{_hours_row(hours, request.today)['day']} {hours.label}")],
        back_url=reverse("counsellor:desk", args=[hours.desk_id]),
        done=_("当番を加えました。週の表から予約できます。"),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def duty_end(request: Any, pk: UUID) -> HttpResponse:
    """Ask with which day a counsellor's turn ends."""
    duty = Duty.objects.select_related("hours__desk", "member__user").filter(pk=pk).first()
    if duty is None or not allowed(request, _ACTION, Thing(duty.organisation_id)):
        raise Http404
    form = LastDayForm(request.POST or None, initial={"last_on": request.today})

    def work() -> ServiceDesk:
        end_duty(duty=duty, last_on=form.cleaned_data["last_on"])
        return duty.hours.desk

    return _edit(
        request,
        form,
        work,
        title=_("%(name)sの当番を終わりにする") % {"name": duty.member.user.name},
        body=_("この後に予約があるときは、先にその予約を移してください。"),
        verb=_("終わりにする"),
        back_url=reverse("counsellor:desk", args=[duty.hours.desk_id]),
        done=_("当番の終わりを決めました。"),
    )


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def off_add(request: Any, pk: UUID) -> HttpResponse:
    """Ask who is away or that the desk is closed, from when until when."""
    it = _desk_at(request, pk)
    members = {
        str(duty.member_id): duty.member.user.name
        for hours in hours_of(it, request.today)
        for duty in hours.duties.all()
    }
    whose = [("", _("窓口を閉める")), *sorted(members.items(), key=lambda item: item[1])]
    form = TimeOffForm(
        request.POST or None,
        whose=whose,
        initial={"from_on": request.today, "until_on": request.today},
    )
    form.fields["whose"].required = False

    def work() -> ServiceDesk:
        member = form.cleaned_data["whose"]
        starts_at, ends_at = form.span()
        take_off(
            keeper_id=it.organisation_id,
            desk=None if member else it,
            member_id=UUID(member) if member else None,
            starts_at=starts_at,
            ends_at=ends_at,
            reason="" if member else form.cleaned_data["reason"],
        )
        return it

    return _edit(
        request,
        form,
        work,
        title=_("休業日か休みを入れる"),
        verb=_("入れる"),
        back_url=reverse("counsellor:desk", args=[it.pk]),
        done=_("休みを入れました。この間は予約できません。"),
    )


@require_POST
@door(_ACTION)
@refusing
def off_end(request: Any, pk: UUID) -> HttpResponse:
    """Take a closed day or a leave back."""
    off = TimeOff.objects.filter(pk=pk).first()
    if off is None or not allowed(request, _ACTION, Thing(off.organisation_id)):
        raise Http404
    be_back(time_off=off)
    messages.success(request, _("休みを取り消しました。"))
    back = request.POST.get("desk", "")
    return (
        redirect("counsellor:desk", _desk_at(request, UUID(back)).pk)
        if back
        else redirect("counsellor:desks")
    )
