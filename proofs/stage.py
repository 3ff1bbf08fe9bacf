"""A town in a database of its own, with somebody in every role at every body, to ask pages as."""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

#: Who asks without working anywhere.
NOBODY, SEATLESS = "nobody", "seatless"


@contextmanager
def own_copy(name: str) -> Iterator[None]:
    """Work on a copy of the migrated template that the tests keep, until the proof is done."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bansou.config.settings.test"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from tests.plugins.database import copy_template, drop_database

    # What is taken back leaves no trace of who was there, and a proof may take longer than a pause.
    settings.SESSION_IDLE = settings.SESSION_ABSOLUTE = timedelta(days=7)
    server = settings.EMBEDDED_DATABASE
    server.attach()
    try:
        copy_template(server, name)
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
    finally:
        connection.close()
        drop_database(server, name)
        server.leave()


def today() -> date:
    """The day on which the town lives, as the product reckons it."""
    from django.utils import timezone

    from bansou.commons.clock import local_day

    return local_day(timezone.now())


@contextmanager
def reading_all() -> Iterator[Any]:
    """A cursor on the database in use that no policy binds; it reads and writes nothing."""
    import psycopg
    from django.conf import settings
    from django.db import connection

    from bansou.config.embedded import SUPERUSER

    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(**login) as unbound, unbound.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield cursor


@dataclass(frozen=True)
class Asker:
    """Somebody who asks for pages: in which role, for which body, with which account."""

    role: str
    body_id: UUID | None = None
    user: Any = None
    membership_id: UUID | None = None
    person_id: UUID | None = None
    company_id: UUID | None = None


@dataclass
class Answer:
    """What came back."""

    status: int
    location: str = ""
    headers: str = ""
    content: bytes = b""
    media_type: str = ""
    failure: str = ""


@dataclass
class Stage:
    """The town's keys, and everybody who may ask."""

    keys: Mapping[str, Any]
    bodies: tuple[UUID, UUID, UUID]
    askers: list[Asker]
    supervisors: Mapping[UUID, Any]
    _cookies: dict[Any, str] = field(default_factory=dict)

    @cached_property
    def _client(self) -> Any:
        from django.test import Client

        return Client(HTTP_HOST="localhost")

    def ask(self, asker: Asker, method: str, path: str, data: Any = None) -> Answer:
        """Ask for a page as somebody; what was written stays unless the caller takes it back."""
        from django.conf import settings

        client, client.cookies = self._client, SimpleCookie()
        if asker.user is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._session(asker)
        try:
            response = client.generic(method, path, **_body(method, data))
            content = b"".join(response) if response.streaming else response.content
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is what the proof looks for
            return Answer(500, failure=f"{type(failure).__name__}: {failure}")
        return Answer(
            response.status_code,
            response.headers.get("Location", ""),
            "\n".join(f"{name}: {value}" for name, value in response.items()),
            content,
            response.headers.get("Content-Type", ""),
        )

    def place_of(self, asker: Asker) -> str:
        """Which of the bodies somebody belongs to, in a word."""
        names = dict(
            zip(self.bodies, ("the first city", "the second city", "the contractor"), strict=True)
        )
        return names.get(asker.body_id, "no body") if asker.body_id else "no body"

    def _session(self, asker: Asker) -> str:
        """The key of a session in which they have signed in and proven who they are."""
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        if asker.user.pk not in self._cookies:
            session = SessionStore()
            session[SESSION_KEY] = str(asker.user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
            session[HASH_SESSION_KEY] = asker.user.get_session_auth_hash()
            session.save()
            self._cookies[asker.user.pk] = session.session_key or ""
        return self._cookies[asker.user.pk]

    def sign_in(self, askers: Iterable[Asker]) -> None:
        """Make their sessions now, before anything that is taken back."""
        for asker in askers:
            if asker.user is not None:
                self._session(asker)


def _body(method: str, data: Any) -> dict[str, Any]:
    from urllib.parse import urlencode

    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    if method not in ("POST", "PUT", "PATCH"):
        return {}
    if isinstance(data, str):
        return {"data": data, "content_type": "application/json"}
    if any(hasattr(value, "read") for value in (data or {}).values()):
        return {"data": encode_multipart(BOUNDARY, data), "content_type": MULTIPART_CONTENT}
    return {
        "data": urlencode(data or {}, doseq=True),
        "content_type": "application/x-www-form-urlencoded",
    }


@contextmanager
def without_a_word() -> Iterator[None]:
    """What is refused thousands of times is not written into the log each time."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def plain(key: Any) -> Any:
    """A key as the standard library's, since keys are made by another one."""
    return UUID(str(key)) if type(key).__name__ == "UUID" else key


def set_up() -> Stage:
    """Found the town, and seat somebody in every role at both cities and at the contractor."""
    from bansou.commons.organisations.models import Organisation
    from bansou.programmes.models import Contract
    from tests.browser.town import SUPERVISOR, found_town, seat_of

    keys = {name: plain(key) for name, key in found_town().keys.items()}
    home = plain(seat_of(SUPERVISOR).organisation_id)
    kobe = plain(Organisation.objects.get(lg_code="281000").pk)
    with reading_all() as cursor:
        cursor.execute(f"SELECT contractor_id FROM {Contract._meta.db_table} LIMIT 1")
        (centre,) = cursor.fetchone()
    askers, supervisors = _staff((home, kobe, centre))
    askers += _people(keys, supervisors[home], home)
    askers += [Asker(NOBODY), Asker(SEATLESS, user=_seatless())]
    stage = Stage(keys, (home, kobe, centre), askers, supervisors)
    stage.sign_in(askers)
    return stage


def _staff(bodies: tuple[UUID, UUID, UUID]) -> tuple[list[Asker], dict[UUID, Any]]:
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.access.actors import Actor, actor_of
    from bansou.commons.clock import local_day
    from bansou.commons.keys import uuid7
    from bansou.commons.models import Membership
    from bansou.commons.organisations.models import STAFF_ROLES, Role
    from tests.bodies import account_of

    since = local_day(timezone.now()) - timedelta(days=400)
    askers, supervisors = [], {}
    for body in bodies:
        for role in STAFF_ROLES:
            user = account_of(f"{role.label}{len(askers)}", is_demo=True)
            with acting(Actor(uuid7(), "試験", organisation_id=body), why="試験"):
                seat = Membership.objects.create(
                    user=user, organisation_id=body, role=role, from_on=since
                )
            askers.append(Asker(role.value, body, user, plain(seat.pk)))
            if role == Role.SUPERVISING_COUNSELLOR:
                known = Membership.objects.select_related("user", "organisation").get(pk=seat.pk)
                supervisors[body] = actor_of(known)
    return askers, supervisors


def _people(keys: Mapping[str, Any], supervisor: Any, home: UUID) -> list[Asker]:
    """The person and the company of the town's case, and one of each whom it is not about."""
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.organisations.models import Role, User
    from bansou.desks.management.demo_visitors import open_page
    from bansou.people.models import Case, PersonAccount
    from bansou.people.persons.models import Person
    from tests.browser.town import EMPLOYER, PERSON

    users = User.objects.in_bulk([PERSON, EMPLOYER], field_name="email")
    with acting(supervisor, why="試験"):
        person = Case.objects.get(pk=keys["case"]).person_id
        taken = PersonAccount.objects.values("person")
        other = Person.objects.exclude(birth_on=None).exclude(pk__in=taken).order_by("pk")[0]
        stranger = open_page(person=other, login="betsunohito", password="x", at=timezone.now())  # noqa: S106
        company, user = _other_company(keys["company"])
    return [
        Asker(Role.PERSON.value, home, users[PERSON], person_id=plain(person)),
        Asker(Role.PERSON.value, home, stranger, person_id=plain(other.pk)),
        Asker(Role.EMPLOYER.value, home, users[EMPLOYER], company_id=plain(keys["company"])),
        Asker(Role.EMPLOYER.value, home, user, company_id=plain(company)),
    ]


def _other_company(company_id: UUID) -> tuple[UUID, Any]:
    from django.utils import timezone

    from bansou.commons.access.acting import acting
    from bansou.commons.access.actors import actor_of
    from bansou.commons.codes.corporate_number import check_digit
    from bansou.employers.accounts import actions
    from bansou.employers.models import Company
    from tests.browser.town import MATCHING, seat_of

    now = timezone.now()
    with acting(actor_of(seat_of(MATCHING)), why="試験") as officer:
        company = Company.objects.exclude(pk=company_id).filter(corporate_number="").first()
        assert company
        company.corporate_number = check_digit("020000000002") + "020000000002"
        company.save(update_fields=["corporate_number"])
        _, code = actions.invite(
            by=officer, company=company, name="別の担当者", email="betsu@company.example", at=now
        )
        account = actions.account_of_invitation(
            code=code, corporate_number=company.corporate_number, at=now
        )
        user = actions.new_user(account=account, password="x", at=now)  # noqa: S106
        actions.open_account(account=account, user=user, at=now)
        user.is_demo = True
        user.save(update_fields=["is_demo"])
    return company.pk, user


def _seatless() -> Any:
    from tests.bodies import account_of

    with suppress(LookupError):
        return account_of("席のない人", is_demo=True)
    return None
