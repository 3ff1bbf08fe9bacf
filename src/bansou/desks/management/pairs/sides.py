"""Rows of files as the engine takes them; what does not fit together becomes a fault of its row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bansou.desks.management.pairs.tables import Rows
from bansou.engines.matching import (
    KIND_NAMES,
    POLICY,
    UNSAID,
    Kind,
    Limit,
    Opening,
    Policy,
    Seeker,
)
from bansou.placement.matching.rules import pay_of

#: So many different floors of one kind can be told apart; each takes a bit.
MOST_FLOORS = 24
_PAY = ("hourly", "monthly")
#: Which columns of the file are left empty for a kind.
_UNSAID_COLUMNS = {
    kind: sorted(
        column
        for name in unsaid
        for column in ([f"{name}_lowest", f"{name}_highest"] if name in _PAY else [name])
    )
    for kind, unsaid in UNSAID.items()
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An opening with what the answer says of it beside its number."""

    opening: Opening
    company: str
    title: str
    places: int


@dataclass(frozen=True, slots=True)
class Born:
    """Between which days of birth a limit leaves an opening open."""

    limit: Limit
    born_from: date | None
    born_until: date | None

    def holds(self, birthday: date) -> bool:
        """Whether somebody born on a day is within it."""
        return (self.born_from or date.min) <= birthday <= (self.born_until or date.max)


def limits_of(rows: Rows) -> list[Born]:
    """The table of limits, with a fault where one ends before it begins."""
    limits = []
    for place, its in enumerate(rows.values):
        for first, last in (("born_from", "born_until"), ("valid_from", "valid_until")):
            if its[first] and its[last] and its[first] > its[last]:
                rows.fault(
                    place, last, f"「{rows.heads[first]}」より前の日です。日付を直してください。"
                )
        limit = Limit(
            code=its["id"] or "", valid_from=its["valid_from"], valid_until=its["valid_until"]
        )
        limits.append(Born(limit, its["born_from"], its["born_until"]))
    return limits


def openings_of(rows: Rows, limits: Iterable[Born]) -> list[Listed]:
    """The openings of a file, with the faults of each added to `rows`."""
    declared = {one.limit.code for one in limits}
    listed = []
    for place, its in enumerate(rows.values):
        _check_opening(rows, place, its, declared)
        listed.append(
            Listed(_opening(its), its["company"] or "", its["title"] or "", its["places"] or 1)
        )
    return listed


def _check_opening(rows: Rows, place: int, its: Mapping[str, Any], declared: set[str]) -> None:
    for kind in ("hourly", "monthly"):
        lowest, highest = its[f"{kind}_lowest"], its[f"{kind}_highest"]
        if lowest is not None and highest is not None and lowest > highest:
            rows.fault(
                place, f"{kind}_highest", f"「{rows.heads[f'{kind}_lowest']}」より低い額です。"
            )
    for strange in sorted((its["limits"] or frozenset()) - declared):
        sentence = f"「{strange}」は制限の表（--limits）にありません。表に足すか、書き方を合わせてください。"
        rows.fault(place, "limits", sentence)
    for name in _UNSAID_COLUMNS[its["kind"] or Kind.JOB]:
        if its[name] is not None:
            sentence = (
                f"種類が「{KIND_NAMES[its['kind']]}」のときは書けません。空欄にしてください。"
            )
            rows.fault(place, name, sentence)
    if both := (its["offers"] or frozenset()) & (its["lacks"] or frozenset()):
        rows.fault(
            place,
            "lacks",
            f"同じ配慮が「できる配慮」にもあります（{len(both)}個）。どちらかにしてください。",
        )


