"""Receiving somebody: person, case, place in a programme and responsibility, in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Membership
from bansou.people.cases.actions import (
    assign,
    name_person,
    open_case,
)
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.persons.actions import register_person
from bansou.people.persons.models import Person
from bansou.programmes.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of a person when they are registered; `person` where they are already."""

    name: str = ""
    kana: str = ""
    birth_on: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    contact_wishes: str = ""
    person: Person | None = None

    def registered(self, by: Actor) -> Person:
        """The person: the one that is registered already, or a new one.

        :raises bansou.people.persons.actions.NameMissing: a new one has no name
        """
        if self.person:
            return self.person
        return register_person(
            by=by,
            name=self.name,
            kana=self.kana,
            birth_on=self.birth_on,
            phone=self.phone,
            email=self.email,
            address=self.address,
            contact_wishes=self.contact_wishes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How a case begins. Without `particulars` nobody is identified yet."""

    opened_on: date
    client: str = Case.Client.PERSON
    particulars: Particulars | None = None
    alias: str = ""
    category: str = ""
    pathway: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    programme: Programme | None = None
    enrolled_from: date | None = None
    responsible: Membership | None = None


def receive(*, by: Actor, beginning: Beginning, at: datetime) -> Case:
    """Open a case with everything that is known at its beginning.

    :raises bansou.people.persons.actions.NameMissing: a new person has no name
    :raises bansou.people.cases.enrolling.EnrolmentOutsideProgramme: it begins outside its days
    :raises bansou.people.cases.actions.NotACounsellor: the member cannot be responsible
    """
    with transaction.atomic():
        case = open_case(
            by=by,
            opened_on=beginning.opened_on,
            person=beginning.particulars.registered(by) if beginning.particulars else None,
            client=beginning.client,
            alias=beginning.alias,
            category=beginning.category,
            pathway=beginning.pathway,
            fields=beginning.fields,
        )
        if beginning.programme:
            from_on = beginning.enrolled_from or beginning.opened_on
            enrol(case=case, programme=beginning.programme, from_on=from_on)
        if beginning.responsible:
            day = beginning.opened_on
            assign(by=by, case=case, to=beginning.responsible, from_on=day, at=at)
    case.refresh_from_db()
    return case


def identify(*, by: Actor, case: Case, particulars: Particulars) -> Case:
    """Say who the person of a case without a name is; a new person is registered.

    :raises bansou.people.persons.actions.NameMissing: a new person has no name
    :raises bansou.people.cases.actions.AlreadyNamed: the case has a person
    """
    with transaction.atomic():
        return name_person(case=case, person=particulars.registered(by))
