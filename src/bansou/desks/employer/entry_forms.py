"""The forms of coming in by an invitation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.corporate_number import parse_corporate_number
from bansou.commons.codes.digits import WrongNumber
from bansou.desks.shared.letter_forms import CodeForm, PasswordForm


class InvitationForm(CodeForm):
    """The code of the letter and the corporate number."""

    corporate_number = forms.CharField(
        label=_("法人番号"),
        max_length=40,
        help_text=_("13けたの数字です。"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_corporate_number(self) -> str:
        """Only what is a corporate number is compared."""
        try:
            return parse_corporate_number(self.cleaned_data["corporate_number"])
        except WrongNumber as refusal:
            raise ValidationError(str(refusal)) from refusal


class OwnPasswordForm(PasswordForm):
    """A password; the login is the address to which the letter went."""

    def __init__(self, *args: Any, login: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.login = login
