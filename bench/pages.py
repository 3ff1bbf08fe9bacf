"""Case list, case page and name search among 1,000,000 cases, with row policies on and off."""

import statistics
import sys
import time
from contextlib import ExitStack
from typing import Any

from bench.apart import own_database
from bench.report import Figure, report

SEARCHED = (
    "佐藤,サトウ,ｻﾄｳ,さとう,高橋,髙橋,タカハシ,渡辺,渡邊,斎藤,佐々木 純子,林,森,長谷川,オオタ,太田 誠,"
    "山本 大輔,ヤマモト ダイスケ,三浦 和彦,ミウラ,小,子,ヒロシ,浩,マユミ,真由美,原,内田 薫,カトウ,加藤 豊"
)
#: France's platform for people far from employment: an adviser's list of 20,000 applications,
#: 20 a page, with nothing else in the database; measured on a machine of this kind.
LES_EMPLOIS = "les-emplois"


def main() -> int:
    """Lay the country if it is not there yet, serve it, and measure."""
    with own_database() as data, ExitStack() as stack:
        _lay_the_country()
        # Its row policies are switched off and on.
        stack.callback(_row_policies, on=True)
        figures = _measure(str(data))
    return report("Pages (20,000 cases of one's own organisation among 1,000,000)", figures)


def _lay_the_country() -> None:
    from django.utils import timezone

    from bansou.commons.clock import local_day
    from bansou.config.roles import OWNER, as_role
    from bansou.schemes import reader
    from bench import crowd

    with as_role(OWNER):
        if not crowd.is_loaded():
            text = reader.template("tomakomai")
            crowd.load(text, reader.digest(text), local_day(timezone.now()))


def _measure(postgres_folder: str) -> list[Figure]:
    from bench.serving import served

    cookie, case = _signed_in()
    with served(postgres_folder) as web:
        guarded: list[Any] = []
        bare: list[Any] = []
        for _ in range(5):
            _row_policies(on=True)
            guarded.append(web.cost("/cases/?who=all", cookie, requests=100))
            _row_policies(on=False)
            bare.append(web.cost("/cases/?who=all", cookie, requests=100))
        _row_policies(on=True)
        page = web.cost(f"/cases/{case}/", cookie, requests=100)
        searches = _search_times(web, cookie)
    total = statistics.median(c.total for c in guarded)
    without = statistics.median(c.total for c in bare)
    parts = guarded[len(guarded) // 2]
    return [
        Figure(
            "case_list_statements", statements_of("/cases/?who=all", cookie), 12, "SQL",
            beside=(LES_EMPLOIS, 18),
        ),
        Figure("case_list_html", parts.kib, 60, "KiB", beside=(LES_EMPLOIS, 208)),
        Figure(
            "case_list_cpu", total, 60, "ms",
            f"application {parts.application:.1f} + PostgreSQL {parts.database:.1f}",
            beside=(LES_EMPLOIS, 1570),
        ),
        Figure("row_policy_ratio", total / without, 1.25, "×", f"without: {without:.1f} ms"),
        Figure("case_page_statements", statements_of(f"/cases/{case}/", cookie), 15, "SQL"),
        Figure("case_page_cpu", page.total, 40, "ms", f"{page.kib:.0f} KiB"),
        Figure("name_search_p95", searches, 100, "ms", f"{len(SEARCHED.split(','))} names × 3"),
    ]  # fmt: skip


def _signed_in() -> tuple[str, str]:
    """A session cookie of one organisation's supervising counsellor, and a long case of theirs."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from bansou.commons.access.acting import acting
    from bansou.commons.access.actors import actor_of
    from bansou.commons.models import Membership
    from bansou.people.models import Case

    seat = (
        Membership.objects.filter(role="supervising_counsellor", user__email__regex=r"^m\d+-0@")
        .select_related("user", "organisation")
        .order_by("user__email")[0]
    )
    session = SessionStore()
    session[SESSION_KEY] = str(seat.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = seat.user.get_session_auth_hash()
    session.save()
    with acting(actor_of(seat), why="bench"):
        case = Case.objects.get(organisation=seat.organisation, number="T-00123")
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}", str(case.pk)


def statements_of(path: str, cookie: str) -> float:
    """SQL statements of one request, BEGIN and COMMIT included."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie.partition("=")[2]
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return float(len(captured))


def _search_times(web: Any, cookie: str) -> float:
    from urllib.parse import quote

    times = []
    for name in SEARCHED.split(",") * 3:
        path = f"/cases/?who=all&q={quote(name)}"
        web.get(path, cookie)
        began = time.perf_counter()
        web.get(path, cookie)
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[int(len(times) * 0.95)]


def _row_policies(*, on: bool) -> None:
    from django.db import connection

    from bansou.config.roles import OWNER, as_role

    with as_role(OWNER), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            verb = "ENABLE" if on else "DISABLE"
            cursor.execute(f"ALTER TABLE public.{table} {verb} ROW LEVEL SECURITY")


if __name__ == "__main__":
    sys.exit(main())
