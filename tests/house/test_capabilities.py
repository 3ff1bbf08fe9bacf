import ast
import inspect
import textwrap
from collections import Counter
from typing import Any

import pytest

from scripts.capabilities import identifiers

ACTS_THROUGH = {"page", "client", "cli"}
SAYS_WHAT_MUST_HOLD = ("assert", "raises", "expect")


def test_knows_all_176_capabilities_once() -> None:
    names = identifiers()

    assert len(names) == 176
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_lets_a_proof_count_only_if_it_acts_and_asserts(request: pytest.FixtureRequest) -> None:
    marked = [item for item in request.session.items if item.get_closest_marker("capability")]

    assert {item.nodeid: found for item in marked if (found := list(faults_of(item)))} == {}


def faults_of(item: Any) -> list[str]:
    names = [str(name) for mark in item.iter_markers("capability") for name in mark.args]
    source = ast.unparse(ast.parse(textwrap.dedent(inspect.getsource(item.function))).body[0])
    body = source.split("\n", 1)[1]
    return [
        *(f"{name} is not in the list" for name in names if name not in identifiers()),
        *(["more than two ids"] if len(set(names)) > 2 else []),
        *(
            []
            if ACTS_THROUGH & set(item.fixturenames)
            else ["acts neither by page, client nor cli"]
        ),
        *([] if any(word in body for word in SAYS_WHAT_MUST_HOLD) else ["asserts nothing"]),
    ]
