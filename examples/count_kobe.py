"""Counts the two figures of Kobe's ledger straight from the workbook.

    python examples/count_kobe.py [LEDGER] [--fiscal-year 2021]

It reads the office's own columns and shares nothing with the program whose figures it checks.

- アウトリーチ型の相談: people in a state of withdrawal, born from 2 April 1968 to 1 April 1988, who were
  visited, accompanied or met on a ward's consultation day in the year while registered.
- 心理カウンセリング: people who came to a session at the サポステ in the year while registered; as the
  second number the sessions themselves.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from examples.count_tomakomai import arguments, day, rows, time_of

LEDGER = Path(__file__).resolve().parent / "kobe" / "ledger-2021.xlsx"


def figures(book: Any, fiscal_year: int) -> tuple[int, int, int]:
    """People reached, people counselled, sessions of counselling."""
    first, last = date(fiscal_year, 4, 1), date(fiscal_year + 1, 3, 31)
    cases = {row["ケース番号"]: row for row in rows(book, "対象者", "ケース番号")}

    def counts(case: str, on: date) -> bool:
        begins, ends = time_of(cases[case])
        return first <= on <= last and begins <= on <= ends

    reached = {
        row["ケース番号"]
        for row in rows(book, "訪問・同行の相談", "番号")
        if counts(row["ケース番号"], day(row["実施日"]))
        and row["方法"] in ("家庭訪問", "同行", "定期相談会")
        and row["本人の状態"] == "ひきこもり状態"
        and date(1968, 4, 2) <= day(cases[row["ケース番号"]]["生年月日"]) <= date(1988, 4, 1)
    }
    sessions = [
        row["ケース番号"]
        for row in rows(book, "心理カウンセリング", "番号")
        if counts(row["ケース番号"], day(row["実施日"]))
        and row["実施場所"] == "サポステ"
        and row["出欠"] == "〇"
    ]
    return len(reached), len(set(sessions)), len(sessions)


def main() -> None:
    """Print the figures."""
    book, year = arguments("Counts the figures of Kobe's ledger.", LEDGER)
    reached, people, sessions = figures(book, year)
    sys.stdout.write(
        f"アウトリーチ型の相談 {reached}人\n心理カウンセリング {people}人（{sessions}回）\n"
    )


if __name__ == "__main__":
    main()
