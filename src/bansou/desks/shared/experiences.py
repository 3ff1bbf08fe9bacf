"""Visits and trials in words, for every desk: where they stand, their days and hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

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


def day_chip(state: str, missed_minutes: int, *, is_over: bool) -> Chip:
    """Whether somebody came; of a day missed in part, how much; of one that never was, that.

    :param is_over: the visit or trial has ended, or was called off
    """
    if state == _DayState.ATTENDED and missed_minutes:
        said = {"missed": in_hours(missed_minutes)}
        return Chip(_("出席（%(missed)sを休む）") % said, "warn")
    if state == _DayState.PLANNED and is_over:
        return Chip(_("行いませんでした"), "quiet")
    return Chip(str(_DayState(state).label), _DAY_CHIPS[_DayState(state)])


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
    return between(experience.starts_at, experience.ends_at, experience.break_minutes)


def between(starts_at: time, ends_at: time, break_minutes: int) -> str:
    """9:00–16:00（休憩60分）."""
    said = {
        "starts": f"{starts_at:%H:%M}",
        "ends": f"{ends_at:%H:%M}",
        "minutes": break_minutes,
    }
    if not break_minutes:
        return _("%(starts)s–%(ends)s") % said
    return _("%(starts)s–%(ends)s（休憩%(minutes)d分）") % said


@dataclass(frozen=True, slots=True)
class Agreed:
    """受入れの確認 as one state: all three have confirmed the terms, or these are still missing.

    :ivar parties: each party with the day on which it confirmed, if it did
    :ivar is_over: nobody is waited for any more
    """

    chip: Chip
    parties: Sequence[tuple[str, date | None]]
    is_over: bool = False


def agreed_state(confirmed_on: Mapping[str, date], *, is_over: bool) -> Agreed:
    """Where the agreement stands, the same on the desk and on both visitors' pages.

    :param confirmed_on: by party, the day on which it confirmed the terms as they are now
    :param is_over: the visit or trial has ended, or was called off
    """
    parties = [(str(party.label), confirmed_on.get(party)) for party in Experience.Party]
    missing = [label for label, day in parties if day is None]
    if missing and is_over:
        chip = Chip(_("確認がそろう前に終わりました"), "quiet")
    elif missing:
        chip = Chip(_("%(missing)sの確認待ち") % {"missing": "・".join(missing)}, "warn")
    else:
        chip = Chip(_("全員が確認しました"), "good", "tick")
    return Agreed(chip, parties, is_over)


def agreed_on(experience: Experience) -> Agreed:
    """The same of a row with its confirmations."""
    confirmed = experience.confirmations.all()
    current = {one.party: one.on for one in confirmed if one.terms == experience.terms}
    return agreed_state(current, is_over=not experience.is_open)
