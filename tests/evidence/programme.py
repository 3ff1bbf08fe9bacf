"""A small programme with people in it, made by the rooms' own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.people.cases.actions import open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.models import Case
from bansou.people.persons.actions import register_person
from bansou.placement.hires.actions import record_hire
from bansou.placement.models import Hire
from bansou.programmes.actions import start_programme
from bansou.programmes.models import Programme
from bansou.schemes.reader import template
from bansou.support.consultation.actions import Talk, record_consultation
from tests.bodies import account_of, registered

NOON = datetime(2022, 4, 15, 3, 0, tzinfo=UTC)
LAST_DAY = date(2022, 3, 31)
SUPPORTED, HIRED = "tomakomai.supported", "tomakomai.hired"


@dataclass(frozen=True)
class Year:
    """A municipality's programme of 2021."""

    programme: Programme
    actor: Actor

    @contextmanager
    def at_work(self) -> Iterator[Actor]:
        """Act as the municipality."""
        with acting(self.actor, why="試験") as actor:
            yield actor


def start_year() -> Year:
    """Start a programme for which nothing has been recorded yet."""
    body = registered("苫小牧市", Organisation.Kind.MUNICIPALITY, "012131")
    user = account_of("工藤 真由美")
    with acting(Actor(user.pk, user.name, organisation_id=body.pk), why="試験"):
        seat = Membership.objects.create(
            user=user,
            organisation=body,
            role=Role.SUPERVISING_COUNSELLOR,
            from_on=date(2000, 4, 1),
        )
    actor = actor_of(seat)
    with acting(actor, why="試験"):
        programme = start_programme(
            by=actor,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=2021,
            at=NOON,
        )
    return Year(programme, actor)


def support(year: Year, name: str, on: date = date(2021, 6, 1)) -> Case:
    """Enrol somebody and record one consultation; call it at work."""
    person = register_person(by=year.actor, name=name)
    case = open_case(by=year.actor, person=person, opened_on=date(2021, 4, 1))
    enrol(case=case, programme=year.programme, from_on=date(2021, 4, 1))
    record_consultation(
        by=year.actor,
        case=case,
        talk=Talk(on=on, channel="visit", kind="first_session", note="話した。"),
        title="初回面談",
        at=NOON,
    )
    return case


def hire(year: Year, case: Case, on: date = date(2021, 9, 1)) -> Hire:
    """Record that somebody has started to work; call it at work."""
    return record_hire(by=year.actor, case=case, hired_on=on, at=NOON, employer_name="勇払運輸")
