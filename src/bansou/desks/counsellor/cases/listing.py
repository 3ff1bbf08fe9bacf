"""The case list as a page shows it: filters, rows with everything written out, ways on.

Days, words and addresses are made here and not in the template: that is where the time of a long
list goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import may
from bansou.commons.clock import day_in_list, relative_days
from bansou.commons.organisations.models import Role
from bansou.desks.counsellor.cases.filtering import ONSET, SILENCE, NarrowingForm
from bansou.desks.counsellor.names import shown_name
from bansou.desks.shared.parts import Page
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.listing import (
    NOTHING,
    CasePage,
    Position,
    Row,
    Segment,
    by_name,
    by_onset,
    by_silence,
    by_urgency,
    page_of,
)
from bansou.people.cases.models import Case
from bansou.people.cases.onset import time_since
from bansou.people.cases.queries import (
    Narrowing,
    Whose,
    cases_for,
    casework_read_by,
    with_running_cases,
)
from bansou.people.cases.rules import stalled_since

_EVERYBODYS = (Whose.MINE, Whose.ALL, Whose.NOBODYS, Whose.REFERRED)
#: Which cases each role can choose to see; the first is what it sees without choosing.
_OFFERED: Mapping[str, tuple[Whose, ...]] = {
    Role.COUNSELLOR: _EVERYBODYS,
    Role.SUPERVISING_COUNSELLOR: _EVERYBODYS,
    Role.MATCHING_OFFICER: (Whose.ALL, Whose.NOBODYS),
}
_TITLES = {
    Whose.MINE: gettext_lazy("担当ケース"),
    Whose.ALL: gettext_lazy("すべてのケース"),
    Whose.NOBODYS: gettext_lazy("割り当てを待っているケース"),
    Whose.REFERRED: gettext_lazy("紹介されたケース"),
}
_SOME_KEY = UUID(int=0)


class Shown(NamedTuple):
    """One row, ready to be printed."""

    url: str
    name: str
    kana: str
    number: str
    category: str
    mark: str
    stage: str
    responsible: str
    act: str
    due_on: date | None
    due: str
    late_by: str
    last: str
    is_stalled: bool
    since: str
    chip: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The list page's values."""

    title: str
    narrowing: Narrowing
    vocabulary: Vocabulary
    form: NarrowingForm
    rows: list[Shown]
    total: int
    stalled: int
    no_contact_days: int
    page: Page
    export_url: str
    workbook_url: str
    shows_responsible: bool
    #: Since when people have been at home is told in schemes that go to them.
    shows_onset: bool
    #: Keeper and key of each case on the page.
    keys: list[tuple[UUID, UUID]]

    @property
    def problem(self) -> str:
        """Why nothing was looked for; empty where something was."""
        return self.form.problem

    @property
    def is_narrowed(self) -> bool:
        every = Narrowing(whose=self.narrowing.whose, responsible=self.narrowing.responsible)
        return self.narrowing != every

    @property
    def nobody_found(self) -> str:
        return gettext("「%(words)s」に合う人は見つかりません") % {"words": self.narrowing.asked}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of the list, with the words of the organisation's schemes."""

    actor: Actor
    today: date
    vocabulary: Vocabulary
    form: NarrowingForm
    narrowing: Narrowing

    @classmethod
    def of(cls, actor: Actor, today: date, data: Mapping[str, Any]) -> "Asked":
        vocabulary = Vocabulary.of(actor.organisation_id, today)
        offered = _OFFERED.get(actor.role, (Whose.REFERRED,))
        otherwise = offered[0]
        if data.get("q") and "who" not in data and Whose.ALL in offered:
            otherwise = Whose.ALL
        members = _members(actor) if Whose.ALL in offered else {}
        form = NarrowingForm({"who": otherwise, **_plain(data)}, vocabulary, offered, members)
        return cls(actor, today, vocabulary, form, form.narrowing(otherwise))

    @property
    def stalled_until(self) -> date:
        return stalled_since(self.today, self.vocabulary.no_contact_days)

    @property
    def segments(self) -> tuple[Segment, ...]:
        if self.form.sorting == SILENCE:
            return by_silence()
        if self.form.sorting == ONSET:
            return by_onset(casework_read_by(self.actor))
        return by_name() if self.narrowing.asked else by_urgency(self.stalled_until)

    @property
    def shows_onset(self) -> bool:
        return self.form.tells_onset and self.narrowing.whose is not Whose.REFERRED

    def tells_casework_of(self, row: Row) -> bool:
        """Tell whether the reader may know since when somebody has been at home, and with whom."""
        if not self.shows_onset or row.keeper_id != self.actor.organisation_id:
            return False
        if self.actor.role == Role.SUPERVISING_COUNSELLOR:
            return True
        return row.closed_on is None and row.responsible_id == self.actor.membership_id

    @property
    def title(self) -> str:
        if self.form.problem:
            return gettext("まだ探していません")
        if self.narrowing.asked:
            return gettext("「%(words)s」を探した結果") % {"words": self.narrowing.asked}
        if self.narrowing.responsible:
            name = self.form.members[self.narrowing.responsible]
            return gettext("%(name)sの担当ケース") % {"name": name}
        return str(_TITLES[self.narrowing.whose])

    def cases(self) -> Any:
        """The cases that are asked for; none where what is searched for cannot be read."""
        if self.form.problem:
            return Case.objects.none()
        return cases_for(self.actor, self.narrowing, self.today, self.stalled_until)


