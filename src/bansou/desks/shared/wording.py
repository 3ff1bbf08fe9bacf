"""What a field says when something is wrong with it: whole sentences that say what to do."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

_TEXT = {
    "required": _("ここに書いてください。"),
    "max_length": _("%(limit_value)d文字までにしてください。いまは%(show_value)d文字です。"),
    "min_length": _("%(limit_value)d文字以上で入れてください。いまは%(show_value)d文字です。"),
    "null_characters_not_allowed": _(
        "使えない文字が入っています。消してからもう一度送ってください。"
    ),
}
_NUMBER = {
    "required": _("数字を入れてください。"),
    "invalid": _("数字だけで入れてください。例　45"),
    "min_value": _("%(limit_value)s以上の数字を入れてください。"),
    "max_value": _("%(limit_value)s以下の数字を入れてください。"),
}
_EMAIL = {
    "required": _("メールアドレスを入れてください。例　kudo@example.lg.jp"),
    "invalid": _("メールアドレスの形になっていません。例　kudo@example.lg.jp"),
}
_ADDRESS = {"invalid": _("https:// で始まるアドレスを入れてください。")}
_KEY = {
    "required": _("画面を開き直してから、もう一度送ってください。"),
    "invalid": _("画面を開き直してから、もう一度送ってください。"),
}
_TICK = {"required": _("確かめて、印をつけてください。")}
_CHOICE = {
    "required": _("1つ選んでください。"),
    "invalid_choice": _("この一覧の中から選んでください。"),
}
_CHOICES = {
    "required": _("1つ以上選んでください。"),
    "invalid_choice": _("この一覧の中から選んでください。"),
    "invalid_list": _("この一覧の中から選んでください。"),
    "invalid_pk_value": _("この一覧の中から選んでください。"),
}
_FILE = {
    "required": _("ファイルを選んでください。"),
    "missing": _("ファイルを選んでください。"),
    "invalid": _("ファイルが届いていません。もう一度選んでください。"),
    "empty": _("このファイルは空です。中身のあるファイルを選んでください。"),
}

#: From the special to the general: the first class that fits gives the words.
_WORDS: tuple[tuple[type[forms.Field], Mapping[str, object]], ...] = (
    (forms.EmailField, _TEXT | _EMAIL),
    (forms.URLField, _TEXT | _ADDRESS),
    (forms.UUIDField, _TEXT | _KEY),
    (forms.IntegerField, _NUMBER),
    (forms.BooleanField, _TICK),
    (forms.ModelMultipleChoiceField, _CHOICES),
    (forms.MultipleChoiceField, _CHOICES),
    (forms.ModelChoiceField, _CHOICE),
    (forms.ChoiceField, _CHOICE),
    (forms.FileField, _FILE),
    (forms.CharField, _TEXT),
)


def speak_plainly(fields: Iterable[forms.Field]) -> None:
    """Replace Django's messages by ours; what the author of a field wrote stays."""
    for field in fields:
        words: Mapping[str, object] = next(
            (words for kind, words in _WORDS if isinstance(field, kind)), {}
        )
        standard = _standard_messages(type(field))
        for code, sentence in words.items():
            if field.error_messages.get(code) == standard.get(code):
                field.error_messages[code] = sentence  # type: ignore[assignment]


def _standard_messages(kind: type[forms.Field]) -> dict[str, object]:
    messages: dict[str, object] = {}
    for ancestor in reversed(kind.__mro__):
        messages |= getattr(ancestor, "default_error_messages", {})
    return messages
