"""Records whose time is over, for the browser: the demo's, called by what their pages need."""

from typing import Any

from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.clock import local_day
from bansou.desks.management.demo_kobe import COUNSELLOR, SUPERVISOR, seat_of
from bansou.people.answering.models import DisclosureRequest
from bansou.people.break_glass.models import BreakGlass
from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure, LegalHold
from bansou.people.erasing.queries import due_cases


def keeping() -> dict[str, Any]:
    """What the pages are called by: a case that is due, one on hold, one proposed to be erased."""
    supervisor = seat_of(SUPERVISOR[1])
    with acting(supervisor, why="試験"):
        held = LegalHold.objects.get().case_id
        due = due_cases(supervisor.require_organisation(), local_day(timezone.now()))
        request = DisclosureRequest.objects.select_related("case").get()
        return {
            "request": request.pk,
            "request_person": request.case.person_id,
            "due_case": due.filter(is_held=False).values_list("pk", flat=True)[0],
            "held_case": held,
            "erasure": Erasure.objects.get().pk,
            "glass": BreakGlass.objects.get().pk,
            "glass_case": _of_a_colleague(),
        }


def _of_a_colleague() -> Any:
    """A running case for which the counsellor of the demo is not responsible."""
    running = Case.objects.filter(closed_on=None).exclude(responsible=None)
    others = running.exclude(responsible__user__email=COUNSELLOR[1]).order_by("number")
    return others.values_list("pk", flat=True)[0]
