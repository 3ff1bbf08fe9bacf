"""`make bench-engines`: the engines at the nation's size; the last line joins their figures."""

import sys

from bench.__main__ import run_together

BENCHES = (
    "bench.engines.nation",
    "bench.engines.prefecture",
    "bench.engines.seats",
    "bench.engines.benefit",
    "bench.engines.fairs",
)

if __name__ == "__main__":
    sys.exit(run_together(sys.argv[1:] or BENCHES))
