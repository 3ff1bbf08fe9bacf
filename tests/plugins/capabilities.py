"""Which capabilities were proven in this run: one line per passed test for `make capabilities`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the file of the proofs."""
    parser.addoption("--proofs", metavar="FILE", help="write 'ID<TAB>test' for every proof")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark, and start the list in the process that hears of every result."""
    config.addinivalue_line(
        "markers", "capability(*ids): the capabilities (at most two) that this test proves"
    )
    if config.getoption("--proofs") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Proofs(Path(config.getoption("--proofs"))), "proofs")


@pytest.hookimpl
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Send each test's ids along with its report, also from a worker."""
    for item in items:
        for mark in item.iter_markers("capability"):
            item.user_properties.extend(("capability", str(name)) for name in mark.args)


class Proofs:
    """Collects the ids whose test passed, and writes them at the end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lines: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the ids of a test whose call passed."""
        if report.when == "call" and report.passed:
            self._lines |= {
                f"{value}\t{report.nodeid}"
                for key, value in report.user_properties
                if key == "capability"
            }

    def pytest_sessionfinish(self) -> None:
        """Write the list."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("".join(f"{line}\n" for line in sorted(self._lines)))
