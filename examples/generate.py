"""Writes the example ledgers. Everybody and everything in them is made up.

    python examples/generate.py
        writes examples/tomakomai/ledger-2021.xlsx, the whole of 令和3年度, and beside it
        support-2021.xlsx (bookings, courses, trials) and claims-2021.xlsx (claims)

    python examples/generate.py --scheme kobe
        writes the ledger of another scheme: kobe, kitakyushu, or kanagawa with its five bodies

    python examples/generate.py --fiscal-year 2026 --as-of 2026-11-24 --output ledger.xlsx
        writes a year as it stands on a day, with contacts and promises around that day

The same arguments give the same workbook. Needs openpyxl (with lxml, which spells XML its own way).
"""

import argparse
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))

from examples.bodies import kanagawa, kitakyushu, kobe  # noqa: E402
from examples.office import support_2021, this_year, workbook, year_2021  # noqa: E402 - the path comes first

LEDGER_2021 = HERE / "tomakomai" / "ledger-2021.xlsx"


def write_ledger_2021(path: Path = LEDGER_2021) -> None:
    """Write the ledger of 令和3年度, whose figures are 20, 15 and 7."""
    workbook.write(year_2021.ledger(), path)


def write_more_of_2021(directory: Path = LEDGER_2021.parent) -> None:
    """Write the ledgers that follow it: bookings, courses and trials; and claims."""
    support_2021.write_support(directory / "support-2021.xlsx")
    support_2021.write_claims(directory / "claims-2021.xlsx")


def write_ledger(fiscal_year: int, as_of: date, path: Path) -> None:
    """Write the ledger of a fiscal year as it stands on a day of it.

    :raises ValueError: the day does not lie in the fiscal year
    """
    workbook.write(this_year.ledger(fiscal_year, as_of), path)


def write_ledgers_of(scheme: str, directory: Path | None = None) -> None:
    """Write the ledgers of 令和3年度 of kobe, kitakyushu or kanagawa."""
    into = directory or HERE / scheme
    if scheme == "kanagawa":
        for key, book in kanagawa.books().items():
            book.write(into / f"ledger-2021-{key}.xlsx")
    else:
        {"kobe": kobe, "kitakyushu": kitakyushu}[scheme].book().write(into / "ledger-2021.xlsx")


def main() -> None:
    """Read the arguments and write one ledger, or those of a scheme."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--fiscal-year", type=int, help="the year in which it begins, such as 2026")
    parser.add_argument("--as-of", type=date.fromisoformat, help="a day of that year, 2026-11-24")
    parser.add_argument("--output", type=Path, help="where to write; ledger-YEAR.xlsx by default")
    parser.add_argument("--scheme", choices=("kobe", "kitakyushu", "kanagawa"))
    wanted = parser.parse_args()
    if wanted.scheme:
        write_ledgers_of(wanted.scheme)
    elif wanted.fiscal_year is None:
        write_ledger_2021(wanted.output or LEDGER_2021)
        if wanted.output is None:
            write_more_of_2021()
    elif wanted.as_of is None:
        parser.error("--fiscal-year needs --as-of")
    else:
        path = wanted.output or HERE / "tomakomai" / f"ledger-{wanted.fiscal_year}.xlsx"
        try:
            write_ledger(wanted.fiscal_year, wanted.as_of, path)
        except ValueError as problem:
            parser.error(str(problem))


if __name__ == "__main__":
    main()
