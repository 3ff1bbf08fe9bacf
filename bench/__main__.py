"""`make bench`: every bench in a process of its own; the last line joins their figures."""

import json
import subprocess
import sys

BENCHES = ("bench.sheets", "bench.ledgers", "bench.pages")


def main() -> int:
    """Run the benches named on the command line, or all."""
    figures: dict[str, object] = {}
    for module in sys.argv[1:] or BENCHES:
        run = subprocess.run(
            [sys.executable, "-m", module], stdout=subprocess.PIPE, text=True, check=False
        )
        print(run.stdout, end="", flush=True)
        if run.returncode:
            return run.returncode
        figures |= json.loads(run.stdout.rstrip().splitlines()[-1])
    print("\nAll figures")
    print(json.dumps(figures, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
