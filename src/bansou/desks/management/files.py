"""Files of commands: nothing that people filled in is written over, and each is whole or not there."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import CommandError

#: Ends every refusal, so that nobody looks for half a result.
NOTHING_WRITTEN = "何も書き出していません。"


def check_kind(path: Path, kinds: Sequence[str]) -> None:
    """Look at how a name ends.

    :raises CommandError: as no kind that can be written
    """
    if path.suffix.lower() not in kinds:
        raise CommandError(
            f"「{path}」の名前の終わりを {' か '.join(kinds)} にしてください。{NOTHING_WRITTEN}"
        )


def check_blank(path: Path, kinds: Sequence[str]) -> None:
    """Look at where a blank is to be written; somebody may have filled in an earlier one.

    :raises CommandError: the file is there, or its kind cannot be written
    """
    if path.exists():
        raise CommandError(f"「{path}」はもうあります。別の名前にしてください。{NOTHING_WRITTEN}")
    check_kind(path, kinds)


def check_out(out: Path, sources: Iterable[Path | None], kinds: Sequence[str]) -> None:
    """Look at where a result is to be written.

    :raises CommandError: it is read as well, or its kind cannot be written
    """
    check_kind(out, kinds)
    if any(_are_one(out, path) for path in sources if path):
        raise CommandError(f"「{out}」は読むファイルです。結果は別の名前にしてください。")


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    :raises CommandError: nothing can be written there
    """
    draft = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            draft = Path(file.name)
            file.write(content)
        draft.chmod(0o666 & ~_mask())
        draft.replace(path)
    except OSError:
        raise CommandError(
            f"「{path}」に書けません。場所を確かめてください。{NOTHING_WRITTEN}"
        ) from None
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _are_one(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
