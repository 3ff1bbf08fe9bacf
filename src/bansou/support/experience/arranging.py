"""Setting host, days and hours of a visit or trial, and everybody's confirmation of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import F

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.gathering import amend
from bansou.employers.hosts.models import HostPlace
from bansou.support.experience import rules
from bansou.support.experience.models import (
    Experience,
    ExperienceConfirmation,
    ExperienceDay,
)
from bansou.support.experience.naming import record_names_told
from bansou.support.experience.queries import confirmed_by, taken_on, uninsured_days
from bansou.support.experience.refusals import (
    AtNight,
    ChangedMeanwhile,
    ConfirmedAlready,
    ConfirmedOutOfTime,
    HeldDayDropped,
    HostFull,
    NoDays,
    NoExperience,
    NothingToConfirm,
    NoTimeLeft,
    NotInsured,
    TooLongADay,
    TooManyDays,
    TutorMissing,
)
from bansou.support.experience.requesting import (
    Offered,
    offered_on,
    open_to_experience,
    refuse_host,
    refuse_over,
)

_State, _Party = Experience.State, Experience.Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed about a visit or trial; the same hours hold on each of its days."""

    host: HostPlace
    days: Sequence[date]
    starts_at: time
    ends_at: time
    tutor: str
    break_minutes: int = 0

    @property
    def minutes(self) -> int:
        """How long a day is, without the break."""
        return rules.minutes_between(self.starts_at, self.ends_at) - self.break_minutes


def arrange(*, by: Actor, experience: Experience, terms: Terms, on: date) -> bool:
    """Set or change what is agreed; terms that say something else are to be confirmed anew.

    Gives whether they said something else. Days that were held already stay as they are.

    :raises OverAlready: it has ended or was declined
    :raises ConsultationFirst: a required consultation was taken back meanwhile
    :raises HostTakesNone: the host takes none of the kind
    :raises TutorMissing: nobody looks after the person there
    :raises HostFull: on a day all seats of the host are taken
    :raises HeldDayDropped: a day that was held would be left out
    :raises ChangedMeanwhile: it changed in between
    :raises Refusal: NoDays, TooManyDays, NoTimeLeft, TooLongADay, AtNight
    """
    refuse_over(experience)
    offered = open_to_experience(experience.case, on)
    refuse_host(terms.host, experience.kind, on)
    if not terms.tutor.strip():
        raise TutorMissing(field="tutor")
    _refuse_beyond_limits(offered, experience, terms)
    if not _says_otherwise(experience, terms):
        return False
    with transaction.atomic():
        HostPlace.objects.select_for_update().get(
            organisation_id=experience.organisation_id, pk=terms.host.pk
        )
        _refuse_full(experience, terms)
        _set(experience, terms)
        _plan_days(by, experience, terms)
    return True


def name_tutor(*, experience: Experience, tutor: str) -> bool:
    """Name who looks after the person there, as the host says; everybody confirms the terms anew.

    Gives whether it is somebody else.

    :raises OverAlready: it has ended or was declined
    :raises NothingToConfirm: host and days are not set
    :raises TutorMissing: nobody is named
    :raises ChangedMeanwhile: it changed in between
    """
    refuse_over(experience)
    if experience.state == _State.REQUESTED:
        raise NothingToConfirm()
    if not tutor.strip():
        raise TutorMissing(field="tutor")
    if tutor.strip() == experience.tutor:
        return False
    changed = amend(
        experience,
        only_if={"version": experience.version},
        state=_State.ARRANGED,
        tutor=tutor.strip(),
        terms=F("terms") + 1,
    )
    if not changed:
        raise ChangedMeanwhile()
    return True


def _refuse_beyond_limits(offered: Offered, experience: Experience, terms: Terms) -> None:
    limits = offered.limits(experience.kind)
    kind = experience.get_kind_display()
    if limits is None:
        raise NoExperience()
    if not terms.days:
        raise NoDays(field="last_on")
    if len(set(terms.days)) > limits.max_days:
        raise TooManyDays(
            kind=kind, most=limits.max_days, days=len(set(terms.days)), field="last_on"
        )
    if terms.minutes <= 0:
        raise NoTimeLeft(field="break_minutes")
    if terms.minutes > limits.max_hours_a_day * 60:
        raise TooLongADay(kind=kind, most=limits.max_hours_a_day, field="ends_at")
    night_from, night_until = offered.rules.night_from, offered.rules.night_until
    if not offered.rules.allows_nights and rules.is_at_night(
        terms.starts_at, terms.ends_at, night_from, night_until
    ):
        raise AtNight(
            night_from=f"{night_from:%H:%M}", night_until=f"{night_until:%H:%M}", field="ends_at"
        )


