"""A plan of duties as sheets: read into the engine's values, and its rota written out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from bansou.commons.eras import weekday_of
from bansou.commons.ledger.workbook import Workbook
from bansou.desks.management.planning.layouts import (
    FIRST,
    REST,
    ROTA,
    heads_of,
    settings_in,
)
from bansou.desks.management.planning.printing import Paper, book_of
from bansou.desks.management.planning.reading import (
    Faults,
    Row,
    look_at_names,
    rows_of,
    settings_of,
    unique,
    ways_of,
)
from bansou.desks.shared.exports import Table, unguarded
from bansou.engines.rota import Counsellor, Duty, Plan, Prices, Rota, Shift, broken_rules

_WEEKDAYS = "月火水木金土日"
_LIKED = 10
_WISHES = {"〇": _LIKED, "○": _LIKED, "✕": -_LIKED, "×": -_LIKED, "x": -_LIKED}
_LONGEST = timedelta(days=100)
_LONGEST_WAY = 600
#: The sheet of all duties, from which a rota is read again to be mended.
ALL = "全部の当番"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a rota, the desks that are closed on some, and where each row's faults go."""

    first: date
    last: date
    closed: Mapping[date, frozenset[str]]

    def days(self) -> Iterable[date]:
        """Each day, both ends included."""
        return (
            self.first + timedelta(days=number)
            for number in range((self.last - self.first).days + 1)
        )

    def is_closed(self, day: date, desk: str) -> bool:
        """Tell whether a desk is closed on a day; an empty name closes all."""
        names = self.closed.get(day, frozenset())
        return desk in names or "" in names


def read_plan(book: Workbook, today: date) -> Plan:
    """Read a plan of duties from its sheets.

    :param today: by which a refusal shows how to write a day
    :raises WrongSheets: something in them cannot be right, each with its row
    """
    faults = Faults()
    look_at_names(book, heads_of(ROTA), faults)
    setting = settings_of(book, settings_in(ROTA), faults)
    period = _period(book, setting, today, faults)
    people = list(unique(rows_of(book, "相談員", ("氏名",), faults), "氏名"))
    names = [row.text("氏名") for row in people]
    shifts: dict[str, Shift] = {}
    desks: set[str] = set()
    for row in rows_of(book, "枠", ("窓口", "開始", "終了"), faults):
        desks.update(row.names("窓口"))
        for shift in _shifts(row, period):
            if shift.id in shifts:
                row.fault(_("「%(shift)s」の枠が2つあります。") % {"shift": shift.id})
            shifts[shift.id] = shift
    away = _leave(book, names, today, faults)
    wishes = _wishes(book, names, list(shifts.values()), today, faults)
    plan = Plan(
        shifts=sorted(shifts.values(), key=lambda one: (one.starts_at, one.place)),
        counsellors=[_counsellor(row, away, wishes) for row in people],
        rest_minutes=60 * setting.whole("休息（時間）", REST, 0, 48),
        travel=_travel(book, desks, shifts.values(), faults),
    )
    if not faults.lines and not plan.shifts:
        faults.add("枠", None, _("期間の中に、枠が1つもありません。"))
    if not faults.lines and not people:
        faults.add("相談員", None, _("1人も書かれていません。"))
    faults.refuse()
    return plan


def read_duties(book: Workbook, plan: Plan, today: date) -> tuple[list[Duty], list[Duty]]:
    """The duties of a rota that was written before, and those of who or what is no more in the plan.

    :raises WrongSheets: its sheet is not there, or not as it was written
    """
    faults = Faults()
    names, shifts = {one.id for one in plan.counsellors}, {one.id for one in plan.shifts}
    found = []
    for row in rows_of(book, ALL, ("日付", "窓口", "開始", "氏名"), faults):
        desk, name = unguarded(row.text("窓口")), unguarded(row.text("氏名"))
        which = _id(row.day("日付", today), desk, row.clock("開始", time()))
        found.append(Duty(which, name))
    faults.refuse()
    kept = [duty for duty in found if duty.counsellor in names and duty.shift in shifts]
    return kept, [duty for duty in found if duty not in kept]


def _id(day: date, desk: str, starts_at: time) -> str:
    return f"{day:%Y/%m/%d} {desk} {starts_at:%H:%M}"


def _period(book: Workbook, setting: Row, today: date, faults: Faults) -> Period:
    for head in ("期間の初日", "期間の末日"):
        if not setting.text(head):
            setting.fault(_("「%(head)s」を入れてください。") % {"head": head}, head)
    first, last = setting.day("期間の初日", today), setting.day("期間の末日", today)
    if not timedelta() <= last - first <= _LONGEST:
        setting.fault(_("期間の末日は、初日から100日以内にしてください。"), "期間の末日")
        last = first
    closed: dict[date, frozenset[str]] = {}
    for row in rows_of(book, "休業日", ("日付",), faults, optional=True):
        day = row.day("日付", today)
        closed[day] = closed.get(day, frozenset()) | frozenset(row.names("窓口") or [""])
    return Period(first, last, closed)


