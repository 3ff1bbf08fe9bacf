"""The ledgers of Kobe, Kitakyushu and Kanagawa give the published figures, clause by clause."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from examples import count_kanagawa, count_kitakyushu, count_kobe
from examples.bodies import kanagawa, kitakyushu, kobe
from examples.bodies.book import Book
from tests.examples.importing import (
    assert_each_clause_matters,
    body_of,
    fallen,
    import_book,
    read,
    take_in,
    values_without,
)

#: Every reason for which a record of an event may not count is met in the ledgers.
EVENT_REASONS = {"withdrawn", "outside_period", "not_enrolled", "already_counted", "condition"}


def workbook(book: Book, tmp_path: Path) -> Any:
    book.write(tmp_path / "counted.xlsx")
    return load_workbook(tmp_path / "counted.xlsx")


@pytest.mark.django_db
def test_kitakyushu_gives_its_three_figures_and_each_clause_matters() -> None:
    body = take_in("kitakyushu", kitakyushu.book())

    by_list, size, developed = read(body, "kitakyushu")

    assert [(r.target, r.answer.value) for r in (by_list, size, developed)] == [
        (75, 82),
        (50, 82),
        (50, 503),
    ]
    assert_each_clause_matters(by_list, size, developed)
    assert fallen(by_list) >= EVENT_REASONS
    assert fallen(size) >= {"withdrawn", "outside_period", "already_counted", "condition", "ended"}
    assert fallen(developed) >= {"withdrawn", "outside_period", "already_counted", "condition"}
    assert len(developed.answer.unknown) == 3


@pytest.mark.django_db
def test_follows_a_ledger_that_moves_takes_back_or_strikes_out_when_a_job_became_regular() -> None:
    book = kitakyushu.book(kitakyushu.Wanted(2, 1, 1), seed=7)
    converted = book.rows["就職"][0]
    regular, mark = 8, 10
    body = body_of(book)

    def figure(*, on: date | None, withdrawn: str | None = None) -> object:
        converted[regular], converted[mark] = on, withdrawn
        import_book("kitakyushu", book)
        return read(body, "kitakyushu")[0].answer.value

    assert figure(on=date(2022, 2, 1)) == 2
    assert figure(on=None) == 1
    assert figure(on=date(2022, 3, 31)) == 2
    assert figure(on=date(2022, 3, 31), withdrawn="〇") == 1


@pytest.mark.django_db
def test_kobe_gives_its_two_figures_and_each_clause_matters() -> None:
    body = take_in("kobe", kobe.book())

    outreach, counselling = read(body, "kobe")

    assert [(r.target, r.answer.value) for r in (outreach, counselling)] == [(24, 55), (60, 54)]
    # Talks that the desk records stand in no ledger; the journey of Kobe counts one of them.
    assert_each_clause_matters(outreach, counselling, apart=["event consultation.held"])
    for reading in (outreach, counselling):
        assert fallen(reading) >= EVENT_REASONS
    # The same definition counts sessions when it says so.
    assert values_without(counselling)["count"] == 133
    assert len(outreach.answer.unknown) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scheme_id", "book", "count"),
    [
        (
            "kitakyushu",
            lambda: kitakyushu.book(kitakyushu.Wanted(31, 44, 57), seed=7),
            count_kitakyushu.figures,
        ),
        ("kobe", lambda: kobe.book(kobe.Wanted(17, 23), seed=7), count_kobe.figures),
    ],
)
def test_other_ledgers_give_what_an_independent_count_gives(
    scheme_id: str,
    book: Callable[[], Book],
    count: Callable[[Any, int], tuple[int, ...]],
    tmp_path: Path,
) -> None:
    made = book()
    counted = count(workbook(made, tmp_path), 2021)

    found = [reading.answer.value for reading in read(take_in(scheme_id, made), scheme_id)]

    assert tuple(found) == counted[: len(found)]
    assert tuple(found) in {(31, 44, 57), (17, 23)}


@pytest.mark.django_db
@pytest.mark.parametrize("key", kanagawa.BODIES)
def test_a_body_of_kanagawa_gives_its_own_figures_and_each_clause_matters(
    key: str, tmp_path: Path
) -> None:
    book = kanagawa.books()[key]
    counted = count_kanagawa.units(key, workbook(book, tmp_path), 2021)

    found = read(take_in("kanagawa", book), "kanagawa")

    assert [r.answer.value for r in found] == [len(units) for units in counted]
    hired, participants, employers = found
    assert_each_clause_matters(*found)
    for reading in (hired, participants):
        assert fallen(reading) >= {"withdrawn", "outside_period", "not_enrolled"}
    assert fallen(employers) >= {"withdrawn", "outside_period", "already_counted", "condition"}


def test_the_ledgers_in_the_repository_are_those_that_the_generator_writes(tmp_path: Path) -> None:
    books = {"kobe/ledger-2021": kobe.book(), "kitakyushu/ledger-2021": kitakyushu.book()}
    for key, book in kanagawa.books().items():
        books[f"kanagawa/ledger-2021-{key}"] = book
    for name, book in books.items():
        book.write(tmp_path / "ledger.xlsx")
        committed = Path(__file__).parents[2] / "examples" / f"{name}.xlsx"
        assert (tmp_path / "ledger.xlsx").read_bytes() == committed.read_bytes(), name
