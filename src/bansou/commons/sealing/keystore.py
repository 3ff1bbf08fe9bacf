"""The key store (`var/keys`, or where `BANSOU_KEYS` says): a key of each organisation, and one of each case.

A case's key lies here and nowhere else, wrapped by the organisation's: neither the database nor its
backups can be read without this folder, and what is erased here can be read nowhere.
"""

import fcntl
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from bansou.commons.clock import wareki
from bansou.commons.sealing.refusals import KeyErased, KeyMissing, SealBroken

_NONCE = 12
_BITS = 256


@dataclass(frozen=True, slots=True)
class CaseKey:
    """One version of a case's key."""

    version: int
    secret: bytes


@dataclass(frozen=True, slots=True)
class Erasure:
    """By which decision a case's key was erased, and when."""

    decision: str
    on: date


def writing_key(organisation_id: UUID, case_id: UUID) -> CaseKey:
    """The key with which something of a case is sealed today; the first time it is made.

    :raises KeyErased: it was erased
    """
    with _locked(organisation_id):
        kept = _read_case(organisation_id, case_id) or {"versions": {}}
        _refuse_erased(kept)
        if not kept["versions"]:
            _add_version(organisation_id, case_id, kept)
        return _unwrapped(organisation_id, case_id, kept, max(map(int, kept["versions"])))


def reading_key(organisation_id: UUID, case_id: UUID, version: int) -> bytes:
    """The key with which something of a case was sealed.

    :raises KeyErased: it was erased
    :raises KeyMissing: the store has no such key
    """
    kept = _read_case(organisation_id, case_id)
    if kept is None:
        raise KeyMissing()
    _refuse_erased(kept)
    return _unwrapped(organisation_id, case_id, kept, version).secret


def erasure_of(organisation_id: UUID, case_id: UUID) -> Erasure | None:
    """By which decision the key of a case was erased, if it was."""
    kept = _read_case(organisation_id, case_id)
    said = kept.get("erased") if kept else None
    return Erasure(said["decision"], date.fromisoformat(said["on"])) if said else None


def erase_case_key(organisation_id: UUID, case_id: UUID, *, decision: str, on: date) -> None:
    """Erase every version of a case's key; what is left says by which decision.

    A backup of this store that is older must be thrown away, or the erasure said again after it
    was put back (`bansou keys --erase`).
    """
    with _locked(organisation_id):
        erased = {"decision": decision, "on": on.isoformat()}
        _write(_case_path(organisation_id, case_id), {"versions": {}, "erased": erased})


def add_case_key(organisation_id: UUID, case_id: UUID) -> CaseKey:
    """Make a new version of a case's key; what was sealed before is still opened by the old one.

    :raises KeyErased: it was erased
    :raises KeyMissing: the case has no key yet
    """
    with _locked(organisation_id):
        kept = _read_case(organisation_id, case_id)
        if kept is None:
            raise KeyMissing()
        _refuse_erased(kept)
        version = _add_version(organisation_id, case_id, kept)
        return _unwrapped(organisation_id, case_id, kept, version)


def drop_older_keys(organisation_id: UUID, case_id: UUID, *, than: int) -> None:
    """Drop the versions before one, once nothing is sealed with them any more."""
    with _locked(organisation_id):
        kept = _read_case(organisation_id, case_id)
        if kept is None:
            raise KeyMissing()
        kept["versions"] = {n: one for n, one in kept["versions"].items() if int(n) >= than}
        _write(_case_path(organisation_id, case_id), kept)


def rotate_organisation_key(organisation_id: UUID) -> int:
    """Wrap every case's key anew by a new key of the organisation; returns how many cases.

    Cut off at any moment it can be begun again: the old key goes last.
    """
    with _locked(organisation_id):
        ring = _ring(organisation_id)
        ring["current"] = max(map(int, ring["keys"])) + 1
        ring["keys"][str(ring["current"])] = _secret()
        _write(_ring_path(organisation_id), ring)
        cases = list(cases_with_keys(organisation_id))
        for case_id in cases:
            _wrap_anew(organisation_id, case_id)
        ring["keys"] = {str(ring["current"]): ring["keys"][str(ring["current"])]}
        _write(_ring_path(organisation_id), ring)
    return len(cases)


