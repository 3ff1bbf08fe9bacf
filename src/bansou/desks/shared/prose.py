"""Longer texts in forms."""

from typing import Any

from django import forms

from bansou.commons.text import clean_text

LONGEST = 20_000


class Prose(forms.CharField):
    """A longer text: line breaks of any kind become one, what cannot be seen is taken out."""

    def __init__(self, **said: Any) -> None:
        super().__init__(max_length=LONGEST, **said)

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_text(value) if isinstance(value, str) else value) or ""
