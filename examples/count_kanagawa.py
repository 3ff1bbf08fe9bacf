"""Counts the three joint figures of Kanagawa and its four cities straight from the five workbooks.

    python examples/count_kanagawa.py [DIRECTORY] [--fiscal-year 2021]

It reads the offices' own columns and shares nothing with the program whose figures it checks. Who
consented (共同集計への同意日) is one person wherever they went, by reading and birthday; who did not is
one person in each body. Companies are the same when their corporate numbers are.
"""

import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from examples.count_tomakomai import Row, day, rows, time_of

HERE = Path(__file__).resolve().parent / "kanagawa"
type Units = tuple[set[str], set[str], set[str]]


def units(body: str, book: Any, fiscal_year: int) -> Units:
    """Of one body: people regularly hired, people who took part, companies with openings."""
    first, last = date(fiscal_year, 4, 1), date(fiscal_year + 1, 3, 31)
    cases = {row["ケース番号"]: row for row in rows(book, "対象者", "ケース番号")}

    def counts(case: str, on: date) -> bool:
        begins, ends = time_of(cases[case])
        return first <= on <= last and begins <= on <= ends

    acts = [(r["ケース番号"], day(r["相談日"])) for r in rows(book, "相談記録", "番号")]
    for sheet in ("講座", "合同就職面接会"):
        acts += [
            (r["ケース番号"], day(r["開催日"]))
            for r in rows(book, sheet, "番号")
            if r["出欠"] == "〇"
        ]
    hired = {
        row["ケース番号"]
        for row in rows(book, "就職", "通し番号")
        if counts(row["ケース番号"], day(row["就職日"]))
        and row["雇用形態"] == "正規"
        and any(case == row["ケース番号"] and on <= day(row["就職日"]) for case, on in acts)
    }
    numbers = {row["企業番号"]: row["法人番号"] for row in rows(book, "企業", "企業番号")}
    companies = {
        numbers[row["企業番号"]]
        for row in rows(book, "求人", "番号")
        if first <= day(row["受付日"]) <= last and row["氷河期世代向け"] == "〇"
    }
    took_part = {case for case, on in acts if counts(case, on)}
    return (
        {who(body, cases[case]) for case in hired},
        {who(body, cases[case]) for case in took_part},
        companies,
    )


def who(body: str, case: Row) -> str:
    """The same text for the same person, as far as they consented."""
    if not case["共同集計への同意日"]:
        return f"{body} {case['ケース番号']}"
    kana = "".join(unicodedata.normalize("NFKC", case["フリガナ"]).split())
    return f"{kana} {day(case['生年月日'])}"


def figures(books: Mapping[str, Any], fiscal_year: int) -> tuple[int, int, int]:
    """The three joint figures."""
    found = [units(body, book, fiscal_year) for body, book in books.items()]
    hired, took_part, companies = (set().union(*each) for each in zip(*found, strict=True))
    return len(hired), len(took_part), len(companies)


def main() -> None:
    """Print the three figures, and what each body has."""
    parser = ArgumentParser(description="Counts the joint figures of Kanagawa's five ledgers.")
    parser.add_argument("directory", nargs="?", type=Path, default=HERE)
    parser.add_argument("--fiscal-year", type=int, default=2021)
    wanted = parser.parse_args()
    books = {p.stem: load_workbook(p) for p in sorted(wanted.directory.glob("ledger-*.xlsx"))}
    hired, took_part, companies = figures(books, wanted.fiscal_year)
    sys.stdout.write(
        f"正規雇用就職者数 {hired}人\n事業参加者数 {took_part}人\n求人企業数 {companies}社\n"
    )
    for body, book in books.items():
        own = "　".join(str(len(each)) for each in units(body, book, wanted.fiscal_year))
        sys.stdout.write(f"  {body}　{own}\n")


if __name__ == "__main__":
    main()
