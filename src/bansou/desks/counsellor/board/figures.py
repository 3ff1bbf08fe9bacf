"""The figures of the board: one row a member, each figure a door to what was counted.

Few statements, however many members and cases there are: one a column, and one for who is at work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.tasks.queries import overdue_of
from bansou.desks.counsellor.members import counselling_members
from bansou.desks.counsellor.today.situation import (
    Door,
    cases_door,
    door_to,
    stalled_door,
    tasks_door,
)
from bansou.desks.shared.exports import Table
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.queries import loads
from bansou.people.cases.rules import stalled_since
from bansou.people.papers.queries import plans_to_review
from bansou.people.steps.queries import unread_of

#: In the addresses of lists: cases for which nobody is responsible.
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One member's figures; without a name those of the cases that nobody has.

    :ivar share: of the most cases that a member has, in percent: for the bar beside the number
    """

    name: str
    cases: Door
    stalled: Door
    overdue: Door
    unread: Door
    plans: Door
    share: int

    @property
    def figures(self) -> tuple[Door, ...]:
        return (self.cases, self.stalled, self.overdue, self.unread, self.plans)


@dataclass(frozen=True, slots=True)
class Board:
    """The rows by name, and the days by which they were counted."""

    today: date
    words: Vocabulary
    lines: list[Line]

    @property
    def names(self) -> list[str]:
        """What the figures are called, in their order."""
        return [
            _("担当"),
            _("連絡なし%(days)d日以上") % {"days": self.words.no_contact_days},
            _("期限超過の約束"),
            _("未読の記録"),
            _("見直すプラン"),
        ]

    @property
    def table(self) -> Table:
        """The board as a file."""
        return Table(
            name=_("相談員ごとのようす %(day)s") % {"day": self.today.isoformat()},
            heads=[_("相談員"), *self.names],
            rows=[
                [line.name or _("担当なし"), *(figure.count for figure in line.figures)]
                for line in self.lines
            ],
        )


def board_of(actor: Actor, today: date) -> Board:
    """The board for who supervises; what the database keeps from them is counted nowhere."""
    keeper_id = actor.require_organisation()
    words = Vocabulary.of(keeper_id, today)
    load = {
        it.member_id: it
        for it in loads(keeper_id, today, stalled_since(today, words.no_contact_days))
    }
    names: dict[UUID | None, str] = {key: it.name or "" for key, it in load.items()}
    for member in counselling_members(keeper_id, today):
        names[member.pk] = member.user.name
    late = _counted(overdue_of(keeper_id, today), "owner", names)
    unread = _counted(unread_of(actor, words.unread_since(today)), "by", names)
    plans = _counted(
        plans_to_review(keeper_id, today, words.reviewed_until(today)), "case__responsible", names
    )
    most = max((it.cases for key, it in load.items() if key), default=0)

    def line(key: UUID | None) -> Line:
        it, who = load.get(key), str(key or NOBODY)
        cases = it.cases if it else 0
        return Line(
            name=names[key],
            cases=cases_door(cases, who),
            stalled=stalled_door(it.stalled if it else 0, who),
            overdue=tasks_door(late.get(key, 0), who),
            unread=_list_door("unread", unread.get(key, 0), who),
            plans=_list_door("plans", plans.get(key, 0), who),
            share=round(100 * cases / most) if most and key else 0,
        )

    ordered = sorted(names, key=lambda key: (key is None, names[key], str(key)))
    return Board(today, words, [line(key) for key in ordered])


def _counted(
    rows: QuerySet[Any], member: str, names: dict[UUID | None, str]
) -> dict[UUID | None, int]:
    """How many rows each member has; whoever has some gets a row on the board."""
    found: Iterable[tuple[UUID | None, str | None, int]] = (
        rows.order_by()
        .values_list(f"{member}_id", f"{member}__user__name")
        .annotate(number=Count("pk"))
    )
    counted = {}
    for key, name, number in found:
        names.setdefault(key, name or "")
        counted[key] = number
    return counted


def _list_door(name: str, number: int, who: str) -> Door:
    url = f"{reverse(f'counsellor:board_{name}')}?{urlencode({'of': who})}"
    return door_to(number, url)
