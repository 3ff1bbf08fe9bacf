"""Visits and trials for the town: those of the demo, called by where they stand."""

from datetime import datetime
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.desks.management.demo_experience import fill_experiences
from bansou.support.experience.models import Experience, ExperienceDay, InternshipPolicy


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
