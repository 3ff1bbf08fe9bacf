"""A case's time in a programme: from when, until when, and why it ended."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.database.gathering import (
    asked_once,
    create,
    hold,
    is_waiting,
    rows_of,
    together,
)
from bansou.commons.errors import Refusal
from bansou.people.cases import rules
from bansou.people.cases.models import Case, Enrolment
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on


class AlreadyEnrolled(Refusal):
    """The case is in this programme already on some of these days."""

    code = "people.already_enrolled"
    message = _("この期間は、すでにこの事業に参加しています。登録日か終了日を確かめてください。")


class EnrolmentOutsideProgramme(Refusal):
    """The enrolment begins outside the programme's days."""

    code = "people.enrolment_outside_programme"
    message = _("登録日が事業の期間（%(starts)s から %(ends)s）の外です。日付を確かめてください。")


def enrol(
    *,
    case: Case,
    programme: Programme,
    from_on: date,
    until_on: date | None = None,
    because: str = "",
) -> Enrolment:
    """Enrol a case in a programme from a day (included), if known until a day (included).

    :raises EnrolmentOutsideProgramme: it would begin before or after the programme
    :raises AlreadyEnrolled: it overlaps an enrolment in the same programme
    """
    if not programme.starts_on <= from_on <= programme.ends_on:
        raise EnrolmentOutsideProgramme(
            starts=wareki(programme.starts_on), ends=wareki(programme.ends_on)
        )
    with together():
        hold(case)
        earlier = [e for e in rows_of(Enrolment, case) if e.programme_id == programme.pk]
        if rules.overlaps(earlier, from_on, until_on):
            raise AlreadyEnrolled()
        _begin(case, _first_stage(programme, from_on))
        return create(
            Enrolment,
            organisation_id=case.organisation_id,
            case=case,
            programme=programme,
            from_on=from_on,
            until_on=until_on,
            ended_because=because,
        )


def correct_enrolment(
    *, enrolment: Enrolment, from_on: date, until_on: date | None, because: str = ""
) -> None:
    """Put the days of an enrolment right.

    :raises EnrolmentOutsideProgramme: it would begin before or after the programme
    :raises AlreadyEnrolled: it would overlap another one in the same programme
    """
    programme = enrolment.programme
    if not programme.starts_on <= from_on <= programme.ends_on:
        raise EnrolmentOutsideProgramme(
            starts=wareki(programme.starts_on), ends=wareki(programme.ends_on)
        )
    with transaction.atomic():
        case = Case.objects.select_for_update().get(
            organisation_id=enrolment.organisation_id, pk=enrolment.case_id
        )
        others = case.enrolments.filter(programme=programme).exclude(pk=enrolment.pk)
        if rules.overlaps(others, from_on, until_on):
            raise AlreadyEnrolled()
        Enrolment.objects.filter(organisation_id=enrolment.organisation_id, pk=enrolment.pk).update(
            from_on=from_on, until_on=until_on, ended_because=because, version=F("version") + 1
        )


def _begin(case: Case, first_stage: str) -> None:
    """A case that stands nowhere yet stands at the scheme's first stage."""
    if is_waiting(case):
        case.stage = case.stage or first_stage
        return
    Case.objects.filter(organisation_id=case.organisation_id, pk=case.pk, stage="").update(
        stage=first_stage
    )


def _first_stage(programme: Programme, day: date) -> str:
    return asked_once(
        ("first stage", programme.pk, day), lambda: scheme_on(programme, day).stages[0].key
    )
