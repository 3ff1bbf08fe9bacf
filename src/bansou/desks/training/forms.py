"""What is filled in about runs of courses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import day_in_list
from bansou.commons.keys import uuid7
from bansou.desks.shared.fields import DayField, TimeOfDayField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.programmes.models import Contract
from bansou.schemes.courses import Course
from bansou.schemes.shape import Scheme
from bansou.support.training.models import RunDay

WEEKDAYS = tuple(enumerate((_("月"), _("火"), _("水"), _("木"), _("金"), _("土"), _("日"))))
_WORKDAYS = [0, 1, 2, 3, 4]


def _number(label: Any, most: int, *, least: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        **more,
    )


class RunForm(DeskForm):
    """One run, filled in from its course's template."""

    contract = forms.ChoiceField(label=_("行う委託先"))
    first_on = DayField(label=_("はじめの日"), help_text=day_hint(12, 7))
    days = _number(_("講習日の数"), 200, least=1)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("行う曜日"),
        coerce=int,
        choices=WEEKDAYS,
        widget=Ticks,
        help_text=_("週に1回の講座は、その曜日だけを選びます。"),
    )
    skips_holidays = forms.BooleanField(label=_("祝日を除く"), required=False)
    starts_at = TimeOfDayField(label=_("始まり"))
    ends_at = TimeOfDayField(label=_("終わり"))
    break_minutes = _number(
        _("休憩（分）"),
        480,
        required=False,
        help_text=_(
            "1日の昼休みなどの合計です。講習の時間に数えません。なければ、空けておきます。"
        ),
    )
    place = forms.CharField(label=_("会場"), max_length=200)
    capacity = _number(_("定員"), 999, least=1)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, course: Course, contracts: Sequence[Contract], **kwargs: Any
    ) -> None:
        first = {
            "days": course.days,
            "weekdays": _WORKDAYS,
            "skips_holidays": True,
            "capacity": course.capacity,
            "request_key": uuid7(),
        }
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["contract"].choices = [
            (str(contract.pk), f"{contract.contractor.name}　{contract.work}")
            for contract in contracts
        ]
        self.costs = course.costs
        for line in course.costs:
            self.fields[f"yen_{line.kind}"] = _number(
                _("%(cost)s（円）") % {"cost": line.label},
                10_000_000,
                required=False,
                help_text=_("%(payer)s。まだ決まっていなければ、空けておきます。")
                % {"payer": line.payer_label},
            )
            self.initial.setdefault(f"yen_{line.kind}", line.yen)

    def clean_first_on(self) -> date:
        """What was held already comes by ledger: nobody can apply for it any more."""
        first_on: date = self.cleaned_data["first_on"]
        if first_on < today():
            raise forms.ValidationError(
                _(
                    "もう過ぎた日です。これから開く講座は、今日からの日付を入れてください。"
                    "もう行った講座は、事業担当者の「台帳の取込み」（開講のシート）で入れます。"
                )
            )
        return first_on

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            sentence = _("始まり（%(start)s）より後の時刻を入れてください。")
            self.add_error("ends_at", sentence % {"start": f"{start:%H:%M}"})
        return cleaned

    @property
    def amounts(self) -> dict[str, int | None]:
        """Yen of this run by kind of cost."""
        return {line.kind: self.cleaned_data[f"yen_{line.kind}"] for line in self.costs}


class CourseChoice(DeskForm):
    """Which course a run is planned of."""

    marks = False

    course = forms.ChoiceField(label=_("講座"))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["course"].choices = [(course.key, course.label) for course in scheme.courses]


class CancelForm(DeskForm):
    """Why a run does not take place."""

    because = forms.CharField(
        label=_("中止の理由"), max_length=200, help_text=_("例　講師の都合で、翌月に行います")
    )


class DeclineForm(DeskForm):
    """Why an application is declined."""

    because = forms.CharField(
        label=_("見送る理由"), max_length=200, help_text=_("例　日程の都合がつかない")
    )


class MakeUpForm(DeskForm):
    """On which day of another run a missed day is made up."""

    day = forms.ChoiceField(label=_("振り替える日"), widget=Radios)

    def __init__(self, *args: Any, days: Sequence[RunDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["day"].choices = [(str(day.pk), _day_in_words(day)) for day in days]


def _day_in_words(day: RunDay) -> str:
    return gettext("%(number)d日目　%(on)s　%(start)s–%(end)s") % {
        "number": day.number,
        "on": day_in_list(day.on, today()),
        "start": f"{day.run.starts_at:%H:%M}",
        "end": f"{day.run.ends_at:%H:%M}",
    }


class CompletionForm(DeskForm):
    """The day on which somebody completed the course, and their certificate's number."""

    on = DayField(label=_("修了した日"), not_after=today)
    number = forms.CharField(
        label=_("修了証・免許証の番号"), max_length=60, help_text=_("書いてあるとおりに入れます。")
    )

    def __init__(self, *args: Any, needs_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_number:
            del self.fields["number"]
