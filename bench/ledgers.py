"""Importing a ledger end to end, and reading the indicators of all four schemes from the database."""

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.apart import own_database
from bench.report import Figure, report

#: The prefecture's ledger so many times over, each time with other people: 100,000 rows.
TIMES = 99
EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> int:
    """Measure in a database of its own, which is laid anew each time."""
    sys.path.insert(0, str(EXAMPLES.parent))
    shutil.rmtree(Path(os.environ.get("BANSOU_VAR", "var"), "bench", "ledgers"), ignore_errors=True)
    with own_database("ledgers"):
        _register_bodies()
        figures = [_indicators(), *_import()]
    return report("Ledgers", figures)


def _register_bodies() -> None:
    for kind, name, code in (
        ("prefecture", "神奈川県", "140007"),
        ("municipality", "苫小牧市", "012131"),
        ("designated_city", "神戸市", "281000"),
        ("designated_city", "北九州市", "401005"),
    ):
        _register(kind, name, code)
    _register("contractor", "一般社団法人苫小牧地域職業訓練センター運営協会", "")


def _register(kind: str, name: str, code: str) -> None:
    from bansou.commons.access.acting import acting
    from bansou.commons.organisations.actions import OrganisationExists, register_organisation
    from bansou.commons.organisations.services import service_actor

    with suppress(OrganisationExists), acting(service_actor("bench", None), why="bench"):
        register_organisation(name=name, kind=kind, lg_code=code)


def _import() -> list[Figure]:
    """Check a ledger, then import it for good."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        # What it takes to make the ledger is no part of what it takes to import it.
        content = apart.submit(_large_ledger).result()
    figures = []
    for name, dry_run in (("check", True), ("import", False)):
        began, busy = time.perf_counter(), time.process_time()
        result = _take_in("kanagawa", content, dry_run=dry_run)
        seconds = time.perf_counter() - began
        rows = result.tally.rows
        note = f"{rows:,} rows, {time.process_time() - busy:.1f} of {seconds:.1f} s in Python"
        speed = rows / seconds
        figures.append(Figure(f"{name}_rows_a_second", speed, 3_000, "rows/s", note, at_least=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*figures, Figure("import_memory", peak, 500, "MiB", f"{rows:,} rows")]


def _large_ledger() -> bytes:
    sys.path.insert(0, str(EXAMPLES.parent))
    from examples.bodies import kanagawa

    book = kanagawa.books()["kanagawa"]
    _multiply(book.rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        book.write(path)
        return path.read_bytes()


def _multiply(rows: dict[str, list[list[Any]]]) -> None:
    """Say everything so many times of other people: other numbers, names and birthdays."""
    first = {name: list(of_sheet) for name, of_sheet in rows.items()}
    people = first["対象者"]
    rows["対象者"] = [
        [f"{time_over}-{row[0]}", *_name(people, place, time_over), None, None, *row[5:]]
        for time_over in range(TIMES)
        for place, row in enumerate(people)
    ]
    for days, row in enumerate(rows["対象者"]):
        row[3] = _birthday(days)
    for name in ("相談記録", "講座", "合同就職面接会", "就職"):
        rows[name] = [
            [f"{time_over}-{row[0]}", f"{time_over}-{row[1]}", *row[2:]]
            for time_over in range(TIMES)
            for row in first[name]
        ]


def _birthday(days: int) -> date:
    """One for each: not in the years of the example's people, who would be asked about."""
    day = date(1900, 1, 1) + timedelta(days=days)
    return day if day.year < 1965 else day + (date(1990, 1, 1) - date(1965, 1, 1))


def _name(people: list[list[Any]], place: int, time_over: int) -> Iterator[str]:
    """The surname of one with the given name of another, written and read."""
    other = people[(place + time_over + 1) % len(people)]
    for column in (1, 2):
        yield f"{people[place][column].split()[0]} {other[column].split()[1]}"


def _take_in(scheme_id: str, content: bytes, *, dry_run: bool = False) -> Any:
    from django.utils import timezone

    from bansou.desks.manager.handed_in import Ledger
    from bansou.desks.manager.imports import import_ledger

    mapping = (EXAMPLES / scheme_id / "mapping.toml").read_text(encoding="utf-8")
    ledger = Ledger(content, "ledger.xlsx", mapping, scheme_id)
    return import_ledger(ledger, at=timezone.now(), opens_accounts=True, dry_run=dry_run)


def _indicators() -> Figure:
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.clock import local_day
    from bansou.commons.organisations.models import Organisation
    from bansou.commons.organisations.services import service_actor
    from bansou.evidence.indicators.queries import readings
    from bansou.programmes.models import Programme

    total, number = 0.0, 0
    for scheme_id, code, name in (
        ("tomakomai", "012131", "ledger-2021"),
        ("kobe", "281000", "ledger-2021"),
        ("kitakyushu", "401005", "ledger-2021"),
        ("kanagawa", "140007", "ledger-2021-kanagawa"),
    ):
        _take_in(scheme_id, (EXAMPLES / scheme_id / f"{name}.xlsx").read_bytes())
        body = Organisation.objects.get(lg_code=code)
        with acting(service_actor("bench", body), why="bench"):
            programme = Programme.objects.get(scheme_id=scheme_id, fiscal_year=2021)
            readings(programme, local_day(timezone.now()))
            began = time.perf_counter()
            number += len(readings(programme, local_day(timezone.now())))
            total += time.perf_counter() - began
    return Figure("four_schemes_indicators", total, 1, "s", f"{number} indicators")


if __name__ == "__main__":
    sys.exit(main())
