"""What a company says about people: answers, interviews, results; days, evaluations, offers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, TimeOfDayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.graded_form import GradedForm
from bansou.desks.shared.widgets import Radios
from bansou.employers.models import Opening

_ABOUT_WORK = _(
    "仕事に関わることだけを書いてください。家族、病気、これまでの生活などは書かないでください。"
)


class _WithReason(DeskForm):
    """A form whose reason is one of the scheme's, and need not be given."""

    def __init__(self, *args: Any, reasons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["reason"].choices = [("", _("選ばない")), *reasons.items()]


class MeetForm(_WithReason):
    """Whether the company would like to meet somebody without a name."""

    is_welcome = forms.ChoiceField(
        label=_("この方に"),
        choices=[("yes", _("会いたい")), ("no", _("今回は見送り"))],
        widget=Radios,
    )
    reason = forms.ChoiceField(
        label=_("見送る理由"), help_text=_("見送るときだけ選びます。"), required=False
    )
    note = forms.CharField(
        label=_("ひとこと"), help_text=_ABOUT_WORK, required=False, max_length=200
    )


class InterviewForm(DeskForm):
    """When and where the interview is."""

    interview_on = DayField(label=_("面接の日"))
    interview_at = TimeOfDayField(label=_("面接の時刻"), help_text=_("例　10:00"), required=False)
    interview_place = forms.CharField(label=_("面接の場所"), required=False, max_length=200)


class ResultForm(_WithReason):
    """What the company decided."""

    result = forms.ChoiceField(
        label=_("結果"), choices=[("chosen", _("採用")), ("not_chosen", _("不採用"))], widget=Radios
    )
    on = DayField(label=_("決めた日"), not_after=today)
    reason = forms.ChoiceField(
        label=_("合わなかった理由"), help_text=_("不採用のときだけ選びます。"), required=False
    )
    note = forms.CharField(
        label=_("ひとこと"), help_text=_ABOUT_WORK, required=False, max_length=200
    )


class TermsForm(DeskForm):
    """Who confirms the terms for the company."""

    name = forms.CharField(label=_("確認した人"), max_length=100)


class TutorForm(DeskForm):
    """Who looks after the person at the company."""

    tutor = forms.CharField(label=_("指導担当者"), max_length=100)


class CameForm(DeskForm):
    """Whether somebody came on a day."""

    attended = forms.ChoiceField(
        label=_("この日は"), choices=[("yes", _("来た")), ("no", _("来なかった"))], widget=Radios
    )
    missed_minutes = forms.IntegerField(
        label=_("休んだ時間（分）"),
        help_text=_("遅刻や早退があったときだけ入れます。"),
        required=False,
        min_value=0,
        max_value=1440,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
    )

    def clean(self) -> dict[str, Any]:
        """Who did not come missed no part of the day."""
        said = super().clean() or self.cleaned_data
        if said.get("attended") == "no" and said.get("missed_minutes"):
            raise ValidationError(
                {"missed_minutes": gettext("来なかった日は、休んだ時間を空けておいてください。")}
            )
        return said


class EvaluationForm(GradedForm):
    """What the host thinks of a visit or trial, by the scheme's items, and in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = forms.CharField(
            label=_("ひとこと"),
            help_text=_ABOUT_WORK,
            required=False,
            max_length=1000,
            widget=forms.Textarea({"rows": 4}),
        )


class OfferWorkForm(DeskForm):
    """What the company offers."""

    note = forms.CharField(
        label=_("申し出の内容"),
        help_text=_("例　検品の仕事。週4日から。正社員への転換あり"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class CloseOpeningForm(DeskForm):
    """Why an opening is closed."""

    reason = forms.ChoiceField(
        label=_("募集を終える理由"),
        choices=[
            (value, label)
            for value, label in Opening.Closing.choices
            if value != Opening.Closing.NO_ANSWER
        ],
        widget=Radios,
    )
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)


class CloseHostForm(DeskForm):
    """Why a host place is closed."""

    note = forms.CharField(
        label=_("受入れを終える理由"), help_text=_("例　担当の者が異動した"), max_length=200
    )
