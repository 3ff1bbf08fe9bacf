"""Two who pay at once, and one who is cut off in the middle: no day is paid twice, no yen is lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from bansou.benefits.claims.deciding import approve_claim
from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.payments.actions import make_list
from bansou.benefits.payments.models import PaymentEntry, PaymentList
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.people.persons.models import Person
from bansou.programmes.models import SpendingLine
from tests.benefits.paying import (
    account,
    again,
    budget,
    checked,
    claimed,
    decided,
    pay_day,
    paying_account,
    second_manager,
    trainee,
    with_prices,
)
from tests.commons.waiting import wait_until_waiting
from tests.desks.counsellor.town import Town, found_town, now, today

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], Any]) -> list[str]:
    """Do all of it at the same moment; each answers with "done" or the code of its refusal."""
    together = Barrier(len(works))

    def run(work: Callable[[], Any]) -> str:
        try:
            together.wait(timeout=60)
            work()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as workers:
        return sorted(workers.map(run, works))


def committed(town: Town) -> tuple[int, int]:
    with town.at_work():
        line = SpendingLine.objects.get(programme=town.programme)
    return line.committed_yen, line.paid_yen


def test_of_two_who_approve_at_once_one_does() -> None:
    town = found_town()
    with_prices(town)
    budget(town)
    it = trainee(town)
    seen = checked(town, claimed(town, it.case, it.attended))
    other = second_manager(town)

    def approve(by: Membership) -> None:
        with town.at_work(by) as actor:
            claim = Claim.objects.get(pk=seen.pk)
            approve_claim(by=actor, claim=claim, seen_version=seen.version, at=now())

    answers = at_once(lambda: approve(town.manager), lambda: approve(other))

    assert answers == ["benefits.not_in_this_state", "done"]
    assert committed(town) == (6000, 0)
    assert again(town, seen).state == "approved"


def test_a_kill_in_the_middle_of_an_approval_leaves_nothing_and_the_next_one_does_it_once() -> None:
    town = found_town()
    with_prices(town)
    budget(town)
    it = trainee(town)
    seen = checked(town, claimed(town, it.case, it.attended))
    other = second_manager(town)
    # Claims may be held but not changed: the child comes as far as its last statement, with the
    # money taken from the budget before.
    with town.at_work(town.manager), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE benefits_claim IN SHARE MODE")
        approving = approving_child(other, seen)
        try:
            wait_until_waiting(1, lambda: approving.poll() is None)
        finally:
            approving.kill()
            approving.wait(timeout=30)

    assert (again(town, seen).state, committed(town)) == ("checked", (0, 0))
    assert approving_child(other, seen).wait(timeout=120) == 0
    assert (again(town, seen).state, committed(town)) == ("approved", (6000, 0))
    assert approving_child(other, seen).wait(timeout=120) == 1
    assert committed(town) == (6000, 0)


_APPROVING = """
import sys, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from django.utils import timezone
from bansou.benefits.claims.deciding import approve_claim
from bansou.benefits.claims.models import Claim
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
seat = Membership.objects.select_related("user", "organisation").get(pk=sys.argv[2])
with acting(actor_of(seat), why="決定") as actor:
    claim = Claim.objects.get(pk=sys.argv[3])
    try:
        approve_claim(by=actor, claim=claim, seen_version=int(sys.argv[4]), at=timezone.now())
    except Refusal:
        sys.exit(1)
"""


def approving_child(by: Membership, seen: Claim) -> "subprocess.Popen[bytes]":
    """Another process that approves the claim; it ends with 1 if it was refused."""
    return started(_APPROVING, by.pk, seen.pk, seen.version)


def test_of_many_who_claim_the_same_days_at_once_one_does() -> None:
    town = found_town()
    with_prices(town)
    it = trainee(town)

    answers = at_once(*[lambda: claimed(town, it.case, it.attended)] * 5)

    assert answers == [*["benefits.claimed_already"] * 4, "done"]
    with town.at_work():
        assert (Claim.objects.count(), ClaimItem.objects.count()) == (1, 3)


def test_commits_no_more_than_there_is_when_two_claims_are_approved_at_once() -> None:
    town = found_town()
    with_prices(town)
    budget(town, 9_000)
    claims = []
    for name, kana in (("三浦 和彦", "ミウラ カズヒコ"), ("佐々木 翔", "ササキ ショウ")):
        it = trainee(town, name=name, kana=kana)
        claims.append(checked(town, claimed(town, it.case, it.attended)))

    def approve(claim: Claim) -> None:
        with town.at_work(town.manager) as actor:
            approve_claim(by=actor, claim=claim, seen_version=claim.version, at=now())

    answers = at_once(lambda: approve(claims[0]), lambda: approve(claims[1]))

    assert answers == ["done", "funding.exhausted"]
    assert committed(town) == (6000, 0)


def payable(town: Town) -> Claim:
    with_prices(town)
    budget(town)
    paying_account(town)
    it = trainee(town)
    claim = decided(town, claimed(town, it.case, it.attended))
    account(town, it.case)
    return claim


def pay(town: Town, claim: Claim) -> None:
    with town.at_work(town.manager) as actor:
        make_list(
            by=actor,
            programme=town.programme,
            claims=[claim.pk],
            pay_on=pay_day(),
            today=today(),
            at=now(),
        )


def test_of_two_lists_at_once_one_has_the_claim() -> None:
    town = found_town()
    claim = payable(town)

    answers = at_once(*[lambda: pay(town, claim)] * 2)

    assert answers == ["done", "payments.in_another_list"]
    with town.at_work():
        assert (PaymentList.objects.count(), PaymentEntry.objects.count()) == (1, 1)


_CHILD = """
import sys, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from datetime import date
from uuid import UUID
from django.utils import timezone
from bansou.benefits.payments.actions import make_list
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.organisations.models import Membership
from bansou.programmes.models import Programme
seat = Membership.objects.select_related("user", "organisation").get(pk=sys.argv[2])
pay_on, today = (date.fromisoformat(day) for day in sys.argv[5:7])
with acting(actor_of(seat), why="支払") as actor:
    make_list(
        by=actor,
        programme=Programme.objects.get(pk=sys.argv[3]),
        claims=[UUID(sys.argv[4])],
        pay_on=pay_on,
        today=today,
        at=timezone.now(),
    )
"""


def child(town: Town, claim: Claim) -> "subprocess.Popen[bytes]":
    """Another process that makes the list."""
    words = [
        town.manager.pk,
        town.programme.pk,
        claim.pk,
        pay_day().isoformat(),
        today().isoformat(),
    ]
    return started(_CHILD, *words)


def started(program: str, *words: object) -> "subprocess.Popen[bytes]":
    """A process of its own on this test's database."""
    database = connection.settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-c", program, database, *map(str, words)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bansou.config.settings.test"},
    )


def test_a_kill_in_the_middle_pays_nobody_and_the_next_list_pays_once() -> None:
    town = found_town()
    claim = payable(town)
    # Whoever holds the person lets the child come as far as their entry, its list begun.
    with town.at_work(town.manager):
        Person.objects.select_for_update().get(pk=claim.case.person_id)
        making = child(town, claim)
        try:
            wait_until_waiting(1, lambda: making.poll() is None)
        finally:
            making.kill()
            making.wait(timeout=30)

    assert again(town, claim).state == "approved"
    with town.at_work():
        assert (PaymentList.objects.count(), PaymentEntry.objects.count()) == (0, 0)
    assert child(town, claim).wait(timeout=120) == 0
    assert again(town, claim).state == "listed"
    with town.at_work():
        assert [entry.yen for entry in PaymentEntry.objects.all()] == [6000]
