"""The office whose desks are tried."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import Workbook, load_workbook

from bansou.commons.organisations.models import Role
from tests.desks.manager.office import EXAMPLES, Office, open_office


@pytest.fixture(scope="module")
def ledger_of_2021(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    """Tomakomai with its ledger of 2021, imported once for all tests of a module.

    Each test runs in a transaction inside this one, and all of it is rolled back at the end.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_office()
        transaction.set_rollback(True)


@pytest.fixture
def office(ledger_of_2021: Office, db: None) -> Office:
    """Tomakomai's office, as its ledger of 2021 leaves it."""
    return ledger_of_2021


@pytest.fixture
def client(office: Office) -> Client:
    """A browser at the manager's desk."""
    return office.seat(Role.PROGRAMME_MANAGER, "小林 恵")


@pytest.fixture
def example_book() -> Workbook:
    """The example ledger of 2021, to be changed."""
    return load_workbook(EXAMPLES / "ledger-2021.xlsx")
