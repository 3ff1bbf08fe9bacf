"""All proofs end with the figures of all, whichever of them fails; and a stopped run goes on."""

import io
import json
from pathlib import Path

import pytest

from bench.report import MISSED
from proofs import __main__ as running
from proofs.__main__ import STOPPED, Outcome, code_of, joined, main, run_all
from proofs.erasure import figures_of
from proofs.progress import Progress

REACHED = {"value": 2.0, "unit": "found", "goal": 2, "reached": True}
MISSING = REACHED | {"value": 1.0, "reached": False}
NEVER_ENDED = {"value": 0, "unit": "found", "goal": 1, "reached": False}


@pytest.fixture
def proofs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three proofs of a package of their own: one holds, one breaks, one misses a goal."""
    folder = tmp_path / "some_proofs"
    folder.mkdir()
    said = f"open({str(tmp_path / 'ran')!r}, 'a').write(__name__ + __file__[-10:] + ' ');"
    lines = {
        "holds": f"{said} print({json.dumps({'a': REACHED})!r})",
        "breaks": f"{said} print('half a table'); raise SystemExit(1)",
        "misses": f"{said} print({json.dumps({'b': MISSING})!r}); raise SystemExit({MISSED})",
    }
    for name, text in lines.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def test_ends_with_the_figures_of_all_when_one_breaks(proofs: Path) -> None:
    names = ("holds", "breaks", "misses")

    ended = run_all(names, proofs / "kept", "some_proofs")

    assert joined(names, ended) == {"a": REACHED, "breaks_ended": NEVER_ENDED, "b": MISSING}
    assert code_of(names, ended) == 1


def test_goes_on_with_what_did_not_come_to_its_end(proofs: Path) -> None:
    names = ("holds", "breaks", "misses")
    run_all(names, proofs / "kept", "some_proofs", of="this code")
    (proofs / "ran").unlink()

    ended = run_all(names, proofs / "kept", "some_proofs", of="this code")

    again = ["__main__/breaks.py", "__main__/misses.py"]
    assert (proofs / "ran").read_text().split() == again
    assert set(ended) == set(names)


@pytest.mark.parametrize("of", ["other code", ""])
def test_runs_again_what_ran_on_other_code(proofs: Path, of: str) -> None:
    run_all(["holds"], proofs / "kept", "some_proofs", of="this code")
    (proofs / "ran").unlink()

    run_all(["holds"], proofs / "kept", "some_proofs", of=of)

    assert (proofs / "ran").exists()


def test_a_proof_without_figures_did_not_hold(proofs: Path) -> None:
    ended = {"silent": Outcome(0, {})}

    assert joined(["silent"], ended) == {"silent_ended": NEVER_ENDED}
    assert code_of(["silent"], ended) == 1


def test_names_what_did_not_run_when_somebody_stops(
    proofs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(module: str) -> Outcome:
        if module.endswith("misses"):
            raise KeyboardInterrupt
        return Outcome(0, {"a": REACHED})

    monkeypatch.setattr(running, "run", stopped)
    names = ("holds", "misses")

    ended = run_all(names, proofs / "kept", "some_proofs")

    assert joined(names, ended) == {"a": REACHED, "misses_ended": NEVER_ENDED}
    assert code_of(names, ended) == STOPPED


def test_prints_one_object_as_its_last_line(
    proofs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "_KEPT", proofs / "kept")
    monkeypatch.setattr(running, "run", lambda _module: Outcome(MISSED, {"b": MISSING}, 90.0))

    code = main(["cells", "proofs.worlds"])

    *table, last = capsys.readouterr().out.splitlines()
    assert (code, json.loads(last)) == (MISSED, {"b": MISSING})
    assert "  cells            1.5 min  missed a goal" in table


def test_refuses_a_proof_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cels"])

    assert "この名前の確かめはありません：cels" in capsys.readouterr().err


def test_says_how_far_it_has_come_and_how_long_it_will_take() -> None:
    out = io.StringIO()
    progress = Progress("cells", 20_000, out, done=4_999, began=-10_000.0)

    progress.step()

    assert out.getvalue().startswith("  cells: 5,000 of 20,000 (25 %), ")
    assert progress.line(61).endswith("1:01 gone, about 3:03 left")


@pytest.mark.parametrize(
    ("counts", "code", "reached"),
    [
        ({"marks_before": 900, "left_after_erasure": 0, "left_after_restore": 0}, 0, [True, True]),
        ({"marks_before": 900, "left_after_erasure": 0, "left_after_restore": 0}, 1, [True, False]),
        ({"marks_before": 900, "left_after_erasure": 3}, 1, [True, False]),
        ({}, 2, [False, False]),
    ],
)
def test_an_erasure_counts_only_where_the_marker_was_looked_for(
    counts: dict[str, int], code: int, reached: list[bool]
) -> None:
    assert [it.reached for it in figures_of(counts, code)] == reached
