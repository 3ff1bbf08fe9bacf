"""What is filled in about licences and times on offer."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.organisations.models import Membership
from bansou.desks.shared.fields import DayField, TimeOfDayField, day_hint, today
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.widgets import Radios
from bansou.schemes.shape import Scheme
from bansou.support.counselling.models import ProfessionalLicence
from bansou.support.counselling.rostering import Hours, Seen
from bansou.support.counselling.rules import days_weekly

_NUMERIC = {"inputmode": "numeric", "class": "short"}


def _choices(members: Iterable[Membership]) -> list[tuple[str, str]]:
    return [("", str(_("選んでください"))), *((str(it.pk), it.user.name) for it in members)]


class LicenceForm(RowedForm):
    """A licence as its document shows it."""

    pairs = (("valid_from", "valid_until"),)

    member = forms.ChoiceField(label=_("心理職"))
    profession = forms.ChoiceField(
        label=_("資格"), choices=ProfessionalLicence.Profession.choices, widget=Radios
    )
    number = forms.CharField(label=_("登録番号"), max_length=40)
    valid_from = DayField(label=_("登録の日"), help_text=day_hint(4, 1))
    valid_until = DayField(
        label=_("有効期限"), help_text=_("期限のない資格は、空けておきます。"), required=False
    )
    checked_on = DayField(label=_("原本を確かめた日"), not_after=today)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": 0} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["member"].choices = _choices(members)

    def seen(self) -> Seen:
        """What was filled in, as the actions take it."""
        names = ("profession", "number", "valid_from", "valid_until", "checked_on")
        return Seen(**{name: self.cleaned_data[name] for name in names})


class OfferForm(RowedForm):
    """On which days, from when until when, and where a psychologist receives people."""

    pairs = (("starts_at", "ends_at"), ("minutes", "pause"))

    member = forms.ChoiceField(label=_("心理職"))
    on = DayField(label=_("日"), help_text=day_hint(11, 24))
    weeks = forms.IntegerField(
        label=_("何週つづけるか"),
        help_text=_("同じ曜日に出します。その日だけなら1です。"),
        min_value=1,
        max_value=26,
        initial=1,
        widget=forms.TextInput(attrs=_NUMERIC),
    )
    starts_at = TimeOfDayField(label=_("何時から"), help_text=_("例　10:00"))
    ends_at = TimeOfDayField(label=_("何時まで"), help_text=_("例　16:00"))
    minutes = forms.IntegerField(
        label=_("1枠の時間（分）"),
        min_value=10,
        max_value=240,
        initial=50,
        widget=forms.TextInput(attrs=_NUMERIC),
    )
    pause = forms.IntegerField(
        label=_("枠のあいだの休み（分）"),
        min_value=0,
        max_value=120,
        initial=10,
        widget=forms.TextInput(attrs=_NUMERIC),
    )
    place = forms.ChoiceField(label=_("場所"), widget=Radios)
    video_url = forms.URLField(
        label=_("オンラインのリンク"),
        help_text=_("オンラインで会う枠だけに入れます。予約した本人のページに出ます。"),
        assume_scheme="https",
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, members: Sequence[Membership], scheme: Scheme, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        fields: Any = self.fields
        fields["member"].choices = _choices(members)
        fields["place"].choices = [(one.key, one.label) for one in scheme.places]

    def hours(self) -> Hours:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        names = ("starts_at", "ends_at", "minutes", "pause", "place", "video_url")
        return Hours(
            days=days_weekly(said["on"], said["weeks"]), **{name: said[name] for name in names}
        )
