"""What this machine does in this hour: products of matrices, and reading from memory, on one core."""

import time
from collections.abc import Callable

import numpy as np


def sgemm_gflops(rows: int = 2048, inner: int = 2048) -> float:
    """10⁹ floating-point operations in a CPU second, the best of five."""
    left = np.ones((rows, inner), np.float32)
    seconds = best_of(5, lambda: left @ left.T)
    return 2 * rows * rows * inner / seconds / 1e9


def read_gib(mib: int = 512) -> float:
    """GiB read from memory in a CPU second, the best of five."""
    block = np.ones(mib << 17, np.uint64)
    return mib / 1024 / best_of(5, lambda: np.bitwise_or.reduce(block))


def best_of(times: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of so many runs."""
    return min(cpu_seconds(work) for _ in range(times))


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run, of all threads together."""
    began = time.process_time()
    work()
    return time.process_time() - began
