"""Forms of openings and host places: labour conditions as typed fields, so that they can be matched."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.occupations import Occupation
from bansou.commons.errors import Refusal
from bansou.desks.matching.forms import (
    YES_NO_UNKNOWN,
    NumberField,
    SectionedForm,
    YenField,
    read_yes_no,
    said_yes_no,
)
from bansou.desks.shared.asked import AskedTicks, ticked
from bansou.desks.shared.fields import DayField, TimeOfDayField, today
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.employers.models import Accommodation, Demand, HostPlace, Opening
from bansou.employers.openings.wages import refuse_below_minimum

_NOTE = forms.Textarea(attrs={"rows": 4})


class HoursField(forms.DecimalField):
    """Hours a week, kept as minutes: 38.75 is 38時間45分."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=168,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={
                "invalid": _("数字で入れてください。例　40、38.75"),
                "max_value": _("1週間は168時間までです。"),
                "max_decimal_places": _("小数点のあとは2けたまでにしてください。例　38.75"),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        hours: Decimal | None = super().clean(value)
        return None if hours is None else int(hours * 60)


class OfferForm(SectionedForm):
    """What openings and host places have in common."""

    title = forms.CharField(label=_("仕事"), help_text=_("例　鋼材の加工"), max_length=200)
    accommodations = forms.MultipleChoiceField(
        label=_("配慮できること"), choices=Accommodation.choices, required=False, widget=Ticks
    )
    note = Prose(label=_("ひとこと"), required=False, widget=_NOTE)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if not title:
            raise ValidationError(_("仕事の名前を入れてください。例　鋼材の加工"))
        return title


