"""What an address of this desk names. What one may not see does not exist (404)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.rules import Thing
from bansou.commons.errors import Refusal
from bansou.desks.shared.door import action_of, allowed
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refuse_towards, refused_as
from bansou.programmes.models import Contract, Programme
from bansou.support.training.models import CourseRun
from bansou.support.training.queries import run_of


def programmes_for(actor: Actor, day: date) -> list[Programme]:
    """Programmes that run on a day: the actor's organisation's own, and those it works for."""
    own = actor.require_organisation()
    entrusted = Contract.objects.filter(contractor_id=own).values("programme_id")
    running = Programme.objects.filter(starts_on__lte=day, ends_on__gte=day)
    return list(
        running.filter(Q(organisation_id=own) | Q(pk__in=entrusted))
        .select_related("organisation")
        .order_by("organisation__name", "scheme_id")
    )


def programme_at(request: Any, key: UUID) -> Programme:
    """The programme of an address, if the member's organisation runs it or works for it."""
    own = request.actor.require_organisation()
    programme = Programme.objects.select_related("organisation").filter(pk=key).first()
    if programme is None or not may_here(request):
        raise Http404
    if programme.organisation_id != own and not contracts_for(request, programme).exists():
        raise Http404
    return programme


def contracts_for(request: Any, programme: Programme) -> QuerySet[Contract]:
    """The contracts of a programme under which the member may plan runs."""
    own = request.actor.require_organisation()
    contracts = Contract.objects.filter(
        organisation_id=programme.organisation_id, programme=programme
    ).select_related("contractor", "programme")
    if programme.organisation_id != own:
        contracts = contracts.filter(contractor_id=own)
    return contracts.order_by("starts_on", "id")


def provider_of(actor: Actor, programme: Programme) -> UUID | None:
    """Whose runs the actor sees: their own organisation's; None for the programme's keeper: all."""
    own = actor.require_organisation()
    return None if programme.organisation_id == own else own


def run_at(request: Any, key: UUID) -> Any:
    """The run of an address, kept or held by the member's organisation."""
    run = run_of(key)
    if run is None or not may_on(request, run, action_of(request.resolver_match) or ""):
        raise Http404
    return run


def may_on(request: Any, run: CourseRun, action: str) -> bool:
    """Tell whether the member may do `action` to a run, as keeper's or provider's staff."""
    parties = {run.organisation_id, run.provider_id}
    return any(allowed(request, action, Thing(party)) for party in parties)


def may_here(request: Any, action: str = "") -> bool:
    """Tell whether the member may do `action` (else: the address's) in their own organisation."""
    asked = action or action_of(request.resolver_match) or ""
    return allowed(request, asked, Thing(request.actor.require_organisation()))


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    return refuse_towards(request, refusal, Link(_("講座の一覧へ"), reverse("training:courses")))
