"""The form of a visit: in the order of the talk, the next act last."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.desks.matching.forms import SectionedForm
from bansou.desks.shared.fields import ComingDayField, DayField, today
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.employers.stance.models import HiringStance
from bansou.employers.visits.models import EmployerVisit

type Choices = Sequence[tuple[str, Any]]


class VisitForm(SectionedForm):
    """What was said at a company, and what comes next."""

    on = DayField(label=_("行った日"), not_after=today)
    channel = forms.ChoiceField(
        label=_("方法"), choices=EmployerVisit.Channel.choices, widget=Radios
    )
    by = forms.ChoiceField(label=_("行った人"))
    met_with = forms.CharField(
        label=_("会った人"), help_text=_("例　錦岡 茂（工場長）"), required=False, max_length=100
    )
    note = Prose(
        label=_("話したこと"),
        help_text=_("人手のこと、仕事の内容、受入れについての考え。"),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    hesitations = forms.MultipleChoiceField(
        label=_("ためらっていること"),
        help_text=_("聞いたものに印をつけます。記録すると、それぞれの答え方が出ます。"),
        required=False,
        widget=Ticks,
    )
    stance = forms.ChoiceField(label=_("採用意欲"), required=False)
    next_action = forms.CharField(
        label=_("次の行動"),
        help_text=_("例　見学の日取りを相談する電話"),
        required=False,
        max_length=200,
    )
    next_action_on = ComingDayField(
        label=_("いつまでに"), help_text=_("例　11月30日"), required=False
    )
    owner = forms.ChoiceField(label=_("だれが"), required=False)
    fulfilled = forms.MultipleChoiceField(label=_("果たした約束"), required=False, widget=Ticks)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    sections = (
        ("", ("on", "channel", ("by", "met_with"))),
        (_("話の中身"), ("note", "hesitations", "stance")),
        (_("次にすること"), ("next_action", ("next_action_on", "owner"), "fulfilled")),
    )

    def __init__(
        self,
        *args: Any,
        members: Choices,
        reasons: Mapping[str, str],
        promises: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["by"].choices = members
        fields["hesitations"].choices = list(reasons.items())
        if "owner" in fields:
            fields["owner"].choices = members
        if "stance" in fields:
            fields["stance"].choices = [
                ("", _("聞いていない・変わらない")),
                *HiringStance.Level.choices,
            ]
        if "fulfilled" in fields:
            fields["fulfilled"].choices = promises
            if not promises:
                del fields["fulfilled"]

    def clean(self) -> dict[str, Any]:
        """A next act has a day, and a day has something to be done."""
        cleaned = super().clean() or self.cleaned_data
        action, on = cleaned.get("next_action"), cleaned.get("next_action_on")
        if action and not on and "next_action_on" not in self.errors:
            self.add_error("next_action_on", gettext("日付を入れてください。例　11月30日"))
        if on and not action and "next_action" not in self.errors:
            self.add_error("next_action", gettext("何をするかを書いてください。"))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        kept = (
            *("on", "channel", "met_with", "note", "hesitations"),
            *("next_action", "next_action_on"),
        )
        return {name: self.cleaned_data[name] for name in kept} | {
            "member_id": UUID(self.cleaned_data["by"])
        }

    def typed(self) -> dict[str, Any]:
        """What stands in the form, read or not, to be kept as a draft."""
        left_out = {"request_key", "version"}
        return {name: self[name].value() for name in self.fields if name not in left_out}


class CorrectVisitForm(VisitForm):
    """A visit on record, with the version of it that was opened."""

    stance = None
    fulfilled = None
    owner = None
    request_key = None
    next_action_on = ComingDayField(
        label=_("いつまでに"), required=False, not_before=lambda: date.min
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def written(visit: EmployerVisit) -> dict[str, Any]:
    """What is on record, as the form shows it."""
    kept = (
        *("on", "channel", "met_with", "note", "hesitations"),
        *("next_action", "next_action_on", "version"),
    )
    return {name: getattr(visit, name) for name in kept} | {"by": str(visit.by_id or "")}
