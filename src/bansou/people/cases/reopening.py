"""Taking the closing of a case back: its time in programmes and who was responsible are as before."""

from datetime import date

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import amend, rows_of
from bansou.people.cases.actions import open_to_responsible
from bansou.people.cases.models import Assignment, Case, Enrolment


def reopen_case(*, by: Actor, case: Case, on: date, reason: str) -> bool:
    """Open a case that was closed on a day for a reason; False where it stands otherwise by now.

    Courses, trials, referrals and promises that ended with it do not come back.
    """
    was_closed = {"closed_on": on, "closing_reason": reason}
    with transaction.atomic():
        if not amend(case, only_if=was_closed, closed_on=None, closing_reason=""):
            return False
        for enrolment in rows_of(Enrolment, case):
            ended = {"until_on": on, "ended_because": reason}
            amend(enrolment, only_if=ended, until_on=None, ended_because="")
        _resume(by, case, on)
    return True


def _resume(by: Actor, case: Case, on: date) -> None:
    """Make who was responsible until the closing responsible again."""
    last = Assignment.objects.filter(
        organisation_id=case.organisation_id,
        case=case,
        membership_id=case.responsible_id,
        until_on=on,
    ).order_by("from_on", "id")
    if assignment := last.last():
        assignment.until_on = None
        assignment.save(update_fields=["until_on"])
        open_to_responsible(by=by, assignment=assignment)
