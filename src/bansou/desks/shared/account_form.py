"""An account at a bank as somebody writes it down, at whichever desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.benefits.accounts.actions import HOLDER_ROOM, SaidAccount, refusals_of
from bansou.benefits.accounts.models import AccountKind
from bansou.desks.shared.forms import DeskForm

_SAID = ("bank_code", "branch_code", "number", "holder", "kind", "bank", "branch")
_NUMERIC = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}


class AccountForm(DeskForm):
    """An account, as it stands in the bank book."""

    bank_code = forms.CharField(
        label=_("金融機関コード"),
        max_length=10,
        widget=forms.TextInput(attrs=_NUMERIC),
        help_text=_("4けたの数字"),
    )
    bank = forms.CharField(
        label=_("金融機関名（カナ）"), max_length=40, required=False, help_text=_("例　トマコマイ")
    )
    branch_code = forms.CharField(
        label=_("支店コード"),
        max_length=10,
        widget=forms.TextInput(attrs=_NUMERIC),
        help_text=_("3けたの数字"),
    )
    branch = forms.CharField(
        label=_("支店名（カナ）"), max_length=40, required=False, help_text=_("例　ホンテン")
    )
    kind = forms.ChoiceField(label=_("預金の種類"), choices=AccountKind.choices)
    number = forms.CharField(
        label=_("口座番号"),
        max_length=12,
        widget=forms.TextInput(attrs=_NUMERIC),
        help_text=_("7けたまでの数字。7けたに足りないときは、前に0が付きます。"),
    )
    holder = forms.CharField(
        label=_("口座名義（カナ）"),
        max_length=60,
        help_text=_("通帳のとおりに。小さい「ョ」は「ヨ」、「ー」は「-」に直して登録します。"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: How many letters the holder's name may have.
    room = HOLDER_ROOM

    def clean(self) -> dict[str, Any]:
        """Say all at once what a bank would not take."""
        cleaned = super().clean() or self.cleaned_data
        written = SaidAccount(**{name: cleaned.get(name, "") for name in _SAID})
        for refusal in refusals_of(written, most=self.room):
            if refusal.field not in self.errors:
                self.add_refusal(refusal)
        return cleaned

    def said(self) -> SaidAccount:
        """The account as the action takes it."""
        return SaidAccount(**{name: self.cleaned_data[name] for name in _SAID})


def told_of_account(changes: list[str]) -> str:
    """What is said after it was kept; also what was written otherwise in its names."""
    if not changes:
        return gettext("口座を登録しました。")
    return gettext("口座を登録しました。振込に使えない文字を、%(changes)s に直しました。") % {
        "changes": "、".join(changes)
    }
