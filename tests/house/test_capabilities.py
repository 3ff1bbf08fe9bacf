from collections import Counter
from typing import Any

import pytest
from django.test import Client

from scripts.capabilities import identifiers, locks, proven
from tests.house import proofs


def test_knows_all_176_capabilities_once() -> None:
    names = identifiers()

    assert len(names) == 176
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert locks() <= set(names)


def test_lets_a_proof_count_only_if_it_acts_and_asserts(request: pytest.FixtureRequest) -> None:
    marked = [item for item in request.session.items if item.get_closest_marker("capability")]

    assert {item.nodeid: found for item in marked if (found := list(proofs.faults_of(item)))} == {}


@pytest.mark.parametrize(
    ("tests", "is_proven"),
    [
        ([], False),
        (["tests/a.py::test_shows_the_referred_person"], False),
        (["tests/a.py::test_refuses_everybody_else[trainer]"], False),
        (["tests/a.py::test_shows_the_referred_person", "tests/a.py::test_refuses_others"], True),
    ],
)
def test_takes_a_lock_for_proven_only_with_somebody_who_is_refused(
    tests: list[str], is_proven: bool
) -> None:
    assert proven("TMK-03", tests) is is_proven


def test_takes_what_locks_nothing_for_proven_by_one_test() -> None:
    assert proven("TMK-01", ["tests/a.py::test_shows_the_cost"])


# What the house test looks for


def test_sees_whether_a_test_acts_and_asserts() -> None:
    assert proofs.acts_by(_asks, {"client"})
    assert proofs.acts_by(_asks_through_another, set())
    assert not proofs.acts_by(_names_it_only, {"client"})
    assert proofs.asserts(_asks)
    assert not proofs.asserts(_names_it_only)


def _asks(client: Any) -> None:
    assert client.get("/")


def _asks_through_another() -> None:
    assert _answer()


def _answer() -> Any:
    return Client().get("/")


def _names_it_only(client: Any) -> None:
    """Speak of the client and assert nothing."""
