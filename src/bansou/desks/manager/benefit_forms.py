"""What is filled in where money is decided about and paid."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.benefits.accounts.actions import CONSIGNOR_ROOM
from bansou.benefits.accounts.refusals import NumberUnreadable
from bansou.benefits.accounts.rules import digits_of
from bansou.desks.manager.forms import KeyedForm
from bansou.desks.shared.account_form import AccountForm
from bansou.desks.shared.fields import ComingDayField, DayField, YenField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Ticks

_NUMERIC = {"inputmode": "numeric", "class": "short", "autocomplete": "off"}


class ReasonForm(DeskForm):
    """Why a claim goes back, is not paid, or is taken back."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("請求した人と本人に伝わる文です。例　4日目の出席を確かめてください。"),
        error_messages={"required": _("理由を入れてください。")},
    )


class PayingAccountForm(AccountForm):
    """The account from which the office pays."""

    consignor_code = forms.CharField(
        label=_("振込依頼人コード"),
        max_length=14,
        widget=forms.TextInput(attrs=_NUMERIC),
        help_text=_("金融機関から知らされた10けたの数字"),
    )
    room = CONSIGNOR_ROOM
    field_order = ("consignor_code", "holder", "bank_code", "bank", "branch_code", "branch")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].label = _("振込依頼人名（カナ）")

    def clean(self) -> dict[str, Any]:
        """Say all at once what a bank would not take, the office's own number among it."""
        cleaned = super().clean()
        code = cleaned.get("consignor_code")
        if code and digits_of(code, 10) is None:
            self.add_refusal(NumberUnreadable(length=10, field="consignor_code"))
        return cleaned


class SpendingForm(DeskForm):
    """How much a heading of the budget has."""

    label = forms.CharField(label=_("費目"), max_length=100, help_text=_("例　給付金、委託料"))
    yen = YenField(label=_("予算額"), least=0, example=_("1,200千円"), help_text=_("例　1,200千円"))
    may_be_overspent = forms.BooleanField(
        label=_("予算額を超えて決定できる"),
        required=False,
        help_text=_("印を付けなければ、残りを超える支給の決定はできません。"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PaymentForm(KeyedForm):
    """Which decided claims are paid, and on which day."""

    claims = forms.MultipleChoiceField(
        label=_("支払う請求"),
        widget=Ticks,
        error_messages={"required": _("支払う請求を1つ以上選んでください。")},
    )
    pay_on = ComingDayField(
        label=_("振込の日"), help_text=_("金融機関が開いている日。例　12月15日")
    )
    field_order = ("claims", "pay_on")

    def __init__(self, *args: Any, claims: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["claims"].choices = claims


class PaidForm(DeskForm):
    """On which day a list was paid, and what is done about claims that have changed since."""

    paid_on = DayField(label=_("支払った日"), help_text=day_hint(4, 1), not_after=today)
    despite = forms.CharField(
        label=_("変わった請求をどうするか"),
        max_length=200,
        help_text=_("例　1日分の2,000円を、次の給付から差し引くことを本人に伝えた。"),
        error_messages={"required": _("変わった請求をどうするかを入れてください。")},
    )

    def __init__(self, *args: Any, changed: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changed:
            del self.fields["despite"]


class BackForm(DeskForm):
    """Why a payment list is taken back."""

    reason = forms.CharField(
        label=_("取り消す理由"),
        max_length=200,
        help_text=_("支払リストに残ります。例　口座番号の誤りが分かったため"),
        error_messages={"required": _("取り消す理由を入れてください。")},
    )
