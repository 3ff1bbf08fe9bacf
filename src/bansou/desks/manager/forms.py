"""What is filled in on the manager's desk."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import STAFF_ROLES, Role
from bansou.desks.shared.fields import DayField, day_hint
from bansou.desks.shared.forms import DeskForm

#: Longer than any scheme, shorter than what would hold up the reader.
MOST_SCHEME_BYTES = 200_000


class KeyedForm(DeskForm):
    """A form whose work is done once, however often it arrives."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_key"].initial = uuid7

    @property
    def key(self) -> UUID:
        """The key under which the work is done."""
        key: UUID = self.cleaned_data["request_key"]
        return key


class TargetForm(KeyedForm):
    """The target of one indicator, with the day on which it was decided."""

    value = forms.DecimalField(
        label=_("目標"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        error_messages={
            "max_decimal_places": _("小数は2けたまでにしてください。"),
            "max_digits": _("けた数が多すぎます。単位を確かめてください。"),
            "max_whole_digits": _("けた数が多すぎます。単位を確かめてください。"),
        },
    )
    decided_on = DayField(label=_("決めた日"), help_text=day_hint(4, 1))
    note = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=200,
        help_text=_("変えるときは、だれとどう決めたかを書いておくと、あとで説明できます。"),
    )

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = _("%(unit)sの数で入れます。") % {"unit": unit}


class SchemeForm(KeyedForm):
    """A new version of a programme's scheme: its text, typed or as a file, and its first day.

    `base` is the number of the version that it was written from.
    """

    text = forms.CharField(
        label=_("事業スキーム（TOML）"),
        error_messages={"required": _("事業スキームの文を入れてください。")},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code-text"}),
        help_text=_("いまの版の文です。直したいところだけ書き換えてください。"),
    )
    file = forms.FileField(
        label=_("ファイルで渡す"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
        help_text=_(".toml のファイル。選ぶと、上の文のかわりに使います。"),
    )
    valid_from = DayField(label=_("適用を始める日"), help_text=day_hint(10, 1))
    note = forms.CharField(
        label=_("変える理由"),
        required=False,
        max_length=200,
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.files.get("file"):
            self.fields["text"].required = False

    def clean(self) -> dict[str, Any]:
        """Take the file's text where one was handed in."""
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        text = self._read(file) if file else cleaned.get("text") or ""
        cleaned["text"] = text.replace("\r\n", "\n")
        return cleaned

    def _read(self, file: Any) -> str:
        if file.size > MOST_SCHEME_BYTES:
            self.add_error("file", _("ファイルが大きすぎます。200KBまでにしてください。"))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("読めないファイルです。UTF-8の .toml で保存してください。"))
            return ""


class MemberForm(DeskForm):
    """Somebody who begins to work here, in which role and from when."""

    name = forms.CharField(label=_("氏名"), max_length=100)
    email = forms.EmailField(
        label=_("メールアドレス"), max_length=200, help_text=_("ログインに使います。")
    )
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[
            ("", _("選んでください")),
            *((role.value, role.label) for role in STAFF_ROLES if role is not Role.TRAINING_STAFF),
        ],
    )
    from_on = DayField(label=_("始まりの日"), help_text=day_hint(4, 1))


class ContractorMemberForm(DeskForm):
    """Somebody who begins to work at a contractor; what they may do there is one thing only."""

    name = forms.CharField(label=_("氏名"), max_length=100)
    email = forms.EmailField(
        label=_("メールアドレス"), max_length=200, help_text=_("ログインに使います。")
    )
    from_on = DayField(label=_("始まりの日"), help_text=day_hint(4, 1))


class ProgrammeForm(KeyedForm):
    """A programme of one fiscal year, with the scheme that it begins with."""

    scheme = forms.ChoiceField(
        label=_("事業スキーム"),
        error_messages={"required": _("事業スキームを選んでください。")},
        help_text=_("選んだ文がこの年度の第1版になります。あとから変えられます。"),
    )
    fiscal_year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    name = forms.CharField(
        label=_("事業の名前"),
        required=False,
        max_length=200,
        help_text=_("空欄なら、事業スキームの名前になります。"),
    )

    def __init__(self, *args: Any, schemes: Any, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("scheme", [("", _("選んでください")), *schemes]),
            ("fiscal_year", years),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class ContractForm(KeyedForm):
    """Work entrusted to an operator, from–until."""

    contractor = forms.ChoiceField(
        label=_("受託者"), error_messages={"required": _("受託者を選んでください。")}
    )
    starts_on = DayField(label=_("委託期間の始まり"), help_text=day_hint(4, 1))
    ends_on = DayField(label=_("委託期間の終わり"), help_text=day_hint(3, 31))
    work = forms.CharField(
        label=_("委託の内容"), max_length=200, help_text=_("例　資格取得のための講座の実施")
    )

    def __init__(self, *args: Any, contractors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contractor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("選んでください")), *contractors]


class EndMemberForm(DeskForm):
    """The last day on which somebody works here."""

    until_on = DayField(label=_("最後の日"), help_text=day_hint(3, 31))


class ApproveForm(DeskForm):
    """Which texts were read; of figures that do not reach to the year's end, that this is meant."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999_999_999)
    accepts_midyear = forms.BooleanField(
        label=_("年度の途中の数値であることを確かめ、このまま承認する"), required=False
    )

    def __init__(self, *args: Any, is_midyear: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_midyear:
            del self.fields["accepts_midyear"]


class PublishForm(DeskForm):
    """What the library needs besides the sheet."""

    population = forms.IntegerField(
        label=_("人口"),
        required=False,
        min_value=0,
        max_value=20_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("同じくらいの大きさの自治体が、探しやすくなります。例　168000"),
    )
    note = forms.CharField(label=_("メモ"), required=False, max_length=200)


class WithdrawForm(DeskForm):
    """Why a sheet is taken from the public."""

    note = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("例　数値に誤りが見つかったため")
    )


class JointForm(DeskForm):
    """The code of a joint project, as the leading body has told it."""

    code = forms.CharField(
        label=_("合言葉"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
        help_text=_("代表する団体の事業担当者から聞いた12文字です。例　ABCD-EFGH-JKLM"),
    )


class LogFilter(DeskForm):
    """Which entries of the log of readings are shown."""

    marks = False

    who = forms.ChoiceField(label=_("見た人"), required=False)
    kind = forms.ChoiceField(label=_("したこと"), required=False)
    since = DayField(label=_("いつから"), required=False)
    until = DayField(label=_("いつまで"), required=False)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], kinds: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("who", people), ("kind", kinds)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("すべて")), *choices]

    def asked(self) -> tuple[str, str, date | None, date | None]:
        """Who, what, from and until when; nothing where it was not said or not read."""
        values = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return (
            values.get("who") or "",
            values.get("kind") or "",
            values.get("since"),
            values.get("until"),
        )
