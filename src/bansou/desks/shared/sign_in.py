"""The forms of signing in and of one's own account, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.login_names import as_address
from bansou.desks.shared.wording import speak_plainly

_LABELS = {
    "login": _("メールアドレスかログイン名"),
    "email": _("メールアドレス"),
    "password": _("パスワード"),
    "oldpassword": _("いまのパスワード"),
    "password1": _("新しいパスワード"),
    "password2": _("新しいパスワード（もう一度）"),
    "code": _("認証コード"),
    "name": _("鍵の名前"),
    "passwordless": _("この鍵だけで入れるようにする"),
}
_HINTS = {
    "password1": _("12文字以上。数字だけ、よくある言葉、名前に似たものは使えません。"),
    "name": _("あとで見分けられる名前にします。例　机の引き出しの鍵"),
    "passwordless": _("パスワードを入れずに、鍵と、その暗証番号や指紋で入れます。"),
}
_EMPTY = {
    "login": _("メールアドレスか、決めたログイン名を入れてください。例　kudo@example.lg.jp"),
    "password": _("パスワードを入れてください。"),
    "oldpassword": _("いまのパスワードを入れてください。"),
    "password1": _("新しいパスワードを入れてください。"),
    "password2": _("新しいパスワードを、もう一度入れてください。"),
    "code": _("数字を入れてください。例　314159"),
}
_SENTENCES = {
    "incorrect_code": _("番号がちがいます。いま出ている番号を入れてください。"),
    "incorrect_password": _("パスワードがちがいます。もう一度入れてください。"),
    "enter_current_password": _("いまのパスワードがちがいます。もう一度入れてください。"),
    "rate_limited": _("続けて何度も送られたため、止めています。少し待ってから送ってください。"),
    "invalid_password_reset": _("この案内は使い終わっています。もう一度、案内を送ってください。"),
}


class OurWords:
    """For a form of allauth: our labels and sentences, and no placeholder in place of a label."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self.fields.values())
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = _LABELS.get(name, field.label)
            field.help_text = _HINTS.get(name, "")
            if name in _EMPTY:
                field.error_messages["required"] = _EMPTY[name]

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words what allauth found."""
        code = getattr(error, "code", None)
        if code in _SENTENCES:
            error = ValidationError(_SENTENCES[code], code=code)
        super().add_error(field, error)  # type: ignore[misc]


class LoginForm(OurWords, account.LoginForm):  # type: ignore[misc]
    """1／2: by address or by a name that was chosen; says how often one may still be wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = self.fields["login"]
        self.fields["login"] = forms.CharField(
            label=self._address.label,
            max_length=254,
            widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "off"}),
            error_messages={"required": self._address.error_messages["required"]},
        )
        self.order_fields(["login", "password"])  # type: ignore[attr-defined]

    def clean_login(self) -> str:
        """What the account is known by; a name is looked up as an address of ours."""
        address = as_address(str(self.cleaned_data["login"]))  # type: ignore[attr-defined]
        return str(self._address.clean(address))

    def add_error(self, field: str | None, error: Any) -> None:
        """Count with axes, which holds the failures of this address and account."""
        if getattr(error, "code", None) == "email_password_mismatch":
            error = ValidationError(self._mismatch(), code="email_password_mismatch")
        super().add_error(field, error)

    def _mismatch(self) -> str:
        failures = getattr(self.request, "axes_failures_since_start", None) or 0
        left = settings.SIGN_IN_FAILURES - failures
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        sentence = _(
            "メールアドレスかパスワードがちがいます。"
            "あと%(left)d回まちがえると、%(minutes)d分のあいだ入れなくなります。"
        )
        return str(sentence) % {"left": left, "minutes": minutes}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""


class SetPasswordForm(OurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice."""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the letter."""


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice."""


class ReauthenticateForm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class _Code(OurWords):
    """One field for a code: digits, paste allowed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "class": "code",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "autocapitalize": "off",
            "spellcheck": "false",
        }


class CodeForm(_Code, codes.AuthenticateForm):  # type: ignore[misc]
    """2／2: the code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.asks_for_recovery_code:
            self.fields["code"].label = _("予備コード")
            self.fields["code"].widget.attrs |= {"inputmode": "text", "autocomplete": "off"}

    def clean_code(self) -> str:
        """Count wrong codes with wrong passwords, so that nobody can try until one fits."""
        request, credentials = context.request, {"login": self.user.email}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            raise ValidationError(_SENTENCES["rate_limited"], code="rate_limited")
        try:
            code: str = super().clean_code()
        except ValidationError:
            user_login_failed.send(sender=type(self), credentials=credentials, request=request)
            raise
        return code

    @property
    def asks_for_recovery_code(self) -> bool:
        """Tell whether the page was opened by 予備コードを使う."""
        return bool(context.request.GET.get("way") == "recovery")


class CodeAgainForm(_Code, codes.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something important is changed."""


class ActivateAppForm(_Code, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("アプリに出ている6けたの数字")


class AddKeyForm(OurWords, keys.AddWebAuthnForm):  # type: ignore[misc]
    """A name for the key, and how it may be used."""


class NameKeyForm(OurWords, keys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""
