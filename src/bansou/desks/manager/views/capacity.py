"""枠の状況: the slots of counselling behind a figure, and whether demand or supply was short."""

from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear
from bansou.commons.figures import figure
from bansou.desks.manager.finding import programme_at, reading_at
from bansou.desks.shared.charts import Row
from bansou.desks.shared.door import door
from bansou.evidence.indicators.queries import Reading
from bansou.support.counselling.capacity import Capacity, capacity_of
from bansou.support.counselling.recording import HELD
from bansou.support.counselling.rules import Cause

_SAID = {
    Cause.MET: (
        gettext_lazy("目標に届いています"),
        gettext_lazy("不足はありません。"),
    ),
    Cause.DEMAND: (
        gettext_lazy("需要が足りませんでした"),
        gettext_lazy(
            "使われなかった枠だけで、目標との差を埋められました。枠はあり、希望する人が少なかったと言えます。"
        ),
    ),
    Cause.SUPPLY: (
        gettext_lazy("供給が足りませんでした"),
        gettext_lazy(
            "申し込んでから14日のあいだに、空いている枠が1つもなかった人がいます。"
            "希望する人に対して、枠が足りなかったと言えます。"
        ),
    ),
    Cause.BOTH: (
        gettext_lazy("需要も供給も、時期によって足りませんでした"),
        gettext_lazy(
            "使われなかった枠だけで目標との差を埋められましたが、14日待っても枠がなかった人もいます。"
            "枠を出す時期や場所が、希望と合っていないことが考えられます。"
        ),
    ),
    Cause.UNDETERMINED: (
        gettext_lazy("どちらが足りなかったかは、決められません"),
        gettext_lazy(
            "使われなかった枠では目標との差を埋められず、14日待っても枠がなかった人もいません。"
        ),
    ),
}


def is_of_counselling(reading: Reading) -> bool:
    """Tell whether a figure counts sessions of psychological counselling."""
    return HELD in getattr(reading.definition, "events", ())


@require_safe
@door("indicator.read")
def capacity(request: Any, key: UUID, indicator: str) -> HttpResponse:
    """What became of the slots of a programme's year until now; no name is on this page."""
    programme = programme_at(request, key)
    reading = reading_at(request, programme, indicator)
    if not is_of_counselling(reading):
        raise Http404
    found, definition = capacity_of(programme, request.now), reading.definition
    shortfall = _shortfall(reading)
    title, sentence = _SAID[found.cause(shortfall)]
    values = {
        "programme": programme,
        "year": FiscalYear(programme.fiscal_year).label,
        "definition": definition,
        "row": Row(definition.label, reading.target, reading.value, definition.unit),
        "has_target": reading.target is not None,
        "shortfall": figure(Fraction(max(shortfall, Decimal(0))), definition.unit),
        "cause": found.cause(shortfall),
        "cause_title": title,
        "cause_sentence": sentence,
        "numbers": _numbers(found),
        "moment_of_data": request.now,
    }
    return render(request, "manager/indicators/capacity.html", values)


def _shortfall(reading: Reading) -> Decimal:
    missing = (reading.target or Fraction(0)) - Fraction(reading.value or 0)
    return Decimal(missing.numerator) / Decimal(missing.denominator)


def _numbers(found: Capacity) -> list[tuple[str, int, str, str]]:
    """Each number with its unit and what it is."""
    return [
        (_("出した枠"), found.offered, _("枠"), _("取り下げた枠は入りません。")),
        (_("うちオンライン"), found.online, _("枠"), ""),
        (_("時刻がすぎた枠"), found.past, _("枠"), ""),
        (_("使われなかった枠"), found.unused, _("枠"), _("時刻まで、だれの予約もなかった枠です。")),
        (_("これからの予約と、結果を待つ予約"), found.booked, _("件"), ""),
        (_("来た"), found.attended, _("件"), ""),
        (_("来なかった"), found.no_show, _("件"), ""),
        (_("取消"), found.cancelled, _("件"), _("取り消された枠は、また空きになります。")),
        (_("前日に知らせた"), found.reminded, _("件"), ""),
        (_("いま待っている"), found.waiting, _("人"), ""),
        (_("14日のあいだ枠がなかった"), found.waited_in_vain, _("人"), _("のべの人数です。")),
    ]
