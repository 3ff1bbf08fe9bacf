"""`bansou load_demo`: Tomakomai's example ledgers of 令和3年度 and of this year, and demo accounts.

Ledgers go in by the same function as `bansou import`; the library of cases is filled with the sheets
of all four schemes (`demo_library`). Once the accounts are open nothing is loaded again, so that what
people do in the demo stays. Only an empty database becomes the demo's: its service "demo" is there
before anything else is, and nothing is added where it is not.
"""

import subprocess
import sys
from argparse import ArgumentParser
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.organisations.actions import (
    AlreadyMember,
    OrganisationExists,
    add_member,
    open_account,
    open_demo_account,
    register_organisation,
)
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.commons.organisations.services import is_hired, service_actor
from bansou.config.places import project_root
from bansou.desks.management.demo_benefits import fill_benefits
from bansou.desks.management.demo_bookings import fill_bookings
from bansou.desks.management.demo_companies import fill_companies
from bansou.desks.management.demo_courses import plan_courses
from bansou.desks.management.demo_experience import fill_experiences
from bansou.desks.management.demo_kobe import fill_kobe
from bansou.desks.management.demo_library import SUPERVISOR, fill_library
from bansou.desks.management.demo_papers import fill_papers
from bansou.desks.management.demo_proposals import fill_proposals
from bansou.desks.management.demo_trainees import fill_courses
from bansou.desks.management.demo_visitors import (
    PERSON_LOGIN,
    open_page_of_a_company,
    open_page_of_a_trainee,
)
from bansou.desks.manager.imports import Ledger, import_ledger
from bansou.desks.shared.login_names import as_address
from bansou.people.cases.actions import close_case
from bansou.people.cases.models import Case
from bansou.programmes.queries import contracts_on

SERVICE = "demo"
SCHEME = "tomakomai"
LG_CODE = "012131"
PASSWORD = "bansou-taiken"  # noqa: S105 - it is printed at every start of the demo
#: Of them no ledger speaks: the ledgers name who did something with people.
MATCHING_OFFICER = ("柴田 明", "shibata@city.example.jp")
OFFICERS = {SUPERVISOR: Role.SUPERVISING_COUNSELLOR, MATCHING_OFFICER: Role.MATCHING_OFFICER}
COUNSELLOR = "kudo@city.example.jp"
MANAGER = "kawamura@city.example.jp"
TRAINER = "mikami@center.example.jp"
#: Who of the ledgers' staff can be tried, beside the officers.
ACCOUNTS = (COUNSELLOR, "yamada@city.example.jp", MANAGER, TRAINER)
#: When the office closed what was left of 令和3年度.
YEAR_CLOSED_ON = date(2022, 4, 28)
EXAMPLES = project_root() / "examples"


class Command(BaseCommand):
    """Loads the demo once and prints its accounts."""

    help = "体験用のデータとアカウントを用意します（体験版だけ）。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="体験用のデータを入れてよいデータベースかどうかだけを確かめる",
        )

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        if not settings.DEMO:
            raise CommandError("体験用のデータは、体験版だけに入れられます。")
        _refuse_own_data()
        if check:
            return
        if not User.objects.filter(is_demo=True).exists():
            service_actor(SERVICE, None)
            now = timezone.now()
            city = load_city(now)
            fill_library()
            join_the_office(city, now)
            fill_desks(now)
            fill_kobe(password=PASSWORD, at=now)
            open_accounts(city)
        self._tell_accounts()

    def _tell_accounts(self) -> None:
        self.stdout.write(f"体験用のアカウント（パスワードはどれも {PASSWORD}）")
        members = Membership.objects.filter(user__is_demo=True).select_related(
            "user", "organisation"
        )
        for member in sorted(members, key=_place):
            who = f"{member.get_role_display()}　{member.user.name}（{member.organisation.name}）"
            self.stdout.write(f"  {member.user.email}　{who}")
        if User.objects.filter(email=as_address(PERSON_LOGIN), is_demo=True).exists():
            self.stdout.write(f"  {PERSON_LOGIN}　本人（講座を受けている人。自分のページを見ます）")
        self.stdout.write(
            "事例シートは、作った人とは別の人が承認します。"
            f"川村さんが作ったシートは、{SUPERVISOR[0]}さんが承認できます。"
        )


def _place(member: Membership) -> tuple[bool, int, str]:
    """Where somebody stands in the list: the office first, its counsellors before the rest."""
    is_contractor = member.organisation.kind not in Organisation.KEEPERS
    return is_contractor, list(Role).index(Role(member.role)), member.user.email


def _refuse_own_data() -> None:
    """See to it that the demo's people and accounts never stand among those of an office.

    :raises CommandError: somebody keeps their own data here
    """
    if Organisation._meta.db_table not in connection.introspection.table_names():
        return
    if User.objects.filter(is_demo=True).exists() or is_hired(SERVICE):
        return
    own = Organisation.objects.order_by("pk").first()
    if own or User.objects.filter(is_service=False).exists():
        whose = f"（{own.name}など）" if own else ""
        raise CommandError(
            f"このデータベースには、体験用でないデータ{whose}があります。体験用のデータと"
            f"アカウントは加えていません（{settings.VAR}）。\n"
            "BANSOU_VAR を外すか、空の別のフォルダーにして、もう一度動かしてください。"
            "例: BANSOU_VAR=$PWD/var/taiken make demo"
        )


