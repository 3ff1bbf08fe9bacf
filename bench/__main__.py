"""`make bench`: every bench in a process of its own; the last line joins their figures."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from bench.report import MISSED, missed_in_words

BENCHES = ("bench.matching", "bench.sheets", "bench.ledgers", "bench.pages", "bench.bookings")


def run_together(modules: Sequence[str]) -> int:
    """Run benches or proofs one after the other; one that fails ends it."""
    figures: dict[str, Any] = {}
    code = 0
    for module in modules:
        run = subprocess.run(
            [sys.executable, "-m", module], stdout=subprocess.PIPE, text=True, check=False
        )
        print(run.stdout, end="", flush=True)
        if run.returncode not in (0, MISSED):
            return run.returncode
        code = max(code, run.returncode)
        figures |= json.loads(run.stdout.rstrip().splitlines()[-1])
    print("\nAll figures")
    print(missed_in_words(figures))
    print(json.dumps(figures, ensure_ascii=False))
    return code


if __name__ == "__main__":
    sys.exit(run_together(sys.argv[1:] or BENCHES))
