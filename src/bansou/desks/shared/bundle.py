"""Several files handed over as one, the same bytes each time."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bansou.commons.clock import local_moment

ZIP = "application/zip"


def bundled(files: Sequence[tuple[str, bytes]], at: datetime) -> bytes:
    """A ZIP of files by name; of two with one name the second is numbered."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as target:
        used: set[str] = set()
        for name, body in files:
            entry = ZipInfo(_unused(name, used), local_moment(at).timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, body)
    return content.getvalue()


def _unused(name: str, used: set[str]) -> str:
    safe = name.replace("\\", "_").lstrip("/").replace("..", "_")
    stem, dot, ending = safe.rpartition(".")
    found, number = safe, 1
    while found in used:
        number += 1
        found = f"{stem}（{number}）{dot}{ending}" if dot else f"{safe}（{number}）"
    used.add(found)
    return found
