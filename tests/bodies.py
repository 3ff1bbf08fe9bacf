"""Bodies and accounts for tests, written as the database wants it: while somebody acts."""

from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.keys import uuid7
from bansou.commons.organisations.actions import register_organisation
from bansou.commons.organisations.models import Organisation, User


def somebody_acts() -> Any:
    """A transaction in which somebody of no body acts."""
    return acting(Actor(user_id=uuid7(), name="発足"), why="発足")


def registered(name: str, kind: Organisation.Kind, lg_code: str = "") -> Organisation:
    """A body, registered as `bansou add_organisation` does it."""
    with somebody_acts():
        return register_organisation(name=name, kind=kind, lg_code=lg_code)


def body_called(name: str, kind: str) -> Organisation:
    """A body without the code by which a real one is known."""
    with somebody_acts():
        return Organisation.objects.create(name=name, kind=kind)


def account_of(name: str, password: str | None = None, **columns: Any) -> User:
    """An account, at an address of its own unless one is given."""
    email = columns.pop("email", f"{uuid7()}@example.jp")
    with somebody_acts():
        return User.objects.create_user(email, password, name=name, **columns)


def change(user: User, **columns: Any) -> None:
    """Set columns of an account."""
    with somebody_acts():
        for column, value in columns.items():
            setattr(user, column, value)
        user.save(update_fields=list(columns))
