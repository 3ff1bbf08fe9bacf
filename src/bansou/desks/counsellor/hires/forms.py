"""The form of a hire: what nobody knows yet is said, and told apart from what was left out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.industries import Industry
from bansou.commons.text import clean_text, name_key
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Radios, Suggested
from bansou.employers.models import Company
from bansou.placement.hires.actions import EmployerMissing
from bansou.placement.hires.models import Hire
from bansou.schemes.shape import Choice, Scheme

#: What the form sends for what is not known; kept as nothing, or as unknown by its own column.
UNKNOWN = "unknown"
#: No qualification is made use of; kept as nothing.
NONE = "none"
#: Before the names of qualifications, so that none of them meets a value of ours.
_QUALIFICATION = "q:"


class HireForm(DeskForm):
    """What is known of a hire."""

    hired_on = DayField(
        label=_("就職日"),
        help_text=_("働き始めた日。内定のときは、働き始めてから記録します。"),
        not_after=today,
    )
    employer_name = forms.CharField(
        label=_("勤務先"),
        help_text=_("登録された企業は、候補から選べます。ないときは、名称だけでもかまいません。"),
        error_messages={"required": EmployerMissing.message},
        # With the words before it, the name is the title of a record.
        max_length=150,
        widget=Suggested,
    )
    employment_type = forms.ChoiceField(label=_("雇用形態"), widget=Radios)
    industry = forms.ChoiceField(
        label=_("業種"),
        help_text=_(
            "登録された企業に業種があれば、「まだ分からない」を選んでも、その業種になります。"
        ),
    )
    qualification = forms.ChoiceField(
        label=_("活用した資格"),
        help_text=_("このケースで取得を記録した資格のうち、仕事に生きるもの。"),
        widget=Radios,
    )
    route = forms.ChoiceField(label=_("就職の経路"), widget=Radios)
    evidence_level = forms.ChoiceField(label=_("確認の方法"), widget=Radios)
    left_on = DayField(
        label=_("離職日"),
        help_text=_("もう辞めているときだけ入れます。"),
        required=False,
        not_after=today,
    )
    leaving_reason = forms.ChoiceField(
        label=_("離職の理由"), help_text=_("離職日を入れたときだけ選びます。"), required=False
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        scheme: Scheme,
        companies: Iterable[Company],
        qualifications: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.companies = labelled(companies)
        fields["employer_name"].widget.suggestions = list(self.companies)
        fields["employment_type"].choices = _choices(scheme.employment_types)
        fields["route"].choices = _choices(scheme.routes)
        fields["evidence_level"].choices = _choices(scheme.evidence_levels)
        fields["industry"].choices = [_NOT_CHOSEN, *Industry.choices, _NOT_KNOWN]
        fields["leaving_reason"].choices = reasons(scheme)
        fields["qualification"].choices = [
            *((f"{_QUALIFICATION}{name}", name) for name in qualifications),
            (NONE, _("なし")),
            (UNKNOWN, _("不明（まだ分からない）")),
        ]

    @property
    def company(self) -> Company | None:
        """The registered company that was named; None for a free name."""
        asked = name_key(self.cleaned_data.get("employer_name", ""))
        found = {label: one for label, one in self.companies.items() if name_key(label) == asked}
        return next(iter(found.values()), None) if asked else None

    def clean_employer_name(self) -> str:
        name = clean_text(self.cleaned_data["employer_name"]).strip()
        namesakes = [one for one in self.companies.values() if name_key(one.name) == name_key(name)]
        if name and len(namesakes) > 1 and name not in self.companies:
            raise ValidationError(
                _("「%(name)s」は%(number)d社登録されています。候補から1社を選んでください。")
                % {"name": name, "number": len(namesakes)}
            )
        return name

    def said(self) -> Mapping[str, Any]:
        """What was filled in, as the action takes it: nothing for what is not known."""
        cleaned = self.cleaned_data
        reason = cleaned["leaving_reason"] if cleaned["left_on"] else ""
        kept = ("hired_on", "employer_name", "left_on")
        chosen = ("employment_type", "industry", "route", "evidence_level")
        return {
            **{name: cleaned[name] for name in kept},
            **{name: "" if cleaned[name] == UNKNOWN else cleaned[name] for name in chosen},
            "qualification_used": ""
            if cleaned["qualification"] in {NONE, UNKNOWN}
            else cleaned["qualification"].removeprefix(_QUALIFICATION),
            "is_qualification_unknown": cleaned["qualification"] == UNKNOWN,
            "company": self.company,
            "leaving_reason": "" if reason == UNKNOWN else reason,
        }


class HireCorrection(HireForm):
    """A hire that is on record, with the version of it that was opened."""

    request_key = None
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class HireWithdrawal(DeskForm):
    """Why a hire is taken back."""

    because = forms.CharField(
        label=_("取り消す理由"),
        help_text=_("例　内定の段階で書いた。働き始めていなかった。"),
        max_length=200,
    )


def written(hire: Hire, companies: Mapping[str, Company]) -> dict[str, Any]:
    """What is on record, as the form shows it."""
    labels = {company.pk: label for label, company in companies.items()}
    chosen = ("employment_type", "industry", "route", "evidence_level")
    return {
        "hired_on": hire.hired_on,
        "employer_name": labels.get(hire.company_id, hire.employer_name),
        **{name: getattr(hire, name) or UNKNOWN for name in chosen},
        "qualification": _qualification_of(hire),
        "left_on": hire.left_on,
        "leaving_reason": hire.leaving_reason or (UNKNOWN if hire.left_on else ""),
        "version": hire.version,
    }


def _qualification_of(hire: Hire) -> str:
    if hire.is_qualification_unknown:
        return UNKNOWN
    return f"{_QUALIFICATION}{hire.qualification_used}" if hire.qualification_used else NONE


_NOT_KNOWN = (UNKNOWN, _("まだ分からない"))
_NOT_CHOSEN = ("", _("選んでいません"))


def reasons(scheme: Scheme) -> list[tuple[str, Any]]:
    """Why somebody left, as the scheme tells it apart, with what is not known and not chosen."""
    return [_NOT_CHOSEN, *_choices(scheme.leaving_reasons)]


def _choices(choices: Sequence[Choice]) -> list[tuple[str, Any]]:
    return [*((choice.key, choice.label) for choice in choices), _NOT_KNOWN]


def labelled(companies: Iterable[Company]) -> dict[str, Company]:
    """Companies by what they are called; those of one name by what else is known of them too."""
    by_key: dict[str, list[Company]] = {}
    for company in companies:
        by_key.setdefault(name_key(company.name), []).append(company)
    named: dict[str, Company] = {}
    for namesakes in by_key.values():
        for company in namesakes:
            more = company.corporate_number or company.address or company.ledger_key
            label = f"{company.name}（{more}）" if len(namesakes) > 1 and more else company.name
            named.setdefault(label, company)
    return named
