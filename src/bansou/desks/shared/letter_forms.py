"""What both pages of coming in by a letter ask for: the code, and a password, twice."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.one_time import DIGITS, typed_code
from bansou.commons.organisations.models import User
from bansou.desks.shared.forms import DeskForm


class CodeForm(DeskForm):
    """The code of a letter."""

    marks = False

    code = forms.CharField(
        label=_("手紙の番号"),
        max_length=40,
        help_text=_("12けたの数字です。例　4821-0937-5560"),
        widget=forms.TextInput(
            {"class": "code", "inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("手紙にある12けたの番号を入れてください。")},
    )

    def clean_code(self) -> str:
        """Only a number of the right length is looked up."""
        code = typed_code(self.cleaned_data["code"])
        if len(code) != DIGITS:
            raise ValidationError(
                _("番号は12けたです。いまは%(number)dけたです。"), params={"number": len(code)}
            )
        return code


class PasswordForm(DeskForm):
    """A password, twice.

    :ivar login: what is signed in with, where it is known beforehand
    """

    login = ""

    password = forms.CharField(
        label=_("パスワード"),
        help_text=_("12文字以上。ことばをいくつか並べると、覚えやすくなります。"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("パスワード（もう一度）"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def login_name(self) -> str:
        """What is signed in with, which the password must not be like."""
        return self.login

    def clean(self) -> dict[str, Any]:
        """Both are the same, and good."""
        said = super().clean() or self.cleaned_data
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("2回のパスワードがちがいます。もう一度入れてください。"))
        elif said.get("password"):
            try:
                validate_password(said["password"], User(email=self.login_name()))
            except ValidationError as problems:
                self.add_error("password", problems)
        return said