def _members(actor: Actor) -> dict[str, str]:
    """By whose cases the supervisor can narrow the list: everybody who has running ones."""
    if actor.role != Role.SUPERVISING_COUNSELLOR:
        return {}
    responsible = with_running_cases(actor.require_organisation())
    return {str(key): name for key, name in responsible.values_list("pk", "user__name")}


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data.get(name) for name in data}


def listing_of(actor: Actor, today: date, query: Any, path: str) -> Listing:
    """The list that a query string asks for.

    :param query: the request's GET
    :param path: address of the list, to which its ways on lead
    """
    asked = Asked.of(actor, today, query)
    segments = asked.segments
    found = (
        NOTHING
        if asked.form.problem
        else page_of(
            asked.cases(),
            segments,
            asked.stalled_until,
            after=_place(query.get("after"), segments),
            before=_place(query.get("before"), segments),
        )
    )
    may_export = may(actor, "case.edit", None, today)
    export_url = _address(query, reverse("counsellor:cases_export")) if may_export else ""
    return Listing(
        title=asked.title,
        narrowing=asked.narrowing,
        vocabulary=asked.vocabulary,
        form=asked.form,
        rows=shown_rows(found.rows, asked),
        total=found.counts.all,
        stalled=found.counts.stalled,
        no_contact_days=asked.vocabulary.no_contact_days,
        page=_page(found, query, path),
        export_url=export_url,
        workbook_url=_as_workbook(export_url) if may_export else "",
        shows_onset=asked.shows_onset,
        shows_responsible=asked.narrowing.whose in {Whose.ALL, Whose.REFERRED}
        and not asked.narrowing.responsible,
        keys=[(row.keeper_id, row.id) for row in found.rows],
    )


def _place(written: str | None, segments: tuple[Segment, ...]) -> Position | None:
    place = Position.read(written) if written else None
    return place if place and place.is_in(segments) else None


def _page(found: CasePage, query: Any, path: str) -> Page:
    return Page(
        shown=len(found.rows),
        total=found.counts.all,
        first=found.first if found.rows else None,
        previous_url=_address(query, path, before=found.before) if found.before else "",
        next_url=_address(query, path, after=found.after) if found.after else "",
    )


def _address(query: Any, path: str, **place: Position) -> str:
    """The list's address with its filters, and the place to go on from."""
    kept = query.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    for name, position in place.items():
        kept[name] = str(position)
    return f"{path}?{kept.urlencode()}" if kept else path


def _as_workbook(url: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}format=xlsx"


def shown_rows(rows: Any, asked: Asked) -> list[Shown]:
    """Write out what the rows say."""
    may_open = may(asked.actor, "case.open", None, asked.today)
    pattern = reverse("counsellor:case", args=[_SOME_KEY]) if may_open else ""
    categories = asked.vocabulary.choices("categories")
    stages = {key: (stage.mark, stage.short) for key, stage in asked.vocabulary.stages().items()}
    return [
        _shown(
            row,
            url=pattern.replace(str(_SOME_KEY), str(row.id)),
            category=categories.get(row.category, row.category),
            stage=stages.get(row.stage, ("", row.stage)),
            today=asked.today,
            stalled_until=asked.stalled_until,
            since=time_since(row.onset_on, row.onset_known, asked.today)
            if asked.tells_casework_of(row)
            else "",
        )
        for row in rows
    ]


def _shown(
    row: Row,
    *,
    url: str,
    category: str,
    stage: tuple[str, str],
    today: date,
    stalled_until: date,
    since: str,
) -> Shown:
    due_on, last_on = row.next_action_on, row.last_contact_on
    is_running = row.closed_on is None
    is_late = is_running and due_on is not None and due_on < today
    return Shown(
        url=url,
        name=shown_name(row.name, row.alias, row.client),
        kana=row.kana or "",
        number=row.number,
        category=category,
        mark=stage[0],
        stage=stage[1],
        responsible=row.responsible or "",
        act=row.next_action,
        due_on=due_on,
        due=day_in_list(due_on, today) if due_on else "",
        late_by=relative_days(due_on, today, owed=True) if due_on and is_late else "",
        last=relative_days(last_on, today) if last_on else gettext("まだ"),
        is_stalled=is_running and last_on is not None and last_on <= stalled_until,
        since=since,
        chip="ended" if row.closed_on else "care" if row.care else "",
    )
