"""What is known of an opening or a host place, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from bansou.commons.clock import wareki
from bansou.desks.shared.openings import hours_in_words, wage_in_words
from bansou.employers.models import Accommodation, Demand, HostPlace, Opening

_YES_NO = {True: _("はい"), False: _("いいえ")}


def opening_facts(opening: Opening, types: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and value of everything that is written about an opening."""
    unknown = _("未記入")

    def yes_no(value: bool | None) -> str:
        return _("まだ分からない") if value is None else str(_YES_NO[value])

    return [
        (_("職種"), opening.occupation or unknown),
        (_("職種の大分類"), str(opening.get_occupation_group_display()) or unknown),
        (_("雇用形態"), types.get(opening.employment_type, opening.employment_type) or unknown),
        (_("募集する人数"), _people(opening.seats)),
        (_("働く場所"), opening.work_place or unknown),
        (_("働く場所の地区"), opening.area or unknown),
        (_("賃金"), wage_in_words(opening) or unknown),
        (_("時間"), hours_in_words(opening) or unknown),
        (_("休日"), opening.days_off or unknown),
        (_("必要な資格"), opening.qualifications or unknown),
        (_("求められること"), _asked(opening.demands, dict(Demand.choices))),
        (_("氷河期世代を歓迎"), yes_no(opening.welcomes_generation)),
        (_("採用前の職場体験"), yes_no(opening.offers_trial)),
        (_("配慮できること"), _accommodations(opening.accommodations)),
        (_("できない配慮"), _accommodations(opening.lacks or [])),
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


def _asked(keys: list[str] | None, labels: Mapping[str, object]) -> str:
    """What there is of a list; that nobody asked, and that there is nothing, are two things."""
    if keys is None:
        return _("まだ分からない")
    return "、".join(str(labels.get(key, key)) for key in keys) or _("なし")


def _accommodations(keys: list[str]) -> str:
    labels = dict(Accommodation.choices)
    return "、".join(str(labels.get(key, key)) for key in keys) or _("未記入")
