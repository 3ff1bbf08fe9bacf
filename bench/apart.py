"""A database of the bench's own, whatever the surroundings say: it belongs into nobody's office."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_database(*folders: str) -> Iterator[Path]:
    """Start it in folders below the usual one, and migrate it; gives where PostgreSQL keeps it."""
    usual = Path(os.environ.get("BANSOU_VAR", "var"))
    os.environ["BANSOU_VAR"] = str(usual.joinpath("bench", *folders))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bansou.config.settings.development")
    import django
    from django.conf import settings
    from django.core.management import call_command

    from bansou.config.roles import OWNER, as_role

    server = settings.EMBEDDED_DATABASE
    server.attach()
    try:
        django.setup()
        with as_role(OWNER):
            call_command("migrate", verbosity=0)
        yield server.seat.data
    finally:
        server.leave()
