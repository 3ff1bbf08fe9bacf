"""Guests of a place to be: their nickname, the days they come, their stages; and what happened there."""

import secrets
from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.support.ibasho.models import (
    Ibasho,
    IbashoGuest,
    IbashoIncident,
    IbashoStage,
    IbashoVisit,
    Stage,
)
from bansou.support.ibasho.refusals import (
    AtThatStage,
    BeforeFirstDay,
    NicknameMissing,
    NicknameTaken,
    NobodyCalledSo,
    NothingHappened,
    NotYetThatDay,
)

#: Letters of codes, without those that are mistaken for each other.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 10


def welcome_guest(
    *, by: Actor, ibasho: Ibasho, nickname: str, is_shown: bool, on: date
) -> IbashoGuest:
    """Begin with somebody new, who looks around first (見学).

    :raises NicknameMissing: there is nothing to call them by
    :raises NicknameTaken: somebody else is called that here
    """
    name = nickname.strip()
    if not name:
        raise NicknameMissing(field="nickname")
    with transaction.atomic():
        if _called(ibasho, name):
            raise NicknameTaken(field="nickname")
        guest = IbashoGuest.objects.create(
            organisation_id=ibasho.organisation_id,
            recorded_by_id=by.require_organisation(),
            ibasho=ibasho,
            nickname=name,
            is_shown=is_shown,
            first_on=on,
            link_code=_new_code(),
        )
        _add_stage(by, guest, Stage.VISIT, on)
    return guest


def guest_called(ibasho: Ibasho, nickname: str) -> IbashoGuest:
    """The guest with a nickname.

    :raises NicknameMissing: nothing was said
    :raises NobodyCalledSo: there is nobody
    """
    name = nickname.strip()
    if not name:
        raise NicknameMissing(field="nickname")
    if found := _called(ibasho, name):
        return found
    raise NobodyCalledSo(field="nickname")


def check_in(*, by: Actor, guest: IbashoGuest, on: date, today: date, at: datetime) -> IbashoVisit:
    """Record that a guest has come; said twice, it is one visit.

    :raises NotYetThatDay: the day has not come
    """
    if on > today:
        raise NotYetThatDay(field="on")
    visit, _is_new = IbashoVisit.objects.get_or_create(
        organisation_id=guest.organisation_id,
        guest=guest,
        on=on,
        defaults={"recorded_by_id": by.require_organisation(), "came_at": at},
    )
    return visit


def say_mood(*, visit: IbashoVisit, mood: str) -> None:
    """Keep how somebody feels today, if they wanted to say."""
    visit.mood = mood
    visit.save(update_fields=["mood"])


def take_back_visit(*, visit: IbashoVisit) -> None:
    """Take a visit back that was none; the history keeps that it was written."""
    visit.delete()


def move_to_stage(
    *, by: Actor, guest: IbashoGuest, stage: str, from_on: date, today: date
) -> IbashoStage:
    """Write down from which day a guest is at another stage; going back is a stage like any other.

    :raises NotYetThatDay: the day has not come
    :raises AtThatStage: they are there already
    :raises BeforeFirstDay: the day lies before the stage they are at
    """
    if from_on > today:
        raise NotYetThatDay(field="from_on")
    with transaction.atomic():
        held = IbashoGuest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
        if held.stage == stage:
            raise AtThatStage(field="stage")
        latest = held.stages.order_by("-from_on", "-id").first()
        if latest and from_on < latest.from_on:
            raise BeforeFirstDay(field="from_on")
        held.stage = stage
        held.save(update_fields=["stage"])
        return _add_stage(by, held, stage, from_on)


def show_nickname(*, guest: IbashoGuest, is_shown: bool) -> None:
    """Show or hide a nickname on the tablet, as the guest wishes."""
    guest.is_shown = is_shown
    guest.save(update_fields=["is_shown"])


def renew_code(*, guest: IbashoGuest) -> None:
    """Give a guest another code; a case that was linked by the former one sees nothing any more."""
    guest.link_code = _new_code()
    guest.save(update_fields=["link_code"])


def note_incident(
    *, by: Actor, ibasho: Ibasho, on: date, happened: str, done: str, today: date, at: datetime
) -> IbashoIncident:
    """Write down what happened, and what was done.

    :raises NothingHappened: nothing is written
    :raises NotYetThatDay: the day has not come
    """
    if not happened.strip():
        raise NothingHappened(field="happened")
    if on > today:
        raise NotYetThatDay(field="on")
    return IbashoIncident.objects.create(
        organisation_id=ibasho.organisation_id,
        recorded_by_id=by.require_organisation(),
        ibasho=ibasho,
        on=on,
        happened=happened,
        done=done,
        written_by_id=by.require_membership(),
        written_at=at,
    )


def _called(ibasho: Ibasho, name: str) -> IbashoGuest | None:
    return IbashoGuest.objects.filter(
        organisation_id=ibasho.organisation_id, ibasho=ibasho, nickname=name
    ).first()


def _add_stage(by: Actor, guest: IbashoGuest, stage: str, on: date) -> IbashoStage:
    return IbashoStage.objects.create(
        organisation_id=guest.organisation_id,
        recorded_by_id=by.require_organisation(),
        guest=guest,
        stage=stage,
        from_on=on,
    )


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
