"""One visit or trial: wishes, terms, confirmations, insurance, days, evaluations; and its paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.desks.experience.finding import (
    crumbs,
    experience_at,
    may_arrange,
    note_opening,
    refusing,
)
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.experiences import (
    agreed_on,
    chip_of,
    day_chip,
    hours_of,
    in_days,
    in_hours,
)
from bansou.desks.shared.exports import named_file
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Chip, Link
from bansou.support.experience.agreement import agreement_of
from bansou.support.experience.ending import in_words
from bansou.support.experience.models import (
    Experience,
    ExperienceConfirmation,
    ExperienceDay,
    ExperienceEvaluation,
)
from bansou.support.experience.queries import uninsured_days
from bansou.support.experience.requesting import Offered, offered_on

_State, _Party, _Side = Experience.State, Experience.Party, ExperienceEvaluation.Side


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One of the three, with what they confirmed: these terms, older ones, or nothing."""

    party: str
    label: str
    confirmation: ExperienceConfirmation | None
    is_outdated: bool
    url: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day with its mark, and where it is marked."""

    day: ExperienceDay
    chip: Chip
    attended: str
    url: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One side, with what it thinks."""

    label: str
    evaluation: ExperienceEvaluation | None
    text: str
    url: str


@require_safe
@door("experience.read")
@refusing
def page(request: Any, pk: UUID) -> HttpResponse:
    """Everything about one visit or trial that the member may know, and what they can do next."""
    it = experience_at(request, pk)
    may = may_arrange(request, it)
    offered = offered_on(it.case, it.ended_on or request.today)
    days = sorted(it.days.all(), key=lambda day: day.on)
    opens = may and it.is_open
    values = {
        "it": it,
        "case": it.case,
        "who": called(it.case),
        "chip": chip_of(it),
        "when": in_days([day.on for day in days], request.today),
        "hours": hours_of(it),
        "days": [_day_row(it, day, request.today, opens=opens) for day in days],
        "agreed": agreed_on(it),
        "confirmed": [_confirmed(it, party, opens=opens) for party in _Party],
        "evaluated": [_evaluated(it, side, opens=opens) for side in _Side],
        "insurance": _insurance(it, offered, days),
        "reason": _reason(it, offered),
        "acts": _acts(it, days) if opens else [],
        "next": _next_act(it, days) if opens else None,
        "case_url": _case_url(request, it),
        "crumbs": crumbs(experience=it),
    }
    note_opening(request, it)
    return render(request, "experience/page.html", values)


def _case_url(request: Any, it: Experience) -> str:
    opens = allowed(request, "case.open", it.case.thing())
    return reverse("counsellor:experience", args=[it.case_id]) if opens else ""


def _day_row(it: Experience, day: ExperienceDay, today: date, *, opens: bool) -> DayRow:
    markable = opens and it.state == _State.CONFIRMED and day.on <= today
    return DayRow(
        day=day,
        chip=day_chip(day.state, day.missed_minutes, is_over=not it.is_open),
        attended=in_hours(day.attended_minutes) if day.attended_minutes else "",
        url=reverse("experience:mark", args=[it.pk, day.pk]) if markable else "",
    )


def _confirmed(it: Experience, party: str, *, opens: bool) -> Confirmed:
    known = [one for one in it.confirmations.all() if one.party == party]
    latest = max(known, key=lambda one: one.terms, default=None)
    is_outdated = latest is not None and latest.terms < it.terms
    asks = opens and it.terms and (latest is None or is_outdated)
    return Confirmed(
        party=party,
        label=str(_Party(party).label),
        confirmation=latest,
        is_outdated=is_outdated,
        url=reverse("experience:confirm", args=[it.pk, party]) if asks else "",
    )


def _evaluated(it: Experience, side: str, *, opens: bool) -> Evaluated:
    known = next((one for one in it.evaluations.all() if one.side == side), None)
    came = any(day.state == ExperienceDay.State.ATTENDED for day in it.days.all())
    text = in_words(it, side, known.on, known.answers, known.note) if known else ""
    return Evaluated(
        label=str(_Side(side).label),
        evaluation=known,
        text=text,
        url=reverse("experience:evaluate", args=[it.pk, side]) if opens and came else "",
    )


def _insurance(
    it: Experience, offered: Offered | None, days: Sequence[ExperienceDay]
) -> Chip | None:
    """Whether all days are insured, where the scheme asks for it."""
    limits = offered.limits(it.kind) if offered else None
    if limits is None or not limits.asks_insurance:
        return None
    if not days:
        return Chip(_("日程が決まってから入ります"))
    if uninsured_days(it, [day.on for day in days]):
        return Chip(_("保険の期間の外の日があります"), "warn", "warning")
    return Chip(_("保険に入っています"), "good", "tick")


def _reason(it: Experience, offered: Offered | None) -> str:
    if not it.mismatch_reason:
        return ""
    if offered is None:
        return it.mismatch_reason
    return offered.scheme.label("mismatch_reasons", it.mismatch_reason)


def _next_act(it: Experience, days: Sequence[ExperienceDay]) -> Link | None:
    """What comes next: setting the days, or ending it once there are none left."""
    if it.state == _State.REQUESTED:
        return Link(_("日程を決める"), reverse("experience:arrange", args=[it.pk]))
    is_held = all(day.state != ExperienceDay.State.PLANNED for day in days)
    if it.state == _State.CONFIRMED and is_held:
        return Link(_("終わりにする"), reverse("experience:end", args=[it.pk]))
    return None


def _acts(it: Experience, days: Sequence[ExperienceDay]) -> list[Link]:
    """What else can be done in its state."""
    has_begun = any(day.state != ExperienceDay.State.PLANNED for day in days)
    is_held = all(day.state != ExperienceDay.State.PLANNED for day in days)
    offered = (
        (_("日程を変える"), "experience:arrange", it.state in Experience.SEATED),
        (_("確認書（PDF）"), "experience:agreement", it.terms > 0),
        (_("終わりにする"), "experience:end", it.state == _State.CONFIRMED and not is_held),
        (_("見送る"), "experience:decline", not has_begun),
    )
    return [Link(text, reverse(name, args=[it.pk])) for text, name, may in offered if may]


@require_safe
@door("experience.read")
@refusing
def agreement(request: Any, pk: UUID) -> HttpResponse:
    """受入れの確認書: the terms as they are now, with who confirmed them, as PDF."""
    it = experience_at(request, pk)
    if it.host is None or not it.terms:
        raise Http404
    content = agreement_of(it, today=request.today, at=request.now)
    note_opening(request, it, AccessLog.Kind.EXPORT)
    name = _("%(kind)sの受入れの確認書 %(number)s 第%(terms)d版") % {
        "kind": it.get_kind_display(),
        "number": it.case.number,
        "terms": it.terms,
    }
    return named_file(content, "application/pdf", f"{name}.pdf")
