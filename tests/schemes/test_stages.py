"""Where a case stands in the stages; 必須 and 希望者 are data, not code (X-01)."""

from collections.abc import Mapping

import pytest

from bansou.schemes.reader import read_scheme, template
from bansou.schemes.shape import Scheme
from bansou.schemes.stages import (
    StageState,
    current_stage,
    is_done,
    is_locked,
    lock_on,
    open_stages,
)

TEXT = template("tomakomai")
SCHEME = read_scheme(TEXT, "tomakomai.toml")
DONE, NOW, OPEN, LOCKED = StageState
NOTHING: Mapping[str, int] = {}
TALKED = {"consultation.held": 1}


def edited(old: str, new: str, text: str = TEXT) -> Scheme:
    assert old in text
    return read_scheme(text.replace(old, new), "edited.toml")


def states(scheme: Scheme, counts: Mapping[str, int]) -> list[StageState]:
    return [standing.state for standing in open_stages(scheme, counts)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (NOTHING, [NOW, LOCKED, LOCKED, OPEN, OPEN]),
        (TALKED, [DONE, OPEN, OPEN, OPEN, OPEN]),
        (TALKED | {"qualification.applied": 1}, [DONE, NOW, OPEN, OPEN, OPEN]),
        (
            TALKED | {"qualification.applied": 1, "qualification.obtained": 1},
            [DONE, DONE, OPEN, OPEN, OPEN],
        ),
        (TALKED | {"workplace.visited": 2}, [DONE, OPEN, NOW, OPEN, OPEN]),
        (TALKED | {"workplace.tried": 1}, [DONE, OPEN, DONE, OPEN, OPEN]),
        ({"employer.visited": 3}, [NOW, LOCKED, LOCKED, NOW, OPEN]),
        (TALKED | {"hire.recorded": 1}, [DONE, OPEN, OPEN, OPEN, NOW]),
        # What was recorded before, elsewhere or by a ledger is not shut out afterwards.
        ({"qualification.obtained": 1}, [NOW, DONE, LOCKED, OPEN, OPEN]),
        # Acts of no stage move none.
        ({"contact.made": 9}, [NOW, LOCKED, LOCKED, OPEN, OPEN]),
    ],
    ids=str,
)
def test_tells_where_each_stage_stands(
    counts: Mapping[str, int], expected: list[StageState]
) -> None:
    assert states(SCHEME, counts) == expected


def test_says_which_record_opens_a_locked_stage() -> None:
    consulting, qualification, *_ = open_stages(SCHEME, NOTHING)

    assert qualification.locked_sentence == "「相談」を1回記録すると、申し込めます。"
    assert qualification.opened_by == "相談"
    assert qualification.lock is not None
    assert qualification.lock.kind == "consultation.held"
    assert qualification.lock.stage == consulting.stage
    assert consulting.locked_sentence == ""
    assert consulting.opened_by == ""
    assert consulting.lock is None


def test_counts_the_records_of_a_stage() -> None:
    counts = TALKED | {"qualification.applied": 2, "qualification.obtained": 1}

    assert [standing.count for standing in open_stages(SCHEME, counts)] == [1, 3, 0, 0, 0]


def test_has_no_lock_once_the_first_stage_is_for_who_wishes() -> None:
    wished = edited(
        'short = "相談"\ndemand = "required"',
        'short = "相談"\ndemand = "on_request"',
        TEXT.replace('stage = "consulting"\n', ""),
    )

    assert states(wished, NOTHING) == [OPEN, OPEN, OPEN, OPEN, OPEN]
    assert lock_on(wished, "qualification.applied", NOTHING) is None


def test_has_no_lock_where_the_scheme_does_not_ask_for_it() -> None:
    assert states(edited("locks_others = true\n", ""), NOTHING) == [NOW, OPEN, OPEN, OPEN, OPEN]


def test_asks_for_as_many_records_as_the_scheme_says() -> None:
    twice = edited(
        'done_by = { kind = "consultation.held", count = 1 }',
        'done_by = { kind = "consultation.held", count = 2 }',
    )

    before, begun = (
        lock_on(twice, "workplace.tried", NOTHING),
        lock_on(twice, "workplace.tried", TALKED),
    )

    assert before is not None
    assert before.sentence == "「相談」を2回記録すると、申し込めます。"
    assert begun is not None
    assert begun.sentence == "「相談」をあと1回記録すると、申し込めます。"
    assert states(twice, TALKED) == [NOW, LOCKED, LOCKED, OPEN, OPEN]
    assert states(twice, {"consultation.held": 2})[:2] == [DONE, OPEN]


def test_locks_a_second_required_stage_too() -> None:
    both = edited(
        'short = "資格取得"\ndemand = "on_request"',
        'short = "資格取得"\ndemand = "required"\nlocks_others = true',
        TEXT.replace('stage = "qualification"\n', ""),
    )

    assert states(both, NOTHING) == [NOW, LOCKED, LOCKED, OPEN, OPEN]
    assert states(both, TALKED) == [DONE, NOW, LOCKED, OPEN, OPEN]
    lock = lock_on(both, "workplace.visited", TALKED)
    assert lock is not None
    assert lock.label == "資格取得"


@pytest.mark.parametrize(
    ("kind", "locked"),
    [
        ("consultation.held", False),
        ("qualification.applied", True),
        ("workplace.visited", True),
        ("employer.visited", False),
        ("hire.recorded", False),
        ("contact.made", False),
        ("never.heard_of", False),
    ],
)
def test_locks_the_acts_of_locked_stages_only(kind: str, locked: bool) -> None:
    assert (lock_on(SCHEME, kind, NOTHING) is not None) is locked
    assert lock_on(SCHEME, kind, TALKED) is None


def test_answers_for_one_stage() -> None:
    assert is_locked(SCHEME, "qualification", NOTHING)
    assert not is_locked(SCHEME, "qualification", TALKED)
    assert not is_locked(SCHEME, "employers", NOTHING)


@pytest.mark.parametrize(
    ("counts", "key"),
    [
        (NOTHING, "consulting"),
        (TALKED, "consulting"),
        (TALKED | {"workplace.visited": 1}, "experience"),
        (TALKED | {"hire.recorded": 1}, "follow_up"),
    ],
    ids=str,
)
def test_names_the_stage_that_a_list_shows(counts: Mapping[str, int], key: str) -> None:
    assert current_stage(SCHEME, counts) == key


def test_is_never_done_where_nothing_makes_it_so() -> None:
    employers = SCHEME.stages[3]

    assert not is_done(employers, {"employer.visited": 99})
    assert SCHEME.stage_of("employer.visited") == employers
    assert SCHEME.stage_of("contact.made") is None
