"""Tomakomai's second and third ledger of 2021: bookings, courses and trials; and claims."""

from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook

from bansou.people.cases.models import Case
from bansou.programmes.actions import revise_scheme
from bansou.programmes.queries import scheme_version_on
from tests.desks.manager.importing import address, work
from tests.desks.manager.office import EXAMPLES, NOON, Office

COURSE_PRICE, TRIAL_PRICE = 2000, 1500
_HEADER_ROW = 3


def book_of(name: str) -> Workbook:
    """The workbook as the office keeps it: "support" or "claims"."""
    return load_workbook(EXAMPLES / f"{name}-2021.xlsx")


def put(book: Workbook, sheet: str, key: str, heading: str, value: Any) -> str:
    """Write into the first row that begins with a number; gives the cell as problems name it."""
    found = book[sheet]
    column = next(cell.column for cell in found[_HEADER_ROW] if cell.value == heading)
    rows = found.iter_rows(min_row=_HEADER_ROW + 1)
    row = next(cells[0].row for cells in rows if cells[0].value == key)
    cell = found.cell(row, column)
    cell.value = value
    return f"{sheet}!{cell.coordinate}"


def add(book: Workbook, sheet: str, *values: Any) -> int:
    """Write a row below the last one that is filled; gives its number."""
    found = book[sheet]
    filled = [cells[0].row for cells in found.iter_rows() if cells[0].value is not None]
    for column, value in enumerate(values, 1):
        found.cell(max(filled) + 1, column, value)
    return max(filled) + 1


def decide_prices(office: Office) -> None:
    """The city has decided what a day is worth, from the year's first day on."""
    with office.at_work():
        text = scheme_version_on(office.programme, date(2022, 4, 15)).text
        for key, yen in (("training_stipend", COURSE_PRICE), ("trial_stipend", TRIAL_PRICE)):
            price = f"prices = [{{ yen = {yen}, valid_from = 2021-04-01 }}]"
            text = text.replace(f'key = "{key}"\n', f'key = "{key}"\n{price}\n', 1)
        first = office.programme.starts_on
        revise_scheme(programme=office.programme, text=text, valid_from=first, at=NOON)


def case_of(office: Office, number: str) -> Case:
    with office.at_work():
        return Case.objects.get(number=number)


def taken_back(client: Any, office: Office, record: Any) -> Any:
    """The import, once it has been taken back through its page."""
    client.post(address(record, "import_undo"))
    return work(office, record)
