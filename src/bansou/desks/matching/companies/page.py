"""One company: what it is, how far the office has come with it, what is owed, what happened."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.tasks.queries import owed_about
from bansou.desks.matching.companies.listing import industry_label
from bansou.desks.matching.companies.telling import facts_of, timeline_of
from bansou.desks.matching.gate import company_at, may_do, refusing
from bansou.desks.matching.sections import crumbs
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Standing, Step
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.companies.models import SUBJECT, Company
from bansou.employers.guide.kit import reasons_of
from bansou.employers.pipeline.queries import PipelineStage, stage_of
from bansou.employers.pipeline.telling import Told, told_of
from bansou.employers.stance.rules import is_to_be_asked_again
from bansou.employers.visits.models import EmployerVisit
from bansou.placement.hires.queries import hires_at, hiring_companies


@require_safe
@door("company.read")
@refusing
def company(request: Any, pk: UUID) -> HttpResponse:
    """The page of one company."""
    it = company_at(request, pk)
    words = Vocabulary.of(it.organisation_id, request.today)
    stage = stage_of(it, hiring_companies(it.organisation_id), request.today)
    told = told_of(it.organisation_id, [it.pk], request.today)[it.pk]
    stance, hires = told.stance, hires_at(it.organisation_id).filter(company=it).count()
    entries = timeline_of(it, words)
    values = {
        "company": it,
        "crumbs": crumbs(company=it),
        "facts": facts_of(it),
        "industry": industry_label(it.industry),
        "stage": stage,
        "steps": _steps(stage, _reached(it, told, hires)),
        "told": told,
        "timeline": entries,
        "is_short": it.industry in words.short_industries(request.today),
        "stance": stance,
        "is_stance_old": stance
        and is_to_be_asked_again(stance.on, request.today, words.stance_confirm_days),
        "hesitations": _hesitations(it),
        "tasks": owed_about(it.organisation_id, SUBJECT, it.pk),
        "has_lists": bool(words.choices("employer_lists")),
        "may_edit": may_do(request, "company.edit"),
        "days_since": _days_since(told.last_contact_on, request.today),
    }
    return render(request, "matching/companies/page.html", values)


def _steps(stage: PipelineStage, reached: Mapping[str, str]) -> list[Step]:
    """The stages as steps. Done is only what is on record: a company may hire without hosting."""
    return [
        Step(
            name=str(one.label),
            standing=Standing.NOW
            if one is stage
            else Standing.DONE
            if one.value in reached
            else Standing.OPEN,
            mark=str(place),
            fact=reached.get(one.value, ""),
        )
        for place, one in enumerate(PipelineStage, start=1)
    ]


def _reached(company: Company, told: Told, hires: int) -> dict[str, str]:
    """What of each stage is on record, in a few words; a stage without a record is not there."""
    visits = company.visits.filter(withdrawn_at=None)
    in_person = visits.filter(channel=EmployerVisit.Channel.VISIT).count()
    contacts = visits.count()
    facts = {
        PipelineStage.UNTOUCHED: _("登録済み"),
        PipelineStage.CONTACTED: contacts and _("%(number)d回") % {"number": contacts},
        PipelineStage.VISITED: in_person and _("%(number)d回") % {"number": in_person},
        PipelineStage.HOSTING: told.host_places
        and _("受入先%(number)d") % {"number": told.host_places},
        PipelineStage.OPENING: told.openings and _("求人%(number)d") % {"number": told.openings},
        PipelineStage.HIRED: hires and _("%(number)d人") % {"number": hires},
    }
    return {stage.value: fact for stage, fact in facts.items() if fact}


def _days_since(day: Any, today: Any) -> int | None:
    return (today - day).days if day else None


def _hesitations(company: Company) -> list[tuple[str, str]]:
    """What kept the company back when it was last spoken with about it: key and reason."""
    reasons = reasons_of(company.organisation_id)
    visits = company.visits.filter(withdrawn_at=None, hesitations__len__gt=0)
    last = visits.order_by("-on", "-id").first()
    return [(key, reasons.get(key, key)) for key in last.hesitations] if last else []
