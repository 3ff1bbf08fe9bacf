"""Counts the three figures of Kitakyushu's ledger straight from the workbook.

    python examples/count_kitakyushu.py [LEDGER] [--fiscal-year 2021]

It reads the office's own columns and shares nothing with the program whose figures it checks.

- 正規雇用化数: people regularly hired, or made regular in the job, in the year while registered,
  through the list or a proposal.
- リスト数: companies on the generation's list at the end of the year: listed by then, neither removed
  by then nor past the day by which they had to be renewed, since they were last listed.
- 求人開拓企業数: companies that a マッチング支援員 visited, called or met in the year.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from examples.count_tomakomai import Row, arguments, day, rows, time_of

LEDGER = Path(__file__).resolve().parent / "kitakyushu" / "ledger-2021.xlsx"


def figures(book: Any, fiscal_year: int) -> tuple[int, int, int]:
    """People regularly hired by the list, companies on the list, companies visited."""
    first, last = date(fiscal_year, 4, 1), date(fiscal_year + 1, 3, 31)
    registered = {row["ケース番号"]: time_of(row) for row in rows(book, "対象者", "ケース番号")}

    def counts(case: str, on: date) -> bool:
        begins, ends = registered[case]
        return first <= on <= last and begins <= on <= ends

    hired = {
        row["ケース番号"]
        for row in rows(book, "就職", "通し番号")
        if (on := regular_from(row))
        and counts(row["ケース番号"], on)
        and row["経路"] in ("応援企業リスト", "人材提案")
    }
    officers = {r["氏名"] for r in rows(book, "職員", "氏名") if r["役割"] == "マッチング支援員"}
    visited = {
        row["企業番号"]
        for row in rows(book, "企業訪問", "通し番号")
        if row["担当"] in officers and first <= day(row["訪問日"]) <= last
    }
    return len(hired), len(on_list(rows(book, "応援企業リスト", "番号"), last)), len(visited)


def regular_from(row: Row) -> date | None:
    """The day from which the job is regular: its first, or a later one; None if it never was."""
    said = row["就職日"] if row["雇用形態"] == "正規" else row["正社員になった日"]
    return day(said) if said else None


def on_list(entries: list[Row], last: date) -> set[str]:
    """The companies that are on the generation's list at the close of a day."""
    begun: dict[str, date] = {}
    ended: dict[str, date] = {}
    for row in entries:
        if row["リスト"] != "就職氷河期世代応援企業リスト":
            continue
        company, listed = row["企業番号"], day(row["登録日"])
        if listed <= last:
            begun[company] = max(begun.get(company, listed), listed)
        ends = [day(row["解除日"])] if row["解除日"] else []
        if row["更新期限"] and day(row["更新期限"]) < last:
            ends.append(day(row["更新期限"]))
        if ends and min(ends) <= last:
            ended[company] = max(ended.get(company, min(ends)), min(ends))
    return {c for c, since in begun.items() if c not in ended or ended[c] < since}


def main() -> None:
    """Print the three figures."""
    book, year = arguments("Counts the figures of Kitakyushu's ledger.", LEDGER)
    hired, listed, visited = figures(book, year)
    sys.stdout.write(
        f"応援企業リスト等を活用した正規雇用化数 {hired}人\n"
        f"応援企業リスト数 {listed}社\n"
        f"マッチング支援員による求人開拓企業数 {visited}社\n"
    )


if __name__ == "__main__":
    main()
