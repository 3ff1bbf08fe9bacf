"""The stage of each company, derived from visits, host places, openings and hires; kept nowhere.

Hires live in a room above: whoever asks hands in which companies have hired.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from bansou.employers.companies.models import Company
from bansou.employers.hosts.models import HostPlace
from bansou.employers.openings.models import Opening
from bansou.employers.openings.queries import standing_on
from bansou.employers.visits.models import EmployerVisit


class PipelineStage(TextChoices):
    """How far the office has come with a company; the furthest that is on record counts."""

    UNTOUCHED = "untouched", _("未接触")
    CONTACTED = "contacted", _("接触")
    VISITED = "visited", _("訪問")
    HOSTING = "hosting", _("受入協力")
    OPENING = "opening", _("求人")
    HIRED = "hired", _("採用")


def staged(companies: QuerySet[Company], hired: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Companies with their `stage` on a day.

    :param hired: the keys of companies that have hired somebody
    """
    of_company = {"company": OuterRef("pk"), "organisation": OuterRef("organisation")}
    visits = EmployerVisit.objects.filter(**of_company, withdrawn_at=None)
    openings = standing_on(Opening.objects.filter(**of_company), day)
    hosts = standing_on(HostPlace.objects.filter(**of_company), day)
    stage = Case(
        When(pk__in=hired, then=Value(PipelineStage.HIRED.value)),
        When(Exists(openings), then=Value(PipelineStage.OPENING.value)),
        When(Exists(hosts), then=Value(PipelineStage.HOSTING.value)),
        When(
            Exists(visits.filter(channel=EmployerVisit.Channel.VISIT)),
            then=Value(PipelineStage.VISITED.value),
        ),
        When(Exists(visits), then=Value(PipelineStage.CONTACTED.value)),
        default=Value(PipelineStage.UNTOUCHED.value),
        output_field=CharField(),
    )
    return companies.annotate(stage=stage)


def counts_of(companies: QuerySet[Company], hired: QuerySet[Any], day: date) -> Mapping[str, int]:
    """How many of the companies stand at each stage on a day, every stage in its order."""
    counted = staged(companies, hired, day).order_by().values("stage").annotate(number=Count("pk"))
    found = {row["stage"]: row["number"] for row in counted}
    return {stage.value: found.get(stage.value, 0) for stage in PipelineStage}


def stage_of(company: Company, hired: QuerySet[Any], day: date) -> PipelineStage:
    """The stage of one company."""
    own = Company.objects.filter(organisation_id=company.organisation_id, pk=company.pk)
    return PipelineStage(staged(own, hired, day).values_list("stage", flat=True)[0])
