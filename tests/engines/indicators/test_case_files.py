"""Each case file is one promise of the grammar: what counts, what does not, and why."""

from pathlib import Path

import pytest

from bansou.engines.indicators import Reason, evaluate
from tests.engines.indicators.reading import FOLDER, described, read_case

FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_answers_each_case_as_written(path: Path) -> None:
    case = read_case(path)

    answer = evaluate(case.definition, case.facts, case.scope, case.lists, case.others)

    assert described(answer) == case.expect, case.title


def test_meets_every_reason_in_some_case() -> None:
    met = set()
    for path in FILES:
        case = read_case(path)
        answer = evaluate(case.definition, case.facts, case.scope, case.lists, case.others)
        for each in (answer, *answer.parts):
            met |= {item.reason for item in each.not_counted}

    assert met == set(Reason)
