"""What is filled in about places to be and their guests."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.organisations.models import Organisation
from bansou.desks.shared.fields import DayField, TimeOfDayField, day_hint, today
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Note, Radios, Ticks
from bansou.support.ibasho.keeping import Described, Opening
from bansou.support.ibasho.models import Ibasho, Stage

WEEKDAYS = (
    ("0", _("月")),
    ("1", _("火")),
    ("2", _("水")),
    ("3", _("木")),
    ("4", _("金")),
    ("5", _("土")),
    ("6", _("日")),
)


class PlaceForm(RowedForm):
    """How it is at a place."""

    pairs = (("quiet_from", "quiet_until"),)

    name = forms.CharField(label=_("居場所の名前"), max_length=100)
    address = forms.CharField(label=_("場所"), max_length=200)
    operator = forms.ChoiceField(label=_("だれが開くか"), required=False)
    house_rules = Prose(
        label=_("ここでの約束"),
        required=False,
        widget=Note,
        help_text=_("来る人がはじめに読みます。短く、やわらかく書きます。"),
    )
    quiet_from = TimeOfDayField(
        label=_("静かな時間の始まり"), required=False, help_text=_("話しかけない時間です。")
    )
    quiet_until = TimeOfDayField(label=_("静かな時間の終わり"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, operators: Iterable[Organisation], **kwargs: Any) -> None:
        kwargs["initial"] = {"version": 0} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        choices = [("", _("この団体")), *((str(it.pk), it.name) for it in operators)]
        fields: Any = self.fields
        fields["operator"].choices = choices

    @staticmethod
    def said_of(ibasho: Ibasho) -> dict[str, Any]:
        """A place as its form shows it."""
        names = ("name", "address", "house_rules", "quiet_from", "quiet_until", "version")
        values = {name: getattr(ibasho, name) for name in names}
        return values | {"operator": str(ibasho.operator_id or "")}

    def described(self) -> Described:
        """What was filled in, as the actions take it."""
        said = self.cleaned_data
        return Described(
            name=said["name"],
            address=said["address"],
            house_rules=said["house_rules"],
            quiet_from=said["quiet_from"],
            quiet_until=said["quiet_until"],
            operator_id=said["operator"] or None,
        )


class DaysForm(RowedForm):
    """On which days a place is open."""

    pairs = (("opens_at", "closes_at"),)

    first_on = DayField(label=_("いつから"), help_text=day_hint(4, 1))
    last_on = DayField(label=_("いつまで"), help_text=day_hint(3, 31))
    weekdays = forms.MultipleChoiceField(label=_("曜日"), choices=WEEKDAYS, widget=Ticks)
    opens_at = TimeOfDayField(label=_("開く時刻"), help_text=_("例　13:00"))
    closes_at = TimeOfDayField(label=_("閉じる時刻"), help_text=_("例　17:00"))

    def opening(self) -> Opening:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        return Opening(
            first_on=said["first_on"],
            last_on=said["last_on"],
            weekdays=[int(day) for day in said["weekdays"]],
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
        )


class GuestForm(RowedForm):
    """Somebody new: what they want to be called."""

    nickname = forms.CharField(
        label=_("よばれたい名前"), max_length=40, help_text=_("本名は書きません。")
    )
    is_shown = forms.BooleanField(
        label=_("受付のタブレットに、この名前のボタンを出す（本人が選んだとき）"), required=False
    )
    on = DayField(label=_("はじめて来た日"), help_text=day_hint(11, 24), not_after=today)


class StageForm(RowedForm):
    """From which day somebody is at which stage."""

    stage = forms.ChoiceField(label=_("段階"), choices=Stage.choices, widget=Radios)
    from_on = DayField(label=_("いつから"), help_text=day_hint(11, 24))


class IncidentForm(RowedForm):
    """What happened, and what was done."""

    on = DayField(label=_("いつ"), help_text=day_hint(11, 24))
    happened = Prose(
        label=_("できごと"), widget=Note, help_text=_("人は、ニックネームで書きます。")
    )
    done = Prose(label=_("したこと、これからすること"), required=False, widget=Note)


class CodeForm(RowedForm):
    """The code that somebody gave away, and when they agreed."""

    code = forms.CharField(
        label=_("つながり番号"),
        max_length=20,
        help_text=_("居場所で本人が受け取った10文字の番号です。例　7K2MP-4XQ9T"),
    )
    agreed_on = DayField(label=_("本人が同意した日"), help_text=day_hint(11, 24))
