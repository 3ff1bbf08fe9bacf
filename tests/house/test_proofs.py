"""A proof in which nothing came about does not pass."""

import io
import zipfile
from collections import Counter
from types import SimpleNamespace

import pytest

from proofs import unreached
from proofs.injections import Found
from proofs.kept import is_kept, standing_in
from proofs.offline import FAULTS, HAPPENINGS, figures_of
from proofs.stage import Answer
from proofs.unreached import Unreached

TEXT = '"><img zq src=x onerror="zq(7)">'
ALL = Counter({*FAULTS, *HAPPENINGS})


def _workbook(cell: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", f"<t>{cell}</t>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "standing"),
    [
        (b"<p>&quot;&gt;&lt;img zq src=x onerror=&quot;zq(7)&quot;&gt;</p>", {TEXT}),
        (b'<input name="csrfmiddlewaretoken" value="Azq8">', set()),
        (_workbook("&quot;&gt;&lt;img zq src=x onerror=&quot;zq(7)&quot;&gt;"), {TEXT}),
        (_workbook("none"), set()),
    ],
)
def test_counts_only_answers_that_hold_a_whole_payload(content: bytes, standing: set[str]) -> None:
    assert standing_in(Answer(200, content=content), [TEXT]) == standing


@pytest.mark.parametrize(
    ("kept", "is_there"),
    [
        ([TEXT], True),
        (['{"note": "\\"><img zq src=x onerror=\\"zq(7)\\">"}'], True),
        (["zq(7)"], False),
        ([], False),
    ],
)
def test_takes_a_text_for_stored_only_where_it_is_read_back(
    kept: list[str], is_there: bool
) -> None:
    assert is_kept(TEXT, [it.replace(" ", "") for it in kept]) is is_there


def test_says_where_no_payload_came_and_which_excuse_is_stale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unreached, "NOT_THROUGH", {"waits": frozenset({"a:stuck", "a:sent"})})
    monkeypatch.setattr(unreached, "NO_PAYLOAD", {"a day": r" on_year$", "a sum": r" yen$"})
    found = Found(
        stored={("a:sent", "note")},
        fields={
            ("a:sent", "note"),
            ("a:sent", "on_year"),
            ("a:sent", "name"),
            ("a:lost", "name"),
            ("a:days", "on_year"),
        },
        through={"a:sent"},
        taken={"a:sent", "a:lost", "a:days"},
    )
    places = [SimpleNamespace(name=name) for name in ("a:sent", "a:stuck", "a:lost", "a:days")]

    wrong = Unreached.of(found, places)

    assert wrong == Unreached(("a:lost",), ("a:sent name",), ("a sum", "a:sent"))


def test_bad_lines_fail_when_nothing_happened() -> None:
    assert all(figure.reached for figure in figures_of([], ALL, 3))
    assert [figure.reached for figure in figures_of([], Counter({"none": 3}), 3)] == [True, False]
    assert [figure.reached for figure in figures_of([], ALL - Counter(["doubled"]), 3)] == [
        True,
        False,
    ]
