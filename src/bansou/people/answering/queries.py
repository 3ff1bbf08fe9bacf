"""Requests, the decisions about their items and the periods, as the desks ask for them."""

from datetime import date
from uuid import UUID

from django.db.models import Case as Among
from django.db.models import F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from bansou.people.answering.models import AnswerPeriod, DisclosureRequest, ItemDecision
from bansou.people.cases.models import Case

_State = DisclosureRequest.State


def requests_of(keeper_id: UUID) -> QuerySet[DisclosureRequest]:
    """Every request of a body: what is due first, then what is done with, the latest first."""
    rows = DisclosureRequest.objects.filter(organisation_id=keeper_id)
    runs = Among(
        When(state=_State.RECEIVED, then=Value(0)),
        When(state=_State.DECIDED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    named = rows.select_related(
        "case__person",
        "case__organisation",
        "paper",
        "extension_paper",
        "received_by__user",
        "identity_checked_by__user",
        "extended_by__user",
        "decided_by__user",
        "handed_by__user",
    )
    return named.order_by(runs, Coalesce(F("extended_until"), F("due_on")), "-id")


def requests_about(cases: QuerySet[Case], keeper_id: UUID) -> QuerySet[DisclosureRequest]:
    """The requests that were made on some cases."""
    return requests_of(keeper_id).filter(case__in=cases)


def decisions_of(request: DisclosureRequest) -> dict[tuple[str, UUID], ItemDecision]:
    """What was decided about items, by where each stands."""
    rows = ItemDecision.objects.filter(organisation_id=request.organisation_id, request=request)
    return {(one.source, one.source_id): one for one in rows.select_related("decided_by__user")}


def answer_periods_of(keeper_id: UUID) -> QuerySet[AnswerPeriod]:
    """Every period that a body has set, the latest first."""
    rows = AnswerPeriod.objects.filter(organisation_id=keeper_id)
    return rows.select_related("set_by__user").order_by("-valid_from")


def notice_on(keeper_id: UUID, day: date) -> str:
    """What a notice of a day ends with."""
    latest = answer_periods_of(keeper_id).filter(valid_from__lte=day).first()
    is_over = latest and latest.valid_until and latest.valid_until < day
    return latest.notice if latest and not is_over else ""


def papers_of(keeper_id: UUID, cases: QuerySet[Case]) -> list[UUID]:
    """The papers about requests on some cases: what was decided, and that it takes longer."""
    rows = DisclosureRequest.objects.filter(organisation_id=keeper_id, case__in=cases)
    return [
        key for keys in rows.values_list("paper_id", "extension_paper_id") for key in keys if key
    ]
