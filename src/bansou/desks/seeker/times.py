"""Choosing a time for a talk: first one of the days that have free times, then the time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import day_or_none, local_moment, weekday_of
from bansou.commons.keys import uuid7
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import BoxedRadios
from bansou.support.consultation.booking.actions import Place
from bansou.support.consultation.booking.models import ServiceDesk
from bansou.support.consultation.booking.own import FreeTime


@dataclass(frozen=True, slots=True)
class Day:
    """A day with free times."""

    on: date
    number: int
    is_chosen: bool

    @property
    def weekday(self) -> str:
        return weekday_of(self.on)


@dataclass(frozen=True, slots=True)
class Offered:
    """The days that can be chosen, and the times of the chosen one."""

    days: Sequence[Day]
    on: date | None
    times: Sequence[FreeTime]


def offered_at(request: Any, times: Sequence[FreeTime]) -> Offered:
    """The day that the address names, else the first; an address may name a day that was free."""
    numbers: dict[date, int] = {}
    for it in times:
        numbers[it.on] = numbers.get(it.on, 0) + 1
    on = day_or_none(request.GET.get("on", "")) or next(iter(numbers), None)
    return Offered(
        days=[Day(day, number, day == on) for day, number in numbers.items()],
        on=on,
        times=[it for it in times if it.on == on],
    )


class TimeForm(DeskForm):
    """At what time of the chosen day; for a new talk also about what, if somebody wants to say so."""

    at = forms.ChoiceField(
        label=_("時間"), error_messages={"required": _("時間を1つ選んでください。")}
    )
    purpose = forms.CharField(
        label=_("話したいこと"),
        required=False,
        max_length=200,
        help_text=_("書かなくてもかまいません。窓口で予約を受ける人にも見えます。"),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, times: Sequence[FreeTime], asks_purpose: bool = True, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if not asks_purpose:
            del self.fields["purpose"]
        offered = {_key(it.starts_at, it.member_id): it for it in times}
        fields: Any = self.fields
        fields["at"].widget = BoxedRadios({key: _with_whom(it) for key, it in offered.items()})
        choices = [(key, f"{it.starts_at:%H:%M}") for key, it in offered.items()]
        fields["at"].choices = [*choices, *self._no_longer(offered)]

    def _no_longer(self, offered: Any) -> list[tuple[str, str]]:
        """What was chosen before it was taken: the action says what became of it."""
        chosen = str(self.data.get("at", ""))
        read = _read(chosen)
        if read is None or chosen in offered:
            return []
        return [(chosen, f"{local_moment(read[0]):%H:%M}")]

    def place(self, desk: ServiceDesk) -> Place:
        """What was chosen, as the action takes it."""
        read = _read(self.cleaned_data["at"])
        if read is None:
            raise LookupError("a time was taken that is none")
        starts_at, member_id = read
        return Place(desk=desk, member_id=member_id, starts_at=starts_at)


def _key(starts_at: datetime, member_id: UUID) -> str:
    return f"{starts_at.isoformat()} {member_id}"


def _read(key: str) -> tuple[datetime, UUID] | None:
    moment, _gap, member = key.partition(" ")
    try:
        starts_at, member_id = datetime.fromisoformat(moment), UUID(member)
    except ValueError:
        return None
    return (local_moment(starts_at), member_id) if starts_at.tzinfo else None


def _with_whom(it: FreeTime) -> str:
    return "　".join(filter(None, (it.name, it.place)))
