"""Forms of the registry: narrowing the list, and what is known of a company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.corporate_number import parse_corporate_number
from bansou.commons.codes.digits import WrongNumber
from bansou.commons.codes.industries import Industry
from bansou.commons.text import clean_text
from bansou.desks.matching.forms import NumberField, SectionedForm
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.desks.shared.widgets import Suggested
from bansou.employers.companies.models import Company
from bansou.employers.pipeline.queries import PipelineStage
from bansou.employers.stance.models import HiringStance

_EVERY = ("", _("すべて"))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which companies are asked for; empty is all."""

    asked: str = ""
    industry: str = ""
    stage: str = ""
    area: str = ""
    employer_list: str = ""
    stance: str = ""
    only_short: bool = False


class NarrowingForm(DeskForm):
    """The filters above the list of companies; an ordinary form by GET."""

    marks = False

    q = forms.CharField(
        label=_("名称・カナ・法人番号"),
        required=False,
        validators=[MaxLengthValidator(100)],
        error_messages={
            "max_length": _(
                "探す言葉は%(limit_value)d文字までにしてください。いまは%(show_value)d文字です。"
            )
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    stage = forms.ChoiceField(label=_("段階"), required=False)
    industry = forms.ChoiceField(label=_("業種"), required=False)
    area = forms.ChoiceField(label=_("地区"), required=False)
    list = forms.ChoiceField(label=_("リスト"), required=False)
    stance = forms.ChoiceField(label=_("採用意欲"), required=False)
    short = forms.BooleanField(label=_("人手不足産業だけ"), required=False)

    def __init__(self, data: Any, vocabulary: Vocabulary, areas: Sequence[str]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        lists = vocabulary.choices("employer_lists")
        fields["stage"].choices = [_EVERY, *PipelineStage.choices]
        fields["industry"].choices = [_EVERY, *Industry.choices]
        fields["area"].choices = [_EVERY, *((area, area) for area in areas)]
        fields["list"].choices = [_EVERY, *lists.items()]
        fields["stance"].choices = [_EVERY, *HiringStance.Level.choices]
        if not areas:
            del self.fields["area"]
        if not lists:
            del self.fields["list"]

    @property
    def problem(self) -> str:
        """Why what was searched for cannot be searched for; empty where it can."""
        return next(iter(self.errors.get("q", [])), "")

    def narrowing(self) -> Narrowing:
        """What was asked for; what cannot be read narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Narrowing(
            asked=asked.get("q", ""),
            industry=asked.get("industry", ""),
            stage=asked.get("stage", ""),
            area=asked.get("area", ""),
            employer_list=asked.get("list", ""),
            stance=asked.get("stance", ""),
            only_short=asked.get("short", False),
        )


class CompanyForm(SectionedForm):
    """What is known of a company."""

    name = forms.CharField(label=_("名称"), help_text=_("例　株式会社 白樺沢土建"), max_length=200)
    kana = forms.CharField(
        label=_("カナ"),
        help_text=_("一覧の並びと検索に使います。例　シラカバサワドケン"),
        required=False,
        max_length=200,
    )
    corporate_number = forms.CharField(
        label=_("法人番号"),
        help_text=_("13けた。個人の事業のときは、空けておきます。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    industry = forms.ChoiceField(label=_("業種"), required=False)
    area = forms.CharField(
        label=_("地区"),
        help_text=_("事務所での呼び方。例　勇払"),
        required=False,
        max_length=40,
        widget=Suggested,
    )
    employees = NumberField(label=_("従業員の数"), required=False, max_length=12)
    address = forms.CharField(label=_("所在地"), required=False, max_length=200)
    phone = forms.CharField(label=_("電話"), required=False, max_length=40)
    contact_name = forms.CharField(label=_("担当の方"), required=False, max_length=100)
    note = Prose(
        label=_("ひとこと"),
        help_text=_("訪ねる前に知っておきたいこと。例　午前は現場。電話は昼休みに"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    DETAILS = (
        *("name", "kana", "corporate_number", "industry", "area"),
        *("employees", "address", "phone", "contact_name", "note"),
    )
    sections = (
        ("", ("name", "kana", "corporate_number")),
        (_("会社のこと"), ("industry", ("area", "employees"), "address")),
        (_("連絡のしかた"), (("phone", "contact_name"), "note")),
    )

    def __init__(self, *args: Any, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["industry"].choices = [("", _("まだ分からない")), *Industry.choices]
        fields["area"].widget.suggestions = areas

    def clean_name(self) -> str:
        name = clean_text(self.cleaned_data["name"]).strip()
        if not name:
            raise ValidationError(_("名称を入れてください。"))
        return name

    def clean_corporate_number(self) -> str:
        written = self.cleaned_data["corporate_number"].strip()
        if not written:
            return ""
        try:
            return parse_corporate_number(written)
        except WrongNumber as refusal:
            raise ValidationError(str(refusal)) from refusal

    def details(self) -> Mapping[str, Any]:
        """What was filled in, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.DETAILS}


class RegisterCompanyForm(CompanyForm):
    """A company that is not registered yet."""

    is_another = forms.BooleanField(
        label=_("どれとも別の企業です。新しく登録します"), required=False
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    apart = frozenset({"is_another"})


class CorrectCompanyForm(CompanyForm):
    """A company on record, with the version of it that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def written(company: Company) -> dict[str, Any]:
    """What is on record, as the form shows it."""
    return {name: getattr(company, name) for name in (*CompanyForm.DETAILS, "version")}