def cases_with_keys(organisation_id: UUID) -> Iterator[UUID]:
    """The cases of an organisation of which the store knows, those with an erased key too."""
    for path in sorted((_folder(organisation_id) / "cases").glob("*/*.json")):
        yield UUID(path.stem)


def _add_version(organisation_id: UUID, case_id: UUID, kept: dict[str, Any]) -> int:
    version = max(map(int, kept["versions"]), default=0) + 1
    secret = AESGCM.generate_key(_BITS)
    kept["versions"][str(version)] = _wrapped(organisation_id, case_id, version, secret)
    _write(_case_path(organisation_id, case_id), kept)
    return version


def _wrap_anew(organisation_id: UUID, case_id: UUID) -> None:
    kept = _read_case(organisation_id, case_id) or {"versions": {}}
    for number in kept["versions"]:
        secret = _unwrapped(organisation_id, case_id, kept, int(number)).secret
        kept["versions"][number] = _wrapped(organisation_id, case_id, int(number), secret)
    _write(_case_path(organisation_id, case_id), kept)


def _wrapped(organisation_id: UUID, case_id: UUID, version: int, secret: bytes) -> dict[str, Any]:
    ring, nonce = _ring(organisation_id), os.urandom(_NONCE)
    wrapping = AESGCM(b64decode(ring["keys"][str(ring["current"])]))
    sealed = wrapping.encrypt(nonce, secret, _place(organisation_id, case_id, version))
    return {"by": ring["current"], "wrapped": b64encode(nonce + sealed).decode()}


def _unwrapped(organisation_id: UUID, case_id: UUID, kept: dict[str, Any], version: int) -> CaseKey:
    one = kept["versions"].get(str(version))
    wrapping = _ring(organisation_id)["keys"].get(str(one["by"])) if one else None
    if one is None or wrapping is None:
        raise KeyMissing()
    content = b64decode(one["wrapped"])
    try:
        secret = AESGCM(b64decode(wrapping)).decrypt(
            content[:_NONCE], content[_NONCE:], _place(organisation_id, case_id, version)
        )
    except InvalidTag as moved:
        raise SealBroken() from moved
    return CaseKey(version, secret)


def _place(organisation_id: UUID, case_id: UUID, version: int) -> bytes:
    """What a wrapped key is bound to, so that no case's key opens another's records."""
    return f"bansou.case-key\0{organisation_id}\0{case_id}\0{version}".encode()


def _refuse_erased(kept: dict[str, Any]) -> None:
    if erased := kept.get("erased"):
        raise KeyErased(
            on=wareki(date.fromisoformat(erased["on"])),
            decision=erased["decision"],
        )


def _ring(organisation_id: UUID) -> dict[str, Any]:
    """The organisation's keys; the first is made when it is first needed."""
    path = _ring_path(organisation_id)
    if not path.exists():
        _write(path, {"current": 1, "keys": {"1": _secret()}})
    ring: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))
    return ring


def _secret() -> str:
    return b64encode(AESGCM.generate_key(_BITS)).decode()


def _read_case(organisation_id: UUID, case_id: UUID) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = json.loads(
            _case_path(organisation_id, case_id).read_text(encoding="utf-8")
        )
    except FileNotFoundError:
        return None
    return kept


def _folder(organisation_id: UUID) -> Path:
    return Path(settings.KEYS_FOLDER) / str(organisation_id)


def _ring_path(organisation_id: UUID) -> Path:
    return _folder(organisation_id) / "organisation.json"


def _case_path(organisation_id: UUID, case_id: UUID) -> Path:
    return _folder(organisation_id) / "cases" / case_id.hex[-2:] / f"{case_id.hex}.json"


@contextmanager
def _locked(organisation_id: UUID) -> Iterator[None]:
    """One at a time in an organisation's part of the store, across processes."""
    _make_private(_folder(organisation_id))
    descriptor = os.open(_folder(organisation_id) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _make_private(folder: Path) -> None:
    root = Path(settings.KEYS_FOLDER)
    root.parent.mkdir(parents=True, exist_ok=True)
    for part in (root, *(root / one for one in reversed(folder.relative_to(root).parents)), folder):
        part.mkdir(mode=0o700, exist_ok=True)


def _write(path: Path, content: dict[str, Any]) -> None:
    """Write a file whole or not at all, and have it on the disk."""
    _make_private(path.parent)
    half = path.with_suffix(".part")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