def load(now: datetime) -> None:
    """Tomakomai alone, with its accounts."""
    city = load_city(now)
    join_the_office(city, now)
    open_accounts(city)


def load_city(now: datetime) -> Organisation:
    """Register both bodies and import both ledgers."""
    year = FiscalYear.of(local_day(now))
    city = _organisation("苫小牧市", Organisation.Kind.MUNICIPALITY, LG_CODE)
    _organisation("一般社団法人苫小牧地域職業訓練センター運営協会", Organisation.Kind.CONTRACTOR)
    _import(EXAMPLES / SCHEME / "ledger-2021.xlsx", now)
    with acting(service_actor(SERVICE, city), why="体験用のデータ"):
        _close_what_is_left(city, FiscalYear(2021), now)
    if year.year != 2021:
        _import(_this_years_ledger(year, local_day(now)), now)
    with acting(service_actor(SERVICE, city), why="体験用のデータ") as demo:
        for contract in contracts_on(city.pk, local_day(now)):
            plan_courses(by=demo, contract=contract, at=now)
    return city


def _organisation(name: str, kind: Organisation.Kind, lg_code: str = "") -> Organisation:
    with (
        suppress(OrganisationExists),
        acting(service_actor(SERVICE, None), why="体験用のデータ"),
    ):
        return register_organisation(name=name, kind=kind, lg_code=lg_code)
    return Organisation.objects.get(name=name, kind=kind)


def _import(workbook: Path, now: datetime) -> None:
    ledger = Ledger(
        content=workbook.read_bytes(),
        name=workbook.name,
        mapping=(EXAMPLES / SCHEME / "mapping.toml").read_text(encoding="utf-8"),
        scheme_id=SCHEME,
    )
    import_ledger(ledger, at=now, opens_accounts=True)


def _this_years_ledger(year: FiscalYear, today: date) -> Path:
    """Have the examples' generator write this year's workbook as it stands today."""
    path = Path(settings.VAR) / "demo" / f"ledger-{year.year}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    words = ["--fiscal-year", str(year.year), "--as-of", today.isoformat(), "--output", str(path)]
    subprocess.run([sys.executable, str(EXAMPLES / "generate.py"), *words], check=True)
    return path


def _close_what_is_left(city: Organisation, year: FiscalYear, now: datetime) -> None:
    """Close the cases of a year gone by that its ledger left open, as the office did."""
    left = Case.objects.filter(
        organisation=city,
        closed_on=None,
        enrolments__programme__scheme_id=SCHEME,
        enrolments__programme__fiscal_year=year.year,
    )
    for case in left.distinct():
        close_case(case=case, on=YEAR_CLOSED_ON, reason=f"{year.label}の事業の終了", at=now)


def join_the_office(city: Organisation, now: datetime) -> None:
    """Give those their seats of whom no ledger speaks."""
    with acting(service_actor(SERVICE, city), why="体験用のデータ"):
        for (name, email), role in OFFICERS.items():
            user = open_account(email=email, name=name, at=now)
            with suppress(AlreadyMember):
                add_member(
                    user=user,
                    organisation=city,
                    role=role,
                    from_on=FiscalYear(2021).starts_on,
                )


def fill_desks(now: datetime) -> None:
    """Have the people who can be tried do what no ledger tells: bookings, courses, papers, trials."""
    officer = _seat(MATCHING_OFFICER[1])
    fill_courses(counsellor=_seat(COUNSELLOR), trainer=_seat(TRAINER), at=now)
    open_page_of_a_trainee(counsellor=_seat(COUNSELLOR), password=PASSWORD, at=now)
    fill_papers(counsellor=_seat(COUNSELLOR), at=now)
    fill_bookings(by=_seat(SUPERVISOR[1]), at=now)
    fill_companies(officer=officer, at=now)
    open_page_of_a_company(officer=_seat(MATCHING_OFFICER[1]), password=PASSWORD, at=now)
    fill_experiences(counsellor=_seat(COUNSELLOR), officer=officer, manager=_seat(MANAGER), at=now)
    fill_proposals(officer=officer, counsellor=_seat(COUNSELLOR), at=now)
    fill_benefits(
        counsellor=_seat(COUNSELLOR),
        supervisor=_seat(SUPERVISOR[1]),
        manager=_seat(MANAGER),
        at=now,
    )


def _seat(email: str) -> Actor:
    seats = Membership.objects.select_related("user", "organisation")
    return actor_of(seats.get(user__email=email))


def open_accounts(city: Organisation) -> None:
    """Let the city's people be tried: the last thing done, so that a load that was cut off goes on."""
    emails = [*ACCOUNTS, *(email for _name, email in OFFICERS)]
    with acting(service_actor(SERVICE, city), why="体験用のデータ"):
        for user in User.objects.filter(email__in=emails):
            open_demo_account(user=user, password=PASSWORD)
