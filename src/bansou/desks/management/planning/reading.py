"""Reading the sheets of a plan: rows by their headings, and every fault at once with its row."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.workbook import Workbook, folded
from bansou.commons.written_days import parse_day
from bansou.desks.management.headings import held_against

_TIME = re.compile(r"(\d{1,2})[:時](\d{2})?(?::00)?分?")
_YES = frozenset({"〇", "○", "◯", "はい", "有"})
_NO = frozenset({"", "なし", "いいえ", "無", "×", "✕", "x"})
#: So alike are a name of ours and one that somebody probably meant to be it.
_NEAR = 0.55
_PARTED = re.compile(r"[、,，／/・\n]+")


class WrongSheets(Refusal):
    """The workbook has faults; nothing is planned from it."""

    code = "planning.wrong_sheets"
    message = gettext_lazy("直すところが%(count)sか所あります。\n%(lines)s")


class NoSuchFile(Refusal):
    """The file is not there, or cannot be opened."""

    code = "planning.no_such_file"
    message = gettext_lazy("%(path)s を開けません。ファイルの場所と名前を確かめてください。")


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong in a workbook, gathered until everything is read."""

    lines: list[str] = field(default_factory=list)

    def add(self, sheet: str, row: int | None, what: str) -> None:
        """Keep a fault with where it is."""
        if row is None:
            self.lines.append(_("シート「%(sheet)s」：%(what)s") % {"sheet": sheet, "what": what})
        else:
            where = {"sheet": sheet, "row": row, "what": what}
            self.lines.append(_("シート「%(sheet)s」%(row)s行目：%(what)s") % where)

    def refuse(self) -> None:
        """End here if anything is wrong.

        :raises WrongSheets: something is
        """
        if self.lines:
            raise WrongSheets(count=len(self.lines), lines="\n".join(self.lines))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: what stands under each heading.

    :ivar lines: heading → in which row it stands, where they are not all in one
    """

    sheet: str
    number: int
    texts: dict[str, str]
    faults: Faults
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(self, what: str, head: str = "") -> None:
        """Say what is wrong in this row."""
        self.faults.add(self.sheet, self.lines.get(folded(head), self.number), what)

    def text(self, head: str) -> str:
        """What is written there, without the spaces around it; empty where nothing is."""
        return self.texts.get(folded(head), "").strip()

    def names(self, head: str) -> list[str]:
        """Several names, parted by 、 or ／."""
        return [name.strip() for name in _PARTED.split(self.text(head)) if name.strip()]

    def known(self, head: str, names: Sequence[str], among: Collection[str]) -> list[str]:
        """Those names that there are; the others are faults."""
        for name in names:
            if name not in among:
                self.fault(
                    _("%(head)sの「%(name)s」が見つかりません。名前をそろえてください。")
                    % {"head": head, "name": name},
                    head,
                )
        return [name for name in names if name in among]

    def whole(self, head: str, default: int, least: int = 0, most: int = 100_000) -> int:
        """A whole number; the default where nothing is written."""
        written = unicodedata.normalize("NFKC", self.text(head)).replace(",", "")
        if not written:
            return default
        if not re.fullmatch(r"-?\d{1,9}", written) or not least <= int(written) <= most:
            self.fault(
                _("%(head)sの「%(text)s」は、%(least)sから%(most)sまでの整数にしてください。")
                % {"head": head, "text": self.text(head), "least": least, "most": most},
                head,
            )
            return default
        return int(written)

    def says_yes(self, head: str) -> bool:
        """Whether 〇 or はい is written; nothing written is no."""
        written = folded(self.text(head))
        if written not in _YES | _NO:
            self.fault(
                _("%(head)sの「%(text)s」は、〇か空欄にしてください。")
                % {"head": head, "text": self.text(head)},
                head,
            )
        return written in _YES

    def day(self, head: str, default: date) -> date:
        """A day with its year; the default where nothing is written."""
        if not self.text(head):
            return default
        try:
            return parse_day(self.text(head).removesuffix(" 00:00"), example=default)
        except Refusal as refusal:
            self.fault(f"{head}：{refusal}", head)
            return default

    def clock(self, head: str, default: time) -> time:
        """A time of the day; the default where nothing is written."""
        written = unicodedata.normalize("NFKC", self.text(head))
        if not written:
            return default
        found = _TIME.fullmatch(written)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            self.fault(
                _("%(head)sの「%(text)s」を時刻として読めません。10:00 のように書いてください。")
                % {"head": head, "text": self.text(head)},
                head,
            )
            return default
        return time(hour, minute)


def read_book(path: Path) -> Workbook:
    """The workbook of a file: XLSX, or CSV files in a zip, each named as its sheet.

    :raises Refusal: it cannot be read
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise NoSuchFile(path=path) from problem
    return read_workbook(content, path.name)


