"""What is filled in about courses for the staff."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, TimeOfDayField
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Ticks
from bansou.programmes.staff_training import Held, Planned


class DayForm(RowedForm):
    """One day of a course."""

    on = DayField(label=_("開催日"))
    starts_at = TimeOfDayField(label=_("始まり"))
    ends_at = TimeOfDayField(label=_("終わり"))
    subject = forms.CharField(label=_("この回の内容"), max_length=200)
    pairs = (("starts_at", "ends_at"),)

    def held(self) -> Held:
        """The day as it was filled in."""
        said = self.cleaned_data
        return Held(**{name: said[name] for name in ("on", "starts_at", "ends_at", "subject")})


class CourseForm(DayForm):
    """A course with its first day."""

    title = forms.CharField(
        label=_("研修の名前"), help_text=_("例　訪問支援の基礎研修"), max_length=200
    )
    aim = Prose(label=_("ねらい"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    taught_by = forms.CharField(label=_("講師・実施団体"), max_length=200)
    place = forms.CharField(label=_("会場"), max_length=200)
    minutes_needed = forms.IntegerField(
        label=_("修了に要る時間（分）"),
        help_text=_("合わせてこの時間に出席した人が、修了できます。例　360"),
        min_value=1,
        max_value=60_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    field_order = ("title", "aim", "taught_by", "place", "minutes_needed", "on", "starts_at")

    def planned(self) -> Planned:
        """The course as it was filled in."""
        said = self.cleaned_data
        names = ("title", "aim", "taught_by", "place", "minutes_needed")
        return Planned(**{name: said[name] for name in names})


class SeatForm(RowedForm):
    """A member, or somebody of another body by name."""

    member = forms.ChoiceField(label=_("職員"), required=False)
    name = forms.CharField(
        label=_("氏名"),
        help_text=_("職員でない支援者は、氏名と所属を入れます。"),
        max_length=100,
        required=False,
    )
    body = forms.CharField(label=_("所属"), max_length=100, required=False)

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["member"].choices = [("", _("職員でない人")), *members]


class AttendanceForm(RowedForm):
    """Who was there on a day, over the version that was opened."""

    there = forms.MultipleChoiceField(label=_("出席した人"), required=False, widget=Ticks)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, seats: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["there"].choices = seats


class CallOffForm(RowedForm):
    """Why a course does not take place."""

    because = forms.CharField(label=_("取りやめる理由"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
