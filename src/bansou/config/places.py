"""Where this copy of Bansou keeps what it writes: the `var/` folder and the secrets in it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from pathlib import Path

_SOURCE_ROOT = Path(__file__).resolve().parents[3]
_PACKAGE = Path(__file__).resolve().parents[1]
_SHAPES_THE_TABLES = (
    "*/migrations/**/*.*",
    "*/apps.py",
    "commons/audit/history.py",
    "commons/database/*.py",
    "config/roles.py",
)


def project_root() -> Path:
    """Return the checkout's root, or the current folder when installed without a checkout."""
    return _SOURCE_ROOT if (_SOURCE_ROOT / "pyproject.toml").is_file() else Path.cwd()


def fingerprint_of_tables() -> str:
    """Return a digest of every file that shapes the tables, their policies and rights."""
    files = sorted({file for pattern in _SHAPES_THE_TABLES for file in _PACKAGE.glob(pattern)})
    digest = hashlib.sha256()
    for file in [*files, _SOURCE_ROOT / "uv.lock"]:
        if file.is_file() and file.suffix != ".pyc":
            digest.update(f"{file.relative_to(_SOURCE_ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def var_folder(default: str = "var") -> Path:
    """Return the folder for everything written at run time; `BANSOU_VAR` moves it.

    :param default: where it lies inside the project when the variable is not set
    """
    named = os.environ.get("BANSOU_VAR", "").strip()
    return Path(named).expanduser().absolute() if named else project_root() / default


def keys_folder(var: Path) -> Path:
    """Return the folder of the key store; `BANSOU_KEYS` moves it away from `var/`."""
    named = os.environ.get("BANSOU_KEYS", "").strip()
    return Path(named).expanduser().absolute() if named else var / "keys"


def make_private_folder(folder: Path) -> None:
    """Create `folder` readable by its owner alone; missing parents with the usual rights."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def secret(var: Path, name: str) -> str:
    """Return the generated secret `name` of this `var/`, made on first asking (0600).

    Two processes that ask at the same time get the same secret.
    """
    folder = var / "secrets"
    make_private_folder(folder)
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read().strip()
        if not kept:
            kept = secrets.token_urlsafe(48)
            file.write(kept + "\n")
            file.flush()
            os.fsync(file.fileno())
    return kept
