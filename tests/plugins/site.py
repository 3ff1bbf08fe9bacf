"""The fixture `site`: our pages on a server of their own, over a database of the module's own.

What one test of the module writes the next one finds, and no other module sees any of it. Such a
module needs no mark for the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bansou.config.embedded import EmbeddedServer
from tests.plugins.database import copy_template, drop_database

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@dataclass(frozen=True)
class Site:
    """A running server."""

    url: str

    def address(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The full address of a page by the name of its URL."""
        from django.urls import reverse

        return self.url + reverse(name, args=args, kwargs=kwargs)


@pytest.fixture(scope="module")
def own_database(
    django_db_setup: None, django_db_blocker: Any, database_server: EmbeddedServer
) -> Iterator[None]:
    """Work on a copy of the migrated template until the module is done."""
    from django.db import connection

    with django_db_blocker.unblock():
        shared = connection.settings_dict["NAME"]
        own = f"{shared}_own"
        copy_template(database_server, own)
        connection.close()
        connection.settings_dict["NAME"] = own
        yield
        connection.close()
        connection.settings_dict["NAME"] = shared
        drop_database(database_server, own)


@pytest.fixture(scope="module")
def site(own_database: None) -> Iterator[Site]:
    """Serve the pages, in this process, until the module is done."""
    from django.test import override_settings
    from pytest_django.live_server_helper import LiveServer

    with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
        server = LiveServer("localhost")
        yield Site(server.url)
        server.stop()


def seat(context: BrowserContext, site: Site, user: Any) -> None:
    """Sign a user in without the sign-in page."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    name, key = settings.SESSION_COOKIE_NAME, session.session_key or ""
    context.add_cookies([{"name": name, "value": key, "url": site.url}])
