"""The week of a desk with ten counsellors, and 10,000 attempts at 1,000 slots by 16 processes.

No booking is doubled, none is lost and every attempt is made: else the bench fails, on whatever
machine.
"""

import random
import statistics
import sys
import time as clock
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from multiprocessing import get_context
from typing import Any
from uuid import UUID

from bench.apart import own_database
from bench.report import Figure, report

COUNSELLORS, SLOTS, ATTEMPTS, PROCESSES = 10, 1_000, 10_000, 16
#: Of five slots of the week that is looked at, so many are booked.
BOOKED = 3
_CASES = 250
#: A process gives up after so many seconds, and then the bench fails.
_LONGEST = 1_500

type Try = tuple[str, str]


def main() -> int:
    """Set an office up, look at its week, then let everybody book at once."""
    with own_database("bookings") as data:
        office = _office()
        figures = [*_look(office, str(data)), *_race(office)]
    return report("Bookings (one desk, ten counsellors)", figures)


def _office() -> dict[str, Any]:
    """An office of its own for each run: its desk is open on workdays from nine to five."""
    from bansou.commons.access.acting import acting
    from bansou.commons.access.actors import Actor, actor_of
    from bansou.commons.keys import uuid7
    from bansou.commons.models import Membership, Organisation, User
    from bansou.support.consultation.booking.opening import DeskWords, set_up_desk

    founder = Actor(user_id=uuid7(), name="bench")
    with acting(founder, why="bench"):
        body = Organisation.objects.create(name=f"市 {uuid7()}", kind="municipality")
        seats = []
        for number in range(COUNSELLORS):
            user = User.objects.create_user(
                f"{uuid7()}@bench.invalid", name=f"相談員 {number}", is_demo=True
            )
            role = "counsellor" if number else "supervising_counsellor"
            since = date(2020, 4, 1)
            seats.append(
                Membership.objects.create(user=user, organisation=body, role=role, from_on=since)
            )
    with acting(actor_of(seats[0]), why="bench"):
        words = DeskWords(name="窓口", place="市役所", channels=["visit"], closes_on_holidays=False)
        desk = set_up_desk(keeper_id=body.pk, words=words)
        _open(desk, seats)
        _register(actor_of(seats[0]))
    return {"desk": desk, "seats": seats, "by": actor_of(seats[0])}


def _open(desk: Any, seats: Sequence[Any]) -> None:
    from bansou.support.consultation.booking.opening import Opening, open_hours, put_on_duty

    since = date(2020, 4, 1)
    for weekday in range(5):
        opening = Opening(weekday=weekday, starts_at=time(9), ends_at=time(17), valid_from=since)
        hours = open_hours(desk=desk, opening=opening)
        for seat in seats:
            put_on_duty(hours=hours, member_id=seat.pk, valid_from=since)


def _register(by: Any) -> None:
    from bansou.people.cases.actions import open_case
    from bansou.people.persons.actions import register_person

    for number in range(_CASES):
        person = register_person(by=by, name=f"佐藤 {number}", kana="サトウ")
        open_case(by=by, person=person, opened_on=date(2026, 4, 1))


def _workdays(first: date, count: int) -> list[date]:
    days = (first + timedelta(days=ahead) for ahead in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]


# The week


def _look(office: dict[str, Any], postgres_folder: str) -> list[Figure]:
    from bench.pages import statements_of
    from bench.serving import served

    monday = _fill_week(office)
    path = f"/bookings/?desk={office['desk'].pk}&week={monday.isoformat()}"
    cookie = _cookie(office["seats"][0])
    with served(postgres_folder) as web:
        cost = web.cost(path, cookie, requests=50)
    return [
        Figure("week_statements", statements_of(path, cookie), 12, "SQL"),
        Figure(
            "week_cpu",
            cost.total,
            50,
            "ms",
            f"application {cost.application:.1f} + PostgreSQL {cost.database:.1f}",
        ),
        Figure("week_html", cost.kib, 120, "KiB"),
    ]


def _fill_week(office: dict[str, Any]) -> date:
    """Book most of the week after the next; each for a case of its own."""
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.clock import local_day
    from bansou.people.models import Case
    from bansou.support.consultation.booking.actions import Place, Whom, book
    from bansou.support.consultation.booking.planning import monday_of, timetable_of

    now = timezone.now()
    monday = monday_of(local_day(now)) + timedelta(days=14)
    desk, by = office["desk"], office["by"]
    with acting(by, why="bench"):
        cases = iter(Case.objects.filter(organisation_id=by.organisation_id))
        for day in _workdays(monday, 5):
            for number, slot in enumerate(timetable_of(desk, day, day).free_on(day, now)):
                if number % 5 < BOOKED:
                    place = Place(
                        desk=desk, member_id=slot.member_id, starts_at=slot.span.starts_at
                    )
                    whom = Whom(case=next(cases))
                    book(by=by, place=place, channel="visit", whom=whom, at=now)
    _count_rows()
    return monday


