"""Whose page it is: the company for which the account lets somebody act, at one body."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.rules import Thing
from bansou.commons.errors import Refusal
from bansou.desks.shared.door import allowed
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
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


def refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: what is refused where there is no form is told on a page with the way back."""

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            back = Link(_("企業のページへ戻る"), reverse("employer:home"))
            return refuse(request, refusal, remedy=back)

    return answered
