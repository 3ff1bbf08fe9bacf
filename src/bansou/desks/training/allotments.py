"""受講枠の割当: seats given out by a published lot, and the receipt that anyone can recheck."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.rules import Thing
from bansou.commons.clock import day_in_list
from bansou.desks.shared.allotted import reason
from bansou.desks.shared.door import allowed, door
from bansou.desks.training.finding import contracts_for, programme_at, refusing
from bansou.desks.training.runs import crumbs
from bansou.engines.assignment import Receipt, lots, recheck, why_not_first
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.courses import Course
from bansou.support.training.allotting import Pool, allot_seats, pool_of
from bansou.support.training.models import CourseRun, SealedSeed, SeatAllotment
from bansou.support.training.queries import allotments_of
from bansou.support.training.sealing import seals_of


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run whose seats are given out, with how many wish for it first."""

    run: CourseRun
    name: str
    left: int
    first_wishes: int


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One application in the receipt: its ticket, its lot, its wishes, what it got and why."""

    ticket: str
    lot: int
    wishes: Sequence[str]
    got: str
    reasons: Sequence[str]


@require_http_methods(["GET", "POST"])
@door("course.allot")
@refusing
def allot(request: Any, key: UUID, course: str) -> HttpResponse:
    """Show how many wish for how many seats, and by which sealed seed; give the seats out."""
    programme = programme_at(request, key)
    it = scheme_on(programme, request.today).course(course)
    if it is None:
        raise Http404
    if request.method == "POST":
        allotment = allot_seats(
            by=request.actor,
            programme=programme,
            course=it.key,
            provider_ids=_providers(request, programme),
            on=request.today,
            at=request.now,
        )
        messages.success(request, _("席を割り当てました。控えは、だれでも確かめられます。"))
        return redirect("training:allotment", allotment.pk)
    pool = pool_of(programme, it.key, request.today, _providers(request, programme))
    values = {
        "programme": programme,
        "course": it,
        "rows": _rows(request, pool),
        "people": len(pool.applications),
        "seats": pool.seats,
        "seal": _seal(programme, it, pool),
        "crumbs": crumbs(_("席を割り当てる")),
    }
    return render(request, "training/allot.html", values)


def _seal(programme: Programme, course: Course, pool: Pool) -> SealedSeed | None:
    """The seed by which the seats would be drawn: it is kept under the first run's provider."""
    if not pool.runs:
        return None
    first = min(pool.runs, key=lambda run: run.pk)
    return seals_of(programme, [first.provider_id], course.key).get(first.provider_id)


def _providers(request: Any, programme: Programme) -> list[UUID]:
    """Whose seats the member gives out."""
    return sorted({contract.contractor_id for contract in contracts_for(request, programme)})


def _rows(request: Any, pool: Pool) -> list[RunRow]:
    return [
        RunRow(
            run=run,
            name=_("%(first)sから") % {"first": day_in_list(run.first_on, request.today)},
            left=run.capacity - run.taken,
            first_wishes=pool.first_wishes(run),
        )
        for run in pool.runs
    ]


def _allotment_at(request: Any, pk: UUID) -> SeatAllotment:
    found = SeatAllotment.objects.select_related("programme").filter(pk=pk).first()
    if found is None or not any(
        allowed(request, "course.read", Thing(party))
        for party in {found.organisation_id, found.provider_id}
    ):
        raise Http404
    return found


@require_safe
@door("course.read")
@refusing
def allotment(request: Any, pk: UUID) -> HttpResponse:
    """The receipt: seed, seats, every application by its ticket, and why not the first wish."""
    found = _allotment_at(request, pk)
    receipt = Receipt.from_json(found.receipt)
    values = {
        "allotment": found,
        "receipt": receipt,
        "rows": _results(request, receipt),
        "places": [
            (name, receipt.places[place]) for place, name in _names(request, receipt).items()
        ],
        "is_rechecked": "recheck" in request.GET,
        "differing": recheck(receipt) if "recheck" in request.GET else (),
        "crumbs": crumbs(_("受講枠の割当")),
    }
    return render(request, "training/allotment.html", values)


def _names(request: Any, receipt: Receipt) -> dict[str, str]:
    """What each run of the receipt is called, by its first day."""
    keys = [UUID(hex=place) for place in receipt.places]
    runs = CourseRun.objects.filter(pk__in=keys).prefetch_related("days")
    first = {run.pk.hex: min(day.on for day in run.days.all()) for run in runs}
    named = sorted(receipt.places, key=lambda place: first[place])
    return {
        place: _("%(first)sからの回") % {"first": day_in_list(first[place], request.today)}
        for place in named
    }


def _results(request: Any, receipt: Receipt) -> list[ResultRow]:
    names, drawn = _names(request, receipt), lots(receipt.seed, receipt.wishes)
    return [
        ResultRow(
            ticket=ticket,
            lot=drawn[ticket],
            wishes=[names[place] for place in receipt.wishes[ticket]],
            got=names.get(receipt.result[ticket] or "", ""),
            reasons=[
                reason(missed, names[missed.place]) for missed in why_not_first(receipt, ticket)
            ],
        )
        for ticket in sorted(receipt.wishes, key=lambda one: drawn[one])
    ]


@require_safe
@door("course.read")
@refusing
def receipt_file(request: Any, pk: UUID) -> HttpResponse:
    """The receipt as a file, for whoever wants to compute it again; it names nobody."""
    found = _allotment_at(request, pk)
    name = _("受講枠の割当の控え　%(title)s.json") % {"title": found.title}
    return JsonResponse(
        found.receipt,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )


def past(programme: Programme, provider_id: UUID | None) -> list[SeatAllotment]:
    """The last times that seats were given out."""
    return list(allotments_of(programme, provider_id)[:5])
