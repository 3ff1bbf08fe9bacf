"""The forms of bookings, of waiting, and of desks with their hours and turns."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import JST, day_begins_at, local_moment
from bansou.commons.keys import uuid7
from bansou.desks.shared.fields import ComingDayField, DayField, TimeOfDayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.support.consultation.booking.models import Booking, Channel, ServiceDesk
from bansou.support.consultation.booking.opening import DeskWords, Opening
from bansou.support.consultation.booking.planning import Slot
from bansou.support.consultation.booking.refusals import NobodyNamed

WEEKDAYS = (
    (0, _("月曜")),
    (1, _("火曜")),
    (2, _("水曜")),
    (3, _("木曜")),
    (4, _("金曜")),
    (5, _("土曜")),
    (6, _("日曜")),
)
WEEKS = ((1, _("第1")), (2, _("第2")), (3, _("第3")), (4, _("第4")), (5, _("第5")))


class SlotForm(DeskForm):
    """At what time of a counsellor's day."""

    at = forms.ChoiceField(label=_("時間"), widget=Radios)

    def __init__(self, *args: Any, slots: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {f"{local_moment(s.span.starts_at):%H:%M}": s for s in slots}
        fields: Any = self.fields
        fields["at"].choices = [(key, self._said(key)) for key in self._offered()]

    def _offered(self) -> list[str]:
        """The free times, and what was chosen before it was taken: the action says what became of it."""
        chosen = str(self.data.get("at", ""))
        is_time = len(chosen) == 5 and chosen.replace(":", "").isdigit()
        return sorted({*self.slots, *({chosen} if is_time else ())})

    def _said(self, key: str) -> str:
        """The time, and where it is if that is not at the desk."""
        slot = self.slots.get(key)
        return "　".join(filter(None, (key, slot.place if slot else "")))

    def starts_at(self, day: date) -> datetime:
        """The moment that was chosen."""
        return datetime.combine(day, time.fromisoformat(self.cleaned_data["at"]), tzinfo=JST)


class WhomFields(forms.Form):
    """For whom: a case by its number, or somebody without a name."""

    channel = forms.ChoiceField(label=_("方法"), widget=Radios)
    case_number = forms.CharField(
        label=_("ケース番号"),
        help_text=_("まだケースがない人は、空けておいて、呼び名と連絡のしかたを書きます。"),
        required=False,
        max_length=20,
    )
    nickname = forms.CharField(
        label=_("呼び名"),
        help_text=_("本名でなくてかまいません。例　Aさん、三浦さんのお母さん"),
        required=False,
        max_length=60,
    )
    reach = forms.CharField(
        label=_("連絡のしかた"),
        help_text=_("例　090-0000-0000（18時より後）"),
        required=False,
        max_length=100,
    )
    purpose = forms.CharField(
        label=_("用件"),
        help_text=_("短く書きます。病気や家庭の事情は、相談の記録に書いてください。"),
        required=False,
        max_length=200,
    )


class BookingForm(WhomFields, SlotForm):
    """A new booking."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("at", "channel", "case_number", "nickname", "reach", "purpose")

    def __init__(self, *args: Any, desk: ServiceDesk, has_case: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        _offer_channels(self, desk)
        if has_case:
            for name in ("case_number", "nickname"):
                del self.fields[name]
        self.has_case = has_case

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _refuse_nobody(self, cleaned, self.has_case)
        return cleaned


def _offer_channels(form: Any, desk: ServiceDesk) -> None:
    form.fields["channel"].choices = desk.channel_choices
    if desk.channel_choices:
        form.fields["channel"].initial = desk.channel_choices[0][0]


def _refuse_nobody(form: Any, cleaned: dict[str, Any], has_case: bool) -> None:
    if not has_case and not (cleaned.get("case_number") or cleaned.get("nickname")):
        form.add_refusal(NobodyNamed(field="case_number"))


class WaitingForm(WhomFields, DeskForm):
    """Somebody who waits: with whom, and between which days."""

    member = forms.ChoiceField(label=_("相談員"), required=False)
    from_on = ComingDayField(label=_("この日から"))
    until_on = ComingDayField(label=_("この日まで"))
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = (
        "member",
        "from_on",
        "until_on",
        "channel",
        "case_number",
        "nickname",
        "reach",
        "purpose",
    )

    def __init__(
        self, *args: Any, desk: ServiceDesk, members: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        ahead = {"from_on": today(), "until_on": today() + timedelta(days=28)}
        kwargs["initial"] = {"request_key": uuid7(), **ahead} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        _offer_channels(self, desk)
        fields: Any = self.fields
        fields["member"].choices = [("", _("だれでもよい")), *members]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _refuse_nobody(self, cleaned, has_case=False)
        return cleaned


class CancelForm(DeskForm):
    """By whom a booking is called off, and why."""

    cancelled_by = forms.ChoiceField(
        label=_("だれの都合で"),
        choices=Booking.CancelledBy.choices,
        initial=Booking.CancelledBy.PERSON,
        widget=Radios,
    )
    because = forms.CharField(
        label=_("理由"), help_text=_("例　体調がすぐれない"), required=False, max_length=200
    )


class NoShowForm(DeskForm):
    """What is known of why nobody came."""

    because = forms.CharField(
        label=_("わかったこと"),
        help_text=_("例　電話をしたが出なかった"),
        required=False,
        max_length=200,
    )


class JoinForm(DeskForm):
    """To which case a booking without a name belongs."""

    case_number = forms.CharField(label=_("ケース番号"), max_length=20)


class DeskForms(DeskForm):
    """What is said about a desk."""

    name = forms.CharField(label=_("窓口の名前"), max_length=60)
    place = forms.CharField(
        label=_("場所"),
        help_text=_("紹介状の差出人にもなります。例　中央区加納町6-5-1 市役所2階 12番"),
        max_length=200,
    )
    phone = forms.CharField(label=_("電話番号"), required=False, max_length=30)
    channels = forms.MultipleChoiceField(
        label=_("受ける方法"), choices=Channel.choices, widget=Ticks
    )
    video_url = forms.URLField(
        label=_("ビデオ通話のアドレス"),
        help_text=_("役所で契約している会議室のアドレス。予約した人に案内します。"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )
    slot_minutes = forms.IntegerField(
        label=_("1枠の長さ（分）"), min_value=10, max_value=240, initial=60
    )
    closes_on_holidays = forms.BooleanField(label=_("祝日は閉める"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if Channel.ONLINE in cleaned.get("channels", ()) and not cleaned.get("video_url"):
            self.add_error("video_url", _("ビデオ通話を受けるときは、アドレスを入れてください。"))
        return cleaned

    def words(self) -> DeskWords:
        """What was filled in, as the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return DeskWords(**said)


class HoursForm(DeskForm):
    """When a desk is open."""

    weekday = forms.TypedChoiceField(label=_("曜日"), choices=WEEKDAYS, coerce=int)
    weeks = forms.TypedMultipleChoiceField(
        label=_("何週目"),
        help_text=_("毎週のときは、どれも選びません。例　日曜の交代は「第1」と「第3」"),
        choices=WEEKS,
        coerce=int,
        required=False,
        widget=Ticks,
    )
    starts_at = TimeOfDayField(label=_("開く時刻"))
    ends_at = TimeOfDayField(label=_("閉じる時刻"))
    valid_from = DayField(label=_("この日から"))
    valid_until = DayField(label=_("この日まで"), required=False)
    label = forms.CharField(
        label=_("呼び名"), help_text=_("例　夜間、日曜、巡回相談"), required=False, max_length=60
    )
    place = forms.CharField(
        label=_("別の場所"),
        help_text=_("巡回相談など、窓口とは別の場所で行うとき。例　のぞみコミュニティセンター"),
        required=False,
        max_length=200,
    )

    def opening(self) -> Opening:
        """What was filled in, as the action takes it."""
        return Opening(**self.cleaned_data)


class DutyForm(DeskForm):
    """Whose turn it is."""

    member = forms.ChoiceField(label=_("相談員"))
    weeks = forms.TypedMultipleChoiceField(
        label=_("何週目"),
        help_text=_("毎回のときは、どれも選びません。交代のときは、この人の週を選びます。"),
        choices=WEEKS,
        coerce=int,
        required=False,
        widget=Ticks,
    )
    valid_from = DayField(label=_("この日から"))
    valid_until = DayField(label=_("この日まで"), required=False)

    def __init__(self, *args: Any, members: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["member"].choices = list(members)


class LastDayForm(DeskForm):
    """With which day something ends."""

    last_on = DayField(label=_("最後の日"))


class TimeOffForm(DeskForm):
    """Who is away or what is closed, from when until when."""

    whose = forms.ChoiceField(label=_("だれ・どこ"))
    from_on = ComingDayField(label=_("この日から"))
    until_on = ComingDayField(label=_("この日まで"))
    starts_at = TimeOfDayField(
        label=_("始まりの時刻"), help_text=_("1日じゅうのときは、空けておきます。"), required=False
    )
    ends_at = TimeOfDayField(label=_("終わりの時刻"), required=False)
    reason = forms.CharField(
        label=_("休業の理由"),
        help_text=_("窓口を閉めるときに書きます。人の休みには、理由を書きません。"),
        required=False,
        max_length=100,
    )

    def __init__(self, *args: Any, whose: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["whose"].choices = list(whose)

    def span(self) -> tuple[datetime, datetime]:
        """From the one moment to the other; whole days where no times are given."""
        said = self.cleaned_data
        starts, ends = said["starts_at"], said["ends_at"]
        first, last = said["from_on"], said["until_on"]
        return (
            datetime.combine(first, starts, tzinfo=JST) if starts else day_begins_at(first),
            datetime.combine(last, ends, tzinfo=JST)
            if ends
            else day_begins_at(last + timedelta(days=1)),
        )


class FeedForm(DeskForm):
    """Whether the calendar names people."""

    shows_names = forms.BooleanField(
        label=_("予定に名前を出す"),
        help_text=_(
            "外のサービスのカレンダーに名前が残ります。"
            "役所のきまりで認められているときだけ選んでください。"
        ),
        required=False,
    )
