"""Somebody's marker in every text, an erasure by two people, a backup put back: the marker is nowhere.

The test does it, since it needs a store of files, keys and backups of its own; here its counts are read.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from bench.report import Figure, report

_TEST = "tests/people/erasing/test_erasing.py::test_leaves_nothing_of_somebody_anywhere"
_MARKS = 200


def counts_in(results: Path) -> dict[str, int]:
    """What the test counted, by name; nothing of what it did not come to."""
    tree = ET.parse(results)  # noqa: S314 - written by our own run
    return {it.attrib["name"]: int(it.attrib["value"]) for it in tree.iter("property")}


def figures_of(counts: dict[str, int], code: int) -> list[Figure]:
    """How often the marker stood there before, and what is left of it."""
    left = {name: counts.get(name, -1) for name in ("left_after_erasure", "left_after_restore")}
    told = "  ".join(f"{name} {'unknown' if n < 0 else n}" for name, n in left.items())
    gone = sum(count == 0 for count in left.values()) if code == 0 else 0
    return [
        Figure(
            "erasure_marks_before", counts.get("marks_before", 0), _MARKS, "found", at_least=True
        ),
        Figure("erasure_places_without_mark", gone, len(left), "found", told, at_least=True),
    ]


def main() -> int:
    """Run the test, and say what it counted."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        words = ("-n", "0", "-p", "no:randomly", "-q")
        junit = f"--junitxml={results}"
        run = subprocess.run([sys.executable, "-m", "pytest", *words, junit, _TEST], check=False)
        counts = counts_in(results) if results.exists() else {}
    return report("Nothing left of somebody who was erased", figures_of(counts, run.returncode))


if __name__ == "__main__":
    sys.exit(main())
