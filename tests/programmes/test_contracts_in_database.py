"""A contract opens its programme and the scheme on its own days, whatever a query forgets."""

from datetime import date

import pytest

from bansou.programmes.models import Contract, Programme, SchemeVersion
from tests.desks.counsellor.town import Town, days, found_town


@pytest.fixture
def town(db: None) -> Town:
    """A town and the training centre that works for it."""
    return found_town()


def seen_by_the_centre(town: Town, starts_on: date, ends_on: date) -> tuple[bool, bool, bool]:
    """Whether it sees programme, scheme and contract while the contract runs from–until."""
    with town.at_work(town.manager):
        Contract.objects.filter(pk=town.contract.pk).update(starts_on=starts_on, ends_on=ends_on)
    with town.at_work(town.trainer):
        return (
            Programme.objects.filter(pk=town.programme.pk).exists(),
            SchemeVersion.objects.filter(programme=town.programme).exists(),
            Contract.objects.filter(pk=town.contract.pk).exists(),
        )


@pytest.mark.parametrize(("starts", "ends"), [(0, 0), (-30, 0), (0, 30)])
def test_is_read_on_the_days_of_the_contract(town: Town, starts: int, ends: int) -> None:
    assert seen_by_the_centre(town, days(starts), days(ends)) == (True, True, True)


@pytest.mark.parametrize(("starts", "ends"), [(-30, -1), (1, 30)])
def test_is_not_read_before_and_after_them(town: Town, starts: int, ends: int) -> None:
    assert seen_by_the_centre(town, days(starts), days(ends)) == (False, False, True)