def _opening(its: Mapping[str, Any]) -> Opening:
    return Opening(
        id=its["id"] or "",
        area=its["area"],
        occupation=its["occupation"],
        industry=its["industry"],
        employment_type=its["employment_type"],
        hourly=pay_of("", "", its["hourly_lowest"], its["hourly_highest"]),
        monthly=pay_of("", "", its["monthly_lowest"], its["monthly_highest"]),
        minutes_a_week=its["minutes"],
        licences=its["licences"],
        demands=its["demands"],
        offers=its["offers"] or frozenset(),
        lacks=its["lacks"] or frozenset(),
        limits=its["limits"] or frozenset(),
        kind=its["kind"] or Kind.JOB,
        pace=its["pace"],
        workplace=its["workplace"],
        skills=its["skills"],
        hopes=its["hopes"],
    )


def seekers_of(rows: Rows, limits: Iterable[Born]) -> list[Seeker]:
    """The people of a file, with the faults of each added to `rows`.

    Of a birthday only the limits go on outside of which it lies.
    """
    known = tuple(limits)
    for place, its in enumerate(rows.values):
        if (its["least"] is None) != (its["most"] is None):
            missing = "least" if its["least"] is None else "most"
            rows.fault(
                place, missing, "週の時間は、下と上の両方を書くか、両方を空欄にしてください。"
            )
        elif its["least"] is not None and its["least"] > its["most"]:
            rows.fault(place, "most", "「週の時間（下）」より短い時間です。")
    for floor in ("hourly_floor", "monthly_floor"):
        _check_floors(rows, floor)
    return [_seeker(its, known) for its in rows.values]


def _check_floors(rows: Rows, floor: str) -> None:
    """Refuse the first floor of one kind too many."""
    seen: set[int] = set()
    for place, its in enumerate(rows.values):
        if its[floor] is None or its[floor] in seen:
            continue
        if len(seen) == MOST_FLOORS:
            sentence = (
                f"ちがう下限は{MOST_FLOORS}とおりまでです。前の行にある額にまとめてください。"
            )
            rows.fault(place, floor, sentence)
            return
        seen.add(its[floor])


def _seeker(its: Mapping[str, Any], limits: tuple[Born, ...]) -> Seeker:
    least, most, birthday = its["least"], its["most"], its["birthday"]
    return Seeker(
        id=its["id"] or "",
        areas=its["areas"],
        occupations=its["occupations"],
        industries=its["industries"],
        employment_types=its["employment_types"],
        hourly_floor=its["hourly_floor"],
        monthly_floor=its["monthly_floor"],
        minutes_a_week=None if least is None or most is None else (least, most),
        holds=its["holds"],
        acquiring=its["acquiring"] or frozenset(),
        refuses=its["refuses"],
        needs=its["needs"],
        kinds=its["kinds"],
        paces=its["paces"],
        workplaces=its["workplaces"],
        skills=its["skills"],
        brings=its["brings"],
        outside=None
        if birthday is None
        else frozenset(one.limit.code for one in limits if not one.holds(birthday)),
    )


def policy_for(seekers: Iterable[Seeker]) -> Policy:
    """The points in force, with the floors of these people as its marks of pay."""
    given = tuple(seekers)
    hourly = sorted({one.hourly_floor for one in given if one.hourly_floor is not None})
    monthly = sorted({one.monthly_floor for one in given if one.monthly_floor is not None})
    return POLICY.with_marks(tuple(hourly), tuple(monthly))


def unmet_names(seekers: Iterable[Seeker], openings: Iterable[Opening]) -> dict[str, list[str]]:
    """By column, what people wish for or hold that no opening names: perhaps written otherwise."""
    offered, asking = tuple(openings), tuple(seekers)
    named: dict[str, tuple[set[str], set[str]]] = {
        "働ける場所": (
            {one for s in asking for one in s.areas or ()},
            {o.area for o in offered if o.area},
        ),
        "受ける雇用形態": (
            {one for s in asking for one in s.employment_types or ()},
            {o.employment_type for o in offered if o.employment_type},
        ),
        "持っている資格・受講中の資格": (
            {one for s in asking for one in (s.holds or frozenset()) | s.acquiring},
            {one for o in offered for one in o.licences or ()},
        ),
    }
    return {
        column: sorted(wished - known)
        for column, (wished, known) in named.items()
        if wished - known
    }
