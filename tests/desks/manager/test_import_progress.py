"""How far an import is, as other connections see it while it is at work."""

import time

import pytest
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.models import Organisation, Role
from bansou.desks.manager import import_jobs
from tests.bodies import registered
from tests.desks.manager.importing import State
from tests.desks.manager.office import member


@pytest.mark.django_db(transaction=True)
def test_tells_on_a_connection_of_its_own_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_jobs, "_TOLD_EVERY", 0.01)
    body = registered("苫小牧市", Organisation.Kind.MUNICIPALITY, "012131")
    manager = actor_of(member(body, Role.PROGRAMME_MANAGER, "小林 恵"))
    with acting(manager, why="試験"):
        record = LedgerImport.objects.create(
            organisation=body,
            handed_in_at=timezone.now(),
            changed_at=timezone.now(),
            name="台帳.xlsx",
            state=State.IMPORTING,
        )

    with import_jobs.Reporting(record.pk, manager) as progress:
        progress(41, 100)
        for _turn in range(500):
            with acting(manager, why="試験"):
                record.refresh_from_db()
            if record.done:
                break
            time.sleep(0.01)

    assert (record.done, record.total) == (41, 100)
