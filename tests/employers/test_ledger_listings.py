"""応援企業リスト and 求人 from the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from bansou.commons.access.acting import acting
from bansou.commons.ledger.problems import LedgerHasProblems
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.employers.models import SupportingEmployer
from examples.bodies import kitakyushu
from examples.bodies.book import Book
from examples.bodies.crowd import Crowd
from tests.examples.importing import body_of, import_bytes, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """北九州市 with one company on its list, to be renewed within the year."""
    crowd = Crowd(Random("test"), registry=1)  # noqa: S311 - nothing here is secret
    book = Book(kitakyushu.BODY, 1, kitakyushu.HEADS, crowd)
    listed, renew = date(2020, 10, 1), date(2021, 9, 30)
    book.add("応援企業リスト", book.company(), kitakyushu.ICE_AGE, listed, renew, None, None)
    book.case(registered=date(2021, 4, 5))
    book.write(tmp_path / "ledger.xlsx")
    return book


@pytest.fixture
def ledger(book: Book, tmp_path: Path) -> Any:
    return load_workbook(tmp_path / "ledger.xlsx")


@pytest.fixture
def city(book: Book, ledger: Any) -> Organisation:
    body = body_of(book)
    bring_in(ledger)
    return body


def bring_in(ledger: Any) -> None:
    saved = BytesIO()
    ledger.save(saved)
    import_bytes("kitakyushu", saved.getvalue())


@contextmanager
def at(city: Organisation) -> Iterator[None]:
    with acting(service_actor("import", city), why="test"):
        yield


def size(city: Organisation) -> object:
    return read(city, "kitakyushu")[1].answer.value


def test_ends_a_time_on_the_list_that_was_not_renewed(ledger: Any, city: Organisation) -> None:
    assert size(city) == 0
    ledger["応援企業リスト"]["E4"] = "令和5年3月31日"

    bring_in(ledger)

    assert size(city) == 1
    with at(city):
        assert SupportingEmployer.objects.get().renew_by == date(2023, 3, 31)


def test_removes_a_company_and_keeps_its_time_on_the_list(ledger: Any, city: Organisation) -> None:
    ledger["応援企業リスト"]["E4"] = None
    ledger["応援企業リスト"]["F4"] = "R4.3.31"

    bring_in(ledger)

    assert size(city) == 0
    with at(city):
        listing = SupportingEmployer.objects.get()
        assert (listing.listed_on, listing.removed_on) == (date(2020, 10, 1), date(2022, 3, 31))


def test_refuses_a_removal_before_the_listing(ledger: Any, city: Organisation) -> None:
    ledger["応援企業リスト"]["F4"] = "令和2年9月30日"

    with pytest.raises(LedgerHasProblems) as refused:
        bring_in(ledger)

    assert str(refused.value.problems[0]).startswith("応援企業リスト!F4：リストから外した日が")
