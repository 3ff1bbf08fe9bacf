"""The forms of the company's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.desks.shared.fields import TimeOfDayField
from bansou.desks.shared.forms import DeskForm
from bansou.employers.models import Opening


class ProfileForm(DeskForm):
    """How the company is reached."""

    KEPT = ("address", "phone", "contact_name", "employees")

    address = forms.CharField(label=_("所在地"), required=False, max_length=200)
    phone = forms.CharField(label=_("電話"), required=False, max_length=40)
    contact_name = forms.CharField(label=_("担当の方"), required=False, max_length=100)
    employees = forms.IntegerField(
        label=_("働いている人数"), required=False, min_value=1, max_value=999_999
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class _OfferForm(DeskForm):
    """What openings and host places have in common."""

    title = forms.CharField(label=_("仕事"), help_text=_("例　倉庫内の仕分け"), max_length=200)
    seats = forms.IntegerField(label=_("人数"), required=False, min_value=1, max_value=99)
    note = forms.CharField(
        label=_("ひとこと"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def content(self) -> dict[str, Any]:
        """What was filled in, as it is kept until the office decides."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("request_key", "wage_is_meant"):
            said.pop(name, None)
        return {
            name: f"{value:%H:%M}" if name.startswith("works_") else value
            for name, value in said.items()
        }


class OpeningOffer(_OfferForm):
    """An opening as the company describes it."""

    work_place = forms.CharField(label=_("働く場所"), required=False, max_length=200)
    wage_kind = forms.ChoiceField(
        label=_("賃金の形"),
        required=False,
        choices=[("", _("まだ決めていない")), *Opening.WageKind.choices],
    )
    wage_from_yen = forms.IntegerField(
        label=_("賃金（円）"), required=False, min_value=1, max_value=99_999_999
    )
    wage_is_meant = forms.BooleanField(
        label=_("この賃金でまちがいない"), required=False, widget=forms.HiddenInput
    )
    works_from = TimeOfDayField(label=_("始業"), required=False)
    works_until = TimeOfDayField(label=_("終業"), required=False)
    days_off = forms.CharField(
        label=_("休日"), help_text=_("例　土日祝"), required=False, max_length=100
    )
    field_order = (
        *("title", "seats", "work_place", "wage_kind", "wage_from_yen"),
        *("wage_is_meant", "works_from", "works_until", "days_off", "note", "request_key"),
    )

    def clean(self) -> dict[str, Any]:
        """An amount says little without its kind."""
        said = super().clean() or self.cleaned_data
        if said.get("wage_from_yen") and not said.get("wage_kind"):
            self.add_error("wage_kind", _("時給か月給かなど、賃金の形を選んでください。"))
        return said

    def add_refusal(self, refusal: Refusal) -> None:
        """Whoever is asked whether a wage is meant finds the box for it."""
        if refusal.field == "wage_is_meant":
            self.fields["wage_is_meant"].widget = forms.CheckboxInput()
        super().add_refusal(refusal)


class HostOffer(_OfferForm):
    """A host place as the company describes it."""

    takes_visits = forms.BooleanField(label=_("見学を受け入れる"), required=False)
    takes_trials = forms.BooleanField(label=_("体験を受け入れる"), required=False)
    place = forms.CharField(label=_("場所"), required=False, max_length=200)
    times = forms.CharField(
        label=_("受け入れられる日と時間"),
        help_text=_("例　火曜と木曜の10時から15時"),
        required=False,
        max_length=200,
    )
    field_order = (
        *("title", "takes_visits", "takes_trials", "seats", "place"),
        *("times", "note", "request_key"),
    )

    def clean(self) -> dict[str, Any]:
        """One of both is meant."""
        said = super().clean() or self.cleaned_data
        if not (said.get("takes_visits") or said.get("takes_trials")):
            self.add_error("takes_visits", _("見学か体験の、どちらかに印をつけてください。"))
        return said


FORMS: dict[str, type[_OfferForm]] = {"opening": OpeningOffer, "host": HostOffer}
