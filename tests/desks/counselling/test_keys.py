"""`bansou keys`: keys are changed without a record being touched, and erased by a decision."""

import os
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bansou.commons.sealing import keystore
from tests.desks.counselling.station import SAID, Station, address
from tests.desks.counselling.test_restricted_record import PDF
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import signed_in
from tests.plugins.commands import Cli


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


def test_erases_a_case_by_a_decision_and_no_other(station: Station, cli: Cli) -> None:
    case, other = station.case(), station.case("小林 健一")
    record, theirs = station.record(case), station.record(other)
    erase = ("keys", "--organisation", station.town.city.name, "--erase", case.number)

    assert cli(*erase).code == 1
    assert SAID in read(station, record)
    assert cli(*erase, "--decision", "個審第12号").code == 0

    gone = read(station, record)
    assert SAID not in gone
    assert "決定 個審第12号" in gone
    assert SAID in read(station, theirs)
    assert "鍵 1件　消去 1件" in cli("keys").out
    (entry,) = log_of(station.town, subject="counselling.key")
    assert (entry.case_id, entry.detail["decision"]) == (case.pk, "個審第12号")
    assert keystore.erasure_of(case.organisation_id, case.pk) is not None
    answer = station.post(case)
    assert answer.status_code == 422
    assert "消去されています" in text_of(answer)


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
