"""The settings `DATABASES` and `DATABASE_ROLES`: the embedded server, or another one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bansou.config import env
from bansou.config.embedded import DATABASE, EmbeddedServer
from bansou.config.roles import APPLICATION, OWNER

Databases = dict[str, dict[str, Any]]
Roles = dict[str, dict[str, str]]

# Server-side cursors and prepared statements do not survive pgbouncer's transaction pooling.
# Transactions are opened by `commons.access.acting`, not around the view alone.
_SHARED: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
    "ATOMIC_REQUESTS": False,
}
_LOGIN = ("USER", "PASSWORD", "HOST", "PORT")


def chosen(var: Path) -> tuple[EmbeddedServer | None, Databases, Roles]:
    """Return the embedded server (if it is to be used), `DATABASES` and `DATABASE_ROLES`.

    :raises ImproperlyConfigured: `DATABASE_URL` or the owner's URL is of no use
    """
    if env.text("DATABASE_URL"):
        return None, *_in_environment()
    server = EmbeddedServer(var)
    return server, *on_embedded(server)


def on_embedded(server: EmbeddedServer) -> tuple[Databases, Roles]:
    """Return `DATABASES` for the application role on `server`, and the logins of both roles."""
    logins = {role: server.login(role) for role in (OWNER, APPLICATION)}
    roles = {
        role: {
            "USER": login["user"],
            "PASSWORD": login["password"],
            "HOST": login["host"],
            "PORT": login["port"],
        }
        for role, login in logins.items()
    }
    return {"default": {**_SHARED, **roles[APPLICATION], "NAME": DATABASE}}, roles


def _in_environment() -> tuple[Databases, Roles]:
    served = env.database("DATABASE_URL", APPLICATION)
    served["OPTIONS"]["prepare_threshold"] = None
    roles = {APPLICATION: {key: served[key] for key in _LOGIN}}
    if env.text("BANSOU_OWNER_DATABASE_URL"):
        owned = env.database("BANSOU_OWNER_DATABASE_URL", OWNER)
        roles[OWNER] = {key: owned[key] for key in _LOGIN}
    return {"default": {**_SHARED, **served}}, roles
