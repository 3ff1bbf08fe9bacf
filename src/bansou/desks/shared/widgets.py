"""Controls: days by era, times, and choices in our own markup."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from bansou.commons.clock import day_or_none, wareki, weekday_of
from bansou.commons.eras import ERAS, era_of

_OFFERED = ("令和", "平成", "昭和")
_PARTS = ("era", "year", "month", "day")
#: Somebody pasted or typed a whole day into one of the small fields.
_WHOLE = re.compile(r"\D.*\d|\d{6,}")


class DateParts(forms.Widget):
    """Era, year, month and day; a whole day pasted into any of them, or posted alone, is taken.

    Its posted names are those of the field with `_era`, `_year`, `_month` and `_day`. Its value is
    one text, which the field reads.
    """

    template_name = "forms/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, era: str = _OFFERED[0]) -> None:
        """`era` is the one offered first where there is no day yet: 昭和 for days of birth."""
        super().__init__(attrs)
        self.era = era

    def get_context(
        self, name: str, value: object, attrs: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        shown = super().get_context(name, value, dict(attrs or {}))
        parts, day = _parts_of(value or f"{self.era}年月日"), _day_of(value)
        shown["widget"] |= {
            "parts": parts,
            "eras": _eras_with(parts["era"]),
            "weekday": weekday_of(day) if day else "",
            "invalid": "aria-invalid" in shown["widget"]["attrs"],
        }
        return shown

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str:
        if name in data:
            return str(data[name])
        era, *numbers = (str(data.get(f"{name}_{part}", "")).strip() for part in _PARTS)
        if not any(numbers):
            return ""
        whole = next((number for number in numbers if _WHOLE.search(number)), None)
        if whole:
            return whole
        year, month, day = numbers
        if re.fullmatch(r"\d{4}", year):
            return f"{year}年{month}月{day}日"
        return f"{era}{year}年{month}月{day}日"

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in _PARTS)

    def id_for_label(self, id_: str | None) -> str:
        return ""


def _day_of(value: object) -> date | None:
    return value if isinstance(value, date) else day_or_none(str(value or ""))


def _parts_of(value: object) -> dict[str, str]:
    """The four parts of a day, or of what was posted where it is no day."""
    if day := _day_of(value):
        era = era_of(day)
        number = day.year - era.first.year + 1
        return dict(zip(_PARTS, (era.name, str(number), str(day.month), str(day.day)), strict=True))
    posted = re.fullmatch(r"(\D*?)(\d*|元)年(.*)月(.*)日", str(value or ""))
    if posted:
        return dict(zip(_PARTS, posted.groups(), strict=True))
    return {"era": _OFFERED[0], "year": str(value or ""), "month": "", "day": ""}


def _eras_with(chosen: str) -> list[str]:
    """The eras offered; an older one only for a day that lies in it."""
    known = {era.name for era in ERAS}
    return [*_OFFERED, *({chosen} & known - set(_OFFERED))]


class DayText(forms.TextInput):
    """A day as one line of text: 11月30日, 令和3年11月30日."""

    def format_value(self, value: object) -> str | None:
        return wareki(value) if isinstance(value, date) else super().format_value(value)


class TimeText(forms.TextInput):
    """A time of day as text: 11:00."""

    def format_value(self, value: object) -> str | None:
        return f"{value:%H:%M}" if isinstance(value, time) else super().format_value(value)


class Note(forms.Textarea):
    """A longer text, with sentences that can be put in at the cursor (label, sentence)."""

    template_name = "forms/note.html"

    def __init__(
        self, snippets: Sequence[tuple[str, str]] = (), attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__({"rows": 6} | (attrs or {}))
        self.snippets = snippets

    def get_context(self, name: str, value: object, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"snippets": self.snippets}


class Suggested(forms.TextInput):
    """One line of text, with texts that are offered while one types; others may be written."""

    template_name = "forms/suggested.html"

    def __init__(
        self, suggestions: Sequence[str] = (), attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.suggestions = suggestions

    def get_context(self, name: str, value: object, attrs: Any) -> dict[str, Any]:
        listed = {**(attrs or {}), "list": f"{name}-suggestions"}
        return super().get_context(name, value, listed) | {"suggestions": self.suggestions}


class Radios(forms.RadioSelect):
    """Radios in one row that wraps."""

    template_name = "forms/choices.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Checkboxes in one row that wraps."""

    template_name = "forms/choices.html"


class BoxedRadios(forms.RadioSelect):
    """Radios whose choices need a second line: `notes` gives it for each value."""

    template_name = "forms/boxed_choices.html"

    def __init__(self, notes: Mapping[object, str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.notes = {str(value): note for value, note in notes.items()}

    def create_option(self, name: str, value: object, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"note": self.notes.get(str(value), "")}
