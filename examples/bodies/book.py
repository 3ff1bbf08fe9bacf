"""One body's workbook as it is being filled: sheets with heads, rows numbered as they come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

from examples.bodies.crowd import Crowd, Firm, Human
from examples.office.records import open_days
from examples.office.workbook import (
    WRITTEN_AT,
    Value,
    wareki,
    wareki_year,
    with_fixed_times,
    write_sheet,
)

YEAR = 2021
FIRST, LAST = date(2021, 4, 1), date(2022, 3, 31)
BEFORE, AFTER = date(2021, 3, 24), date(2022, 4, 8)
MARK = "〇"
CASES = (
    *("ケース番号", "氏名", "フリガナ", "生年月日", "電話", "住所", "対象区分", "登録日"),
    *("終了日", "辞退日", "終了・辞退の理由", "担当"),
)


@dataclass(frozen=True)
class Body:
    """A body and how its office writes: its name, code, scheme, letter before numbers, cost."""

    name: str
    lg_code: str
    programme: str
    prefix: str
    cost: str
    towns: Sequence[str]
    staff: Sequence[tuple[str, str, str]]
    targets: Mapping[str, int]
    categories: Sequence[str]

    @property
    def counsellors(self) -> list[str]:
        return [name for name, _email, role in self.staff if role == "相談員"]


@dataclass
class Book:
    """What one body's office keeps in a year; the same seed gives the same."""

    body: Body
    seed: int
    heads: Mapping[str, Sequence[str]]
    crowd: Crowd
    random: Random = field(init=False)
    rows: dict[str, list[list[Value]]] = field(init=False)
    _firms: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.body.name}{self.seed}")  # noqa: S311 - nothing here is secret
        self.rows = {name: [] for name in self.heads}
        self._days = open_days(FIRST, LAST)

    # Days

    def day(self, since: date = FIRST, until: date = LAST) -> date:
        """A day on which the desk is open."""
        return self.random.choice([d for d in self._days if since <= d <= until])

    def days(self, count: int, since: date = FIRST, until: date = LAST) -> list[date]:
        """So many different days, in order; fewer where there are not as many."""
        open_ = [d for d in self._days if since <= d <= until]
        return sorted(self.random.sample(open_, min(count, len(open_))))

    # Rows

    def add(self, sheet: str, *said: Value) -> int:
        """Add a row below its number; gives its place from 1."""
        rows = self.rows[sheet]
        rows.append([f"{_LETTERS[sheet]}{len(rows) + 1:04d}", *said])
        return len(rows)

    def case(
        self,
        human: Human | None = None,
        *,
        registered: date | None = None,
        withdrew: date | None = None,
        because: str = "",
        more: Sequence[Value] = (),
    ) -> str:
        """Register somebody; gives the number of the case."""
        who = human or self.crowd.human()
        rows = self.rows["対象者"]
        number = f"{self.body.prefix}3-{len(rows) + 1:04d}"
        town = self.random.choice(self.body.towns)
        rows.append(
            [
                *(number, who.name, who.kana, wareki(who.born_on), f"090-0000-{len(rows) + 1:04d}"),
                f"{self.body.name}{town}{self.random.randint(7, 9)}丁目99番",
                self.random.choice(self.body.categories),
                registered or self.day(FIRST, date(2021, 6, 30)),
                *(None, withdrew, because or ("本人の都合" if withdrew else None)),
                *(self.random.choice(self.body.counsellors), *more),
            ]
        )
        return number

    def registered(self, number: str) -> date:
        """When a case was registered."""
        return next(
            row[7] for row in self.rows["対象者"] if row[0] == number and isinstance(row[7], date)
        )

    def after(self, number: str, until: date = LAST) -> date:
        """A day some time after a case was registered."""
        return self.day(min(self.registered(number) + timedelta(days=3), until), until)

    def company(self, firm: Firm | None = None) -> str:
        """Put a company on the list, once; gives the office's number."""
        who = firm or self.crowd.firm()
        if who.corporate_number not in self._firms:
            town = self.random.choice(self.body.towns)
            place = self.add(
                "企業", who.name, who.kana, who.corporate_number, who.industry,
                f"{self.body.name}{town}9丁目99番",
            )  # fmt: skip
            self._firms[who.corporate_number] = str(self.rows["企業"][place - 1][0])
        return self._firms[who.corporate_number]

    # Writing

    def write(self, path: Path) -> None:
        """Write the workbook; the same book gives the same bytes."""
        book = Workbook()
        book.remove(book["Sheet"])
        year = f"{wareki_year(YEAR)}度"
        for name, heads, rows in self._sheets():
            title = f"{year}　{self.body.programme}　{name}"
            write_sheet(book.create_sheet(name), title, heads, rows)
        book.properties.created = book.properties.modified = WRITTEN_AT
        book.properties.creator = f"{self.body.name}（例）"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(with_fixed_times(book))

    def _sheets(self) -> list[tuple[str, Sequence[str], Sequence[Sequence[Value]]]]:
        body = self.body
        programme = [
            ("事業名", body.programme),
            ("年度", f"{wareki_year(YEAR)}度"),
            ("実施主体", body.name),
            ("団体コード", body.lg_code),
            ("交付金対象事業費", body.cost),
        ]
        staff = [(*who[:2], body.name, who[2], date(2021, 3, 1), None) for who in body.staff]
        targets = [(label, value, wareki(FIRST)) for label, value in body.targets.items()]
        return [
            ("事業", ("項目", "内容"), programme),
            ("目標", ("指標", "目標値", "決定日"), targets),
            ("職員", ("氏名", "メール", "所属", "役割", "着任日", "離任日"), staff),
            *((name, self.heads[name], self.rows[name]) for name in self.heads),
        ]


_LETTERS = {
    "企業": "K",
    "企業訪問": "H",
    "応援企業リスト": "L",
    "求人": "Q",
    "相談記録": "C",
    "講座": "S",
    "講習": "S",
    "居場所": "I",
    "訪問・同行の相談": "O",
    "心理カウンセリング": "P",
    "合同就職面接会": "F",
    "就職": "J",
}
COMPANIES = ("企業番号", "名称", "フリガナ", "法人番号", "業種", "住所")
TALKS = ("番号", "ケース番号", "相談日", "方法", "種類", "担当", "内容", "取消")
HIRES = (
    *("通し番号", "ケース番号", "就職日", "企業番号", "雇用形態", "業種", "経路", "確認方法"),
    *("離職日", "取消"),
)
