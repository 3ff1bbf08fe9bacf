"""When a desk is open, and whose turn it is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.access.rules import Thing
from bansou.commons.organisations.models import Membership
from bansou.desks.counsellor.bookings.desks import desk_at, edit, opened_on
from bansou.desks.counsellor.bookings.forms import DutyForm, HoursForm, LastDayForm
from bansou.desks.counsellor.members import COUNSELLING, counselling_members
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import allowed, door
from bansou.programmes.models import Contract
from bansou.support.consultation.booking.models import DeskHours, Duty, ServiceDesk
from bansou.support.consultation.booking.opening import (
    close_hours,
    end_duty,
    open_hours,
    put_on_duty,
)

_ACTION = "desk.edit"


@require_http_methods(["GET", "POST"])
@door(_ACTION)
@refusing
def hours_add(request: Any, pk: UUID) -> HttpResponse:
    """Open a desk on a day of the week."""
    it = desk_at(request, pk)
    form = HoursForm(request.POST or None, initial={"valid_from": request.today})

    def work() -> ServiceDesk:
        open_hours(desk=it, opening=form.opening())
        return it

    return edit(
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

    return edit(
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

    return edit(
        request,
        form,
        work,
        title=_("当番を加える"),
        verb=_("加える"),
        facts=[(_("開設時間"), f"{opened_on(hours)} {hours.label}")],
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

    return edit(
        request,
        form,
        work,
        title=_("%(name)sの当番を終わりにする") % {"name": duty.member.user.name},
        body=_("この後に予約があるときは、先にその予約を移してください。"),
        verb=_("終わりにする"),
        back_url=reverse("counsellor:desk", args=[duty.hours.desk_id]),
        done=_("当番の終わりを決めました。"),
    )
