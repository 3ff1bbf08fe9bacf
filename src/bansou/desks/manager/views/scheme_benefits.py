"""給付の金額と期間: what a programme pays for a day, up to what, and from when until when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.scheme_benefit_parts import BenefitPartsForm
from bansou.desks.manager.views.revising import is_of_latest, latest_of, proposed
from bansou.desks.shared.door import door
from bansou.programmes.queries import read
from bansou.schemes.editing_benefits import with_benefits


@door("programme.edit")
def page(request: Any, key: UUID) -> HttpResponse:
    """Set prices, ceilings and days; what changes is shown before it is in force."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    form = BenefitPartsForm(request.POST or None, scheme=read(latest.text), number=latest.number)
    if form.is_valid() and is_of_latest(form, "base", latest):
        text = with_benefits(latest.text, form.edits())
        return proposed(request, programme, latest, text, _("給付の金額と期間を決めた。"))
    return render(
        request,
        "manager/schemes/benefits.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "form": form,
        },
        status=422 if form.is_bound and form.errors else 200,
    )
