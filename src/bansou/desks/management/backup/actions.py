"""Making a backup, rehearsing its return in a scratch database, and putting it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from bansou.commons.audit.verifying import Verdict, verify
from bansou.commons.keys import uuid7
from bansou.config.embedded import EmbeddedServer
from bansou.desks.management.backup import archive, dumping
from bansou.desks.management.backup.archive import DATABASE, FILES, Manifest, keys_part
from bansou.desks.management.backup.refusals import (
    KeysNotApart,
    NotEmbedded,
    PartDamaged,
    PartMissing,
    TargetNotEmpty,
    WrongVersion,
)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came back in the scratch database."""

    manifest: Manifest
    files: int
    seals: Verdict


def back_up(*, into: Path, keys_into: Path, at: datetime) -> Path:
    """Save one state of the database with the files, and apart from them the keys; returns where.

    Files and keys are written before the rows that need them and never changed, so that what is
    packed after the state was taken holds all that it names.

    :raises KeysNotApart: the keys would lie with the rest
    """
    server = _embedded()
    if keys_into.resolve().is_relative_to(into.resolve()) or into.resolve().is_relative_to(
        keys_into.resolve()
    ):
        raise KeysNotApart()
    folder = into / f"bansou-{at:%Y%m%d-%H%M%S}"
    folder.mkdir(mode=0o700, parents=True)
    keys_into.mkdir(mode=0o700, parents=True, exist_ok=True)
    with dumping.one_state(server, _database()) as state:
        row = state.execute("SELECT pg_export_snapshot()").fetchone()
        tables, migrations = dumping.tables_in(state), dumping.migrations_in(state)
        dumping.dump(server, _database(), folder / DATABASE, snapshot=str((row or ("",))[0]))
    archive.pack(Path(settings.FILES_FOLDER), folder / FILES)
    archive.pack(Path(settings.KEYS_FOLDER), keys_into / keys_part(folder))
    places = _places(folder, keys_into)
    parts = {part: archive.digest_of(path) for part, path in places.items()}
    archive.write_manifest(folder, Manifest(at.isoformat(), migrations, tables, parts))
    return folder


def rehearse(folder: Path, *, keys_from: Path | None) -> Rehearsed:
    """Restore a backup into a scratch database, hold it against what was saved, and drop it again.

    :raises PartMissing: of the files that it names, one is not in it, or a part is not there
    :raises PartDamaged: a part, or what came back, is not what was saved
    """
    manifest = _sound(folder, keys_from)
    names = archive.names_in(folder / FILES)
    with _restored(folder, manifest) as (_scratch, state):
        for (key,) in state.execute("SELECT id FROM commons_attachment WHERE digest <> ''"):
            if key.hex not in names:
                raise PartMissing(part=f"{FILES} ({key})")
        with state.cursor() as cursor:
            seals = verify(cursor)
    return Rehearsed(manifest, len(names), seals)


def put_back(folder: Path, *, keys_from: Path) -> Manifest:
    """Restore a backup where nothing is yet; all or nothing, as far as the database goes.

    :raises TargetNotEmpty: there is something already
    :raises WrongVersion: the backup is of a newer version
    """
    server = _embedded()
    manifest = _sound(folder, keys_from)
    _refuse_full(server)
    with _restored(folder, manifest) as (scratch, state):
        state.close()
        archive.unpack(folder / FILES, Path(settings.FILES_FOLDER))
        archive.unpack(keys_from / keys_part(folder), Path(settings.KEYS_FOLDER))
        connection.close()
        dumping.put_in_place(server, scratch, of=_database())
    return manifest


def is_of_this_version() -> bool:
    """Tell whether the tables are those of this version, after a backup was put back."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _embedded() -> EmbeddedServer:
    server: EmbeddedServer | None = settings.EMBEDDED_DATABASE
    if server is None:
        raise NotEmbedded()
    return server


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _places(folder: Path, keys: Path | None) -> dict[str, Path]:
    of_keys = {keys_part(folder): keys / keys_part(folder)} if keys else {}
    return {DATABASE: folder / DATABASE, FILES: folder / FILES, **of_keys}


def _sound(folder: Path, keys: Path | None) -> Manifest:
    """The manifest of a backup whose parts are whole and which this version can read."""
    manifest = archive.read_manifest(folder)
    archive.check_parts(manifest, _places(folder.resolve(), keys))
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    for migration in manifest.migrations:
        if migration not in known:
            raise WrongVersion(migration=migration)
    return manifest


@contextmanager
def _restored(folder: Path, manifest: Manifest) -> Iterator[tuple[str, psycopg.Connection[Any]]]:
    """A scratch database with what was saved, held against it; dropped unless it was renamed."""
    server, scratch = _embedded(), f"bansou_scratch_{uuid7().hex}"
    try:
        dumping.restore(server, scratch, folder / DATABASE)
        with dumping.one_state(server, scratch) as state:
            if dumping.tables_in(state) != manifest.tables:
                raise PartDamaged(part=DATABASE)
            yield scratch, state
    finally:
        dumping.drop(server, scratch)


def _refuse_full(server: EmbeddedServer) -> None:
    with dumping.one_state(server, _database()) as state:
        made = state.execute("SELECT to_regclass('public.commons_organisation')").fetchone()
        if made != (None,) and state.execute("SELECT 1 FROM commons_organisation").fetchone():
            raise TargetNotEmpty(target=_database())
    for store in (Path(settings.FILES_FOLDER), Path(settings.KEYS_FOLDER)):
        if store.is_dir() and any(path.is_file() for path in store.rglob("*")):
            raise TargetNotEmpty(target=store)
