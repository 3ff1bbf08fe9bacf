"""The private store of files (`var/files`): written once, read only through the door, never served."""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal

_NAME = re.compile(r"[0-9a-f]{32}")


class FileLost(Refusal):
    """The content is not in the store, or is no longer what was stored."""

    code = "documents.file_lost"
    message = _(
        "「%(name)s」の中身が見つからないか、預かったときと違っています。"
        "バックアップから戻せるか、システムの管理者に確かめてください。"
    )


def digest_of(content: bytes) -> str:
    """SHA-256 (hex) of a file's content."""
    return sha256(content).hexdigest()


def keep(organisation_id: UUID, key: UUID, content: bytes, *, shelf: str = "") -> None:
    """Put a file into the store, whole or not at all, before its row is committed.

    A transaction that is rolled back afterwards leaves a file that no row names; `bansou files`
    finds it.

    :param shelf: a part of the store of its own, for what `bansou files` cannot look after because
        its rows are shown to nobody but whom they name
    """
    path = path_of(organisation_id, key, shelf=shelf)
    _make_private(path.parent)
    half = path.with_suffix(".part")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def read(organisation_id: UUID, key: UUID, *, digest: str, name: str, shelf: str = "") -> bytes:
    """The content of a file.

    :raises FileLost: it is not there, or not what was stored
    """
    try:
        content = path_of(organisation_id, key, shelf=shelf).read_bytes()
    except FileNotFoundError as missing:
        raise FileLost(name=name) from missing
    if digest_of(content) != digest:
        raise FileLost(name=name)
    return content


def destroy(organisation_id: UUID, key: UUID) -> None:
    """Take a file out of the store for good, by a decision to erase; one that is gone is no matter."""
    path = path_of(organisation_id, key)
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        _settle(path.parent)


def path_of(organisation_id: UUID, key: UUID, *, shelf: str = "") -> Path:
    """Where a file lies: by its organisation, and in folders by the end of its key."""
    return Path(settings.FILES_FOLDER) / shelf / str(organisation_id) / key.hex[-2:] / key.hex


def keys(organisation_id: UUID, *, before: datetime) -> Iterator[UUID]:
    """The keys of the files that an organisation has in the store, written before a moment."""
    for path in (Path(settings.FILES_FOLDER) / str(organisation_id)).glob("*/*"):
        if _NAME.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
            yield UUID(path.name)


def _make_private(folder: Path) -> None:
    """Make the store, the organisation's folder in it and `folder`, for their owner alone."""
    for part in (Path(settings.FILES_FOLDER), folder.parent, folder):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)


def _settle(folder: Path) -> None:
    """Have the file's name on the disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
