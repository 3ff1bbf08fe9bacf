"""`make proofs`: every proof in a process of its own; the last line joins their figures.

One that fails, is stopped or has not run yet is a figure too, so that the last line is always about
all that was asked for. What each found is kept in `var/proofs`, and `--resume` goes on from there
as long as the code is the same.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from bench.report import MISSED, Figure, missed_in_words

PROOFS = (
    "audit_seals", "cells", "worlds", "crawl", "racing", "readings", "unsent", "erasure", "injections",
    "offline", "small_worlds", "two_workers",
)  # fmt: skip
#: The exit code of a run that somebody stopped.
STOPPED = 130
_KEPT = Path("var/proofs")


@dataclass(frozen=True)
class Outcome:
    """How a proof ended: 0, `MISSED`, or another code for one that broke; and its figures.

    :ivar of: which code it ran on; nobody knows where that was not committed
    """

    code: int
    figures: dict[str, Any]
    seconds: float = 0.0
    of: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it came to its end; one that exits with 0 and tells no figure did not."""
        return self.code in (0, MISSED) and bool(self.figures)

    @classmethod
    def kept_in(cls, path: Path, of: str) -> Self | None:
        """What an earlier run on the same code left of a proof that holds."""
        kept = cls(**json.loads(path.read_text("utf-8"))) if path.exists() else None
        return kept if kept and of and kept.of == of else None

    def keep_in(self, path: Path) -> None:
        """Leave it to the next run; one that broke or missed its goal is to run again."""
        if self.code == 0 and self.is_whole:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")


def code_at_hand() -> str:
    """The commit that is checked out; empty where files differ from it or there is no repository."""
    said = [
        subprocess.run(["git", *words], capture_output=True, text=True, check=False)
        for words in (("rev-parse", "HEAD"), ("status", "--porcelain"))
    ]
    return "" if said[0].returncode or said[1].stdout else said[0].stdout.strip()


def run(module: str) -> Outcome:
    """Run a module, showing what it says while it says it; its last line are its figures."""
    began, last = time.monotonic(), ""
    with subprocess.Popen(
        [sys.executable, "-m", module], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    return Outcome(process.returncode, _read(last), round(time.monotonic() - began, 1))


def _read(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def run_all(
    names: Sequence[str], kept: Path, package: str = "proofs", of: str = ""
) -> dict[str, Outcome]:
    """Run one after the other what no earlier run left; a stop ends it, a proof that breaks does not."""
    ended: dict[str, Outcome] = {}
    try:
        for number, name in enumerate(names, 1):
            path = kept / f"{name}.json"
            before = Outcome.kept_in(path, of)
            print(f"\n[{number}/{len(names)}] {name}{' (kept)' if before else ''}", flush=True)
            ended[name] = before or replace(run(f"{package}.{name}"), of=of)
            ended[name].keep_in(path)
    except KeyboardInterrupt:
        print("\nStopped. `make proofs ARGS=--resume` goes on from here.", flush=True)
    return ended


def joined(names: Iterable[str], ended: dict[str, Outcome]) -> dict[str, Any]:
    """The figures of all; for a proof without any, that it came to no end."""
    figures: dict[str, Any] = {}
    for name in names:
        it = ended.get(name)
        if it is None or not it.is_whole:
            figures[f"{name}_ended"] = Figure("", 0, 1, "found", at_least=True).as_data()
        if it is not None:
            figures |= it.figures
    return figures


def code_of(names: Sequence[str], ended: dict[str, Outcome]) -> int:
    """0 if all hold, `MISSED` if a goal was missed, 1 if a proof broke, `STOPPED` if some did not run."""
    if not all(it.is_whole for it in ended.values()):
        return 1
    if len(ended) < len(names):
        return STOPPED
    return max((it.code for it in ended.values()), default=0)


def main(words: Sequence[str]) -> int:
    """Run what is asked for, and end with the figures of all of it."""
    parser = argparse.ArgumentParser(prog="make proofs", description="大きな数で確かめます。")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"確かめの名前：{'、'.join(PROOFS)}"
    )
    parser.add_argument(
        "--resume", action="store_true", help="前に終わった確かめは飛ばして、続きから"
    )
    asked = parser.parse_args(words)
    names = tuple(name.removeprefix("proofs.") for name in asked.names) or PROOFS
    if unknown := [name for name in names if name not in PROOFS]:
        parser.error(f"この名前の確かめはありません：{'、'.join(unknown)}")
    if not asked.resume:
        for name in names:
            (_KEPT / f"{name}.json").unlink(missing_ok=True)
    ended = run_all(names, _KEPT, of=code_at_hand())
    figures = joined(names, ended)
    print("\nAll proofs")
    for name in names:
        print(f"  {name:<14}{_told(ended.get(name))}")
    print(missed_in_words(figures))
    print(json.dumps(figures, ensure_ascii=False))
    return code_of(names, ended)


def _told(it: Outcome | None) -> str:
    if it is None:
        return "did not run"
    words = {0: "held", MISSED: "missed a goal"}
    return f"{it.seconds / 60:6.1f} min  {words.get(it.code, f'broke (exit code {it.code})')}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
