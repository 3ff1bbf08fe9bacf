"""What is filled in where it is decided about records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, day_hint
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.widgets import Radios
from bansou.people.break_glass.models import BreakGlass
from bansou.people.erasing.models import Erasure, RetentionPeriod


class ProposeForm(RowedForm):
    """By which decision, and why, everything of somebody is to be erased."""

    number = forms.CharField(
        label=_("決定の番号"),
        max_length=40,
        help_text=_(
            "文書管理の番号。例　消2026-12。本人が分かることは書きません。消去のあとも残ります。"
        ),
    )
    ground = forms.ChoiceField(label=_("消去の理由"), choices=Erasure.Ground, widget=Radios)


class ApproveForm(RowedForm):
    """That somebody has looked, before what cannot be undone."""

    case_number = forms.CharField(
        label=_("消去するケースの番号"),
        max_length=20,
        help_text=_("取りちがえを防ぐため、上の番号を入れてください。"),
    )

    def __init__(self, *args: object, number: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.number = number

    def clean_case_number(self) -> str:
        """The number of the case itself, and of no other."""
        said: str = self.cleaned_data["case_number"].strip()
        if said != self.number:
            raise forms.ValidationError(
                _("番号が違います。消去するケースの番号を確かめてください。")
            )
        return said


class BecauseForm(RowedForm):
    """Why."""

    because = forms.CharField(label=_("理由"), max_length=200)


class FindingForm(RowedForm):
    """Whether a record had to be read in an emergency."""

    finding = forms.ChoiceField(label=_("確かめた結果"), choices=BreakGlass.Finding, widget=Radios)
    finding_note = forms.CharField(
        label=_("そう考える理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例　救急隊に持病を伝えるため。担当者は休みで、連絡がつかなかった。"),
    )


class HoldForm(RowedForm):
    """Why a record is kept whatever its period says."""

    reason = forms.CharField(
        label=_("停止する理由"),
        max_length=200,
        help_text=_("例　訴訟のため（令和8年（ワ）第1号）。本人が分かることは書きません。"),
    )


class PeriodForm(RowedForm):
    """For how long a class of records is kept."""

    record_class = forms.ChoiceField(
        label=_("記録の種類"), choices=RetentionPeriod.RecordClass, widget=Radios
    )
    years = forms.IntegerField(
        label=_("保存する年数"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("支援が終わった年度の、次の年度の初めから数えます。"),
    )
    valid_from = DayField(label=_("いつから"), help_text=day_hint(4, 1))
    basis = forms.CharField(
        label=_("根拠"), max_length=200, help_text=_("例　文書管理規程 別表第2")
    )


class SeenForm(RowedForm):
    """That somebody has looked at what they decide."""

    seen = forms.BooleanField(label=_("相手、目的、根拠と、渡す範囲を確かめました"))
