"""What a new version of a scheme changes in its registers and numbers, in whole sentences.

Registers are lists of entries with more than a name: qualifications, courses, days of follow-up.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.schemes.shape import Scheme

_REGISTERS = {
    "qualifications": gettext_lazy("資格の台帳"),
    "courses": gettext_lazy("講座"),
    "packages": gettext_lazy("パッケージコース"),
    "follow_ups": gettext_lazy("就職後に確かめる日"),
    "other_benefits": gettext_lazy("ほかから受けている給付"),
}
_DAYS = {
    "record_reading_days": gettext_lazy("統括カウンセラーに未読として示す記録の日数"),
    "plan_review_days": gettext_lazy("プランを見直すまでの日数"),
    "opening_confirm_days": gettext_lazy("求人と受入先を確かめ直すまでの日数"),
    "stance_confirm_days": gettext_lazy("採用意欲を聞き直すまでの日数"),
}


def register_changes(before: Scheme, after: Scheme) -> Iterator[str]:
    """Entries that come, go or say something else, and days after which something is asked anew."""
    for group, name in _REGISTERS.items():
        old = {it.key: it for it in getattr(before, group)}
        new = {it.key: it for it in getattr(after, group)}
        for key in {**old, **new}:
            if sentence := _entry(old.get(key), new.get(key)):
                entry = new.get(key) or old[key]
                yield sentence % {"register": name, "entry": entry.label}
    for field, name in _DAYS.items():
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield _("%(what)sが、%(former)d日から%(new)d日に変わります。") % {
                "what": name,
                "former": was,
                "new": now,
            }


def _entry(old: Any, new: Any) -> str:
    if old == new:
        return ""
    if old is None:
        return _("「%(register)s」に「%(entry)s」が加わります。")
    if new is None:
        return _("「%(register)s」から「%(entry)s」がなくなります。")
    return _("「%(register)s」の「%(entry)s」の内容が変わります。")
