"""Supervision for the browser: what the demo's Kobe has of it, by what its pages are called by."""

from typing import Any

from bansou.commons.access.acting import acting
from bansou.desks.management.demo_kobe import SUPERVISOR, seat_of
from bansou.desks.management.demo_supervision import TWICE
from bansou.people.models import Assignment, Person, PersonMerge, StepComment


def supervision() -> dict[str, Any]:
    """The record that was remarked on, the case handed over, two who look like one, and one merge."""
    with acting(seat_of(SUPERVISOR[1]), why="試験"):
        one, other = (Person.objects.get(name=name).pk for name in TWICE)
        handed = Assignment.objects.exclude(handover_note="").get(case__person_id=one)
        return {
            "double": one,
            "other_double": other,
            "handed_over": handed.case_id,
            "remarked": StepComment.objects.get(case_id=handed.case_id).step_id,
            "merge": PersonMerge.objects.get().pk,
        }
