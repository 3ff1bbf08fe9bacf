import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.config.conftest import wait_until

PATIENT = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"
ENDS = "import sys; sys.exit(3)"
PROGRAM = """
import sys
from bansou.config.supervisor import Supervisor, SupervisorFailure
children = {f"子{n}": [sys.executable, "-c", code] for n, code in enumerate(sys.argv[1:], 1)}
try:
    Supervisor(children).run(is_ready=lambda: True, announce=lambda: print("ready", flush=True))
except SupervisorFailure as failure:
    sys.exit(str(failure))
print("stopped", flush=True)
"""

Supervise = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def supervise() -> Iterator[Supervise]:
    started: list[subprocess.Popen[str]] = []

    def start(*children: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *children],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def children_of(process: subprocess.Popen[str], count: int) -> list[psutil.Process]:
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    family = psutil.Process(process.pid)
    wait_until(lambda: len(family.children()) == count)
    return family.children()


def are_gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stops_its_children_when_told_to_stop(supervise: Supervise, number: signal.Signals) -> None:
    process = supervise(PATIENT, PATIENT)
    children = children_of(process, 2)

    process.send_signal(number)
    out, err = process.communicate(timeout=20)

    assert (process.returncode, out, err) == (0, "stopped\n", "")
    assert are_gone(children)


def test_takes_its_children_along_when_it_is_killed(supervise: Supervise) -> None:
    process = supervise(PATIENT, PATIENT)
    children = children_of(process, 2)

    process.kill()

    wait_until(lambda: are_gone(children))


def test_keeps_its_children_in_its_own_process_group(supervise: Supervise) -> None:
    process = supervise(PATIENT)
    (child,) = children_of(process, 1)

    assert os.getpgid(child.pid) == os.getpgid(process.pid)


def test_stops_everything_and_names_the_child_that_ended_by_itself(supervise: Supervise) -> None:
    process = supervise(PATIENT, ENDS)

    _, err = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "子2が終了しました（終了コード 3）。" in err


@pytest.mark.skipif(sys.platform != "linux", reason="reads the ignored signals from /proc")
def test_kills_a_child_that_will_not_stop_when_told_again(supervise: Supervise) -> None:
    process = supervise(STUBBORN)
    children = children_of(process, 1)
    wait_until(lambda: ignores(children[0], signal.SIGTERM))

    for _ in range(5):
        process.send_signal(signal.SIGINT)
        _, alive = psutil.wait_procs(children, timeout=2)
        if not alive:
            break
    process.communicate(timeout=20)

    assert process.returncode == 0


def ignores(process: psutil.Process, number: signal.Signals) -> bool:
    status = Path(f"/proc/{process.pid}/status").read_text()
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn"))
    return bool(int(mask, 16) & 1 << (number - 1))
