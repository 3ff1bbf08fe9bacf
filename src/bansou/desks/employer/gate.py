"""Whose page it is: the company for which the account lets somebody act, at one body."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.access.rules import Thing
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.errors import Refusal
from bansou.desks.shared.door import allowed
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refused_as
from bansou.employers.companies.models import Company


def own_company(request: Any, action: str) -> Company:
    """The company of the account, for `action`.

    :raises Http404: the account lets nobody act for it any more
    """
    actor = request.actor
    company = Company.objects.filter(
        organisation_id=actor.require_keeper(), pk=actor.company_id
    ).first()
    if company is None:
        raise Http404
    if not allowed(request, action, Thing(company.organisation_id, company_id=company.pk)):
        raise Http404
    return company


@contextmanager
def told_to_office(request: Any) -> Iterator[Actor]:
    """What the company says goes into the office's records, which it does not reach itself.

    The actor is the same member of the company, so that history names who said it. Whoever opens
    this has asked before, as the company, whether it was told of what it speaks about; nothing that
    is read within may be shown.
    """
    actor = replace(request.actor, company_id=None)
    with acting(actor, why=f"a company says: {request.method} {request.path}"):
        yield actor


def note_opening(request: Any, company: Company, subject: str, key: UUID, case_id: UUID) -> None:
    """Write into the body's log that the company saw something of a person."""
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.OPEN,
        subject=subject,
        subject_id=key,
        case_id=case_id,
        at=request.now,
        keeper_id=company.organisation_id,
    )


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: what is refused where there is no form is told on a page with the way back."""
    back = Link(_("企業のページへ戻る"), reverse("employer:home"))
    return refuse(request, refusal, remedy=back)
