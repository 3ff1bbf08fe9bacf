"""Visits and trials for the town: those of the demo, called by where they stand."""

from datetime import datetime, time, timedelta
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.desks.management.demo_experience import fill_experiences
from bansou.people.cases.models import Case
from bansou.support.experience.arranging import Terms, arrange
from bansou.support.experience.models import Experience, ExperienceDay, InternshipPolicy
from bansou.support.experience.queries import hosts_for
from bansou.support.experience.requesting import Wanted, request_experience


def experiences(
    *, counsellor: Actor, officer: Actor, manager: Actor, now: datetime
) -> dict[str, Any]:
    """Fill the desk as the demo does; returns what its pages are called by."""
    fill_experiences(counsellor=counsellor, officer=officer, manager=manager, at=now)
    with acting(counsellor, why="試験"):
        trials = Experience.objects.filter(kind=Experience.Kind.TRIAL)
        trial = trials.get(state="confirmed")
        return {
            "trial": trial.pk,
            "trial_case": trial.case_id,
            "trial_day": ExperienceDay.objects.filter(experience=trial).earliest("on").pk,
            "requested": Experience.objects.get(state="requested").pk,
            "arranged": trials.get(state="arranged").pk,
            "evaluated": trials.get(state="ended").pk,
            "policy": InternshipPolicy.objects.get().pk,
        }


def own_trial(*, person: Actor, case_id: Any, officer: Actor, now: datetime) -> dict[str, Any]:
    """Somebody wishes for a visit on their own page, and it is arranged for them."""
    today = local_day(now)
    with acting(person, why="試験"):
        case = Case.objects.get(pk=case_id)
        wanted = Wanted(kind="visit", wishes="静かなところで、物を組み立ててみたい", goal="")
        made = request_experience(by=person, case=case, wanted=wanted, on=today, at=now)
    with acting(officer, why="試験"):
        host = hosts_for(case.organisation_id, "visit").first()
        assert host
        terms = Terms(
            host=host,
            days=[today + timedelta(days=30)],
            starts_at=time(10),
            ends_at=time(12),
            tutor="高橋 健",
        )
        arrange(by=officer, experience=made, terms=terms, on=today)
    return {"own_trial": made.pk}
