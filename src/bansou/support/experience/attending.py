"""Who came to a workplace on which day, and for how long."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.rows import Level
from bansou.people.steps.actions import add_step, correct_step
from bansou.people.steps.models import Step
from bansou.support.experience.arranging import refuse_uninsured
from bansou.support.experience.models import Experience, ExperienceDay
from bansou.support.experience.queries import confirmed_by
from bansou.support.experience.refusals import (
    ChangedMeanwhile,
    MissedTooLong,
    MissedWithoutReason,
    NotConfirmed,
    NotYetHeldDay,
)
from bansou.support.experience.requesting import TRIED, VISITED, fields_of, locked

MISSED = "workplace.missed"
_State = ExperienceDay.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said about one day: whether they came, what they missed of it, and why."""

    attended: bool
    missed_minutes: int = 0
    because: str = ""


def mark_day(*, by: Actor, day: ExperienceDay, mark: Mark, today: date, at: datetime) -> None:
    """Mark whether somebody was there on a day; marking again puts it right, with its step.

    :raises OverAlready: the visit or trial has ended
    :raises NotConfirmed: not everybody has confirmed the terms
    :raises NotYetHeldDay: the day has not come
    :raises NotInsured: the day lies outside the cover of an insurance
    :raises MissedTooLong: more was missed than was planned
    :raises MissedWithoutReason: hours were missed, and nothing says why
    :raises ChangedMeanwhile: the days were set anew in between
    """
    with transaction.atomic():
        experience = locked(day.experience)
        refuse_unconfirmed(experience)
        if day.on > today:
            raise NotYetHeldDay()
        if mark.attended:
            refuse_uninsured(experience, [day.on], today)
        held = experience.days.select_related("step__case").filter(pk=day.pk).first()
        if held is None:
            raise ChangedMeanwhile()
        missed = _missed(held, mark)
        step = _step(by, experience, held, mark, missed, at)
        ExperienceDay.objects.filter(organisation_id=held.organisation_id, pk=held.pk).update(
            state=_State.ATTENDED if mark.attended else _State.MISSED,
            missed_minutes=missed,
            missed_because=mark.because,
            step=step,
            version=F("version") + 1,
        )


def refuse_unconfirmed(experience: Experience) -> None:
    """Refuse what begins before everybody has confirmed the terms as they are now.

    :raises NotConfirmed: somebody has not
    """
    confirmed = confirmed_by(experience) if experience.terms else set()
    missing = [str(party.label) for party in Experience.Party if party not in confirmed]
    if missing:
        raise NotConfirmed(missing="、".join(missing))


def _missed(day: ExperienceDay, mark: Mark) -> int:
    """How many minutes of the day were missed; all of it where nobody came."""
    missed = mark.missed_minutes if mark.attended else day.minutes
    if mark.attended and missed >= day.minutes:
        raise MissedTooLong(planned=day.minutes, field="missed_minutes")
    if missed and not mark.because.strip():
        raise MissedWithoutReason(field="because")
    return missed


def _step(
    by: Actor, experience: Experience, day: ExperienceDay, mark: Mark, missed: int, at: datetime
) -> Step:
    """The day's record on the spine: added, or put right where there is one."""
    came = VISITED if experience.kind == Experience.Kind.VISIT else TRIED
    kind = came if mark.attended else MISSED
    minutes = day.minutes - missed
    fields = {**fields_of(experience), "minutes": minutes, "missed_minutes": missed}
    if day.step is not None:
        correct_step(
            step=day.step,
            kind=kind,
            on=day.on,
            title=experience.title,
            fields=fields,
            member_id=by.membership_id,
        )
        return day.step
    return add_step(
        by=by,
        case=experience.case,
        kind=kind,
        on=day.on,
        title=experience.title,
        at=at,
        level=Level.CONTACT,
        minutes=minutes or None,
        fields=fields,
    )
