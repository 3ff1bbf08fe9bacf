"""Ending what the company has offered: an opening nobody is sought for any more, a host place."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.desks.employer.answer_forms import CloseHostForm, CloseOpeningForm
from bansou.desks.employer.asking import answered
from bansou.desks.employer.gate import refusing
from bansou.desks.employer.home import of_company
from bansou.desks.shared.door import door
from bansou.employers.hosts.actions import close_host_place
from bansou.employers.models import HostPlace, Opening
from bansou.employers.openings.actions import close_opening as close

_OFFER = "own_company.offer"


@require_http_methods(["GET", "POST"])
@door(_OFFER)
@refusing
def close_opening(request: Any, pk: UUID) -> HttpResponse:
    """Close an opening, and say why."""
    opening = of_company(request, Opening, pk)
    form = CloseOpeningForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: close(opening=opening, on=request.today, **form.cleaned_data),
        title=_("募集を終えますか"),
        body=_(
            "終えると、この求人はもう提案されません。また募集するときは、新しく申し出てください。"
        ),
        facts=[(_("求人"), opening.title)],
        verb=_("募集を終える"),
        done=_("募集を終えました。窓口にも見えます。"),
    )


@require_http_methods(["GET", "POST"])
@door(_OFFER)
@refusing
def close_host(request: Any, pk: UUID) -> HttpResponse:
    """Close a host place, and say why."""
    host = of_company(request, HostPlace, pk)
    form = CloseHostForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: close_host_place(host=host, on=request.today, **form.cleaned_data),
        title=_("受入れを終えますか"),
        body=_("決まっている見学・体験は、そのまま続きます。新しい人は紹介されません。"),
        facts=[(_("受入先"), host.title)],
        verb=_("受入れを終える"),
        done=_("受入れを終えました。窓口にも見えます。"),
    )
