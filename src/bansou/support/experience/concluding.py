"""What is still open of visits and trials when a case is closed."""

from datetime import date, datetime

from bansou.commons.access.actors import Actor
from bansou.people.cases.models import Case
from bansou.support.experience.models import Experience, ExperienceDay
from bansou.support.experience.queries import experiences_of
from bansou.support.experience.refusals import GoesOn
from bansou.support.experience.requesting import decline


def decline_what_has_not_begun(
    *, by: Actor, case: Case, on: date, reason: str, at: datetime
) -> None:
    """Decline the visits and trials of a case to which nobody has come yet.

    :raises GoesOn: somebody was there, so that it is to be evaluated and ended first
    """
    for experience in experiences_of(case).filter(state__in=Experience.OPEN):
        planned = (day.state == ExperienceDay.State.PLANNED for day in experience.days.all())
        if not all(planned):
            raise GoesOn(title=experience.title)
        decline(
            by=by,
            experience=experience,
            declined_by=Experience.Party.OFFICE,
            on=on,
            at=at,
            because=reason,
        )
