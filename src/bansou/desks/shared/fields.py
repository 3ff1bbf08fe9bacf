"""Fields for days and times as people write them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import FiscalYear, UnreadableDay, local_day, parse_day, wareki
from bansou.commons.money import MOST, UnreadableAmount, parse_yen, yen
from bansou.desks.shared.widgets import DateParts, DayText, TimeText


def today() -> date:
    """The day on which a form is filled in."""
    return local_day(timezone.now())


def example_day(month: int = 11, day: int = 24) -> date:
    """A day of today's fiscal year, as an example of how to write one."""
    return FiscalYear.of(today()).day(month, day)


def _hint(month: int, day: int) -> str:
    return gettext("例　%(day)s") % {"day": wareki(example_day(month, day))}


def _no_day() -> str:
    return gettext("日付を入れてください。例　%(day)s") % {"day": wareki(example_day())}


#: A hint with an example in the year in which the form is filled in.
day_hint = lazy(_hint, str)


class DayField(forms.Field):
    """A day: by era in parts, or pasted as 2021-11-24, R3.11.24, 令和3年11月24日."""

    widget: type[forms.Widget] = DateParts
    default_error_messages = {"required": lazy(_no_day, str)()}

    def __init__(
        self,
        *,
        not_before: Callable[[], date] | None = None,
        not_after: Callable[[], date] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.not_before = not_before
        self.not_after = not_after

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return self.read(str(value))
        except UnreadableDay as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def read(self, text: str) -> date:
        """Read what was written.

        :raises UnreadableDay: it is no day
        """
        return parse_day(text, example=example_day())

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.not_after and value > self.not_after():
            raise ValidationError(_("まだ来ていない日です。今日までの日付を入れてください。"))
        if value and self.not_before and value < self.not_before():
            raise ValidationError(_("もう過ぎた日です。今日からの日付を入れてください。"))


class ComingDayField(DayField):
    """A term: 11月30日 without a year is the next such day."""

    widget = DayText
    default_error_messages = {"required": _("日付を入れてください。例　11月30日")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"not_before": today, **kwargs})

    def read(self, text: str) -> date:
        return parse_day(text, example=example_day(), not_before=today())


_TIME = re.compile(r"(\d{1,2})(?::|時)(\d{1,2})?分?|(\d{1,2})(\d{2})")


class TimeOfDayField(forms.Field):
    """A time of day: 11:00, 11時, 9時5分, 1130, full width too."""

    widget = TimeText
    default_error_messages = {
        "required": _("時刻を入れてください。例　11:00"),
        "invalid": _("時刻として読めません。例　11:00"),
    }

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = _TIME.fullmatch("".join(unicodedata.normalize("NFKC", str(value)).split()))
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hour, minute)


_USUAL = _("1,200円")


class YenField(forms.Field):
    """An amount of money as people write it: 1,200円, 8,500千円.

    :param example: an amount of the size that is asked for here
    """

    def __init__(
        self, *, least: int = 1, most: int = MOST, example: Any = _USUAL, **kwargs: Any
    ) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        )
        super().__init__(**kwargs)
        self.least, self.most, self.example = least, most, example

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value if isinstance(value, int) else None
        try:
            return parse_yen(str(value), example=str(self.example))
        except UnreadableAmount as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal

    def validate(self, value: int | None) -> None:
        if self.required and value is None:
            sentence = _("金額を入れてください。例　%(example)s")
            raise ValidationError(sentence, code="required", params={"example": self.example})
        if value is not None and value < self.least:
            raise ValidationError(
                _("%(least)d円以上で入れてください。"), params={"least": self.least}
            )
        if value is not None and value > self.most:
            raise ValidationError(
                _("%(most)sまでで入れてください。けた数を確かめてください。"),
                params={"most": yen(self.most)},
            )
