"""`bansou keys`: keys are changed without a record being touched, and erased by a decision."""

import os
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bansou.commons.sealing import keystore
from bansou.people.cases.models import Case
from bansou.people.erasing.actions import approve_erasure, propose_erasure
from bansou.people.erasing.models import Erasure, LegalHold
from bansou.people.erasing.tombstones import tombstones_in
from tests.desks.counselling.station import SAID, Station, address
from tests.desks.counselling.test_restricted_record import PDF
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import now, signed_in, today
from tests.plugins.commands import Cli, Outcome


def read(station: Station, record: Any) -> str:
    page = address(record.case, f"{record.pk}/")
    return text_of(signed_in(station.psychologist).get(page))


def test_changes_the_organisations_key_and_every_record_still_opens(
    station: Station, cli: Cli
) -> None:
    records = [station.record(station.case()), station.record(station.case("小林 健一"))]

    outcome = cli("keys", "--organisation", station.town.city.name, "--rotate")

    assert outcome.code == 0
    assert "ケース2件の鍵を包み直しました" in outcome.out
    assert all(SAID in read(station, record) for record in records)
    assert "鍵 2件　消去 0件" in cli("keys").out


def decided(station: Station, case: Case, number: str, *, approved: bool = True) -> Erasure:
    """An erasure of a case that has ended; its key is there, as from an older key store."""
    with station.town.at_work() as actor:
        Case.objects.filter(pk=case.pk).update(closed_on=today())
        ended = Case.objects.get(pk=case.pk)
        it = propose_erasure(by=actor, case=ended, number=number, ground="request", at=now())
    if approved:
        with station.town.at_work(station.town.manager) as actor:
            approve_erasure(by=actor, erasure=it, at=now())
    assert keystore.erasure_of(case.organisation_id, case.pk) is None
    return it


def test_says_by_which_decision_a_record_opens_no_more(station: Station) -> None:
    case, other = station.case(), station.case("小林 健一")
    record, theirs = station.record(case), station.record(other)

    keystore.erase_case_key(case.organisation_id, case.pk, decision="個審第12号", on=today())

    gone = read(station, record)
    assert SAID not in gone
    assert "決定 個審第12号" in gone
    assert SAID in read(station, theirs)
    answer = station.post(case)
    assert answer.status_code == 422
    assert "消去されています" in text_of(answer)


def test_erases_once_more_what_two_people_decided_and_no_other(
    station: Station, cli: Cli, settings: Any
) -> None:
    case, other = station.case(), station.case("小林 健一")
    station.record(case)
    theirs = station.record(other)
    it = decided(station, case, "個審第12号")
    words = ("--erase", case.number, "--decision", "個審第12号")
    erase = ("keys", "--organisation", station.town.city.name, *words)

    outcomes = [cli(*erase) for _time in range(2)]

    assert [one.code for one in outcomes] == [0, 0], outcomes[0].err
    erased = keystore.erasure_of(case.organisation_id, case.pk)
    assert erased == keystore.Erasure("個審第12号", today())
    assert SAID in read(station, theirs)
    assert "鍵 1件　消去 1件" in cli("keys").out
    entries = log_of(station.town, subject="counselling.key")
    assert {(one.case_id, one.detail["decision"]) for one in entries} == {(case.pk, "個審第12号")}
    # So that a backup that is put back is erased again: written down once, however often it is run.
    (tombstone,) = tombstones_in(Path(settings.ERASURES_FILE))
    assert (tombstone.erasure, tombstone.number) == (str(it.pk), "個審第12号")


def test_erases_nothing_by_the_word_of_one_person(station: Station, cli: Cli) -> None:
    case, other, kept = (station.case(name) for name in ("三浦 和彦", "小林 健一", "林 誠"))
    record = station.record(case)
    for one in (other, kept):
        station.record(one)
    decided(station, other, "個審第1号")
    decided(station, kept, "個審第2号")
    with station.town.at_work() as actor:
        LegalHold.objects.create(
            organisation_id=kept.organisation_id,
            recorded_by_id=kept.organisation_id,
            case=kept,
            reason="訴訟のため",
            set_by_id=actor.require_membership(),
            set_at=now(),
        )

    def erase(one: Case, *decision: str) -> Outcome:
        return cli(
            "keys", "--organisation", station.town.city.name, "--erase", one.number, *decision
        )

    refused = [
        erase(case),
        erase(case, "--decision", "個審第12号"),
        erase(case, "--decision", "個審第1号"),
        erase(kept, "--decision", "個審第2号"),
    ]
    assert SAID in read(station, record)
    decided(station, case, "個審第3号", approved=False)
    refused.append(erase(case, "--decision", "個審第3号"))

    assert [one.code for one in refused] == [1] * 5
    assert "承認されていません" in refused[1].err
    assert "消去を停止しています（理由：訴訟のため）" in refused[3].err
    assert "鍵 3件　消去 0件" in cli("keys").out


def test_is_left_alone_by_what_clears_the_store(station: Station, cli: Cli, settings: Any) -> None:
    case = station.case()
    record = station.record(case, file=SimpleUploadedFile("検査用紙.pdf", PDF, "application/pdf"))
    for path in Path(settings.FILES_FOLDER).rglob("*"):
        os.utime(path, (0, 0))

    assert cli("files", "--clear").code == 0

    page = signed_in(station.psychologist).get(address(case, f"{record.pk}/")).content.decode()
    link = page.partition(f"/cases/{case.pk}/counselling/files/")[2].partition('"')[0]
    taken = signed_in(station.psychologist).get(address(case, f"files/{link}"))
    assert taken.content == PDF
