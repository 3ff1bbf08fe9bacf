"""The forms of coming in by a letter."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.letter_forms import CodeForm, PasswordForm
from bansou.desks.shared.login_names import as_address
from bansou.desks.shared.widgets import DateParts

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")


class LetterForm(CodeForm):
    """The code of the letter and the birth date."""

    birth_on = DayField(
        label=_("生年月日"),
        not_after=today,
        widget=DateParts(era="昭和"),
        error_messages={"required": _("生年月日を入れてください。")},
    )


class LoginForm(PasswordForm):
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
    field_order = ("login", "password", "again")

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

    def login_name(self) -> str:
        """What was just chosen."""
        return str(self.cleaned_data.get("login", ""))
