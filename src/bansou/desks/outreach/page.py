"""訪問・専門チーム on a case: one page on which the whole way can be followed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bansou.desks.outreach.chain import chain_of
from bansou.desks.outreach.finding import case_at, crumbs, may_do, refusing
from bansou.desks.outreach.words import chip_of, visit_chip, waited
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.names import called
from bansou.people.consent.actions import consent_in_force
from bansou.people.referrals.queries import referrals_of
from bansou.support.outreach.conferences.queries import conferences_of
from bansou.support.outreach.educating import lessons_of
from bansou.support.outreach.formulations.queries import formulations_of
from bansou.support.outreach.offered import outreach_of
from bansou.support.outreach.teams.queries import dispatches_of
from bansou.support.outreach.visits.actions import AGREED
from bansou.support.outreach.visits.queries import visits_of


@require_safe
@door("outreach.read")
@refusing
def case(request: Any, pk: UUID) -> HttpResponse:
    """Everything of outreach on one case, in the order in which it comes."""
    it = case_at(request, pk)
    rules = outreach_of(it, request.today)
    dispatches, formulations = list(dispatches_of(it)), list(formulations_of(it))
    referrals = list(referrals_of(it))
    values = {
        "case": it,
        "who": called(it),
        "is_offered": rules is not None,
        "may_write": rules is not None and may_do(request, "outreach.write", it),
        "dispatches": [(one, chip_of(one), waited(one)) for one in dispatches],
        "formulations": formulations,
        "chain": chain_of(dispatches, formulations, referrals, rules, request.today),
        "lessons": lessons_of(it),
        "visits": [(one, visit_chip(one)) for one in visits_of(it)],
        "conferences": conferences_of(it),
        "consent": consent_in_force(it, AGREED),
        "case_url": reverse("counsellor:case", args=[it.pk]),
        "crumbs": crumbs(case=it),
    }
    note_opening(request, it, "outreach")
    return render(request, "outreach/case.html", values)
