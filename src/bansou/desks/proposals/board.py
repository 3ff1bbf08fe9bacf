"""The board: people on one side, openings on the other, and what brings a pair together or apart."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bansou.desks.proposals.drawing import Market, board_url
from bansou.desks.proposals.forms import ProposeForm
from bansou.desks.proposals.gate import MAKE, READ, may_do, note_names, refusing
from bansou.desks.proposals.sections import tabs_of
from bansou.desks.proposals.words import exclusion_in_words, groups_of, remedy_in_words, tally_of
from bansou.desks.shared.door import door
from bansou.desks.shared.names import called
from bansou.employers.models import Opening
from bansou.placement.matching.models import WorkWish
from bansou.placement.matching.queries import Draw, Fit
from bansou.placement.matching.rules import POLICY

#: So many stand in a column at first; `all` shows the rest.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a column."""

    title: str
    note: str
    url: str
    number: int | None
    is_points: bool = False
    is_current: bool = False
    case_id: UUID | None = None


@require_safe
@door(READ)
@refusing
def board(request: Any) -> HttpResponse:
    """Both lists, and the pair that is chosen, if one is."""
    market = Market(request)
    wish = _chosen(market.wishes, request.GET.get("case"), "case_id")
    opening = _chosen(market.openings, request.GET.get("opening"), "pk")
    drawn = market.of_person(wish) if wish else market.of_opening(opening) if opening else None
    shown = None if request.GET.get("all") else _SHOWN
    people, openings = (
        _people(market, wish, opening, drawn),
        _openings(market, wish, opening, drawn),
    )
    named = [entry.case_id for entry in people[:shown] if entry.case_id]
    note_names(request, "board", [*named, *([wish.case_id] if wish else [])])
    values = {
        "people": people[:shown],
        "more_people": len(people) - len(people[:shown]),
        "number_of_people": len(people),
        "openings": openings[:shown],
        "more_openings": len(openings) - len(openings[:shown]),
        "number_of_openings": len(openings),
        "all_url": f"{request.get_full_path()}{'&' if request.GET else '?'}all=1",
        "all_people": len(market.wishes),
        "all_openings": len(market.openings),
        "wish": wish,
        "opening": opening,
        "drawn": drawn,
        "tabs": tabs_of("proposals:board"),
        "left_out": market.left_out(drawn.excluded) if drawn and wish else (),
        **(_pair(request, market, market.pair(wish, opening)) if wish and opening else {}),
    }
    return render(request, "proposals/board.html", values)


def _chosen(rows: Any, key: str | None, column: str) -> Any:
    """The row of an address; none where it names nothing that is there."""
    return next((row for row in rows if str(getattr(row, column)) == key), None)


def _people(
    market: Market, wish: WorkWish | None, opening: Opening | None, drawn: Draw | None
) -> list[Entry]:
    if opening and not wish and drawn:
        return [_person(fit.wish, opening, fit.score, is_points=True) for fit in drawn.fitting]
    numbers = market.numbers_fitting()
    return [
        _person(one, opening, numbers[one.case_id], is_current=one == wish) for one in market.wishes
    ]


def _person(wish: WorkWish, opening: Opening | None, number: int, **how: bool) -> Entry:
    note = "　".join(filter(None, (wish.case.number, "・".join(wish.areas or ()))))
    url = board_url(wish, opening)
    return Entry(called(wish.case), note, url, number, case_id=wish.case_id, **how)


def _openings(
    market: Market, wish: WorkWish | None, opening: Opening | None, drawn: Draw | None
) -> list[Entry]:
    if wish and drawn:
        rows = [(fit.opening, fit.score) for fit in drawn.fitting]
        if opening and opening.pk not in {one.pk for one, _score in rows}:
            rows.insert(0, (opening, None))  # type: ignore[arg-type]
    else:
        rows = [(one, None) for one in market.openings]  # type: ignore[misc]
    return [_opening(market, one, wish, score, one == opening) for one, score in rows]


def _opening(
    market: Market, opening: Opening, wish: WorkWish | None, score: int | None, is_current: bool
) -> Entry:
    kind = market.words.types.get(opening.employment_type, opening.employment_type)
    note = "　".join(filter(None, (opening.title, kind, opening.area)))
    url = board_url(wish, opening)
    return Entry(opening.company.name, note, url, score, is_points=True, is_current=is_current)


def _pair(request: Any, market: Market, fit: Fit) -> dict[str, Any]:
    lines = market.lines(fit)
    key: UUID = fit.wish.case_id
    return {
        "fit": fit,
        "name": called(fit.wish.case),
        "groups": groups_of(lines),
        "tally": tally_of(lines),
        "most": POLICY.most,
        "exclusions": [
            (exclusion_in_words(one, market.words), market.clash(fit, one), remedy_in_words(one))
            for one in fit.exclusions
        ],
        "may_propose": may_do(request, fit.wish.case, MAKE),
        "form": ProposeForm(),
        "propose_url": reverse("proposals:propose", args=[key, fit.opening.pk]),
        "type": market.words.types.get(fit.opening.employment_type, ""),
    }
