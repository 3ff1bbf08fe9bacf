"""Forms of wishes, answers, introductions, interviews and their results."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.industries import Industry
from bansou.commons.codes.occupations import Occupation
from bansou.commons.keys import uuid7
from bansou.commons.money import yen
from bansou.desks.shared.asked import AskedTicks, ticked
from bansou.desks.shared.fields import DayField, TimeOfDayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios
from bansou.employers.models import Accommodation, Demand
from bansou.placement.matching.models import WorkWish
from bansou.placement.matching.rules import POLICY

_NOT_ASKED = ("", _("まだ聞いていない"))


class HoursField(forms.DecimalField):
    """Hours a week, kept as minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=168,
            decimal_places=2,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={
                "invalid": _("数字で入れてください。例　30"),
                "max_value": _("1週間は168時間までです。"),
                "max_decimal_places": _("小数点のあとは2けたまでにしてください。例　38.75"),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        hours: Decimal | None = super().clean(value)
        return None if hours is None else int(hours * 60)


class WishForm(DeskForm):
    """What somebody wishes: in their words, and typed as far as it was asked."""

    words = Prose(
        label=_("本人の言葉"),
        help_text=_("例　立ち仕事は腰がつらい。人の少ない職場で、昼間だけ働きたい"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    heard_on = DayField(label=_("希望を聞いた日"), not_after=today)
    areas = AskedTicks(
        label=_("働ける地区"),
        help_text=_("印のない地区の求人は候補から外れます。まだ聞いていなければ、印をつけません。"),
    )
    employment_types = AskedTicks(label=_("受けてもよい雇用形態"))
    hourly_floor_yen = forms.TypedChoiceField(
        label=_("時給の下限"), coerce=int, empty_value=None, required=False
    )
    monthly_floor_yen = forms.TypedChoiceField(
        label=_("月給の下限"), coerce=int, empty_value=None, required=False
    )
    refuses = AskedTicks(
        label=_("できないこと、したくないこと"), choices=Demand.choices, nothing=_("特にない")
    )
    needs = AskedTicks(
        label=_("必要な配慮"), choices=Accommodation.choices, nothing=_("特にいらない")
    )
    occupations = AskedTicks(label=_("希望する職種"), choices=Occupation.choices)
    industries = AskedTicks(label=_("希望する業種"), choices=Industry.choices)
    least_minutes_a_week = HoursField(label=_("週に働きたい時間　下限"))
    most_minutes_a_week = HoursField(label=_("週に働きたい時間　上限"))
    are_licences_told = forms.TypedChoiceField(
        label=_("保有資格"),
        choices=[
            ("yes", _("「受講と資格」にあるもので全部")),
            ("", _("ほかにあるか、まだ聞いていない")),
        ],
        coerce=lambda said: said == "yes",
        empty_value=False,
        required=False,
        widget=Radios,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    #: Fields by the heading under which they stand.
    sections: tuple[tuple[Any, Any, tuple[tuple[str, ...], ...]], ...] = (
        ("", "", (("words",), ("heard_on",))),
        (
            _("ゆずれない条件"),
            _("合わない求人は、点数によらず候補から外れます。聞いていないことでは外しません。"),
            (
                ("areas",),
                ("employment_types",),
                ("hourly_floor_yen", "monthly_floor_yen"),
                ("refuses",),
                ("needs",),
                ("are_licences_told",),
            ),
        ),
        (
            _("希望"),
            _("合うほど候補の上に並びます。合わない求人も外れません。"),
            (
                ("occupations",),
                ("industries",),
                ("least_minutes_a_week", "most_minutes_a_week"),
            ),
        ),
    )
    _LISTS = ("areas", "employment_types", "occupations", "industries")
    _PLAIN = ("words", "heard_on", "hourly_floor_yen", "monthly_floor_yen", "are_licences_told")

    def __init__(
        self,
        *args: Any,
        areas: Iterable[str],
        employment_types: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["areas"].offer((area, area) for area in areas)
        fields["employment_types"].offer(employment_types.items())
        for name, marks in (
            ("hourly_floor_yen", POLICY.hourly_marks),
            ("monthly_floor_yen", POLICY.monthly_marks),
        ):
            fields[name].choices = [_NOT_ASKED, *((mark, yen(mark)) for mark in marks)]
        if not fields["areas"].choices:
            del self.fields["areas"]

    def laid_out(self) -> Iterable[tuple[str, str, list[list[forms.BoundField]]]]:
        """Each section's heading, what it means, and its rows."""
        for heading, note, rows in self.sections:
            shown = [[self[name] for name in row if name in self.fields] for row in rows]
            yield str(heading), str(note), [row for row in shown if row]

    def clean(self) -> dict[str, Any]:
        """Hours have two ends, or are not known."""
        cleaned = super().clean() or self.cleaned_data
        ends = ("least_minutes_a_week", "most_minutes_a_week")
        given = [name for name in ends if cleaned.get(name) is not None]
        if len(given) == 1 and not self.errors:
            (missing,) = set(ends) - set(given)
            raise ValidationError(
                {missing: _("下限と上限の両方を入れるか、両方を空けてください。")}
            )
        return cleaned

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        said = dict(self.cleaned_data)
        said["seen_version"] = said.pop("version")
        return said

    @classmethod
    def written(cls, wish: WorkWish | None, day: date) -> dict[str, Any]:
        """What is on record, as the form shows it."""
        if wish is None:
            return {"heard_on": day}
        hours = {
            name: _hours(getattr(wish, name))
            for name in ("least_minutes_a_week", "most_minutes_a_week")
        }
        return {
            **{name: getattr(wish, name) for name in (*cls._PLAIN, "version")},
            **{name: getattr(wish, name) or [] for name in cls._LISTS},
            **{name: ticked(getattr(wish, name)) for name in ("refuses", "needs")},
            **hours,
            "heard_on": day,
            "are_licences_told": "yes" if wish.are_licences_told else "",
        }


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")


class ProposeForm(DeskForm):
    """What is said to the person with a proposal."""

    remark = forms.CharField(
        label=_("本人に伝えること"),
        help_text=_("例　昼間だけの仕事です。まず見学だけでもできます。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"request_key": uuid7()})
        super().__init__(*args, **kwargs)


def reason_field(label: Any) -> forms.ChoiceField:
    """Why not, which may be left out."""
    return forms.ChoiceField(label=label, required=False)


class _WithReason(DeskForm):
    """A form whose reason is one of the scheme's."""

    def __init__(self, *args: Any, reasons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["reason"].choices = [("", _("聞いていない")), *reasons.items()]


class AnswerForm(_WithReason):
    """What the person says."""

    is_wanted = forms.ChoiceField(
        label=_("本人の返事"),
        choices=[("yes", _("行ってみたい")), ("no", _("見送る"))],
        widget=Radios,
    )
    on = DayField(label=_("返事を聞いた日"), not_after=today)
    consents = forms.BooleanField(
        label=_("企業に氏名などを伝えることに同意した"),
        help_text=_("同意を記録するまで、企業には氏名を出しません。あとからも記録できます。"),
        required=False,
    )
    reason = reason_field(_("見送る理由"))
    note = forms.CharField(
        label=_("ひとこと"),
        help_text=_("理由は聞かなくてもかまいません。見送っても、ほかの求人の点数は変わりません。"),
        required=False,
        max_length=200,
    )


class CompanyAnswerForm(_WithReason):
    """What the company says about somebody without a name."""

    is_welcome = forms.ChoiceField(
        label=_("企業の返事"),
        choices=[("yes", _("会ってみたい")), ("no", _("見送る"))],
        widget=Radios,
    )
    on = DayField(label=_("返事を聞いた日"), not_after=today)
    reason = reason_field(_("見送る理由"))
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)


class InterviewForm(DeskForm):
    """When and where the interview is."""

    interview_on = DayField(label=_("面接の日"))
    interview_at = TimeOfDayField(label=_("面接の時刻"), help_text=_("例　10:00"), required=False)
    interview_place = forms.CharField(label=_("面接の場所"), required=False, max_length=200)


class IntroduceForm(InterviewForm):
    """The day of the introduction; the interview may be settled later."""

    on = DayField(label=_("紹介する日"), not_after=today)

    field_order = ("on", "interview_on", "interview_at", "interview_place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interview_on"].required = False


class ResultForm(_WithReason):
    """What came of the interview."""

    result = forms.ChoiceField(
        label=_("結果"),
        choices=[
            ("chosen", _("採用")),
            ("not_chosen", _("不採用")),
            ("withdrew", _("本人が辞退した")),
        ],
        widget=Radios,
    )
    on = DayField(label=_("結果を聞いた日"), not_after=today)
    reason = reason_field(_("合わなかった理由"))
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)


class EndForm(DeskForm):
    """Why a proposal is given up."""

    because = forms.CharField(
        label=_("取りやめる理由"), help_text=_("例　求人の条件が変わった"), max_length=200
    )


class ConsentForm(DeskForm):
    """The day on which the person agreed, or took it back."""

    on = DayField(label=_("本人に確かめた日"), not_after=today)
