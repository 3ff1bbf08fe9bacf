"""An installation as docs/configuration.md describes it, on whatever server it is given."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from bansou.config.places import project_root

_OWNER_PASSWORD, _APP_PASSWORD = secrets.token_hex(8), secrets.token_hex(8)

Environment = dict[str, str]


def statements_of_the_document() -> str:
    """Return what the document tells a database administrator to run, with our passwords."""
    document = (project_root() / "docs" / "configuration.md").read_text(encoding="utf-8")
    found = re.search(r"```sql\n(.*?)```", document, re.DOTALL)
    assert found
    return (
        found[1].replace("owner-password", _OWNER_PASSWORD).replace("app-password", _APP_PASSWORD)
    )


def run_as_administrator(
    programs: Path, socket: Path, statements: str, *, user: str = "postgres", password: str = ""
) -> None:
    """Run `statements` by psql, stopping at the first that fails."""
    done = subprocess.run(
        [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", socket, "-U", user],
        input=statements,
        env=os.environ | {"PGPASSWORD": password, "PGPORT": "5432", "PGDATABASE": "postgres"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def environment_of(socket: Path, var: Path) -> Environment:
    """Return the variables of an installation on the server behind `socket`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BANSOU_", "DJANGO_"))}
    folder = quote(str(socket), safe="")
    return kept | {
        "DATABASE_URL": f"postgresql://bansou_app:{_APP_PASSWORD}@{folder}:5432/bansou",
        "BANSOU_OWNER_DATABASE_URL": (
            f"postgresql://bansou_owner:{_OWNER_PASSWORD}@{folder}:5432/bansou"
        ),
        "BANSOU_SECRET_KEY": secrets.token_urlsafe(64),
        "BANSOU_ALLOWED_HOSTS": "bansou.example.jp",
        "BANSOU_TRUSTED_PROXIES": "1",
        "BANSOU_EMAIL_URL": "smtp://mail.example.jp:25",
        "BANSOU_VAR": str(var),
    }


def bansou(environment: Environment, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one `bansou` command of an installation."""
    return subprocess.run(
        [sys.executable, "-m", "bansou.config.console", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
