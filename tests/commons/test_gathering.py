"""Rows written together by the actions that write one: the same rows, refusals and order."""

import pytest

from bansou.commons.database.gathering import (
    asked_once,
    create,
    is_waiting,
    rows_gathered,
    write_gathered,
)
from bansou.commons.organisations.models import Organisation
from tests.bodies import somebody_acts


@pytest.mark.django_db
def test_new_rows_wait_and_are_written_at_the_end() -> None:
    with somebody_acts(), rows_gathered():
        body = create(Organisation, name="第一市", kind=Organisation.Kind.CONTRACTOR)
        assert is_waiting(body)
        assert not Organisation.objects.filter(pk=body.pk).exists()
        write_gathered()
        assert not is_waiting(body)
        assert Organisation.objects.filter(pk=body.pk).exists()
        later = create(Organisation, name="第二市", kind=Organisation.Kind.CONTRACTOR)
    assert Organisation.objects.filter(pk=later.pk).exists()


@pytest.mark.django_db
def test_an_exception_writes_nothing() -> None:
    def create_and_fail() -> None:
        with somebody_acts(), rows_gathered():
            create(Organisation, name="第一市", kind=Organisation.Kind.CONTRACTOR)
            raise LookupError

    with pytest.raises(LookupError):
        create_and_fail()
    assert not Organisation.objects.filter(name="第一市").exists()


@pytest.mark.django_db
def test_asks_once_while_rows_are_gathered() -> None:
    answers = iter(range(4))
    assert [asked_once("q", lambda: next(answers)) for _ in range(2)] == [0, 1]
    with rows_gathered():
        assert [asked_once("q", lambda: next(answers)) for _ in range(2)] == [2, 2]
