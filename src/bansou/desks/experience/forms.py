"""What is filled in about visits, trials and their insurance."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.holidays import is_holiday
from bansou.desks.shared.fields import DayField, TimeOfDayField, day_hint, today
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.graded_form import GradedForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.employers.hosts.models import HostPlace
from bansou.programmes.models import Programme
from bansou.schemes.shape import Choice
from bansou.support.experience import rules
from bansou.support.experience.arranging import Terms
from bansou.support.experience.models import Experience, InternshipPolicy
from bansou.support.experience.refusals import TutorMissing

__all__ = [
    "ConfirmForm",
    "DeclineForm",
    "EndForm",
    "EvaluationForm",
    "InsureForm",
    "MarkForm",
    "PersonConfirmForm",
    "PolicyForm",
    "TermsForm",
]

_WEEKDAYS = tuple(enumerate((_("月"), _("火"), _("水"), _("木"), _("金"), _("土"), _("日"))))
_WORKDAYS = [0, 1, 2, 3, 4]


def _number(label: Any, most: int, *, least: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        **more,
    )


class TermsForm(RowedForm):
    """Host, days, hours and who looks after the person."""

    pairs = (("starts_at", "ends_at"),)

    host = forms.ChoiceField(label=_("受入先"))
    tutor = forms.CharField(
        label=_("指導担当者"),
        help_text=_("受入先で本人を見る人。例　製造課 高橋さん"),
        max_length=100,
        error_messages={"required": TutorMissing.message},
    )
    first_on = DayField(label=_("はじめの日"), help_text=day_hint(12, 7))
    last_on = DayField(label=_("終わりの日"), help_text=_("1日だけのときは、はじめの日と同じ日。"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("行う曜日"), coerce=int, choices=_WEEKDAYS, widget=Ticks
    )
    skips_holidays = forms.BooleanField(label=_("祝日を除く"), required=False)
    starts_at = TimeOfDayField(label=_("始まり"))
    ends_at = TimeOfDayField(label=_("終わり"))
    break_minutes = _number(_("休憩（分）"), 480, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, experience: Experience, hosts: Iterable[HostPlace], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {str(host.pk): host for host in hosts}
        if experience.host:
            self.hosts.setdefault(str(experience.host_id), experience.host)
        fields: Any = self.fields
        fields["host"].choices = [
            ("", _("選んでください")),
            *((key, host_in_words(host)) for key, host in self.hosts.items()),
        ]
        self.initial = self._written(experience) | self.initial

    def _written(self, experience: Experience) -> dict[str, Any]:
        """What is on record; of what is not yet, what is usual."""
        days = sorted(day.on for day in experience.days.all())
        host = experience.host
        return {
            "host": str(host.pk) if host else "",
            "tutor": experience.tutor or (host.tutor if host else ""),
            "first_on": days[0] if days else None,
            "last_on": days[-1] if days else None,
            "weekdays": sorted({day.weekday() for day in days}) or _WORKDAYS,
            "skips_holidays": True,
            "starts_at": experience.starts_at,
            "ends_at": experience.ends_at,
            "break_minutes": experience.break_minutes if days else None,
            "version": experience.version,
        }

    def terms(self) -> Terms:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        left_out = {"is_left_out": is_holiday} if said["skips_holidays"] else {}
        return Terms(
            host=self.hosts[said["host"]],
            days=rules.days_between(
                said["first_on"], said["last_on"], weekdays=said["weekdays"], **left_out
            ),
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            break_minutes=said["break_minutes"] or 0,
            tutor=said["tutor"],
        )


def host_in_words(host: HostPlace) -> str:
    """道南鉄工株式会社　鋼材の加工."""
    return f"{host.company.name}　{host.title}"


class ConfirmForm(RowedForm):
    """Who confirmed the terms, and when."""

    name = forms.CharField(label=_("確認した人"), max_length=100)
    on = DayField(label=_("確認した日"), not_after=today)


class PersonConfirmForm(ConfirmForm):
    """That the person confirmed the terms, and perhaps agreed that the host knows the name."""

    consents = forms.BooleanField(
        label=_("本人が行くと答えた企業に、氏名などを伝えることに同意した"),
        help_text=_(
            "同意を記録するまで、企業のページには氏名を出しません。"
            "この受入先のほか、あとで「行ってみたい」と答えた求人の企業にも使う同意です。"
        ),
        required=False,
    )


class MarkForm(RowedForm):
    """Whether somebody came on a day, and what they missed of it."""

    attended = forms.ChoiceField(
        label=_("出欠"), choices=[("yes", _("出席")), ("no", _("欠席"))], widget=Radios
    )
    missed_minutes = _number(
        _("休んだ時間（分）"),
        1440,
        required=False,
        help_text=_("遅刻や早退があったときだけ入れます。"),
    )
    because = forms.CharField(
        label=_("休んだ理由"),
        help_text=_("欠席のときと、休んだ時間があるときに入れます。"),
        required=False,
        max_length=200,
    )


class EvaluationForm(GradedForm):
    """What one side thinks of a visit or trial, by the scheme's items, and in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = Prose(
            label=_("ひとこと"),
            help_text=_("言われたとおりの言葉で書きます。"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["on"] = DayField(label=_("聞いた日"), not_after=today)


def _reasons(reasons: Sequence[Choice]) -> list[tuple[str, Any]]:
    return [("", _("言われていない")), *((one.key, one.label) for one in reasons)]


class DeclineForm(RowedForm):
    """Who declines; why need not be said."""

    declined_by = forms.ChoiceField(
        label=_("だれから"), choices=Experience.Party.choices, widget=Radios
    )
    reason = forms.ChoiceField(label=_("理由"), required=False)
    because = forms.CharField(label=_("ひとこと"), required=False, max_length=200)

    def __init__(self, *args: Any, reasons: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["reason"].choices = _reasons(reasons)


class EndForm(RowedForm):
    """How it ended, and what did not suit, if anything."""

    outcome = forms.ChoiceField(label=_("結果"), choices=Experience.Outcome.choices, widget=Radios)
    on = DayField(label=_("終えた日"), not_after=today)
    reason = forms.ChoiceField(
        label=_("合わなかった理由"),
        help_text=_("合わないことがなければ、選ばなくてかまいません。"),
        required=False,
    )
    because = forms.CharField(label=_("ひとこと"), required=False, max_length=200)

    def __init__(self, *args: Any, reasons: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        none = [("", _("なし")), *((one.key, one.label) for one in reasons)]
        fields["reason"].choices = none


class PolicyForm(RowedForm):
    """An insurance for people at workplaces."""

    programme = forms.ChoiceField(label=_("事業"))
    insurer = forms.CharField(label=_("保険会社"), max_length=100)
    number = forms.CharField(label=_("証券番号"), max_length=60)
    starts_on = DayField(label=_("始まりの日"))
    ends_on = DayField(label=_("終わりの日"))
    covers_visits = forms.BooleanField(label=_("見学を対象にする"), required=False)
    covers_trials = forms.BooleanField(label=_("体験を対象にする"), required=False)
    persons_limit = _number(
        _("同時に入れる人数"),
        999,
        least=1,
        required=False,
        help_text=_("上限がなければ、空けておきます。"),
    )
    note = forms.CharField(label=_("ひとこと"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    KEPT = (
        *("insurer", "number", "starts_on", "ends_on", "covers_visits", "covers_trials"),
        *("persons_limit", "note"),
    )

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[Programme],
        policy: InternshipPolicy | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {str(one.pk): one for one in programmes}
        fields: Any = self.fields
        fields["programme"].choices = [
            (key, one.name.replace("|", "")) for key, one in self.programmes.items()
        ]
        if policy:
            del self.fields["programme"]
            written = {name: getattr(policy, name) for name in (*self.KEPT, "version")}
            self.initial = written | self.initial
        else:
            usual = {"covers_trials": True, "version": 0}
            if programmes:
                first = programmes[0]
                usual |= {"starts_on": first.starts_on, "ends_on": first.ends_on}
            self.initial = usual | self.initial

    def said(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        return {name: self.cleaned_data[name] for name in self.KEPT}


class InsureForm(RowedForm):
    """On whose list somebody is put, from when until when."""

    policy = forms.ChoiceField(label=_("保険"))
    from_on = DayField(label=_("いつから"))
    until_on = DayField(label=_("いつまで"))

    def __init__(self, *args: Any, policies: Sequence[InternshipPolicy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policies = {str(one.pk): one for one in policies}
        fields: Any = self.fields
        fields["policy"].choices = [(key, str(one)) for key, one in self.policies.items()]
