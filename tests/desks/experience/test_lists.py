"""What goes on, the calendar, and what did not suit by industry."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bansou.people.steps.actions import add_step
from bansou.placement.hires.models import Hire
from tests.desks.counsellor.asking import statements, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.experience.workplace import (
    WISHES,
    arranged,
    evaluated,
    host_in,
    marked,
    person_in,
    post,
    post_end,
    requested,
    running,
)


def test_shows_what_is_to_be_arranged_and_what_goes_on(town: Town) -> None:
    running(town)
    requested(town, person_in(town, "小林 健一", "コバヤシ ケンイチ"))

    page = text_of(signed_in(town.matching).get("/experience/"))

    assert "受入先と日程を決める 1件" in page
    assert "小林 健一" in page
    assert WISHES in page
    assert "行っている 1件" in page


def test_tells_the_matching_officer_today_how_many_wait(town: Town) -> None:
    before = text_of(signed_in(town.matching).get("/employers/today/"))
    requested(town, person_in(town))

    after = text_of(signed_in(town.matching).get("/employers/today/"))

    assert "受入先と日程を待っている申込みはありません" in before
    assert "受入先と日程を待っている申込みが1件あります" in after


def test_shows_a_counsellor_their_own_alone(town: Town) -> None:
    requested(town, person_in(town))

    own, others = (
        text_of(signed_in(member).get("/experience/"))
        for member in (town.counsellor, town.colleague)
    )

    assert "三浦 和彦" in own
    assert "三浦 和彦" not in others


def test_shows_days_in_the_calendar(town: Town) -> None:
    it = requested(town, person_in(town))
    arranged(town, it, host_in(town))

    page = text_of(signed_in(town.matching).get(f"/experience/calendar/?month={today():%Y-%m}"))

    assert "三浦 和彦 職場体験 09:00–16:00" in page
    empty = text_of(signed_in(town.matching).get("/experience/calendar/?month=2030-02"))
    assert "この月に、見学・体験の日はありません" in empty


def test_asks_no_more_of_the_database_the_longer_the_list(town: Town) -> None:
    host = host_in(town)
    client = signed_in(town.matching)
    arranged(town, requested(town, person_in(town)), host)
    few = statements(client, "/experience/")
    for number in range(3):
        case = person_in(town, f"小林 {number}", "コバヤシ")
        arranged(town, requested(town, case), host)

    assert statements(client, "/experience/") == few


# What did not suit


def _left_a_job(town: Town) -> None:
    """Somebody was hired in construction and left because of the hours."""
    case = person_in(town, "松本 さやか", "マツモト サヤカ")
    with town.at_work() as actor:
        step = add_step(
            by=actor, case=case, kind="hire.recorded", on=days(-20), title="就職", at=now()
        )
        Hire.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=case,
            step=step,
            employer_name="白樺沢土建",
            hired_on=days(-20),
            left_on=days(-1),
            leaving_reason="hours",
            industry="D",
        )


@pytest.mark.capability("TMK-18", refused_by="test_keeps_the_report_from_who_only_counsels")
def test_reports_the_reasons_by_industry(town: Town) -> None:
    it = running(town)
    marked(town, it)
    evaluated(town, it)
    post_end(town, it, reason="commute", because="バスの本数が足りない")
    declined = requested(
        town,
        person_in(town, "小林 健一", "コバヤシ ケンイチ"),
        host=str(host_in(town, "海沿いの宿", industry="M").pk),
    )
    post(town, declined, "decline", declined_by="person", reason="hours", because="")
    unsaid = requested(town, person_in(town, "佐藤 花", "サトウ ハナ"))
    post(town, unsaid, "decline", declined_by="person", reason="", because="")
    _left_a_job(town)
    client = signed_in(town.matching)
    year = town.programme.fiscal_year

    page = text_of(client.get("/experience/mismatches/"))
    address = f"/experience/mismatches/{year}/"
    table = list(csv.reader(StringIO(client.get(f"{address}csv/").content.decode("utf-8-sig"))))
    book = load_workbook(BytesIO(client.get(f"{address}xlsx/").content))

    assert "見学・体験を見送ったとき 2件" in page
    assert table[1:] == [
        ["見学・体験を見送ったとき", "宿泊業，飲食サービス業", "勤務時間・休日", "1"],
        ["見学・体験を見送ったとき", "業種が未記入", "理由は言われていない", "1"],
        ["見学・体験を終えたとき", "製造業", "通い方・距離", "1"],
        ["就職先をやめたとき", "建設業", "勤務時間・休日", "1"],
    ]
    assert book.worksheets[0].max_row == 5
    assert "宿泊業，飲食サービス業" in text_of(
        signed_in(town.manager).get("/experience/mismatches/")
    )


def test_keeps_the_report_from_who_only_counsels(town: Town) -> None:
    running(town)
    addresses = ("mismatches/", f"mismatches/{town.programme.fiscal_year}/csv/")

    answers = {
        signed_in(member).get(f"/experience/{address}").status_code
        for member in (town.counsellor, town.trainer)
        for address in addresses
    }

    assert answers == {403}


def test_knows_no_report_of_a_year_to_come(town: Town) -> None:
    address = f"/experience/mismatches/{town.programme.fiscal_year + 1}/csv/"

    assert signed_in(town.matching).get(address).status_code == 404
