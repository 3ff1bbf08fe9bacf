"""採用意欲: writing down what a company says, who has to be asked again, and how the number moved."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.keys import uuid7
from bansou.desks.matching.asking import ask, sent_once
from bansou.desks.matching.forms import SectionedForm
from bansou.desks.matching.gate import company_at, refusing
from bansou.desks.matching.sections import crumbs, lead
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.desks.shared.widgets import Radios
from bansou.employers.models import HiringStance
from bansou.employers.stance.actions import note_stance
from bansou.employers.stance.queries import counted_over_time, stances_of, to_be_asked_again

_MONTHS = 6


class StanceForm(SectionedForm):
    """How willing a company is, on which day, and how that is known."""

    level = forms.ChoiceField(
        label=gettext_lazy("採用意欲"), choices=HiringStance.Level.choices, widget=Radios
    )
    on = DayField(label=gettext_lazy("聞いた日"), not_after=today)
    source = forms.CharField(
        label=gettext_lazy("どう聞いたか"),
        help_text=gettext_lazy("例　電話で社長から、意向調査の回答"),
        max_length=200,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def note(request: Any, pk: UUID) -> HttpResponse:
    """Ask what the company says; write it down once."""
    company = company_at(request, pk)
    initial = {"on": request.today, "request_key": uuid7()}
    form = StanceForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("level", "on", "source")}

        def work() -> dict[str, str]:
            stance = note_stance(by=request.actor, company=company, at=request.now, **said)
            return {"stance": str(stance.pk)}

        if sent_once(request, "stance.note", form, work, company=company.pk):
            messages.success(request, _("採用意欲を書きとめました。前のものは経過に残ります。"))
            return redirect("matching:company", pk)
    return ask(
        request,
        form,
        title=_("採用意欲を書きとめる"),
        verb=_("書きとめる"),
        body=company.name,
        back_url=reverse("matching:company", args=[pk]),
        crumbs=crumbs(Link(_("採用意欲を書きとめる")), company=company),
    )


@require_safe
@door("company.read")
@refusing
def stances(request: Any) -> HttpResponse:
    """How many companies stand at each level, who has to be asked again, and the months."""
    keeper_id = request.actor.require_organisation()
    words = Vocabulary.of(keeper_id, request.today)
    latest = list(stances_of(keeper_id))
    active = HiringStance.Level.ACTIVE
    values = {
        "levels": [
            (
                level.label,
                sum(stance.level == level for stance in latest),
                f"{reverse('matching:companies')}?stance={level.value}",
            )
            for level in HiringStance.Level
        ],
        "old": to_be_asked_again(keeper_id, request.today, words.stance_confirm_days),
        "days": words.stance_confirm_days,
        "over_time": counted_over_time(keeper_id, active, _month_ends(request.today)),
        **lead(request, "matching:stances"),
    }
    return render(request, "matching/stances/list.html", values)


def _month_ends(day: date) -> list[date]:
    """The last days of the months gone by, the oldest first, then the day itself."""
    ends, first = [day], day.replace(day=1)
    for _month in range(_MONTHS - 1):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]
