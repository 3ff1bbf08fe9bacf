"""Visits and trials in words, for every desk: where they stand, their days and hours."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from bansou.commons.clock import day_in_list
from bansou.desks.shared.parts import Chip
from bansou.support.experience.models import Experience, ExperienceDay

_State, _DayState = Experience.State, ExperienceDay.State
_CHIPS = {
    _State.REQUESTED: "warn",
    _State.ARRANGED: "warn",
    _State.CONFIRMED: "key",
    _State.ENDED: "good",
    _State.DECLINED: "quiet",
}
_DAY_CHIPS = {
    _DayState.PLANNED: "plain",
    _DayState.ATTENDED: "good",
    _DayState.MISSED: "warn",
}


def chip_of(experience: Experience) -> Chip:
    """Where it stands; of an ended one, how it ended."""
    state = _State(experience.state)
    text = experience.get_outcome_display() if experience.outcome else state.label
    return Chip(str(text), _CHIPS[state])


def day_chip(day: ExperienceDay) -> Chip:
    """Whether somebody came; of a day missed in part, how much."""
    if day.state == _DayState.ATTENDED and day.missed_minutes:
        said = {"missed": in_hours(day.missed_minutes)}
        return Chip(_("出席（%(missed)sを休む）") % said, "warn")
    return Chip(str(day.get_state_display()), _DAY_CHIPS[_DayState(day.state)])


def in_hours(minutes: int) -> str:
    """390 is 6時間30分."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d分") % {"minutes": rest}
    if not rest:
        return _("%(hours)d時間") % {"hours": hours}
    return _("%(hours)d時間%(minutes)d分") % {"hours": hours, "minutes": rest}


def in_days(days: Sequence[date], today: date) -> str:
    """12/7（月）から 12/11（金）まで 5日; a single day alone."""
    if not days:
        return _("日程は未定")
    first, last = (day_in_list(day, today) for day in (min(days), max(days)))
    if len(days) == 1:
        return first
    said = {"first": first, "last": last, "number": len(days)}
    return _("%(first)sから %(last)sまで %(number)d日") % said


def hours_of(experience: Experience) -> str:
    """9:00–16:00（休憩60分）; empty while no hours are set."""
    if experience.starts_at is None or experience.ends_at is None:
        return ""
    said = {
        "starts": f"{experience.starts_at:%H:%M}",
        "ends": f"{experience.ends_at:%H:%M}",
        "minutes": experience.break_minutes,
    }
    if not experience.break_minutes:
        return _("%(starts)s–%(ends)s") % said
    return _("%(starts)s–%(ends)s（休憩%(minutes)d分）") % said
