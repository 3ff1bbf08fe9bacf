"""Fields that a municipality's scheme adds to cases and steps, as form fields and as facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.desks.shared.fields import DayField
from bansou.desks.shared.widgets import Radios
from bansou.schemes.shape import ExtraField, Scheme

#: Before the names of these fields, so that none of them meets a field of ours.
PREFIX = "x_"


def extras_of(scheme: Scheme | None, on: str) -> tuple[ExtraField, ...]:
    """The fields added on "case" or "step"."""
    return tuple(field for field in scheme.fields if field.on == on) if scheme else ()


def form_fields(extras: tuple[ExtraField, ...]) -> dict[str, forms.Field]:
    """A form field for each of them."""
    return {f"{PREFIX}{extra.key}": _form_field(extra) for extra in extras}


def _form_field(extra: ExtraField) -> forms.Field:
    said: dict[str, Any] = {
        "label": extra.label,
        "required": extra.required,
        "help_text": extra.hint,
    }
    if extra.type == "number":
        return forms.IntegerField(**said)
    if extra.type == "date":
        return DayField(**said)
    if extra.type == "yes_no":
        return forms.ChoiceField(choices=_YES_NO, widget=Radios, **said)
    if extra.type == "choice":
        choices = [(choice.key, choice.label) for choice in extra.choices]
        return forms.ChoiceField(choices=[("", _("選んでいません")), *choices], **said)
    return forms.CharField(max_length=1000, **said)


_YES_NO = (("yes", _("はい")), ("no", _("いいえ")))


def values_of(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, as it is kept: JSON by key, without what was left empty."""
    kept = {}
    for name, value in cleaned.items():
        if name.startswith(PREFIX) and value not in (None, ""):
            is_answer = value in ("yes", "no")
            plain = value.isoformat() if isinstance(value, date) else value
            kept[name.removeprefix(PREFIX)] = value == "yes" if is_answer else plain
    return kept


def initial_of(extras: tuple[ExtraField, ...], fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, as the form shows it."""
    return {
        f"{PREFIX}{extra.key}": _initial(fields[extra.key])
        for extra in extras
        if extra.key in fields
    }


def _initial(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def said_of(extras: tuple[ExtraField, ...], fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value of each field that has one, in words."""
    return [
        (extra.label, _said(extra, fields[extra.key])) for extra in extras if extra.key in fields
    ]


def _said(extra: ExtraField, value: Any) -> str:
    if extra.type == "yes_no":
        return "はい" if value else "いいえ"
    if extra.type == "choice":
        return next((c.label for c in extra.choices if c.key == value), str(value))
    return wareki(date.fromisoformat(value)) if extra.type == "date" else str(value)
