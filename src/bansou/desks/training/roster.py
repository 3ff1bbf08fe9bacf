"""Who has a seat in a run, who waits and who wishes for one, as the provider's staff see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bansou.commons.access.queries import may, visible
from bansou.commons.audit.actions import note_list
from bansou.desks.shared.door import allowed
from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Chip
from bansou.support.training.models import Attendance, CourseApplication, CourseRun, RunDay
from bansou.support.training.queries import (
    attended_by_application,
    marks_in,
    seated_in,
    wishing,
)

_State = CourseApplication.State


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody with a seat: how many days they came, and what is missing."""

    application: CourseApplication
    name: str
    attended: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class Wishing:
    """Somebody who wishes for the run: by which rank, and whether they wait."""

    application: CourseApplication
    name: str
    rank: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class DayMarks:
    """One day of a run: for how many it is on record whether they came, and for how many not yet."""

    day: RunDay
    marked: int = 0
    open: int = 0
    has_come: bool = False

    @property
    def is_complete(self) -> bool:
        return bool(self.marked) and not self.open

    @property
    def chip(self) -> Chip | None:
        """Nothing for a day that has not come, nor where nobody is expected."""
        if not self.has_come or not (self.marked or self.open):
            return None
        if self.is_complete:
            return Chip(_("付けました　%(number)d人") % {"number": self.marked}, "good")
        if not self.marked:
            return Chip(_("まだ"), "warn")
        return Chip(_("あと%(number)d人") % {"number": self.open}, "warn")


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of one run whom this member may see."""

    seated: Sequence[Seated]
    wishing: Sequence[Wishing]

    @property
    def applications(self) -> list[CourseApplication]:
        return [it.application for it in (*self.seated, *self.wishing)]


def roster_of(request: Any, run: CourseRun, days: Sequence[RunDay]) -> Roster:
    """The roster; people who are not referred to the member's organisation are not in it."""
    return Roster(
        seated=_seated(request, run, days),
        wishing=[
            Wishing(it, called(it.case), _rank(it, run), it.state == _State.WAITING)
            for it in held_among(request, wishing(run))
        ],
    )


def marks_of(run: CourseRun, days: Sequence[RunDay], roster: Roster, today: date) -> list[DayMarks]:
    """How far the attendance of each day is marked, for the people of the roster and their guests."""
    marks = marks_in(run)
    enrolled = {
        it.application.pk for it in roster.seated if it.application.state == _State.ENROLLED
    }
    found = []
    for day in days:
        known = marks.get(day.number, {})
        marked = {key for key, state in known.items() if state != Attendance.State.EXPECTED}
        still_open = (enrolled | known.keys()) - marked
        found.append(DayMarks(day, len(marked), len(still_open), day.on <= today))
    return found


def note_seen(request: Any, applications: Iterable[CourseApplication], **detail: Any) -> None:
    """The keeper is told whose names were shown on a page of a run."""
    note_list(
        by=request.actor,
        subject="roster",
        at=request.now,
        shown=[(it.organisation_id, it.case_id) for it in applications],
        detail=detail,
    )


def may_hold_any(request: Any) -> bool:
    """Tell whether the member's role holds courses at all."""
    return may(request.actor, "training.hold", None, request.today)


def numbers_of(run: CourseRun) -> list[tuple[str, int]]:
    """How many wish for the run and how many wait, for those who see no names."""
    found = list(wishing(run))
    waiting = sum(it.state == _State.WAITING and it.run_id == run.pk for it in found)
    return [(_("希望している人"), len(found) - waiting), (_("待機している人"), waiting)]


def may_hold(request: Any, application: CourseApplication) -> bool:
    """Tell whether the member holds courses for the person of this application."""
    return allowed(request, "training.hold", application.case.thing())


def held_among(
    request: Any, applications: QuerySet[CourseApplication]
) -> QuerySet[CourseApplication]:
    """Those of these applications whose person the member holds courses for; asked once for all."""
    return visible(
        request.actor,
        applications,
        request.today,
        action="training.hold",
        closed="case__closed_on",
    )


def _seated(request: Any, run: CourseRun, days: Sequence[RunDay]) -> list[Seated]:
    seats = list(held_among(request, seated_in(run)))
    attended = attended_by_application(seats)
    return [
        Seated(
            application=it,
            name=called(it.case),
            attended=_("%(attended)d／%(all)d日")
            % {"attended": len(attended.get(it.pk, ())), "all": len(days)},
            chip=Chip(it.get_state_display(), "good" if it.state == _State.COMPLETED else "key"),
        )
        for it in sorted(seats, key=lambda it: called(it.case))
    ]


def _rank(application: CourseApplication, run: CourseRun) -> str:
    rank = next(wish.rank for wish in application.wishes.all() if wish.run_id == run.pk)
    return _("第%(rank)d希望") % {"rank": rank}


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected on a day, and what was marked."""

    application: CourseApplication
    name: str
    is_guest: bool
    mark: str

    @property
    def is_attended(self) -> bool:
        return self.mark == Attendance.State.ATTENDED

    @property
    def is_missed(self) -> bool:
        return self.mark == Attendance.State.MISSED
