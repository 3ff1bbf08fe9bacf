"""Which capabilities were proven in this run: one line per passed test for `make capabilities`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.proofs import full_name

PROVES, REFUSED_BY = "capability", "refused_by"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the file of the proofs."""
    parser.addoption("--proofs", metavar="FILE", help="write 'ID<TAB>test' for every proof")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks, and start the list in the process that hears of every result."""
    config.addinivalue_line(
        "markers",
        "capability(*ids, refused_by=test): the capabilities (at most two) that this test proves,"
        " and the test that is refused where they lock or restrict",
    )
    config.addinivalue_line("markers", "refused_twin: named by a proof (set while collecting)")
    if config.getoption("--proofs") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Proofs(Path(config.getoption("--proofs"))), "proofs")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Send each test's ids and twin along with its report, also from a worker; mark the twins."""
    twins = set()
    for item in items:
        for mark in item.iter_markers(PROVES):
            item.user_properties.extend((PROVES, str(name)) for name in mark.args)
            if REFUSED_BY in mark.kwargs:
                twin = full_name(mark.kwargs[REFUSED_BY], item.nodeid.partition("::")[0])
                item.user_properties.append((REFUSED_BY, twin))
                twins.add(twin)
    for item in items:
        if without_parameters(item.nodeid) in twins:
            item.add_marker("refused_twin")


def without_parameters(nodeid: str) -> str:
    """The test's name without its parameters."""
    return nodeid.partition("[")[0]


class Proofs:
    """Collects the ids whose test passed, with its twin where it has one, and writes them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._passed: set[str] = set()
        self._failed: set[str] = set()
        self._claims: set[tuple[str, str, str]] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how a test went and what it claims to prove."""
        test = without_parameters(report.nodeid)
        if not report.passed:
            self._failed.add(test)
        elif report.when == "call":
            self._passed.add(test)
            said = [(key, str(value)) for key, value in report.user_properties]
            twin = next((value for key, value in said if key == REFUSED_BY), "")
            self._claims |= {(value, test, twin) for key, value in said if key == PROVES}

    def lines(self) -> list[str]:
        """One line for each proof that holds: no case of the test or of its twin failed."""
        good = self._passed - self._failed
        return sorted(
            f"{name}\t{test}\n"
            for name, test, twin in self._claims
            if test in good and (not twin or twin in good)
        )

    def pytest_sessionfinish(self) -> None:
        """Write the list."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("".join(self.lines()))
