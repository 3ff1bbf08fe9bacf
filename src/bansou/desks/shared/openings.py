"""Pay and hours of an opening in words."""

from datetime import time

from django.utils.translation import gettext as _

from bansou.commons.money import yen
from bansou.employers.models import Opening


def wage_in_words(opening: Opening) -> str:
    """月給 190,000円～220,000円; nothing where it is not known."""
    least, most = opening.wage_from_yen, opening.wage_to_yen
    if least is None and most is None:
        return ""
    ends = [yen(amount) for amount in (least, most) if amount is not None]
    kind = str(opening.get_wage_kind_display()) if opening.wage_kind else ""
    return f"{kind} {'～'.join(ends)}".strip()


def hours_in_words(opening: Opening) -> str:
    """8:30–17:30　週40時間; nothing where it is not known."""
    parts = []
    if opening.works_from and opening.works_until:
        parts.append(f"{_clock(opening.works_from)}–{_clock(opening.works_until)}")
    if opening.minutes_a_week is not None:
        hours, minutes = divmod(opening.minutes_a_week, 60)
        if minutes:
            parts.append(_("週%(hours)d時間%(minutes)d分") % {"hours": hours, "minutes": minutes})
        else:
            parts.append(_("週%(hours)d時間") % {"hours": hours})
    return "　".join(parts)


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"
