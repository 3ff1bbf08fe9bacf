"""Kobe for the demo: this year's programme, who works there, and people who rarely leave home."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import FiscalYear, local_day
from bansou.commons.codes.municipalities import municipality
from bansou.commons.organisations.actions import (
    AlreadyMember,
    add_member,
    kind_of,
    open_account,
    open_demo_account,
    register_organisation,
)
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.commons.organisations.services import service_actor
from bansou.desks.management.demo_handing import fill_handing
from bansou.desks.management.demo_ibasho import fill_ibasho
from bansou.desks.management.demo_keeping import fill_keeping
from bansou.desks.management.demo_outreach import fill_outreach
from bansou.desks.management.demo_staff_course import fill_staff_course
from bansou.desks.management.demo_station import fill_station
from bansou.desks.management.demo_supervision import fill_supervision
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.cases.noting import note_avoided, note_household_8050, note_onset
from bansou.people.cases.onset import Onset
from bansou.people.persons.actions import register_person
from bansou.programmes.actions import start_programme
from bansou.programmes.models import Programme
from bansou.schemes.reader import template

SCHEME, LG_CODE = "kobe", "281000"
_WHY, _SERVICE = "体験用のデータ", "demo"
COUNSELLOR = ("西田 恵", "nishida@kobe.example.jp")
COLLEAGUE = ("前田 徹", "maeda@kobe.example.jp")
SUPERVISOR = ("大橋 文", "ohashi@kobe.example.jp")
MANAGER = ("中村 亮", "nakamura@kobe.example.jp")
PSYCHOLOGIST = ("森 文子", "mori@kobe.example.jp")
OTHER_PSYCHOLOGIST = ("西村 修", "nishimura@kobe.example.jp")
IBASHO_STAFF = ("藤田 葵", "fujita@kobe.example.jp")
PRIVACY_OFFICER = ("長谷川 恵", "hasegawa@kobe.example.jp")
STAFF = {
    COUNSELLOR: Role.COUNSELLOR,
    COLLEAGUE: Role.COUNSELLOR,
    SUPERVISOR: Role.SUPERVISING_COUNSELLOR,
    MANAGER: Role.PROGRAMME_MANAGER,
    PSYCHOLOGIST: Role.PSYCHOLOGIST,
    OTHER_PSYCHOLOGIST: Role.PSYCHOLOGIST,
    IBASHO_STAFF: Role.IBASHO_STAFF,
    PRIVACY_OFFICER: Role.PRIVACY_OFFICER,
}


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody whom the office knows, and what is to be avoided with them."""

    name: str
    kana: str
    born_on: date
    opened: int
    avoid: tuple[str, ...] = ()
    lives_with_old_parent: bool = False


_PEOPLE = (
    _Known(
        "井上 拓也",
        "イノウエ タクヤ",
        date(1981, 6, 14),
        -84,
        ("約束のない訪問", "部屋のドアを外から開けること", "仕事の話から始めること"),
    ),
    _Known("上田 理恵", "ウエダ リエ", date(1976, 11, 3), -61, ("電話（メールは読める）",), True),
    _Known("岡本 慎", "オカモト マコト", date(1984, 2, 20), -33),
)


