"""What is filled in to claim a benefit, at whichever desk: attended days, or a trip."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.benefits.claims.drawing import Wanted
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.pricing import Trip
from bansou.benefits.claims.queries import items_of
from bansou.benefits.claims.refusals import ReceiptMissing
from bansou.commons.keys import uuid7
from bansou.commons.money import yen
from bansou.desks.shared.fields import DayField, YenField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Ticks
from bansou.schemes.benefits import Benefit


class _Claim(DeskForm):
    """A claim; drawn once, however often it arrives."""

    note = forms.CharField(label=_("メモ"), required=False, max_length=200)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, benefit: Benefit, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.benefit = benefit


class DaysForm(_Claim):
    """The attended days that are claimed."""

    days = forms.MultipleChoiceField(
        label=_("請求する日"),
        widget=Ticks,
        help_text=_("出席の記録がある日だけが出ています。"),
        error_messages={"required": _("請求する日を1つ以上選んでください。")},
    )
    field_order = ("days", "note")

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["days"].choices = days

    def wanted(self) -> Wanted:
        """What is claimed, as the action takes it."""
        said = self.cleaned_data
        days = [date.fromisoformat(day) for day in said["days"]]
        return Wanted(benefit=self.benefit.key, days=days, note=said["note"])


class TripForm(_Claim):
    """A trip of one day."""

    on = DayField(label=_("移動した日"), help_text=day_hint(4, 1), not_after=today)
    route = forms.CharField(
        label=_("経路"), max_length=200, help_text=_("例　沼ノ端駅から苫小牧駅まで（JR、往復）")
    )
    yen = YenField(label=_("金額"), help_text=_("往復の合計。例　1,040円"))
    receipt = forms.CharField(
        label=_("領収書の番号"),
        max_length=60,
        error_messages={"required": ReceiptMissing.message},
    )
    field_order = ("on", "route", "yen", "receipt", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receipt"].required = self.benefit.needs_receipt

    def wanted(self) -> Wanted:
        """What is claimed, as the action takes it."""
        said = self.cleaned_data
        trip = Trip(on=said["on"], route=said["route"], yen=said["yen"], receipt=said["receipt"])
        return Wanted(benefit=self.benefit.key, trips=[trip], note=said["note"])


type ClaimForm = DaysForm | TripForm


def trip_said(known: Claim | None) -> dict[str, Any]:
    """The trip of a claim that is put right, as its form shows it."""
    item = items_of(known).first() if known else None
    if known is None or item is None:
        return {}
    return {
        "on": item.on,
        "route": item.title,
        "yen": yen(item.asked_yen),
        "receipt": item.receipt,
        "note": known.note,
    }


def days_said(known: Claim | None) -> dict[str, Any]:
    """The days of a claim that is put right, as its form shows them."""
    if known is None:
        return {}
    own = [item.on.isoformat() for item in items_of(known)]
    return {"days": own, "note": known.note}
