"""What lies in a backup: its parts, their digests, and what the database held at that moment."""

import json
import os
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from bansou.desks.management.backup.refusals import PartDamaged, PartMissing

DATABASE, FILES, MANIFEST = "database.dump", "files.tar", "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was saved: digests of the parts, migrations, and of each table how many rows and their sum."""

    made_at: str
    migrations: list[str]
    tables: dict[str, list[str]]
    parts: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(int(count) for count, _sum in self.tables.values())


def keys_part(folder: Path) -> str:
    """What the archive of the keys is called that belongs to the backup in a folder."""
    return f"{folder.name}-keys.tar"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Written last: a backup without it was never finished."""
    path = folder / MANIFEST
    path.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    path.chmod(0o600)


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself.

    :raises PartMissing: the folder holds no finished backup
    :raises PartDamaged: it cannot be read
    """
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**content)
    except FileNotFoundError as missing:
        raise PartMissing(part=MANIFEST) from missing
    except (ValueError, TypeError) as damaged:
        raise PartDamaged(part=MANIFEST) from damaged


def check_parts(manifest: Manifest, places: Mapping[str, Path]) -> None:
    """Hold every part against the digest that was written down.

    :raises PartMissing: it is not there
    :raises PartDamaged: it is another
    """
    for part, path in places.items():
        if not path.is_file():
            raise PartMissing(part=part)
        if digest_of(path) != manifest.parts.get(part):
            raise PartDamaged(part=part)


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a part."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def pack(folder: Path, into: Path) -> None:
    """Pack a store; what is half written belongs to nobody yet and is left out."""
    descriptor = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened, tarfile.open(fileobj=opened, mode="w") as tar:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.suffix != ".part":
                tar.add(path, arcname=str(path.relative_to(folder)))


def unpack(archive: Path, into: Path) -> None:
    """Unpack a store; nothing in the archive leads out of it."""
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")


def names_in(archive: Path) -> set[str]:
    """The names of the files in an archive, without folders and endings."""
    with tarfile.open(archive) as tar:
        return {Path(name).stem for name in tar.getnames()}
