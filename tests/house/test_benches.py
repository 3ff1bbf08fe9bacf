"""Benches say what they miss, and fail for what no machine excuses."""

import json
from pathlib import Path

import pytest

from bench.report import MISSED, Figure, missed_in_words, report
from proofs.__main__ import PROOFS

SLOW = Figure("case_list_cpu", 75.0, 60, "ms", beside=("les-emplois", 1570))
FAST = Figure("case_list_cpu", 40.0, 60, "ms")
CHATTY = Figure("case_list_statements", 13, 12, "SQL")
FEW = Figure("small_worlds", 12, 2_000, "worlds", at_least=True)
ALIVE = Figure("two_workers_killed", 0, 1, "workers", at_least=True)
QUICK = Figure("import_rows", 4000, 3000, "rows/s", at_least=True)


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ([FAST, QUICK], 0), ([SLOW, QUICK], 0), ([FAST, CHATTY], MISSED), ([SLOW, CHATTY], MISSED),
        ([FEW], MISSED), ([ALIVE], MISSED),
    ],
)  # fmt: skip
def test_fails_only_for_a_counted_figure(figures: list[Figure], code: int) -> None:
    assert report("Pages", figures) == code


def test_says_which_goals_are_missed(capsys: pytest.CaptureFixture[str]) -> None:
    report("Pages", [SLOW, CHATTY, QUICK])

    *table, sentence, data = capsys.readouterr().out.splitlines()
    assert sentence == (
        "GOALS MISSED: case_list_cpu (75 ms, goal 60), case_list_statements (13 SQL, goal 12)"
    )
    assert [line for line in table if "NOT REACHED" in line] == table[2:4]
    assert {name: it["reached"] for name, it in json.loads(data).items()} == {
        "case_list_cpu": False,
        "case_list_statements": False,
        "import_rows": True,
    }
    assert missed_in_words(json.loads(data)) == sentence


def test_sets_a_figure_beside_that_of_another_product(capsys: pytest.CaptureFixture[str]) -> None:
    report("Pages", [SLOW])

    out = capsys.readouterr().out
    assert "0.05 × les-emplois (1570)" in out
    beside = json.loads(out.splitlines()[-1])["case_list_cpu"]["beside"]
    assert beside == {"product": "les-emplois", "value": 1570, "ratio": 0.048}


def test_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    report("Pages", [FAST, QUICK])

    assert "All goals reached." in capsys.readouterr().out


def test_runs_every_proof_that_there_is() -> None:
    reporting = {
        path.stem
        for path in Path("proofs").glob("*.py")
        if "import Figure, report" in path.read_text(encoding="utf-8")
    }

    assert set(PROOFS) == reporting
