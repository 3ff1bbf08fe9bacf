"""The psychologist's own page: the people in whose team they are."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bansou.commons.audit.actions import note_list
from bansou.desks.counselling.finding import tabs_of
from bansou.desks.shared.door import door
from bansou.desks.shared.names import called
from bansou.people.cases.models import Case
from bansou.support.counselling.queries import cases_led, cases_of_team


@require_safe
@door("counselling.today")
def today(request: Any) -> HttpResponse:
    """Everybody whose records this psychologist may read and write, and whose team they lead."""
    cases = list(cases_of_team(request.actor.membership_id, request.today))
    led = list(cases_led(request.actor.membership_id, request.today))
    note_list(
        by=request.actor,
        subject="counselling",
        at=request.now,
        shown=[(case.organisation_id, case.pk) for case in [*cases, *led]],
        detail={},
    )
    values = {
        "rows": [_row(case) for case in cases],
        "led": [_row(case) for case in led],
        "tabs": tabs_of(request, "counselling:today"),
    }
    return render(request, "counselling/today.html", values)


def _row(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "name": called(case),
        "url": reverse("counsellor:counselling", args=[case.pk]),
    }
