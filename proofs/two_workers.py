"""A search on a cluster of two workers of which one is killed in the middle: the same answer."""

import os
import signal
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from distributed import Client, LocalCluster

from bansou.engines.matching import POLICY, Index, recommend_in_parts
from bench.engines import world
from bench.report import Figure, report

PEOPLE, OPENINGS, PARTS, BEST = 4_000, 8_000, 24, 20


def main() -> int:
    """Search, kill, and compare."""
    rng = np.random.default_rng(7)
    where = world.place(rng, 40, 80)
    index = Index.build(world.openings(rng, where, OPENINGS), POLICY)
    people = world.people(rng, where, PEOPLE)
    expected = index.recommend(people, BEST, by_numba=False)
    killed: list[int] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit="1GiB",
        ) as cluster,
        Client(cluster) as client,
    ):

        def kill_one(done: int, _all_parts: int) -> None:
            if done == 2 and not killed:
                pid = next(iter(client.run(os.getpid).values()))
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)

        results = recommend_in_parts(
            index,
            people,
            BEST,
            executor=client,
            folder=Path(folder) / "index",
            parts=PARTS,
            by_numba=False,
            on_part=kill_one,
        )
    differing = int((results.rows != expected.rows).any(axis=1).sum())
    return report(
        "Two workers",
        [
            Figure("two_workers_killed", len(killed), 1, "workers", at_least=True),
            Figure("two_workers_differing", differing, 0, "found", f"of {PEOPLE:,} people"),
        ],
    )


if __name__ == "__main__":
    warnings.simplefilter("ignore", ResourceWarning)
    sys.exit(main())
