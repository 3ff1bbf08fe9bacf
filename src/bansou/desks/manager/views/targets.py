"""Targets: what was aimed at, every revision kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bansou.commons.audit.authors import Written, first_written
from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.figures import figure
from bansou.commons.requests.actions import once
from bansou.desks.manager.conversion import Conversion, implied, reached_elsewhere
from bansou.desks.manager.figures import in_one_line
from bansou.desks.manager.finding import may_here, programme_at, reading_among
from bansou.desks.manager.forms import TargetForm
from bansou.desks.shared.door import door
from bansou.evidence.indicators.actions import set_target
from bansou.evidence.indicators.models import Target
from bansou.evidence.indicators.queries import Reading, readings, target_history
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a target; the latest is in force."""

    target: Target
    value: str
    written: Written | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator with its target and how that came about."""

    reading: Reading
    counting: str
    value: str
    history: list[Revision]


@door("indicator.read")
def index(request: Any, key: UUID) -> HttpResponse:
    """All targets of a programme with their revisions."""
    programme = programme_at(request, key)
    return render(
        request,
        "manager/targets/index.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "aims": [aim_of(reading) for reading in readings(programme, request.today)],
            "may_set": may_here(request, "target.set"),
        },
    )


@door("target.set")
def page(request: Any, key: UUID, indicator: str) -> HttpResponse:
    """Set or change one target."""
    programme = programme_at(request, key)
    found = readings(programme, request.today)
    reading = reading_among(found, indicator)
    unit = reading.definition.unit
    form = TargetForm(request.POST or None, unit=unit, initial={"decided_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            _set(request, programme, indicator, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            said = _("「%(label)s」の目標を %(value)s に決めました。前の目標も残っています。") % {
                "label": reading.definition.label,
                "value": figure(form.cleaned_data["value"], unit),
            }
            told = implied(found, indicator, _typed(form))
            messages.success(request, said + _in_words(told))
            return redirect("manager:targets", key=programme.pk)
    told = implied(found, indicator, _typed(form))
    return render(
        request,
        "manager/targets/page.html",
        {
            "programme": programme,
            "year": FiscalYear(programme.fiscal_year).label,
            "aim": aim_of(reading),
            "hint": hint_of(reading),
            "implied": told,
            "elsewhere": reached_elsewhere() if told else (),
            "form": form,
        },
    )


def hint_of(reading: Reading) -> str:
    """What the scheme says to think of when this target is set."""
    name = reading.definition.id
    return next((it.hint for it in reading.scheme.targets if it.indicator == name), "")


def _in_words(told: Sequence[Conversion]) -> str:
    """What the targets imply, as a sentence; nothing where they imply nothing."""
    return "".join(
        _("「%(out_of)s」の%(percent)sが「%(label)s」になる計算です。")
        % {"out_of": it.out_of, "percent": it.percent, "label": it.label}
        for it in told
    )


def _typed(form: TargetForm) -> Fraction | None:
    """The target as it stands in the form, where it can be read."""
    value = getattr(form, "cleaned_data", {}).get("value")
    return None if value is None else Fraction(value)


def _set(request: Any, programme: Programme, indicator: str, form: TargetForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("value", "decided_on", "note")}

    def work() -> dict[str, str]:
        return {"target": str(set_target(programme=programme, indicator=indicator, **said).pk)}

    once(
        by=request.actor,
        key=form.key,
        action="target.set",
        body={"programme": programme.pk, "indicator": indicator, **said},
        work=work,
    )


def aim_of(reading: Reading) -> Aim:
    """An indicator's target in force and its revisions, the latest first."""
    unit = reading.definition.unit
    targets = target_history(reading.programme, reading.definition.id)
    written = first_written(Target, [target.pk for target in targets])
    return Aim(
        reading=reading,
        counting=in_one_line(reading),
        value=figure(reading.target, unit),
        history=[
            Revision(target, figure(target.value, unit), written.get(target.pk), place == 0)
            for place, target in enumerate(targets)
        ],
    )
