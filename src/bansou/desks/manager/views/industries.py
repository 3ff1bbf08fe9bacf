"""人手不足産業: which industries a programme names as short of labour, from which day on."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import FiscalYear
from bansou.commons.codes.industries import Industry
from bansou.desks.manager.finding import may_here, programme_at
from bansou.desks.manager.views.revising import latest_of, offered_day, proposed
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Ticks
from bansou.programmes.queries import read
from bansou.schemes.editing import with_short_industries


class IndustriesForm(DeskForm):
    """The industries that are short of labour from a day on."""

    industries = forms.MultipleChoiceField(
        label=gettext_lazy("人手不足産業"),
        choices=Industry.choices,
        required=False,
        widget=Ticks,
        help_text=gettext_lazy("日本標準産業分類の大分類から選びます。"),
    )
    since = DayField(
        label=gettext_lazy("いつから"),
        help_text=gettext_lazy(
            "外した産業は、この日の前の日までの就職を、これまでどおり数えます。"
        ),
    )


@door("programme.read")
def page(request: Any, key: UUID) -> HttpResponse:
    """What is named with its days; the manager chooses anew and sees what it changes first."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    scheme = read(latest.text)
    day = offered_day(request, programme, latest)
    initial = {"industries": sorted(scheme.short_industries_on(day)), "since": day}
    may_edit = may_here(request, "programme.edit")
    form = IndustriesForm(request.POST or None if may_edit else None, initial=initial)
    if form.is_valid():
        labels = {letter: str(Industry(letter).label) for letter in form.cleaned_data["industries"]}
        text = with_short_industries(latest.text, labels, form.cleaned_data["since"])
        return proposed(request, programme, latest, text, _("人手不足産業を見直した。"))
    return render(
        request,
        "manager/schemes/industries.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "named": scheme.labour_short_industries,
            "counting": [
                definition.label
                for definition in scheme.indicators
                if any(
                    getattr(condition, "list", "") == "labour_short_industries"
                    for condition in getattr(definition, "where", ())
                )
            ],
            "form": form,
            "may_edit": may_edit,
        },
        status=422 if form.is_bound and form.errors else 200,
    )
