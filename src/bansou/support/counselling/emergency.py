"""The one exception at level 4: the team's lead reads in a medical emergency, for two hours."""

from datetime import date, datetime

from bansou.commons.access.actors import Actor
from bansou.commons.rows import Level
from bansou.people.break_glass.actions import break_glass
from bansou.people.break_glass.models import BreakGlass
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.counselling.recording import HELD
from bansou.support.counselling.refusals import (
    DangerMissing,
    NothingSealed,
    NotTheLead,
    ReadsAlready,
)
from bansou.support.counselling.teams import is_in_team, lead_of


def refuse_unless_lead(*, by: Actor, case: Case, today: date) -> None:
    """Refuse an emergency to everybody but who leads the team and is not in it.

    :raises ReadsAlready: they are in the team
    :raises NotTheLead: they do not lead it
    """
    seat = by.require_membership()
    if is_in_team(case, seat, today):
        raise ReadsAlready()
    lead = lead_of(case, today)
    if lead is None or lead.to_membership_id != seat:
        raise NotTheLead()


def open_in_emergency(
    *, by: Actor, case: Case, danger: str, reason: str, at: datetime, today: date
) -> BreakGlass:
    """Open the psychological records of a case to who leads its team, to read.

    :raises NothingSealed: no session was held
    :raises DangerMissing: it is not said which medical emergency it is
    :raises bansou.commons.errors.Refusal: as `refuse_unless_lead` and `break_glass` say
    """
    refuse_unless_lead(by=by, case=case, today=today)
    held = Step.objects.filter(
        organisation_id=case.organisation_id, case=case, kind=HELD, withdrawn_at=None
    )
    if not held.exists():
        raise NothingSealed()
    if danger not in BreakGlass.Danger.values:
        raise DangerMissing(field="danger")
    return break_glass(
        by=by, case=case, reason=reason, at=at, level=Level.PSYCHOLOGICAL, danger=danger
    )
