"""Tomakomai's office with the ledger of 2021 imported, and the people who sit at its desks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.audit.models import AccessLog
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.desks.manager.imports import Ledger, import_ledger
from bansou.desks.shared.places import MEMBERSHIP_KEY
from bansou.programmes.models import Programme
from tests.bodies import account_of, registered

EXAMPLES = Path(__file__).parents[3] / "examples" / "tomakomai"
NOON = datetime(2022, 4, 15, 3, 0, tzinfo=UTC)
LONG_AGO = date(2000, 4, 1)

SUPPORTED = "tomakomai.supported"
HIRED = "tomakomai.hired"
SHORT = "tomakomai.hired_short_with_qualification"
NUMBERS = {SUPPORTED: (20, 20), HIRED: (10, 15), SHORT: (5, 7)}


@dataclass(frozen=True)
class Office:
    """A municipality with its programme of 2021, and its contractor."""

    body: Organisation
    contractor: Organisation
    programme: Programme

    @property
    def manager(self) -> Actor:
        return actor_of(member(self.body, Role.PROGRAMME_MANAGER, "小林 恵"))

    def seat(self, role: Role, name: str = "見る人") -> Client:
        """A browser in which a member of the municipality has signed in."""
        return signed_in(member(self.body, role, name))

    @contextmanager
    def at_work(self) -> Iterator[Actor]:
        """Act as the manager."""
        with acting(self.manager, why="試験") as actor:
            yield actor

    def log(self) -> list[AccessLog]:
        """The municipality's log of readings, the first first."""
        with self.at_work():
            return list(AccessLog.objects.filter(organisation=self.body).order_by("at", "id"))


def open_office() -> Office:
    """Import the example ledger as `bansou import` does."""
    body = registered("苫小牧市", Organisation.Kind.MUNICIPALITY, "012131")
    contractor = registered(
        "一般社団法人苫小牧地域職業訓練センター運営協会", Organisation.Kind.CONTRACTOR
    )
    import_ledger(
        Ledger(
            content=(EXAMPLES / "ledger-2021.xlsx").read_bytes(),
            name="ledger-2021.xlsx",
            mapping=(EXAMPLES / "mapping.toml").read_text(encoding="utf-8"),
            scheme_id="tomakomai",
        ),
        at=NOON,
        opens_accounts=True,
    )
    with acting(actor_of(member(body, Role.PROGRAMME_MANAGER, "小林 恵")), why="試験"):
        programme = Programme.objects.get(organisation=body, fiscal_year=2021)
    return Office(body, contractor, programme)


def member(body: Organisation, role: Role, name: str) -> Membership:
    """Somebody with this role; asked twice, the same person."""
    found = Membership.objects.filter(organisation=body, role=role, user__name=name)
    known = found.select_related("user", "organisation").first()
    if known:
        return known
    user = account_of(name, is_demo=True)
    with acting(Actor(user.pk, name, organisation_id=body.pk), why="試験"):
        return Membership.objects.create(user=user, organisation=body, role=role, from_on=LONG_AGO)


def signed_in(seat: Membership) -> Client:
    """A browser in which this member has signed in."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = str(seat.user_id)
    session[BACKEND_SESSION_KEY] = "bansou.desks.shared.signing_in.MemberBackend"
    session[HASH_SESSION_KEY] = seat.user.get_session_auth_hash()
    session[MEMBERSHIP_KEY] = str(seat.pk)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
