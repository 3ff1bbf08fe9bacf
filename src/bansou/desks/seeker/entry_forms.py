"""The forms of coming in by a letter."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.one_time import DIGITS, typed_code
from bansou.commons.organisations.models import User
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.login_names import as_address
from bansou.desks.shared.widgets import DateParts

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")


class LetterForm(DeskForm):
    """The code of the letter and the birth date."""

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
    birth_on = DayField(
        label=_("生年月日"),
        not_after=today,
        widget=DateParts(era="昭和"),
        error_messages={"required": _("生年月日を入れてください。")},
    )

    def clean_code(self) -> str:
        """Only a number of the right length is looked up."""
        code = typed_code(self.cleaned_data["code"])
        if len(code) != DIGITS:
            raise ValidationError(
                _("番号は12けたです。いまは%(number)dけたです。"), params={"number": len(code)}
            )
        return code


class LoginForm(DeskForm):
    """By what to sign in from now on."""

    login = forms.CharField(
        label=_("メールアドレスかログイン名"),
        max_length=200,
        help_text=_(
            "メールを使わないときは、好きな名前を決めてください。"
            "小さい英字と数字で4文字から30文字。例　umi2026"
        ),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "off"}),
    )
    password = forms.CharField(
        label=_("パスワード"),
        help_text=_("12文字以上。ことばをいくつか並べると、覚えやすくなります。"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("パスワード（もう一度）"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_login(self) -> str:
        """An address as it is; a name in the form in which the account keeps it."""
        written = self.cleaned_data["login"].strip().lower()
        if "@" in written:
            validate_email(written)
            return written
        if not _NAME.fullmatch(written):
            raise ValidationError(
                _("ログイン名は、小さい英字と数字で、4文字から30文字にしてください。例　umi2026")
            )
        return as_address(written)

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same, and a good one."""
        said = super().clean() or self.cleaned_data
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("2回のパスワードがちがいます。もう一度入れてください。"))
        elif said.get("password"):
            try:
                validate_password(said["password"], User(email=said.get("login", "")))
            except ValidationError as problems:
                self.add_error("password", problems)
        return said
