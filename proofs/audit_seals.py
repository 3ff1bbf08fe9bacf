"""A thousand random tamperings with the log, the histories and the seals: each is to be found.

And each is to be found where it was done: the first fault names the row, or the seal.
"""

import random
import sys
import time
from collections import Counter
from typing import Any

from bench.apart import own_database
from bench.report import Figure, report
from proofs.progress import with_progress

_TAMPERINGS = 1_000
_SEED = 20261130


def found_rightly(connection: Any, links: Any, chance: random.Random) -> tuple[str, bool, bool]:
    """Tamper once: in which way, whether it was found, and whether the first fault names it."""
    from bansou.commons.audit.verifying import verify
    from proofs.tampering import taken_back, tamper

    with taken_back(connection), connection.cursor() as cursor:
        done = tamper(connection, chance)
        faults = verify(cursor, links=links).faults
    named = bool(faults) and (
        (faults[0].table, faults[0].key) == (done.table, done.key)
        if done.table
        else done.seal in {faults[0].seal, faults[-1].seal}
    )
    return done.kind, bool(faults) and done.kind in {fault.kind for fault in faults}, named


def sealed_world(links: list[Any]) -> None:
    """Two cities with a row in every table, everything sealed in several seals."""
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.audit.actions import note_reading
    from bansou.commons.audit.models import AccessLog
    from bansou.commons.audit.seals import seal_the_log
    from bansou.commons.organisations.services import service_actor
    from tests.commons.access.cities import found_centre, found_city

    name = f"{time.time_ns()}"
    centre = found_centre(f"訓練センター{name}")
    for city_name in (f"苫小牧市{name}", f"神戸市{name}"):
        city = found_city(city_name, centre)
        for _ in range(5):
            with acting(city.counsellor_actor, why="開く") as by:
                note_reading(
                    by=by,
                    kind=AccessLog.Kind.OPEN,
                    subject="case",
                    subject_id=city.case.pk,
                    case_id=city.case.pk,
                    at=timezone.now(),
                    keeper_id=city.body.pk,
                )
        for _ in range(2):
            _wait_for_who_runs()
            with acting(service_actor("command", None), why="封印"):
                link = seal_the_log()
            if link:
                links.append(link)


def _wait_for_who_runs(seconds: float = 300) -> None:
    """Until every transaction of the server that runs now has ended, those of other databases too.

    Only then is a seal settled: nothing can come late to it.
    """
    from django.db import connection

    def at(end: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_snapshot_{end}(pg_current_snapshot())::text::bigint")
            return int(cursor.fetchone()[0])

    newest, until = at("xmax"), time.monotonic() + seconds
    while at("xmin") < newest:
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)


def main() -> int:
    """Tamper, look, and say how often it was found."""
    with own_database("proofs", "audit") as _:
        import psycopg
        from django.conf import settings
        from psycopg.conninfo import make_conninfo

        from bansou.config.embedded import SUPERUSER

        links: list[Any] = []
        sealed_world(links)
        login = settings.EMBEDDED_DATABASE.login(SUPERUSER)
        chance, ways, found, named = random.Random(_SEED), Counter[str](), 0, 0
        with psycopg.connect(make_conninfo(**login)) as connection:
            for _ in with_progress("tamperings", _TAMPERINGS, range(_TAMPERINGS)):
                way, is_found, is_named = found_rightly(connection, links, chance)
                ways[way] += 1
                found, named = found + is_found, named + is_named
    told = "  ".join(f"{way} {count}" for way, count in sorted(ways.items()))
    return report(
        "Tamperings with log, histories and seals",
        [
            Figure("tamperings_found", found, _TAMPERINGS, "found", told, at_least=True),
            Figure("tamperings_named", named, _TAMPERINGS, "found", at_least=True),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