def _says_otherwise(experience: Experience, terms: Terms) -> bool:
    """Tell whether the terms differ from those on record."""
    if experience.state == _State.REQUESTED:
        return True
    before = (
        *(experience.host_id, experience.starts_at, experience.ends_at),
        *(experience.break_minutes, experience.tutor),
        sorted(day.on for day in experience.days.all()),
    )
    return before != (
        *(terms.host.pk, terms.starts_at, terms.ends_at, terms.break_minutes, terms.tutor),
        sorted(set(terms.days)),
    )


def _refuse_full(experience: Experience, terms: Terms) -> None:
    seats = terms.host.seats
    if seats is None:
        return
    taken = taken_on(terms.host, terms.days, but=experience)
    for day in sorted(terms.days):
        if taken.get(day, 0) >= seats:
            raise HostFull(day=wareki(day), seats=seats, field="host")


def _set(experience: Experience, terms: Terms) -> None:
    changed = amend(
        experience,
        only_if={"version": experience.version},
        state=_State.ARRANGED,
        host=terms.host,
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        break_minutes=terms.break_minutes,
        tutor=terms.tutor,
        terms=F("terms") + 1,
    )
    if not changed:
        raise ChangedMeanwhile()


def _plan_days(by: Actor, experience: Experience, terms: Terms) -> None:
    """Plan the days; those that were held keep their marks, and must be among them."""
    own = ExperienceDay.objects.filter(
        organisation_id=experience.organisation_id, experience=experience
    )
    held = set(own.exclude(state="planned").values_list("on", flat=True))
    for day in sorted(held - set(terms.days)):
        raise HeldDayDropped(day=wareki(day), field="first_on")
    own.filter(state="planned").delete()
    ExperienceDay.objects.bulk_create(
        ExperienceDay(
            organisation_id=experience.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=experience.case_id,
            experience=experience,
            on=day,
            minutes=terms.minutes,
        )
        for day in sorted(set(terms.days) - held)
    )


def confirm(
    *,
    by: Actor,
    experience: Experience,
    party: str,
    name: str,
    on: date,
    today: date,
    at: datetime,
) -> None:
    """Record that the person, the host or the office confirmed the terms as they are now.

    With all three it may begin. The office confirms what is insured, where the scheme asks for it.
    Once the person has, the host may learn their name.

    :param name: who confirmed, as the paper names them
    :raises OverAlready: it has ended or was declined
    :raises NothingToConfirm: host and days are not set
    :raises ConfirmedOutOfTime: the day has not come or lies before the request
    :raises ConfirmedAlready: they have confirmed these terms
    :raises NotInsured: the office confirms, and a day lies outside the cover
    """
    refuse_over(experience)
    if experience.state == _State.REQUESTED:
        raise NothingToConfirm()
    if not experience.requested_on <= on <= today:
        raise ConfirmedOutOfTime(requested=wareki(experience.requested_on), field="on")
    if party == _Party.OFFICE:
        refuse_uninsured(experience, [day.on for day in experience.days.all()], today)
    with transaction.atomic():
        try:
            with transaction.atomic():
                ExperienceConfirmation.objects.create(
                    organisation_id=experience.organisation_id,
                    recorded_by_id=by.require_organisation(),
                    case_id=experience.case_id,
                    experience=experience,
                    party=party,
                    terms=experience.terms,
                    on=on,
                    name=name,
                )
        except IntegrityError:
            raise ConfirmedAlready(party=_Party(party).label) from None
        _begin_if_all_confirmed(experience)
        if party == _Party.PERSON:
            record_names_told(by=by, case=experience.case, at=at)


def _begin_if_all_confirmed(experience: Experience) -> None:
    """Let it begin once nobody's confirmation of these very terms is missing."""
    held = Experience.objects.select_for_update().get(
        organisation_id=experience.organisation_id, pk=experience.pk
    )
    if held.terms != experience.terms:
        raise ChangedMeanwhile()
    if confirmed_by(held) >= set(_Party):
        amend(held, only_if={"state": _State.ARRANGED}, state=_State.CONFIRMED)


def refuse_uninsured(experience: Experience, days: Sequence[date], today: date) -> None:
    """Refuse days outside the cover, where the scheme asks for an insurance.

    :raises NotInsured: a day lies outside
    """
    offered = offered_on(experience.case, today)
    limits = offered.limits(experience.kind) if offered else None
    if limits is None or not limits.asks_insurance:
        return
    if outside := uninsured_days(experience, days):
        raise NotInsured(days="、".join(wareki(day) for day in outside))
