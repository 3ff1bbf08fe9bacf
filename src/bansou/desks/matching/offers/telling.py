"""What is known of an opening or a host place, in words."""

from collections.abc import Mapping
from datetime import time

from django.utils.translation import gettext as _

from bansou.commons.clock import wareki
from bansou.commons.money import yen
from bansou.employers.models import Accommodation, HostPlace, Opening

_YES_NO = {True: _("はい"), False: _("いいえ")}


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


def opening_facts(opening: Opening, types: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and value of everything that is written about an opening."""
    unknown = _("未記入")

    def yes_no(value: bool | None) -> str:
        return _("まだ分からない") if value is None else str(_YES_NO[value])

    return [
        (_("職種"), opening.occupation or unknown),
        (_("雇用形態"), types.get(opening.employment_type, opening.employment_type) or unknown),
        (_("募集する人数"), _people(opening.seats)),
        (_("働く場所"), opening.work_place or unknown),
        (_("賃金"), wage_in_words(opening) or unknown),
        (_("時間"), hours_in_words(opening) or unknown),
        (_("休日"), opening.days_off or unknown),
        (_("必要な資格"), opening.qualifications or unknown),
        (_("氷河期世代を歓迎"), yes_no(opening.welcomes_generation)),
        (_("採用前の職場体験"), yes_no(opening.offers_trial)),
        (_("配慮できること"), _accommodations(opening.accommodations)),
        (_("求人番号"), opening.hellowork_number or unknown),
        (_("受け付けた日"), wareki(opening.posted_on)),
    ]


def host_facts(host: HostPlace, types: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and value of everything that is written about a host place."""
    unknown = _("未記入")
    return [
        (_("受け入れるもの"), kinds_in_words(host)),
        (_("場所"), host.place or unknown),
        (_("同時に受け入れる人数"), _people(host.seats)),
        (_("日と時間"), host.times or unknown),
        (_("教える人"), host.tutor or unknown),
        (_("配慮できること"), _accommodations(host.accommodations)),
        (_("申し出の日"), wareki(host.offered_on)),
    ]


def kinds_in_words(host: HostPlace) -> str:
    """見学・体験."""
    kinds = ((host.takes_visits, _("見学")), (host.takes_trials, _("体験")))
    return "・".join(word for takes, word in kinds if takes)


def _people(number: int | None) -> str:
    return _("未記入") if number is None else _("%(number)d人") % {"number": number}


def _accommodations(keys: list[str]) -> str:
    labels = dict(Accommodation.choices)
    return "、".join(str(labels.get(key, key)) for key in keys) or _("未記入")
