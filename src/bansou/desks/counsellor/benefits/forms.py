"""What is filled in to claim a benefit, and to note one from elsewhere."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, day_hint
from bansou.desks.shared.forms import DeskForm
from bansou.schemes.benefits import OtherBenefit


class BenefitChoice(DeskForm):
    """Which benefit of which programme is claimed."""

    marks = False

    benefit = forms.ChoiceField(label=_("給付"))

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["benefit"].choices = offered


class WithdrawClaimForm(DeskForm):
    """Why a claim is taken back."""

    reason = forms.CharField(label=_("理由"), max_length=200, help_text=_("例　日を選びまちがえた"))


class OutsideForm(DeskForm):
    """What somebody gets from elsewhere."""

    benefit = forms.ChoiceField(label=_("ほかの給付"))
    from_on = DayField(label=_("始まりの日"), help_text=day_hint(4, 1))
    until_on = DayField(
        label=_("終わりの日"), required=False, help_text=_("決まっていないときは、空けておきます。")
    )
    note = forms.CharField(label=_("メモ"), required=False, max_length=200)

    def __init__(self, *args: Any, offered: Sequence[OtherBenefit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["benefit"].choices = [
            ("", _("選んでください")),
            *((it.key, it.label) for it in offered),
        ]
