"""The way around the desk: one row of tabs over its lists."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from bansou.desks.experience.finding import may_do
from bansou.desks.shared.parts import Link

#: The lists of the desk, each with the action that it needs.
_LISTS = (
    ("experience:open", gettext_lazy("進行中"), "experience.read"),
    ("experience:calendar", gettext_lazy("カレンダー"), "experience.read"),
    ("experience:ended", gettext_lazy("終わったもの"), "experience.read"),
    ("experience:mismatches", gettext_lazy("合わなかった理由"), "mismatch.read"),
    ("experience:insurance", gettext_lazy("保険"), "insurance.keep"),
)


def tabs_of(request: Any, current: str) -> list[Link]:
    """The lists that this member may open, with the one that is open."""
    return [
        Link(str(text), reverse(name), current=name == current)
        for name, text, action in _LISTS
        if may_do(request, action)
    ]
