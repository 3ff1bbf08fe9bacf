"""`make proofs`: every proof in a process of its own; the last line joins their figures."""

import sys

from bench.__main__ import run_together

PROOFS = ("proofs.audit_seals",)

if __name__ == "__main__":
    sys.exit(run_together(sys.argv[1:] or PROOFS))
