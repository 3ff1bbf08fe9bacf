"""Runs the tests that prove capabilities and prints, for every id, the proof or that it is open."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tests" / "house" / "capabilities.txt"
_ID_AND_NAME = 2

#: The marked tests, and those that they name as refused.
SELECTED = "capability or refused_twin"


def identifiers() -> list[str]:
    """Return every id, in the order of the list."""
    return [line[0] for line in _lines()]


def locks() -> set[str]:
    """Return the ids that lock or restrict: their proof names a test that is refused."""
    return {line[0] for line in _lines() if len(line) > _ID_AND_NAME}


def _lines() -> list[list[str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def proofs() -> tuple[dict[str, list[str]], int]:
    """Run the marked tests; return the passed ones by id, and pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "proofs"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-m", SELECTED, f"--proofs={file}", "-q", "-n2"],
            cwd=ROOT,
            stdout=sys.stderr,
            check=False,
        )
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        identifier, test = line.split("\t")
        found[identifier].append(test)
    return found, run.returncode


def main() -> int:
    """Print one line an id, and the sum; the exit code is that of the tests."""
    found, code = proofs()
    names = identifiers()
    for name in names:
        tests = sorted(found.get(name, ()), key=lambda test: "refuses" in test)
        print(f"{name} proven {tests[0]}" if tests else f"{name} open")
    print(f"{sum(name in found for name in names)} of {len(names)} proven")
    return code


if __name__ == "__main__":
    sys.exit(main())
