"""Tomakomai's example ledger: its figures, and that each of their clauses matters."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from examples.count_tomakomai import figures
from examples.generate import LEDGER_2021, write_ledger, write_ledger_2021
from examples.office.companies import companies
from examples.office.records import is_open
from examples.office.year_2021 import ledger

HEAD_ROW = 3
type Edit = Callable[[Any], None]


def cells(book: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def column(book: Any, sheet: str, head: str) -> list[Any]:
    """The filled cells of a column below its head."""
    heads = [cell.value for cell in book[sheet][HEAD_ROW]]
    place = heads.index(head)
    return [row[place] for row in book[sheet].iter_rows(min_row=HEAD_ROW + 1) if row[0].value]


def clear(sheet: str, head: str) -> Edit:
    def edit(book: Any) -> None:
        for cell in column(book, sheet, head):
            cell.value = None

    return edit


def fill(sheet: str, head: str, value: object, *, only_blank: bool = False) -> Edit:
    def edit(book: Any) -> None:
        for cell in column(book, sheet, head):
            if not (only_blank and cell.value):
                cell.value = value

    return edit


def move(sheet: str, head: str, day: date, to: date) -> Edit:
    """Move what is on one day to another."""

    def edit(book: Any) -> None:
        for cell in column(book, sheet, head):
            if cell.value == datetime(day.year, day.month, day.day):  # noqa: DTZ001
                cell.value = datetime(to.year, to.month, to.day)  # noqa: DTZ001

    return edit


def both(*edits: Edit) -> Edit:
    def edit(book: Any) -> None:
        for each in edits:
            each(book)

    return edit


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    write_ledger_2021(path)
    return path


def test_gives_the_three_figures(example: Path) -> None:
    assert figures(load_workbook(example), 2021) == (20, 15, 7)


def test_is_written_the_same_every_time(example: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_ledger_2021(again)

    assert again.read_bytes() == example.read_bytes()


def test_the_workbook_in_the_repository_is_the_one_that_is_generated(example: Path) -> None:
    assert cells(load_workbook(LEDGER_2021)) == cells(load_workbook(example))


def test_has_the_offices_sheets_with_titles_and_blank_rows(example: Path) -> None:
    book = load_workbook(example)

    assert book.sheetnames == [
        *("事業", "目標", "職員", "対象者", "相談記録"),
        *("資格", "企業", "企業訪問", "就職"),
    ]
    for sheet in book:
        assert sheet["A1"].value.startswith("令和3年度")
        assert sheet.cell(HEAD_ROW, 1).value
        assert not any(cell.value for cell in sheet[sheet.max_row])


MARCH, APRIL = date(2021, 3, 31), date(2021, 4, 1)
LAST, NEXT = date(2022, 3, 31), date(2022, 4, 1)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(clear("相談記録", "取消"), (23, 16, 7), id="talks taken back"),
        pytest.param(clear("就職", "取消"), (20, 16, 8), id="hires taken back"),
        pytest.param(clear("資格", "取消"), (20, 15, 8), id="qualifications taken back"),
        pytest.param(clear("対象者", "辞退日"), (21, 16, 8), id="after leaving"),
        pytest.param(clear("対象者", "終了日"), (21, 15, 7), id="after the end"),
        pytest.param(fill("対象者", "登録日", "R3.4.1"), (21, 16, 7), id="before registration"),
        pytest.param(move("相談記録", "相談日", MARCH, APRIL), (21, 15, 7), id="year before"),
        pytest.param(move("相談記録", "相談日", NEXT, LAST), (22, 15, 7), id="year after"),
        pytest.param(move("就職", "就職日", NEXT, LAST), (20, 16, 8), id="hired next year"),
        pytest.param(
            move("相談記録", "相談日", date(2021, 7, 20), date(2021, 7, 1)),
            (20, 16, 7),
            id="hired before the first talk",
        ),
        pytest.param(fill("就職", "業種", "D 建設業"), (20, 15, 9), id="industry"),
        pytest.param(
            fill("就職", "業種", "D 建設業", only_blank=True), (20, 15, 8), id="unknown industry"
        ),
        pytest.param(
            fill("就職", "活用した資格", "玉掛け技能講習", only_blank=True),
            (20, 15, 9),
            id="qualification not used",
        ),
        pytest.param(
            fill("資格", "取得日", "令和3年4月1日"), (20, 15, 8), id="qualification after the hire"
        ),
        pytest.param(clear("就職", "活用した資格"), (20, 15, 0), id="no qualification used"),
        pytest.param(fill("企業訪問", "企業番号", "K001"), (20, 15, 7), id="visits do not matter"),
    ],
)
def test_each_clause_keeps_something_out(
    example: Path, edit: Edit, expected: tuple[int, int, int]
) -> None:
    book = load_workbook(example)

    edit(book)

    assert figures(book, 2021) == expected


def test_counting_names_or_rows_instead_of_people_goes_wrong(example: Path) -> None:
    book = load_workbook(example)
    names = {
        number.value: (name.value or "").replace("髙", "高")
        for number, name in zip(
            column(book, "対象者", "ケース番号"), column(book, "対象者", "氏名"), strict=True
        )
    }
    supported = [f"T3-{number:03d}" for number in range(1, 21)]

    assert len({names[number] for number in supported}) == 18
    assert len([case for case in ledger().cases[:15] for _hire in case.hires]) == 17
    assert sum(len(case.talks) for case in ledger().cases[:20]) > 40


def test_every_day_at_the_desk_is_one_on_which_it_is_open() -> None:
    told = ledger()

    days = [talk.on for case in told.cases for talk in case.talks]
    days += [case.registered_on for case in told.cases]
    days += [case.referred_on for case in told.cases if case.referred_on]
    days += [visit.on for visit in told.visits]
    assert [day for day in days if not is_open(day)] == []


def test_nobody_was_given_a_course_before_the_first_talk() -> None:
    for case in ledger().cases:
        if case.referred_on:
            assert min(talk.on for talk in case.talks) <= case.referred_on, case.number


def test_people_are_of_the_generation_and_corporate_numbers_are_well_formed() -> None:
    from bansou.commons.codes.corporate_number import parse_corporate_number

    for case in ledger().cases:
        if case.person:
            assert date(1968, 4, 2) <= case.person.born_on <= date(1983, 4, 1)
    for company in companies():
        assert parse_corporate_number(company.corporate_number) == company.corporate_number


@pytest.mark.parametrize("day", ["2026-04-01", "2026-04-02", "2026-11-24", "2027-03-31"])
def test_tells_the_current_year_until_the_day_before(day: str, tmp_path: Path) -> None:
    as_of = date.fromisoformat(day)
    path = tmp_path / "ledger.xlsx"

    write_ledger(2026, as_of, path)

    book = load_workbook(path)
    talks = [cell.value.date() for cell in column(book, "相談記録", "相談日")]
    hires = [cell.value.date() for cell in column(book, "就職", "就職日")]
    assert all(date(2026, 4, 1) <= on < as_of for on in (*talks, *hires))
    assert bool(talks) == (as_of > date(2026, 4, 1))


def test_the_current_year_has_people_who_are_due_and_people_who_were_forgotten(
    tmp_path: Path,
) -> None:
    from examples.office.this_year import ledger as this_year

    as_of = date(2026, 11, 24)
    cases = this_year(2026, as_of).cases

    quiet = [c for c in cases if (as_of - max(talk.on for talk in c.talks)).days >= 45]
    due = [c.next_action_on for c in cases if c.next_action_on]
    assert quiet
    assert any(day < as_of for day in due)
    assert as_of in due
    assert any(day > as_of for day in due)
    assert any(case.referred_on and not case.qualifications for case in cases)


def test_refuses_a_day_outside_the_fiscal_year(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not lie in the fiscal year 2026"):
        write_ledger(2026, date(2027, 4, 1), tmp_path / "ledger.xlsx")
