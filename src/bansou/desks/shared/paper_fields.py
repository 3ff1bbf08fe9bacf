"""The fields of a paper, made of what its kind asks for; whoever writes it writes in the same ones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext

from bansou.commons.clock import age_on, wareki
from bansou.commons.text import in_hiragana
from bansou.desks.shared.prose import Prose
from bansou.people.persons.models import Person
from bansou.schemes.papers import PaperItem

LONGEST_TITLE = 100
_LONGEST_LINE = 200


def field_of(key: str) -> str:
    """The name of an item's field; it meets no other of the form's."""
    return f"item_{key}"


def asked(item: PaperItem) -> forms.Field:
    """The field in which an item is written."""
    said: dict[str, Any] = {"label": item.label, "help_text": item.hint, "required": False}
    if item.input == "line":
        return forms.CharField(max_length=_LONGEST_LINE, **said)
    return Prose(widget=forms.Textarea(attrs={"rows": min(item.rows + 1, 14)}), **said)


def begun(prefilled: Mapping[str, str], pathway: str = "") -> dict[str, Any]:
    """What a new paper says already."""
    return {field_of(key): text for key, text in prefilled.items()} | {"pathway": pathway}


def known_of(person: Person | None, day: date) -> dict[str, str]:
    """What is known of somebody, as papers say it."""
    if person is None:
        return {}
    born = ""
    if person.birth_on and person.birth_on <= day:
        said = {"day": wareki(person.birth_on), "age": age_on(person.birth_on, day)}
        born = gettext("%(day)s生（満%(age)d歳）") % said
    return {
        "name": person.name,
        "kana": in_hiragana(person.kana),
        "birth": born,
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
    }
