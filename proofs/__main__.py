"""`make proofs`: every proof in a process of its own; the last line joins their figures.

`python -m proofs cells worlds` runs some of them.
"""

import sys

from bench.__main__ import run_together

PROOFS = (
    "audit_seals", "cells", "worlds", "crawl", "racing", "readings", "unsent", "injections", "offline",
    "small_worlds", "two_workers",
)  # fmt: skip

if __name__ == "__main__":
    names = [name.removeprefix("proofs.") for name in sys.argv[1:]] or PROOFS
    sys.exit(run_together([f"proofs.{name}" for name in names]))