def _shifts(row: Row, period: Period) -> Iterable[Shift]:
    """The shifts of a row: one a day; of several desks one in turn, the next that is not closed."""
    since, until = row.clock("開始", time()), row.clock("終了", time(23, 59))
    if until <= since:
        row.fault(_("終了は、開始より後の時刻にしてください。"))
        return
    turn, needs = _in_turn(row), row.whole("人数", 1, 1, 20)
    for day in _days(row, period):
        desk = next((one for one in turn if not period.is_closed(day, one)), None)
        if desk is not None:
            at = turn.index(desk) + 1
            turn = [*turn[at:], *turn[:at]]
            yield Shift(
                id=_id(day, desk, since),
                place=desk,
                starts_at=datetime.combine(day, since),
                ends_at=datetime.combine(day, until),
                needs=needs,
                skills=frozenset(row.names("資格")),
                kinds=frozenset(row.names("公平に分ける区分")),
            )


def _in_turn(row: Row) -> list[str]:
    """The desks of a row, beginning with the one that is to open first."""
    desks = list(dict.fromkeys(row.names("窓口")))
    if not desks:
        row.fault(_("窓口の名前を入れてください。"))
    for first in row.known(FIRST, row.names(FIRST)[:1], desks):
        at = desks.index(first)
        return [*desks[at:], *desks[:at]]
    return desks


def _travel(
    book: Workbook, desks: set[str], shifts: Iterable[Shift], faults: Faults
) -> dict[tuple[str, str], int]:
    """Ways between desks that are open at all in the period."""
    rows = rows_of(book, "移動", ("窓口1", "窓口2", "分"), faults, optional=True)
    places = {shift.place for shift in shifts}
    ways = ways_of(rows, "窓口", desks, _LONGEST_WAY)
    return {way: minutes for way, minutes in ways.items() if places.issuperset(way)}


def _days(row: Row, period: Period) -> list[date]:
    if row.text("日付"):
        day = row.day("日付", period.first)
        if not period.first <= day <= period.last:
            row.fault(_("日付が期間の外にあります。"))
        return [day]
    wanted = {name.removesuffix("曜日").removesuffix("曜") for name in row.names("曜日")}
    letters = set("".join(wanted))
    if not letters or letters - set(_WEEKDAYS):
        row.fault(_("曜日（日、月・水 など）か日付を入れてください。"))
    return [day for day in period.days() if _WEEKDAYS[day.weekday()] in letters]


def _counsellor(
    row: Row,
    away: Mapping[str, Sequence[tuple[datetime, datetime]]],
    wishes: Mapping[str, Mapping[str, int]],
) -> Counsellor:
    hours = [row.whole(head, -1, 0, 400) for head in ("週の上限（時間）", "月の上限（時間）")]
    week, month = (60 * most if most >= 0 else None for most in hours)
    name = row.text("氏名")
    return Counsellor(
        id=name,
        skills=frozenset(row.names("資格")),
        away=away.get(name, ()),
        week_minutes=week,
        month_minutes=month,
        wishes=wishes.get(name, {}),
    )


def _leave(
    book: Workbook, names: Sequence[str], today: date, faults: Faults
) -> dict[str, list[tuple[datetime, datetime]]]:
    away: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows_of(book, "休み", ("氏名", "初日"), faults, optional=True):
        first = row.day("初日", today)
        last = row.day("末日", first)
        since = datetime.combine(first, row.clock("開始", time()))
        until = datetime.combine(last, row.clock("終了", time()))
        if not row.text("終了"):
            until += timedelta(days=1)
        if until <= since:
            row.fault(_("休みの終わりは、始まりより後にしてください。"))
            continue
        for name in row.known("氏名", [row.text("氏名")], names):
            away.setdefault(name, []).append((since, until))
    return away


def _wishes(
    book: Workbook, names: Sequence[str], shifts: Sequence[Shift], today: date, faults: Faults
) -> dict[str, dict[str, int]]:
    wishes: dict[str, dict[str, int]] = {}
    for row in rows_of(book, "希望", ("氏名", "日付", "希望"), faults, optional=True):
        day, desk, mark = row.day("日付", today), row.text("窓口"), row.text("希望").lower()
        points = _WISHES[mark] if mark in _WISHES else row.whole("希望", 0, -100, 100)
        meant = [s for s in shifts if s.starts_at.date() == day and desk in ("", s.place)]
        if not meant:
            row.fault(_("その日のその窓口に、枠がありません。"))
        for name in row.known("氏名", [row.text("氏名")], names):
            wishes.setdefault(name, {}).update({shift.id: points for shift in meant})
    return wishes


