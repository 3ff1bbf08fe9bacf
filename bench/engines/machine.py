"""What this machine does in this hour: products of matrices, and reading from memory, on one core."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

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


@dataclass(slots=True)
class Times:
    """What the runs of one piece of work took: CPU seconds of all threads together, and by the clock."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def run[T](self, work: Callable[[], T]) -> T:
        """Once more; gives what the work gives."""
        cpu, wall = time.process_time(), time.perf_counter()
        found = work()
        self.add(time.process_time() - cpu, time.perf_counter() - wall)
        return found

    def add(self, cpu: float, wall: float) -> None:
        """Another run that was measured elsewhere."""
        self.cpu.append(cpu)
        self.wall.append(wall)

    @property
    def best(self) -> float:
        """The least CPU seconds."""
        return min(self.cpu)

    def told(self, unit: str = "s", times: float = 1) -> str:
        """Both, the least and the median of all runs, in words."""
        cpu, wall = (
            f"{min(some) * times:.4g}, median {median(some) * times:.4g} {unit}"
            for some in (self.cpu, self.wall)
        )
        return f"CPU {cpu}; wall {wall}; of {len(self.cpu)}"
