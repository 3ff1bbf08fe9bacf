"""最低賃金: the lowest wage of an hour, as the office has entered it, and from which day on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import FiscalYear
from bansou.desks.manager.finding import programme_at
from bansou.desks.manager.views.revising import latest_of, proposed
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, YenField
from bansou.desks.shared.forms import DeskForm
from bansou.programmes.queries import read
from bansou.schemes.editing_wages import with_minimum_wage
from bansou.schemes.wages import MOST_AN_HOUR


class MinimumWageForm(DeskForm):
    """A minimum wage from a day on."""

    yen = YenField(
        label=gettext_lazy("最低賃金（時給）"),
        most=MOST_AN_HOUR,
        example=gettext_lazy("1,000円"),
        help_text=gettext_lazy("都道府県の労働局が公示した額を入れます。例　1,000円"),
    )
    since = DayField(
        label=gettext_lazy("いつから"),
        help_text=gettext_lazy(
            "公示された発効の日です。この日から後の額が入っていれば、この額に替わります。"
        ),
    )


@door("programme.edit")
def page(request: Any, key: UUID) -> HttpResponse:
    """What holds with its days; a new one is seen before it is in force."""
    programme = programme_at(request, key)
    latest = latest_of(programme)
    form = MinimumWageForm(request.POST or None)
    if form.is_valid():
        text = with_minimum_wage(latest.text, **form.cleaned_data)
        return proposed(request, programme, latest, text, _("最低賃金を入れた。"))
    return render(
        request,
        "manager/schemes/minimum_wages.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "listed": read(latest.text).minimum_wages,
            "form": form,
        },
        status=422 if form.is_bound and form.errors else 200,
    )
