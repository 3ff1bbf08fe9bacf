"""A PostgreSQL that the machine brings (Debian's package), in a cluster of its own on a socket."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


@dataclass(frozen=True)
class OtherServer:
    """A running cluster: the folder of its programs, and that of its socket."""

    programs: Path
    socket: Path


def find_other_programs() -> Path | None:
    """Return the programs of the oldest version from 15 on; the embedded one is newer."""
    found = [place for pattern in PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    usable = [place for place in found if (place / "initdb").exists() and _version(place) >= 15]
    return min(usable, key=_version, default=None)


@contextmanager
def running_cluster(programs: Path) -> Iterator[OtherServer]:
    """Make a cluster in a folder with a short name, run it as an ordinary user, remove it."""
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="bansou-pg-", dir="/tmp"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, options = folder / "data", f"-c listen_addresses='' -c unix_socket_directories={folder}"
    try:
        _run(user, programs / "initdb", "-D", data, "-U", "postgres", "--auth=scram-sha-256",
             "--auth-local=trust", "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        _run(user, programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log",
             "-o", f"{options} -c port=5432 -c fsync=off")  # fmt: skip
        try:
            yield OtherServer(programs, folder)
        finally:
            _run(user, programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _version(programs: Path) -> int:
    found = re.search(r"(\d+)", programs.parent.name)
    return int(found[1]) if found else 0


def _run(user: pwd.struct_passwd | None, *command: str | Path) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        check=False,
    )
    assert done.returncode == 0, command
