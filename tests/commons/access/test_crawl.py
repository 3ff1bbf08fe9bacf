"""No marker of another body or case in any answer: a small part of what `make proofs` crawls."""

import pytest

from proofs.crawl import Reach, foreign_in, mark_everything, shuffled
from proofs.stage import Stage, set_up


@pytest.fixture(scope="module")
def stage(own_database: None) -> Stage:
    """The town with a marker in every text of every row."""
    stage = set_up()
    assert mark_everything() > 100
    return stage


def test_shows_nobody_what_is_of_another_body_or_case(stage: Stage) -> None:
    requests, may = shuffled(stage)
    of_cases = [it for it in requests if it[0].name == "counsellor:case"]

    faults, seen = foreign_in(stage, [*requests[:300], *of_cases[:60]], may)
    nothing_may, _seen = foreign_in(stage, of_cases[:60], dict.fromkeys(may, Reach()))

    assert faults == []
    assert seen > 0
    assert nothing_may != []
