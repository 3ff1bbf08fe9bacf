"""Fields that a municipality's scheme adds to cases and steps: in forms, and in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.desks.shared.fields import DayField
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Radios
from bansou.schemes.fields import read_fields
from bansou.schemes.shape import ExtraField, Scheme

#: Before the names of these fields, so that none of them meets a field of ours.
_PREFIX = "x_"


class WithExtras(DeskForm):
    """A form with the fields that a scheme adds; `extra_values` are what is kept of them."""

    extras: tuple[ExtraField, ...] = ()
    extra_values: Mapping[str, Any]

    def add_extras(self, extras: tuple[ExtraField, ...]) -> None:
        """Put a field for each of them at the end of the form."""
        self.extras = extras
        self.fields.update({f"{_PREFIX}{extra.key}": _form_field(extra) for extra in extras})

    @property
    def extra_fields(self) -> list[Any]:
        return [self[f"{_PREFIX}{extra.key}"] for extra in self.extras]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = {extra.key: cleaned.get(f"{_PREFIX}{extra.key}") for extra in self.extras}
        read = read_fields(self.extras, given)
        for key, sentence in read.problems.items():
            if f"{_PREFIX}{key}" not in self.errors:
                self.add_error(f"{_PREFIX}{key}", sentence)
        self.extra_values = dict(read.values)
        return cleaned


def extras_of(scheme: Scheme | None, on: str) -> tuple[ExtraField, ...]:
    """The fields that a scheme adds on "case" or "step"."""
    return tuple(field for field in scheme.fields if field.on == on) if scheme else ()


def _form_field(extra: ExtraField) -> forms.Field:
    said: dict[str, Any] = {
        "label": extra.label,
        "required": extra.required,
        "help_text": extra.hint,
    }
    if extra.type == "date":
        return DayField(**said)
    if extra.type == "yes_no":
        return forms.ChoiceField(choices=_YES_NO, widget=Radios, **said)
    if extra.type == "choice":
        choices = [(choice.key, choice.label) for choice in extra.choices]
        return forms.ChoiceField(choices=[("", _("選んでいません")), *choices], **said)
    mode = {"inputmode": "numeric"} if extra.type == "number" else {}
    return forms.CharField(widget=forms.TextInput(attrs=mode), **said)


_YES_NO = (("yes", _("はい")), ("no", _("いいえ")))


def initial_of(extras: tuple[ExtraField, ...], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, as the form shows it."""
    return {
        f"{_PREFIX}{extra.key}": _initial(kept[extra.key]) for extra in extras if extra.key in kept
    }


def _initial(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def said_of(extras: tuple[ExtraField, ...], kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value in words, of each field that has one."""
    return [(extra.label, _said(extra, kept[extra.key])) for extra in extras if extra.key in kept]


def _said(extra: ExtraField, value: Any) -> str:
    if extra.type == "yes_no":
        return gettext("はい") if value else gettext("いいえ")
    if extra.type == "choice":
        return next((c.label for c in extra.choices if c.key == value), str(value))
    if extra.type == "date":
        return wareki(date.fromisoformat(value))
    return f"{value}{extra.unit}" if extra.type == "number" else str(value)
