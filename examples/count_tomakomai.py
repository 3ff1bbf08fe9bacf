"""Counts the three figures of Tomakomai's ledger straight from the workbook.

    python examples/count_tomakomai.py [LEDGER] [--fiscal-year 2021]

It reads the office's own columns and shares nothing with the program whose figures it checks.
A consultation, qualification or hire that was taken back (取消) is as if it had never been.

- 就職支援数: people with a consultation in the fiscal year while they were registered (from 登録日
  to 終了日 or 辞退日, both included). Somebody who has not given a name is one person per case.
- 就職者数: people who began to work in the fiscal year while registered, after a consultation.
- 就職者数（人手不足産業）: starts to work in the fiscal year while registered, in an industry short
  of hands, with a qualification used, after a qualification obtained by the same person.
"""

import argparse
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

LEDGER = Path(__file__).resolve().parent / "tomakomai" / "ledger-2021.xlsx"
SHORT_OF_HANDS = ("D", "H", "P")
FIRST_YEARS = {"昭和": 1926, "S": 1926, "平成": 1989, "H": 1989, "令和": 2019, "R": 2019}

type Row = dict[str, Any]


def rows(book: Any, name: str, head: str) -> list[Row]:
    """The filled rows below the one that begins with `head`, without those taken back."""
    lines = list(book[name].iter_rows(values_only=True))
    top = next(place for place, line in enumerate(lines) if line[0] == head)
    found = [dict(zip(lines[top], line, strict=True)) for line in lines[top + 1 :] if any(line)]
    return [row for row in found if not row.get("取消")]


def day(written: Any) -> date:
    """A day as the office writes it: a date cell, 令和3年4月1日 or R3.4.1."""
    if isinstance(written, datetime):
        return written.date()
    parts = re.fullmatch(r"([^\d]+)(\d+|元)[年.](\d+)[月.](\d+)日?", str(written))
    if parts is None:
        raise ValueError(f"not a day: {written}")
    era, year, month, number = parts.groups()
    in_era = 1 if year == "元" else int(year)
    return date(FIRST_YEARS[era] + in_era - 1, int(month), int(number))


def figures(book: Any, fiscal_year: int) -> tuple[int, int, int]:
    """The three figures: people supported, people hired, hires that use a qualification."""
    first, last = date(fiscal_year, 4, 1), date(fiscal_year + 1, 3, 31)
    registered = {row["ケース番号"]: time_of(row) for row in rows(book, "対象者", "ケース番号")}

    def counts(case: str, on: date) -> bool:
        begins, ends = registered[case]
        return first <= on <= last and begins <= on <= ends

    talks = [(row["ケース番号"], day(row["相談日"])) for row in rows(book, "相談記録", "番号")]
    obtained = [(row["ケース番号"], day(row["取得日"])) for row in rows(book, "資格", "通し番号")]
    hires = [
        row
        for row in rows(book, "就職", "通し番号")
        if counts(row["ケース番号"], day(row["就職日"]))
    ]
    supported = {case for case, on in talks if counts(case, on)}
    hired = {row["ケース番号"] for row in hires if happened_before(row, talks)}
    with_qualification = [
        row
        for row in hires
        if str(row["業種"] or "").startswith(SHORT_OF_HANDS)
        and row["活用した資格"]
        and happened_before(row, obtained)
    ]
    return len(supported), len(hired), len(with_qualification)


def time_of(row: Row) -> tuple[date, date]:
    """From when until when somebody was registered."""
    ends = [day(row[column]) for column in ("終了日", "辞退日") if row[column]]
    return day(row["登録日"]), min(ends, default=date.max)


def happened_before(hire: Row, events: list[tuple[str, date]]) -> bool:
    """Tell whether the same case has one of the events on or before the day of a hire."""
    begins = day(hire["就職日"])
    return any(case == hire["ケース番号"] and on <= begins for case, on in events)


def arguments(description: str, ledger: Path) -> tuple[Any, int]:
    """Read which workbook and which year are asked for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("ledger", nargs="?", type=Path, default=ledger)
    parser.add_argument("--fiscal-year", type=int, default=2021)
    wanted = parser.parse_args()
    return load_workbook(wanted.ledger), wanted.fiscal_year


def main() -> None:
    """Print the three figures."""
    book, year = arguments("Counts the figures of Tomakomai's ledger.", LEDGER)
    supported, hired, with_qualification = figures(book, year)
    sys.stdout.write(
        f"就職支援数 {supported}人\n"
        f"就職者数（非正規雇用含む） {hired}人\n"
        "取得した資格を有効活用できる人手不足産業（建設業など）への就職者数 "
        f"{with_qualification}件\n"
    )


if __name__ == "__main__":
    main()
