"""Every address answers as the access table declares: a tenth of what `make proofs` asks."""

from dataclasses import replace
from typing import Any

import pytest

from proofs import readings, unsent
from proofs.cells import chosen, fault_of, faults_among, is_declared
from proofs.racing import race
from proofs.stage import Answer, Stage, set_up


@pytest.fixture(scope="module")
def stage(own_database: None) -> Stage:
    """The town with somebody in every role at every body."""
    return set_up()


def test_answers_at_every_address_as_the_access_table_declares(stage: Stage) -> None:
    faults, kinds = faults_among(stage, chosen(stage)[::10])

    assert faults == []
    assert kinds["let in"] > 100
    assert kinds["refused"] > 1_000


def _withdrawn(cell: Any) -> Any:
    return replace(cell, ground=replace(cell.ground, state="withdrawn", to="body"))


def test_finds_whoever_is_let_in_without_a_line(stage: Stage) -> None:
    declared = (cell for cell in chosen(stage) if is_declared(cell) and cell.ground)
    pairs = ((cell, _withdrawn(cell)) for cell in declared)
    # Some roles are let in without any grant; of them a withdrawal changes nothing.
    cell, without = next(pair for pair in pairs if not is_declared(pair[1]))

    assert fault_of(cell, "let in", Answer(200)) == ""
    assert fault_of(without, "let in", Answer(200)).startswith("LET IN")


def test_leaves_exactly_one_line_in_the_log_whenever_something_sensitive_is_opened(
    stage: Stage,
) -> None:
    faults, made = readings.faults_among(stage, every=5)

    assert faults == []
    assert made > 5


def test_keeps_every_racing_edit_or_gives_it_back(stage: Stage) -> None:
    it = race(stage, 120)

    assert it.faults == []
    assert len(it.saved) + it.refused.total() == 120
    assert it.saved
    assert it.refused


def test_takes_every_note_of_a_visit_once_however_bad_the_line(stage: Stage) -> None:
    told, faults = unsent.faults_among(stage, 8)

    assert told == []
    assert set(faults) == {"dropped", "answer lost", "doubled", "killed", "none"}