def rows_of(
    book: Workbook, name: str, must: Sequence[str], faults: Faults, *, optional: bool = False
) -> Iterator[Row]:
    """The rows of a sheet below its headings; what must be filled in and is not is a fault."""
    sheet = book.sheets.get(name)
    if sheet is None:
        if not optional:
            faults.add(name, None, _("シートがありません。"))
        return
    heads: list[str] = []
    for number, cells in sheet.rows():
        if not heads:
            heads = [folded(cell.text) for cell in cells]
            lacking = [head for head in must if folded(head) not in heads]
            for head in lacking:
                faults.add(name, number, _("列「%(head)s」がありません。") % {"head": head})
            if lacking:
                return
            continue
        texts = {head: cell.text for head, cell in zip(heads, cells, strict=False) if head}
        row = Row(name, number, texts, faults)
        empty = [head for head in must if not row.text(head)]
        for head in empty:
            row.fault(_("%(head)sが空です。") % {"head": head})
        if not empty:
            yield row


def unique(rows: Iterator[Row], head: str) -> Iterator[Row]:
    """The rows with a name of their own; a second one of a name is a fault."""
    seen: set[str] = set()
    for row in rows:
        if row.text(head) in seen:
            row.fault(
                _("%(head)s「%(name)s」が2つあります。区別できる名前にしてください。")
                % {"head": head, "name": row.text(head)}
            )
        else:
            seen.add(row.text(head))
            yield row


def ways_of(
    rows: Iterable[Row], what: str, known: Collection[str], longest: int
) -> dict[tuple[str, str], int]:
    """Minutes between two of what stands in the columns 1 and 2; one time for both directions."""
    ways: dict[tuple[str, str], int] = {}
    for row in rows:
        both = row.known(what, [row.text(f"{what}1"), row.text(f"{what}2")], known)
        minutes = row.whole("分", 0, 0, longest)
        if len(both) < 2:
            continue
        one, other = both
        if ways.get((one, other), ways.get((other, one), minutes)) != minutes:
            row.fault(_("同じ2か所の間の分が、上の行とちがいます。往復とも同じ分にしてください。"))
        ways[one, other] = minutes
    return ways


def settings_of(book: Workbook, items: Sequence[str], faults: Faults) -> Row:
    """The sheet 設定 (項目 and 値) as one row; each fault is told where its item stands.

    :param items: all that can be set
    """
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    known = {folded(item): item for item in items}
    for row in rows_of(book, "設定", ("項目", "値"), faults):
        item = folded(row.text("項目"))
        if item in texts:
            row.fault(_("「%(item)s」が2つあります。") % {"item": row.text("項目")})
        if item not in known:
            row.fault(
                _("「%(item)s」という項目はありません。%(items)sのどれかにしてください。")
                % {"item": row.text("項目"), "items": "、".join(items)}
            )
        texts[item], lines[item] = row.text("値"), row.number
    return Row("設定", 1, texts, faults, lines)


def look_at_names(book: Workbook, layout: Mapping[str, Sequence[str]], faults: Faults) -> None:
    """Name sheets and headings that are nearly ones of ours; nobody would see that they are not read.

    :param layout: our sheets and the headings of each
    """
    missing = [name for name in layout if name not in book.sheets]
    for name in book.sheets:
        if name not in layout and (near := get_close_matches(name, missing, 1, _NEAR)):
            faults.add(
                name,
                None,
                _("「%(name)s」のことですか。シートの名前を直してください。") % {"name": near[0]},
            )
    for name, heads in layout.items():
        for number, cells in [*book.sheets[name].rows()][:1] if name in book.sheets else ():
            _look_at_heads(Row(name, number, {}, faults), [cell.text for cell in cells], heads)


def _look_at_heads(row: Row, written: Sequence[str], heads: Sequence[str]) -> None:
    found = held_against(written, heads, _NEAR)
    for head in found.twice:
        row.fault(_("列「%(head)s」が2つあります。1つにしてください。") % {"head": head})
    for text, head in found.meant.items():
        row.fault(
            _("列「%(text)s」は「%(head)s」のことですか。列の名前を直してください。")
            % {"text": text, "head": head}
        )
