"""Opening a company or a record of it: only those of the member's own organisation are there."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.queries import may
from bansou.commons.errors import Refusal
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refused_as
from bansou.employers.companies.models import Company


def company_at(request: Any, pk: UUID) -> Company:
    """The company of an address.

    :raises Http404: the member's organisation has none with this key
    """
    return record_at(request, Company, pk)


def record_at[M: Model](request: Any, model: type[M], pk: UUID, *also: str) -> M:
    """A row of this room's tables by its key, with what belongs to it.

    :raises Http404: the member's organisation has none with this key
    """
    rows = model._default_manager.filter(organisation_id=request.actor.require_organisation())
    found = (rows.select_related(*also) if also else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_do(request: Any, action: str) -> bool:
    """Tell whether the member may do `action` to the companies of their organisation."""
    return may(request.actor, action, None, request.today)


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    companies = Link(_("企業の一覧へ"), reverse("matching:companies"))
    return refuse(request, refusal, other=companies)
