"""Level 4 opens in a medical emergency to who leads the team, for two hours, to read; to nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from bansou.commons.access.actions import write_grant
from bansou.commons.access.models import Grant
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.models import Task
from bansou.people.break_glass.models import BreakGlass
from bansou.people.cases.models import Case
from bansou.support.counselling.models import CounsellingRecord
from tests.desks.counselling.station import SAID, Station, address
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import now, signed_in, today

WHY = {"danger": "life", "reason": "救急隊から服薬を聞かれた。チームの森は休みで、連絡がつかない。"}
EMERGENCY = "emergency/"


def lead(station: Station, case: Case, member: Membership | None = None) -> Any:
    """The supervisor says who leads the team: the psychologist who is not in it."""
    form = {"member": str((member or station.other).pk)}
    return signed_in(station.town.supervisor).post(address(case, "team/lead/"), form)


def led(station: Station) -> tuple[Case, CounsellingRecord]:
    case = station.case()
    record = station.record(case)
    response = lead(station, case)
    assert response.status_code == 302, text_of(response)
    return case, record


def page_of(case: Case, record: CounsellingRecord) -> str:
    return address(case, f"{record.pk}/")


def test_the_lead_reads_for_two_hours_and_writes_nothing(station: Station) -> None:
    town = station.town
    case, record = led(station)
    theirs, page = signed_in(station.other), page_of(case, record)
    shown = text_of(theirs.get(address(case)))
    assert "あなたは、このチームの責任者です" in shown
    assert "心理カウンセリング" in shown
    assert theirs.get(page).status_code == 403
    assert case.number in text_of(theirs.get("/counselling/"))
    asked = text_of(theirs.get(address(case, EMERGENCY)))
    assert f"{town.supervisor.user.name}（統括カウンセラー）" in asked
    unsaid = theirs.post(address(case, EMERGENCY), {"danger": "", "reason": WHY["reason"]})
    assert unsaid.status_code == 422
    assert WHY["reason"] in text_of(unsaid)

    opened = theirs.post(address(case, EMERGENCY), WHY)

    assert opened.status_code == 302, text_of(opened)
    assert "緊急の閲覧で開いています" in text_of(theirs.get(address(case)))
    for times in (1, 2):
        read = theirs.get(page)
        assert SAID in text_of(read)
        lines = [
            it
            for it in log_of(town, kind="open", subject="counselling.record")
            if it.subject_id == record.pk
        ]
        assert len(lines) == times, "one line for each read"
    for further in ("new/", f"{record.pk}/rewrite/", "releases/new/", f"{record.pk}/files/new/"):
        assert theirs.get(address(case, further)).status_code == 403
    assert "もう開いています" in text_of(theirs.post(address(case, EMERGENCY), WHY))
    with town.at_work():
        glass = BreakGlass.objects.get()
        assert (glass.up_to_level, glass.danger) == (Level.PSYCHOLOGICAL, "life")
        assert glass.until_at - glass.opened_at == timedelta(hours=2)
        letters = ProcrastinateJob.objects.filter(task_name="letters.broken_seal")
        assert {job.args["member"] for job in letters} == {
            str(town.supervisor.pk),
            str(town.manager.pk),
        }
        assert Task.objects.get(subject="break_glass").owner_id == town.supervisor.pk
    assert len(log_of(town, kind="open", subject="emergency")) == 1

    listed = text_of(signed_in(town.manager).get("/rights/emergency/"))
    assert "心理の記録（閲覧区分4）" in listed
    assert "生命の危険" in listed
    assert SAID not in listed
    finding = {"finding": "right", "finding_note": "救急隊の記録と合う。"}
    look = f"/rights/emergency/{glass.pk}/"
    assert "心理・精神の記録" in text_of(signed_in(town.manager).get(look))
    assert signed_in(town.manager).post(look, finding).status_code == 302

    assert theirs.post(address(case, f"{EMERGENCY}done/")).status_code == 302
    assert theirs.get(page).status_code == 403


def test_opens_to_nobody_else(station: Station) -> None:
    town = station.town
    case, record = led(station)
    for member in (town.counsellor, town.colleague, town.supervisor, town.manager, town.matching):
        theirs = signed_in(member)
        assert theirs.post(address(case, EMERGENCY), WHY).status_code in {403, 404}
        assert theirs.get(page_of(case, record)).status_code in {403, 404}
    refused = signed_in(town.supervisor).post(address(case, EMERGENCY), WHY)
    assert "あなたの役割では、ここに入れません" in text_of(refused)
    anyhow = signed_in(station.psychologist).post(address(case, EMERGENCY), WHY)
    assert "いつもの画面で記録を読めます" in text_of(anyhow)
    # The emergency of a counsellor opens level 3 and not this.
    other = f"/cases/{case.pk}/emergency/"
    assert "チームの責任者だけです" in text_of(signed_in(town.colleague).get(other))
    assert signed_in(town.colleague).post(other, {"reason": WHY["reason"]}).status_code == 302
    assert signed_in(town.colleague).get(page_of(case, record)).status_code == 403

    assert lead(station, case, station.psychologist).status_code == 302

    former = signed_in(station.other).post(address(case, EMERGENCY), WHY)
    assert former.status_code == 404
    with town.at_work():
        assert not BreakGlass.objects.filter(up_to_level=Level.PSYCHOLOGICAL).exists()


def test_ends_with_the_lead_and_when_they_are_barred(station: Station) -> None:
    town = station.town
    case, record = led(station)
    theirs, page = signed_in(station.other), page_of(case, record)
    assert theirs.post(address(case, EMERGENCY), WHY).status_code == 302
    assert theirs.get(page).status_code == 200

    nobody = signed_in(town.supervisor).post(address(case, "team/lead/"), {"member": ""})
    assert nobody.status_code == 302
    assert theirs.get(page).status_code == 404
    assert "だれも記録を読めません" in text_of(
        signed_in(town.supervisor).get(address(case, "team/"))
    )

    assert lead(station, case).status_code == 302
    assert theirs.get(page).status_code == 403, "what ended does not live again"
    barring = {"user": str(station.other.user_id), "relation": "neighbour", "reason": "近所"}
    signed_in(town.supervisor).post(f"/cases/{case.pk}/conflict/", barring)
    assert theirs.get(address(case, EMERGENCY)).status_code == 404


def test_names_only_a_psychologist_as_lead(station: Station) -> None:
    case = station.case()
    for member in (station.town.counsellor, station.town.manager):
        assert lead(station, case, member).status_code == 422
    assert lead(station, case).status_code == 302
    again = lead(station, case)
    assert "すでにチームの責任者です" in text_of(again)
    assert signed_in(station.town.manager).get(address(case, "team/lead/")).status_code == 403
    bare = signed_in(station.other).post(address(case, EMERGENCY), WHY)
    assert "心理の記録がありません" in text_of(bare)


@contextmanager
def forged(station: Station, case: Case, **said: Any) -> Iterator[Grant]:
    """A grant at level 4 as if an emergency had been declared, whatever the application asks."""
    with station.town.at_work(station.other) as by:
        glass = BreakGlass.objects.create(
            organisation=station.town.city,
            recorded_by=station.town.city,
            case=case,
            opened_by=station.other,
            reason="試験",
            opened_at=now(),
            **{"up_to_level": 4, "danger": "life", "until_at": now() + timedelta(hours=1), **said},
        )
        yield write_grant(
            by=by,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            level=Level.PSYCHOLOGICAL,
            purpose="試験",
            basis=Basis.BREAK_GLASS,
            from_on=today(),
            ends_at=now() + timedelta(hours=1),
            source=Grant.Source.BREAK_GLASS,
            source_id=glass.pk,
            to_membership_id=station.other.pk,
        )


def sees(record: CounsellingRecord) -> bool:
    return CounsellingRecord.objects.filter(pk=record.pk).exists()


def test_the_database_asks_for_the_lead_the_emergency_and_the_time(station: Station) -> None:
    case, record = led(station)
    with forged(station, case) as grant:
        assert sees(record)
        Grant.objects.filter(pk=grant.pk).update(basis=Basis.OWN_DUTY)
        assert not sees(record)
    with forged(station, case) as grant:
        Grant.objects.filter(pk=grant.pk).update(ended_at=now())
        assert not sees(record)
        endless = Grant.objects.filter(pk=grant.pk)
        with pytest.raises(DatabaseError, match="grant_in_an_emergency"), transaction.atomic():
            endless.update(ended_at=None)
    with forged(station, case, up_to_level=3, danger=""):
        assert not sees(record)
    with forged(station, case) as grant:
        BreakGlass.objects.filter(pk=grant.source_id).update(until_at=now())
        assert not sees(record)
    with station.town.at_work(station.psychologist):
        assert sees(record), "the team reads as ever"
    with station.town.at_work():
        Grant.objects.filter(source=Grant.Source.COUNSELLING_LEAD).update(ended_at=now())
    with forged(station, case):
        assert not sees(record), "an emergency of somebody who leads no team opens nothing"
    with (
        pytest.raises(DatabaseError, match="break_glass_two_hours_at_most"),
        forged(station, case, until_at=now() + timedelta(hours=3)),
    ):
        pass


def test_the_database_lets_an_emergency_write_nothing(station: Station) -> None:
    case, record = led(station)
    with forged(station, case):
        assert sees(record)
        assert CounsellingRecord.objects.filter(pk=record.pk).update(version=9) == 0
        assert CounsellingRecord.objects.filter(pk=record.pk)._raw_delete("default") == 0
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM support_counsellingrecordevent WHERE id = %s", [record.pk]
            )
            assert cursor.fetchone() == (0,), "former versions stay shut"
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            CounsellingRecord.objects.create(
                organisation_id=record.organisation_id,
                recorded_by_id=record.recorded_by_id,
                case=case,
                step_id=record.step_id,
                sealed=b"1",
                written_by=station.other,
                written_at=now(),
            )
    with station.town.at_work(station.psychologist):
        assert CounsellingRecord.objects.get(pk=record.pk).version == 1