def fill_kobe(*, password: str, at: datetime) -> None:
    """Found the programme with its people, let outreach happen, and open the accounts at the end."""
    body = _body()
    today = local_day(at)
    with acting(service_actor(_SERVICE, body), why=_WHY) as demo:
        if Programme.objects.filter(
            organisation=body, scheme_id=SCHEME, fiscal_year=FiscalYear.of(today).year
        ).exists():
            return
        _staff(body, at)
        programme = start_programme(
            by=demo,
            scheme_id=SCHEME,
            text=template(SCHEME),
            fiscal_year=FiscalYear.of(today).year,
            at=at,
        )
    with acting(seat_of(SUPERVISOR[1]), why=_WHY) as supervisor:
        cases = [_case(supervisor, programme, known, at) for known in _PEOPLE]
    fill_outreach(
        counsellor=seat_of(COUNSELLOR[1]),
        colleague=seat_of(COLLEAGUE[1]),
        supervisor=seat_of(SUPERVISOR[1]),
        manager=seat_of(MANAGER[1]),
        cases=cases,
        at=at,
    )
    fill_station(
        supervisor=seat_of(SUPERVISOR[1]),
        psychologist=seat_of(PSYCHOLOGIST[1]),
        cases=cases,
        at=at,
    )
    fill_ibasho(
        manager=seat_of(MANAGER[1]),
        staff=seat_of(IBASHO_STAFF[1]),
        counsellor=seat_of(COUNSELLOR[1]),
        case=cases[0],
        at=at,
    )
    fill_supervision(
        supervisor=seat_of(SUPERVISOR[1]),
        counsellor=_member(COUNSELLOR[1]),
        colleague=_member(COLLEAGUE[1]),
        at=at,
    )
    fill_keeping(
        supervisor=seat_of(SUPERVISOR[1]),
        manager=seat_of(MANAGER[1]),
        colleague=seat_of(COLLEAGUE[1]),
        case=cases[1],
        at=at,
    )
    fill_staff_course(manager=seat_of(MANAGER[1]), trainee=seat_of(COUNSELLOR[1]), at=at)
    fill_handing(counsellor=seat_of(COUNSELLOR[1]), case=cases[0], at=at)
    with acting(service_actor(_SERVICE, body), why=_WHY):
        for user in User.objects.filter(email__in=[email for _name, email in STAFF]):
            open_demo_account(user=user, password=password)


def _body() -> Organisation:
    known = Organisation.objects.filter(lg_code=LG_CODE, kind__in=Organisation.KEEPERS).first()
    if known:
        return known
    official = municipality(LG_CODE)
    with acting(service_actor(_SERVICE, None), why=_WHY):
        return register_organisation(name=official.name, kind=kind_of(official), lg_code=LG_CODE)


def _staff(body: Organisation, at: datetime) -> None:
    since = FiscalYear(FiscalYear.of(local_day(at)).year - 1).starts_on
    for (name, email), role in STAFF.items():
        with suppress(AlreadyMember):
            user = open_account(email=email, name=name, at=at)
            add_member(user=user, organisation=body, role=role, from_on=since)


def seat_of(email: str) -> Actor:
    """Somebody of Kobe as they act."""
    return actor_of(_member(email))


def _member(email: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(user__email=email)


def _case(by: Actor, programme: Programme, known: _Known, at: datetime) -> Case:
    """A case of the counsellor's, in this year's programme since it was opened."""
    opened_on = max(local_day(at) + timedelta(days=known.opened), programme.starts_on)
    person = register_person(
        by=by, name=known.name, kana=known.kana, birth_on=known.born_on, phone="078-000-0134"
    )
    case = open_case(
        by=by, person=person, opened_on=opened_on, category="social_withdrawal", pathway=""
    )
    enrol(case=case, programme=programme, from_on=opened_on)
    to = Membership.objects.get(user__email=COUNSELLOR[1])
    assign(by=by, case=case, to=to, from_on=opened_on, at=at)
    case.refresh_from_db()
    if known.avoid:
        note_avoided(
            case=case, seen_version=case.version, avoid=known.avoid, confirmed_on=opened_on
        )
    case.refresh_from_db()
    if known.lives_with_old_parent:
        case = note_household_8050(
            case=case, seen_version=case.version, is_8050=True, confirmed_on=opened_on
        )
        case = note_onset(
            case=case,
            seen_version=case.version,
            onset=Onset(
                known=Case.OnsetKnown.YEAR,
                said_by=Case.SaidBy.FAMILY,
                said_on=opened_on,
                on=date(opened_on.year - 9, 1, 1),
            ),
        )
    return case