def rota_file(plan: Plan, rota: Rota) -> bytes:
    """A rota as a workbook: by day, each counsellor's own paper, its proof, and all duties."""
    shifts = {shift.id: shift for shift in plan.shifts}
    whose: dict[str, list[str]] = {}
    for duty in rota.duties:
        whose.setdefault(duty.shift, []).append(duty.counsellor)
    lacking = [(*_columns(shifts[which]), count) for which, count in rota.missing.items()]
    return book_of(
        [
            (_("当番表"), [_by_day(plan, rota, whose)]),
            (_("相談員ごと"), [_own(plan, rota, one) for one in plan.counsellors]),
            (
                _("証明"),
                [
                    Paper(
                        _("当番表の証明"),
                        proof_of(plan, rota),
                        (_("日付"), _("曜日"), _("窓口"), _("開始"), _("終了"), _("あと（人）")),
                        lacking,
                    )
                ],
            ),
        ],
        also=[
            Table(
                ALL,
                ("日付", "曜日", "窓口", "開始", "終了", "氏名"),
                [(*_columns(shifts[duty.shift]), duty.counsellor) for duty in rota.duties],
            ),
            *([_prices(rota.prices)] if rota.prices else []),
        ],
    )


def _prices(prices: Prices) -> Table:
    """What proves the bound, so that anyone can compute it again (docs/timetables.md)."""
    rows = [
        *((_("枠の1人"), "", shift, price) for shift, price in prices.shifts.items()),
        *((_("組"), it.counsellor, "\n".join(it.shifts), it.price) for it in prices.groups),
        *((_("区分"), whose, kind, price) for (whose, kind), price in prices.turns.items()),
    ]
    heads = (_("種類"), _("相談員"), _("枠・区分"), _("値段（千分の1点）"))
    return Table(_("上限の値段"), heads, rows)


def _columns(shift: Shift) -> tuple[str, str, str, str, str]:
    day = shift.starts_at.date()
    return (
        f"{day:%Y/%m/%d}",
        weekday_of(day),
        shift.place,
        f"{shift.starts_at:%H:%M}",
        f"{shift.ends_at:%H:%M}",
    )


def _by_day(plan: Plan, rota: Rota, whose: Mapping[str, Sequence[str]]) -> Paper:
    """A row for each day, a column for each desk."""
    desks = sorted({shift.place for shift in plan.shifts})
    rows = []
    for day in sorted({shift.starts_at.date() for shift in plan.shifts}):
        cells = []
        for desk in desks:
            lines = []
            for shift in plan.shifts:
                if (shift.starts_at.date(), shift.place) == (day, desk):
                    names = [*whose.get(shift.id, ()), *[_("未定")] * rota.missing.get(shift.id, 0)]
                    hours = f"{shift.starts_at:%H:%M}–{shift.ends_at:%H:%M}"
                    lines.append(f"{hours} {'・'.join(names)}")
            cells.append("\n".join(lines))
        rows.append((f"{day:%Y/%m/%d}", weekday_of(day), *cells))
    return Paper(_("当番表（案）"), [], (_("日付"), _("曜日"), *desks), rows)


def _own(plan: Plan, rota: Rota, one: Counsellor) -> Paper:
    own = {duty.shift for duty in rota.duties if duty.counsellor == one.id}
    mine = [shift for shift in plan.shifts if shift.id in own]
    minutes = sum(shift.minutes for shift in mine)
    notes = [
        _("%(count)s回、%(hours)s時間%(minutes)s分")
        % {"count": len(mine), "hours": minutes // 60, "minutes": minutes % 60}
    ]
    for kind in sorted({kind for shift in plan.shifts for kind in shift.kinds}):
        count = sum(kind in shift.kinds for shift in mine)
        notes.append(_("%(kind)s　%(count)s回") % {"kind": kind, "count": count})
    heads = (_("日付"), _("曜日"), _("窓口"), _("開始"), _("終了"))
    return Paper(one.id, notes, heads, [_columns(shift) for shift in mine])


def proof_of(plan: Plan, rota: Rota) -> list[str]:
    """What is proven of a rota, in sentences."""
    said = [
        _("当番は%(count)s件、足りない人は延べ%(lacking)s人です。")
        % {"count": len(rota.duties), "lacking": sum(rota.missing.values())}
    ]
    if rota.is_best:
        said.append(_("この条件で、これより良い当番表がないことが確かめられています。"))
    else:
        said.append(
            _("点数は%(value)s点です。どのように組んでも%(bound)s点を超えません。")
            % {"value": f"{rota.value:,}", "bound": f"{rota.bound:,}"}
        )
    if rota.proven is not None:
        said.append(
            _("シート「上限の値段」から計算し直せる上限は%(proven)s点、この案は%(value)s点です。")
            % {"proven": f"{rota.proven:,}", "value": f"{rota.value:,}"}
        )
    said.append(
        _(
            "人数、資格、休み、時間の上限、休息、移動の決まりを別の手順で確かめました。"
            "合わないところは%(count)s件です。"
        )
        % {"count": len(broken_rules(plan, rota.duties))}
    )
    return said
