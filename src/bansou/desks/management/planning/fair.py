"""An interview fair as sheets: read into the engine's values, and its timetable written out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from bansou.commons.ledger.workbook import Workbook
from bansou.desks.management.planning.layouts import FAIR, heads_of, settings_in
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
from bansou.engines.timetable import (
    CANDIDATES,
    Booth,
    Fair,
    Meeting,
    Prices,
    Schedule,
    Visitor,
    broken_rules,
)

#: What the first wish is worth; each further one a point less.
_FIRST_WISH = 10
_OFFER = 5
#: So many interviews are asked for, and are enough, where nothing is written.
_LEAST, _MOST = 3, 5
#: The sheet of all interviews, from which a timetable is read again to be mended.
ALL = "全部の面接"


@dataclass(frozen=True, slots=True)
class FairBook:
    """A fair, and when its slots are."""

    fair: Fair
    opens_at: time

    def when(self, slot: int) -> str:
        """From–until of a slot."""
        length = timedelta(minutes=self.fair.slot_minutes)
        first = datetime.combine(date.min, self.opens_at)
        since = first + slot * (length + timedelta(minutes=self.fair.changeover))
        return f"{since:%H:%M}–{since + length:%H:%M}"


def read_fair(book: Workbook) -> FairBook:
    """Read a fair from its sheets.

    :raises WrongSheets: something in them cannot be right, each with its row
    """
    faults = Faults()
    look_at_names(book, heads_of(FAIR), faults)
    setting = settings_of(book, settings_in(FAIR), faults)
    slots = setting.whole("コマ数", 8, 1, 60)
    minutes, changeover = (
        setting.whole("1コマの分", 20, 1, 240),
        setting.whole("入替の分", 5, 0, 120),
    )
    pools = {
        row.text("設備"): [row.whole("数", 1)] * slots
        for row in unique(rows_of(book, "設備", ("設備", "数"), faults, optional=True), "設備")
    }
    booth_rows = list(unique(rows_of(book, "ブース", ("ブース",), faults), "ブース"))
    visitor_rows = list(unique(rows_of(book, "来場者", ("来場者",), faults), "来場者"))
    names = {row.text("来場者") for row in visitor_rows}
    booths = {row.text("ブース") for row in booth_rows}
    offers: dict[str, dict[str, int]] = {booth: {} for booth in booths}
    for row in rows_of(book, "企業の希望", ("ブース", "来場者"), faults, optional=True):
        for booth in row.known("ブース", [row.text("ブース")], booths):
            for who in row.known("来場者", [row.text("来場者")], names):
                offers[booth][who] = row.whole("点", _OFFER, 0, 100)
    areas = {row.text("会場") for row in booth_rows}
    fair = Fair(
        slots=slots,
        booths=[_booth(row, slots, offers[row.text("ブース")]) for row in booth_rows],
        visitors=[_visitor(row, slots, booths, pools) for row in visitor_rows],
        pools=pools,
        walking=ways_of(
            rows_of(book, "移動", ("会場1", "会場2", "分"), faults, optional=True),
            *("会場", areas, minutes + changeover),
        ),
        changeover=changeover,
        slot_minutes=minutes,
        in_a_row=setting.whole("続けて受ける回数", 2, 1, 10),
    )
    for sheet, rows in (("ブース", booth_rows), ("来場者", visitor_rows)):
        if not rows and not faults.lines:
            faults.add(sheet, None, _("1行もありません。"))
    opens_at = setting.clock("開始", time(10))
    faults.refuse()
    return FairBook(fair, opens_at)


def read_meetings(book: Workbook, fair: Fair) -> tuple[list[Meeting], list[Meeting]]:
    """The interviews of a timetable that was written before, and those of who no longer comes.

    :raises WrongSheets: its sheet is not there, or not as it was written
    """
    faults = Faults()
    booths, visitors = {one.id for one in fair.booths}, {one.id for one in fair.visitors}
    rows = list(rows_of(book, ALL, ("来場者", "ブース", "コマ"), faults))
    meetings = [
        Meeting(
            unguarded(row.text("来場者")),
            unguarded(row.text("ブース")),
            row.whole("コマ", 1, 1, fair.slots) - 1,
        )
        for row in rows
    ]
    faults.refuse()
    kept = [one for one in meetings if one.visitor in visitors and one.booth in booths]
    return kept, [one for one in meetings if one not in kept]


def with_held(at: FairBook, meetings: Iterable[Meeting], now: int) -> FairBook:
    """The fair in which a booth that drops out keeps the seats of what was held there before `now`."""
    held = Counter((one.booth, one.slot) for one in meetings if one.slot < now)
    booths = [
        replace(
            booth,
            seats=[max(seats, held[booth.id, slot]) for slot, seats in enumerate(booth.seats)],
        )
        for booth in at.fair.booths
    ]
    return replace(at, fair=replace(at.fair, booths=booths))


def _slots(row: Row, head: str, slots: int) -> set[int]:
    """Slots counted from 0, written as 3、5-6 counted from 1."""
    found: set[int] = set()
    for part in row.names(head):
        first, dash, last = part.translate(str.maketrans("－〜～ー", "----")).partition("-")
        if not (first.isdecimal() and (last.isdecimal() if dash else True)):
            row.fault(_("%(head)sは 3、5-6 のようにコマの番号で書いてください。") % {"head": head})
            return set()
        if last and int(last) < int(first):
            row.fault(
                _("%(head)sの「%(part)s」は、始めと終わりが逆です。") % {"head": head, "part": part}
            )
        found |= set(range(int(first) - 1, int(last or first)))
    if found - set(range(slots)):
        row.fault(
            _("%(head)sは1から%(slots)sまでのコマにしてください。") % {"head": head, "slots": slots}
        )
    return found & set(range(slots))


def _booth(row: Row, slots: int, offers: dict[str, int]) -> Booth:
    seats, closed = row.whole("席数", 1, 0, 100), _slots(row, "休みのコマ", slots)
    return Booth(
        id=row.text("ブース"),
        seats=[0 if slot in closed else seats for slot in range(slots)],
        area=row.text("会場"),
        offers=offers,
    )


def _visitor(row: Row, slots: int, booths: set[str], pools: Iterable[str]) -> Visitor:
    wishes = row.known("希望", list(dict.fromkeys(row.names("希望"))), booths)
    if len(wishes) > CANDIDATES:
        row.fault(_("希望は%(most)s社までにしてください。") % {"most": CANDIDATES})
    arrives, last = row.whole("到着のコマ", 1, 1, slots), row.whole("最後のコマ", slots, 1, slots)
    if arrives > last:
        row.fault(_("到着のコマは、最後のコマより後にできません。"))
    least, most = _how_many(row, slots, len(wishes))
    return Visitor(
        id=row.text("来場者"),
        wishes={booth: max(1, _FIRST_WISH - place) for place, booth in enumerate(wishes)},
        arrives=arrives - 1,
        leaves=last,
        away=frozenset(_slots(row, "休憩のコマ", slots)),
        least=least,
        most=most,
        needs=frozenset(row.known("必要なもの", row.names("必要なもの"), set(pools))),
        companion=row.text("同伴者") or None,
        takes_offers=row.says_yes("企業からの希望を受ける"),
    )


def _how_many(row: Row, slots: int, wishes: int) -> tuple[int, int]:
    """The least and the most interviews; where nothing is written no more than are wished for."""
    written = row.whole("多くても", -1, 0, slots)
    usual = min(_LEAST, wishes, written if written >= 0 else slots)
    least = row.whole("少なくとも", usual, 0, slots)
    most = written if written >= 0 else max(_MOST, least)
    if least > most:
        row.fault(_("少なくともは、多くてもより大きくできません。"))
    return least, most


def fair_file(at: FairBook, schedule: Schedule) -> bytes:
    """A timetable as a workbook: its proof, each visitor's and each booth's own paper, and all interviews."""
    meetings = schedule.meetings
    by_visitor = [
        _paper(
            at,
            visitor.id,
            [(m.slot, m.booth) for m in meetings if m.visitor == visitor.id],
            _("ブース"),
            _visitor_notes(schedule, visitor),
        )
        for visitor in at.fair.visitors
    ]
    by_booth = [
        _paper(
            at,
            booth.id,
            [(m.slot, m.visitor) for m in meetings if m.booth == booth.id],
            _("来場者"),
            [booth.area] if booth.area else [],
        )
        for booth in at.fair.booths
    ]
    every = [(m.visitor, m.booth, m.slot + 1, at.when(m.slot)) for m in meetings]
    heads = ("来場者", "ブース", "コマ", "時間")
    return book_of(
        [
            (
                _("証明"),
                [
                    Paper(
                        _("時間割の証明"),
                        proof_of(at.fair, schedule),
                        (_("来場者"), _("あと")),
                        list(schedule.missing.items()),
                    )
                ],
            ),
            (_("来場者ごと"), by_visitor),
            (_("ブースごと"), by_booth),
        ],
        also=[Table(ALL, heads, every), _prices(at.fair, schedule.prices)],
    )


def _prices(fair: Fair, prices: Prices) -> Table:
    """What proves the bound, so that anyone can compute it again (docs/timetables.md)."""
    kinds = ((_("席"), prices.seats), (_("設備"), prices.pools), (_("同伴者"), prices.companions))
    heads = (_("種類"), _("名前"), *(str(slot + 1) for slot in range(fair.slots)))
    rows = [(kind, name, *row) for kind, named in kinds for name, row in named.items()]
    return Table(_("上限の値段"), heads, rows)


def _paper(
    at: FairBook, title: str, held: Sequence[tuple[int, str]], head: str, notes: Sequence[str]
) -> Paper:
    rows = [
        (slot + 1, at.when(slot), "\n".join(name for when, name in held if when == slot))
        for slot in range(at.fair.slots)
    ]
    return Paper(title, notes, (_("コマ"), _("時間"), head), rows)


def _visitor_notes(schedule: Schedule, visitor: Visitor) -> list[str]:
    lacking = schedule.missing.get(visitor.id, 0)
    return [_("希望の面接に、あと%(count)s回足りません。") % {"count": lacking}] if lacking else []


def proof_of(fair: Fair, schedule: Schedule) -> list[str]:
    """What is proven of a timetable, in sentences."""
    broken, said = (
        len(broken_rules(fair, schedule.meetings)),
        [
            _(
                "面接は%(count)s回、点数は%(value)s点です（希望の順に10点から1点、企業の希望の点を加え、足りない面接1回につき%(missing)s点を引きます）。"
            )
            % {
                "count": len(schedule.meetings),
                "value": f"{schedule.value:,}",
                "missing": fair.missing,
            }
        ],
    )
    if schedule.value >= schedule.bound:
        said.append(_("どのように組んでも、これより点数の高い時間割はありません。"))
    else:
        said.append(
            _(
                "どのように組んでも%(bound)s点を超えないことが、計算で確かめられています（差は%(gap)s％以内）。"
            )
            % {"bound": f"{schedule.bound:,}", "gap": f"{schedule.gap * 100:.2f}"}
        )
    said.append(
        _(
            "席、在席、休み、移動、設備、同伴者の決まりを別の手順で確かめました。合わないところは%(count)s件です。"
        )
        % {"count": broken}
    )
    if schedule.missing:
        said.append(_("面接の数が足りない来場者は、次のとおりです。"))
    return said
