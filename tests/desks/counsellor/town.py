"""A town where people sit: counsellors, a supervisor, a manager, a contractor, a neighbour city.

Days are relative to today as the database knows it, because its policies ask its own clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import fiscal_year_of, local_day
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.persons.actions import register_person
from bansou.people.persons.models import Person
from bansou.people.referrals.actions import refer
from bansou.people.referrals.models import Referral
from bansou.programmes.actions import make_contract, start_programme
from bansou.programmes.models import Contract, Programme
from bansou.schemes.reader import template
from bansou.support.consultation.actions import Talk, record_consultation
from bansou.support.consultation.models import Consultation
from tests.bodies import account_of, body_called


def now() -> datetime:
    """The moment at which the town is looked at."""
    return timezone.now()


def today() -> date:
    """The day in Japan."""
    return local_day(now())


def days(count: int) -> date:
    """The day so many days from today; before it if negative."""
    return today() + timedelta(days=count)


@dataclass(frozen=True)
class Town:
    """Who sits where, and the programme that they work in."""

    city: Organisation
    counsellor: Membership
    colleague: Membership
    supervisor: Membership
    manager: Membership
    matching: Membership
    centre: Organisation
    trainer: Membership
    neighbour: Membership
    programme: Programme
    contract: Contract

    @contextmanager
    def at_work(self, member: Membership | None = None) -> Iterator[Actor]:
        """A transaction in which a member acts; the supervisor if nobody is named."""
        with acting(actor_of(member or self.supervisor), why="町のしごと") as actor:
            yield actor

    def client(self, member: Membership) -> Client:
        """A browser in which a member has signed in."""
        return signed_in(member)

    def case(
        self,
        name: str = "三浦 和彦",
        kana: str = "ミウラ カズヒコ",
        *,
        of: Membership | None = None,
        enrolled: bool = True,
        nobodys: bool = False,
        **columns: Any,
    ) -> Case:
        """A case of a person, of the counsellor's unless said otherwise."""
        with self.at_work() as actor:
            person = register_person(
                by=actor, name=name, kana=kana, birth_on=date(1980, 5, 5), phone="090-0000-0134"
            )
            case = open_case(
                by=actor,
                person=person,
                opened_on=days(-100),
                category="unstable_employment",
                pathway="qualification",
            )
            if enrolled:
                since = max(self.programme.starts_on, days(-100))
                enrol(case=case, programme=self.programme, from_on=since)
            if not nobodys:
                to = of or self.counsellor
                assign(by=actor, case=case, to=to, from_on=days(-100), at=now())
            if columns:
                Case.objects.filter(pk=case.pk).update(**columns)
            case.refresh_from_db()
        return case

    def talk(
        self, case: Case, *, by: Membership | None = None, on: date | None = None, **said: Any
    ) -> Consultation:
        """A consultation on record, a quarter of an hour long."""
        begins = now() - timedelta(minutes=60)
        moments = {} if on else {"starts_at": begins, "ends_at": begins + timedelta(minutes=15)}
        written: dict[str, Any] = {
            "on": on or local_day(begins),
            "channel": "phone",
            "kind": "follow_up_session",
            "note": "講習は12月6日からに決めた。",
            "next_action": "申込書を一緒に書く",
            "next_action_on": days(7),
            **moments,
            **said,
        }
        with self.at_work(by or self.counsellor) as actor:
            return record_consultation(
                by=actor,
                case=case,
                talk=Talk(**written),
                title="継続面談（電話）",
                at=now(),
                is_another=True,
            )

    def refer(self, case: Case, *, level: int = 1) -> Referral:
        """The case with the training centre, seen up to a level."""
        with self.at_work() as actor:
            return refer(
                by=actor,
                case=case,
                contract=self.contract,
                on=today(),
                at=now(),
                purpose="フォークリフト講習の受講",
                level=level,
            )

    def again(self, case: Case) -> Case:
        """The case as it is on record now."""
        with self.at_work():
            return Case.objects.get(pk=case.pk)


def signed_in(member: Membership) -> Client:
    """A browser in which a member has signed in; demo accounts need no second step."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = str(member.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def found_body(name: str, kind: str, *staff: tuple[str, str]) -> list[Membership]:
    """A body with its staff: (name, role) each."""
    body = body_called(name, kind)
    users = [account_of(who, is_demo=True) for who, _ in staff]
    with acting(Actor(user_id=users[0].pk, name="発足", organisation_id=body.pk), why="発足"):
        return [
            Membership.objects.create(user=user, organisation=body, role=role, from_on=days(-400))
            for user, (_, role) in zip(users, staff, strict=True)
        ]


def found_town(scheme_id: str = "tomakomai") -> Town:
    """Tomakomai with a programme of this fiscal year, its own by default, and Otaru next to it."""
    counsellor, colleague, supervisor, manager, matching = found_body(
        "苫小牧市",
        Organisation.Kind.MUNICIPALITY,
        ("工藤 真由美", Role.COUNSELLOR),
        ("木村 学", Role.COUNSELLOR),
        ("山田 聡", Role.SUPERVISING_COUNSELLOR),
        ("佐藤 弘", Role.PROGRAMME_MANAGER),
        ("渡辺 明", Role.MATCHING_OFFICER),
    )
    (trainer,) = found_body(
        "苫小牧地域職業訓練センター運営協会",
        Organisation.Kind.CONTRACTOR,
        ("村田 進", Role.TRAINING_STAFF),
    )
    (neighbour,) = found_body(
        "小樽市", Organisation.Kind.MUNICIPALITY, ("港 洋子", Role.SUPERVISING_COUNSELLOR)
    )
    with acting(actor_of(supervisor), why="事業を始める") as actor:
        programme = start_programme(
            by=actor,
            scheme_id=scheme_id,
            text=template(scheme_id),
            fiscal_year=fiscal_year_of(today()),
            at=now(),
        )
        contract = make_contract(
            programme=programme,
            contractor=trainer.organisation,
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            work="資格取得の支援",
        )
    return Town(
        city=counsellor.organisation,
        counsellor=counsellor,
        colleague=colleague,
        supervisor=supervisor,
        manager=manager,
        matching=matching,
        centre=trainer.organisation,
        trainer=trainer,
        neighbour=neighbour,
        programme=programme,
        contract=contract,
    )


def named(town: Town, name: str) -> Person:
    """The person of this name, as the town knows them."""
    with town.at_work():
        return Person.objects.get(name=name)