class OpeningForm(OfferForm):
    """An opening with its conditions; what nobody asked stays empty and is not known."""

    occupation = forms.CharField(
        label=_("職種"), help_text=_("例　金属加工工"), required=False, max_length=100
    )
    occupation_group = forms.ChoiceField(
        label=_("職種の大分類"),
        choices=[("", _("まだ分からない")), *Occupation.choices],
        required=False,
    )
    employment_type = forms.ChoiceField(label=_("雇用形態"), required=False)
    seats = NumberField(label=_("募集する人数"), required=False, least=1, most=999, max_length=12)
    work_place = forms.CharField(label=_("働く場所"), required=False, max_length=200)
    area = forms.CharField(
        label=_("働く場所の地区"),
        help_text=_("企業の地区と同じ呼び方で。例　沼ノ端"),
        required=False,
        max_length=40,
    )
    posted_on = DayField(label=_("受け付けた日"), not_after=today)
    wage_kind = forms.ChoiceField(
        label=_("賃金の形"),
        choices=[("", _("まだ分からない")), *Opening.WageKind.choices],
        required=False,
    )
    wage_from_yen = YenField(
        label=_("賃金の下限"), help_text=_("例　19万円、1,050"), required=False, max_length=20
    )
    wage_to_yen = YenField(
        label=_("賃金の上限"),
        help_text=_("幅がなければ空けておきます。"),
        required=False,
        max_length=20,
    )
    minutes_a_week = HoursField(
        label=_("週の労働時間（時間）"), help_text=_("例　40、38.75"), required=False
    )
    works_from = TimeOfDayField(label=_("始業"), help_text=_("例　8:30"), required=False)
    works_until = TimeOfDayField(label=_("終業"), help_text=_("例　17:30"), required=False)
    days_off = forms.CharField(
        label=_("休日"), help_text=_("例　土日祝"), required=False, max_length=100
    )
    qualifications = forms.CharField(
        label=_("必要な資格"),
        help_text=_("なければ空けておきます。"),
        required=False,
        max_length=200,
    )
    licences = AskedTicks(
        label=_("なければ就けない資格"),
        nothing=_("どの資格もいらない"),
        help_text=_("企業に確かめたら選びます。印がなければ、まだ分からないものとして扱います。"),
    )
    demands = AskedTicks(
        label=_("仕事で求められること"),
        choices=Demand.choices,
        nothing=_("どれもない"),
        help_text=_("企業に確かめたら、あるものすべてに印をつけます。"),
    )
    lacks = AskedTicks(label=_("できないと分かっている配慮"), choices=Accommodation.choices)
    welcomes_generation = forms.ChoiceField(
        label=_("就職氷河期世代を歓迎する求人ですか"),
        choices=YES_NO_UNKNOWN,
        required=False,
        widget=Radios,
    )
    offers_trial = forms.ChoiceField(
        label=_("採用の前に職場体験ができますか"),
        choices=YES_NO_UNKNOWN,
        required=False,
        widget=Radios,
    )
    hellowork_number = forms.CharField(
        label=_("ハローワークの求人番号"), required=False, max_length=20
    )

    sections = (
        (
            "",
            (
                "title",
                ("occupation", "occupation_group"),
                ("employment_type", "seats"),
                ("work_place", "area"),
                "posted_on",
            ),
        ),
        (_("賃金"), ("wage_kind", ("wage_from_yen", "wage_to_yen"))),
        (_("時間と休み"), ("minutes_a_week", ("works_from", "works_until"), "days_off")),
        (
            _("どんな人に"),
            (
                *("qualifications", "licences", "demands", "accommodations", "lacks"),
                *("welcomes_generation", "offers_trial"),
            ),
        ),
        (_("そのほか"), ("hellowork_number", "note")),
    )
    KEPT = (
        *("title", "accommodations", "note", "occupation", "employment_type", "seats"),
        *("occupation_group", "area", "licences", "demands", "lacks"),
        *("work_place", "posted_on", "wage_kind", "wage_from_yen", "wage_to_yen"),
        *("minutes_a_week", "works_from", "works_until", "days_off", "qualifications"),
        "hellowork_number",
    )
    CHOSEN = ("welcomes_generation", "offers_trial")

    def __init__(
        self,
        *args: Any,
        employment_types: Mapping[str, str],
        qualifications: Mapping[str, str],
        minimum_wage: Callable[[date], int | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.minimum_wage = minimum_wage
        fields: Any = self.fields
        fields["employment_type"].choices = [("", _("まだ分からない")), *employment_types.items()]
        fields["licences"].offer(qualifications.items())

    def clean(self) -> dict[str, Any]:
        """An amount says little without its kind."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wage_from_yen") and not cleaned.get("wage_kind"):
            self.add_error("wage_kind", gettext("時給か月給かなど、賃金の形を選んでください。"))
        minimum = self.minimum_wage(cleaned.get("posted_on") or today())
        try:
            refuse_below_minimum(
                cleaned.get("wage_kind", ""), cleaned.get("wage_from_yen"), minimum
            )
        except Refusal as refusal:
            self.add_refusal(refusal)
        return cleaned

    def said(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        chosen = {name: read_yes_no(self.cleaned_data[name]) for name in self.CHOSEN}
        return {name: self.cleaned_data[name] for name in self.KEPT} | chosen

    @classmethod
    def written(cls, opening: Opening) -> dict[str, Any]:
        """What is on record, as the form shows it."""
        kept = {name: getattr(opening, name) for name in (*cls.KEPT, "version")}
        if opening.minutes_a_week is not None:
            kept["minutes_a_week"] = f"{Decimal(opening.minutes_a_week) / 60:.2f}".rstrip(
                "0"
            ).rstrip(".")
        asked = {name: ticked(getattr(opening, name)) for name in ("licences", "demands")}
        return kept | asked | {name: said_yes_no(getattr(opening, name)) for name in cls.CHOSEN}


class HostForm(OfferForm):
    """A host place."""

    takes_visits = forms.BooleanField(label=_("見学を受け入れる"), required=False)
    takes_trials = forms.BooleanField(label=_("体験を受け入れる"), required=False)
    place = forms.CharField(label=_("場所"), required=False, max_length=200)
    seats = NumberField(
        label=_("同時に受け入れる人数"), required=False, least=1, most=99, max_length=12
    )
    times = forms.CharField(
        label=_("受け入れられる日と時間"),
        help_text=_("例　火曜と木曜の10時から15時。12月は不可"),
        required=False,
        max_length=200,
    )
    tutor = forms.CharField(label=_("教える人"), required=False, max_length=100)
    offered_on = DayField(label=_("申し出の日"), not_after=today)

    sections = (
        ("", ("title", "takes_visits", "takes_trials", "offered_on")),
        (_("受け入れ方"), ("place", ("seats", "tutor"), "times", "accommodations", "note")),
    )
    KEPT = (
        *("title", "accommodations", "note", "takes_visits", "takes_trials", "place"),
        *("seats", "times", "tutor", "offered_on"),
    )

    def __init__(
        self,
        *args: Any,
        employment_types: Mapping[str, str],
        qualifications: Mapping[str, str],
        minimum_wage: Callable[[date], int | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.KEPT}

    @classmethod
    def written(cls, host: HostPlace) -> dict[str, Any]:
        """What is on record, as the form shows it."""
        return {name: getattr(host, name) for name in (*cls.KEPT, "version")}


class NewOpeningForm(OpeningForm):
    """An opening that is not on record yet."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


class NewHostForm(HostForm):
    """A host place that is not on record yet."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


class CorrectOpeningForm(OpeningForm):
    """An opening on record, with the version of it that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CorrectHostForm(HostForm):
    """A host place on record, with the version of it that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CloseOpeningForm(SectionedForm):
    """When and why an opening is closed."""

    on = DayField(label=_("締め切った日"), not_after=today)
    reason = forms.ChoiceField(
        label=_("締め切った理由"), choices=Opening.Closing.choices, widget=Radios
    )
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return dict(self.cleaned_data)


class CloseHostForm(SectionedForm):
    """When and why a host place is closed."""

    on = DayField(label=_("終えた日"), not_after=today)
    note = forms.CharField(
        label=_("終えた理由"), help_text=_("例　担当の方が異動した"), max_length=200
    )

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return dict(self.cleaned_data)


def first_day(day: date) -> dict[str, date]:
    """The day that is usual in a new form."""
    return {"posted_on": day, "offered_on": day, "on": day}