def _count_rows() -> None:
    """What PostgreSQL does by itself in an office's first hour: learn how large the tables are."""
    from django.db import connection

    from bansou.config.roles import OWNER, as_role

    with as_role(OWNER), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cookie(seat: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(seat.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = seat.user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


# Everybody at once


def _race(office: dict[str, Any]) -> list[Figure]:
    slots = _slots(office)
    each = ATTEMPTS // PROCESSES
    context = get_context("spawn")
    together = context.Barrier(PROCESSES)
    answers: Any = context.Queue()
    seat = str(office["seats"][0].pk)
    desk = str(office["desk"].pk)
    shares = [_drawn(slots, number, each) for number in range(PROCESSES)]
    workers = [
        context.Process(
            target=_attempt,
            args=(number, seat, desk, share),
            kwargs={"together": together, "answers": answers},
        )
        for number, share in enumerate(shares)
    ]
    for worker in workers:
        worker.start()
    told = [answers.get(timeout=1800) for _worker in workers]
    for worker in workers:
        worker.join()
    won = sum(booked for _number, booked, _taken, _times in told)
    times = [one for _number, _booked, _taken, times in told for one in times]
    if len(times) != ATTEMPTS:
        raise RuntimeError(f"{len(times)} of {ATTEMPTS} attempts were made in {_LONGEST} s")
    _refuse_what_must_not_be(office, won, {slot for share in shares for slot in share})
    p95 = statistics.quantiles(times, n=20)[-1]
    note = f"{len(times)} attempts, {won} booked, {PROCESSES} processes, no double, none lost"
    return [Figure("booking_p95", p95 * 1000, 1_000, "ms", note)]


def _slots(office: dict[str, Any]) -> list[Try]:
    """The first slots from eight weeks ahead on: counsellor and start."""
    from django.utils import timezone

    from bansou.commons.clock import JST, local_day

    first = local_day(timezone.now()) + timedelta(days=56)
    days = _workdays(first, SLOTS // (8 * COUNSELLORS) + 1)
    every = [
        (str(seat.pk), datetime.combine(day, time(hour), tzinfo=JST).isoformat())
        for day in days
        for hour in range(9, 17)
        for seat in office["seats"]
    ]
    return every[:SLOTS]


def _drawn(slots: Sequence[Try], number: int, each: int) -> list[Try]:
    """So many slots of all in an order of the process's own; together every slot is drawn."""
    order = list(slots)
    random.Random(number).shuffle(order)
    shift = number * each
    own = [slots[(shift + step) % len(slots)] for step in range(each // 2)]
    return [*own, *order[: each - len(own)]]


def _attempt(
    number: int, seat: str, desk_key: str, slots: Sequence[Try], *, together: Any, answers: Any
) -> None:
    """One process: try to book each of its slots, in a transaction each, as a desk does."""
    import django

    django.setup()
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.access.actors import actor_of
    from bansou.commons.models import Membership
    from bansou.support.consultation.booking.actions import Place, Whom, book
    from bansou.support.consultation.booking.models import ServiceDesk
    from bansou.support.consultation.booking.refusals import SlotTaken

    by = actor_of(Membership.objects.select_related("user", "organisation").get(pk=seat))
    with acting(by, why="bench"):
        desk = ServiceDesk.objects.get(pk=desk_key)
    whom, booked, taken, times = Whom(nickname=f"{number}番"), 0, 0, []
    together.wait(timeout=600)
    until = clock.monotonic() + _LONGEST
    for member, start in slots:
        began = clock.monotonic()
        if began > until:
            break
        place = Place(desk=desk, member_id=UUID(member), starts_at=datetime.fromisoformat(start))
        try:
            with acting(by, why="bench"):
                book(by=by, place=place, channel="visit", whom=whom, at=timezone.now())
            booked += 1
        except SlotTaken:
            taken += 1
        times.append(clock.monotonic() - began)
    answers.put((number, booked, taken, times))


def _refuse_what_must_not_be(office: dict[str, Any], won: int, tried: set[Try]) -> None:
    from django.db import connection

    from bansou.commons.access.acting import acting

    with acting(office["by"], why="bench"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT (member_id, starts_at)) FROM support_booking"
            " WHERE organisation_id = %s AND case_id IS NULL",
            [office["by"].organisation_id],
        )
        rows, different = cursor.fetchone()
    if not rows == different == won == len(tried):
        raise RuntimeError(
            f"{won} were told that they are booked for {len(tried)} slots;"
            f" {rows} bookings are there, {different} of them different"
        )


if __name__ == "__main__":
    sys.exit(main())
