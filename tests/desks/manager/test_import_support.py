"""Bookings, courses and trials from an office's ledger, through the manager's desk."""

from collections import Counter
from datetime import date, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from bansou.benefits.models import Claim
from bansou.commons.clock import local_day, local_moment
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerRow
from bansou.commons.organisations.models import Role
from bansou.commons.tasks.models import Task
from bansou.evidence.indicators.queries import readings
from bansou.people.steps.models import Step
from bansou.support.consultation.booking.opening import Opening, open_hours
from bansou.support.models import (
    Attendance,
    Booking,
    CourseApplication,
    CourseRun,
    Duty,
    Experience,
    ExperienceDay,
    ExperienceEvaluation,
    HeldQualification,
    InsuredPerson,
    ServiceDesk,
)
from tests.desks.manager.importing import State, address, checked, imported
from tests.desks.manager.office import NUMBERS, Office, member
from tests.desks.manager.reading import texts
from tests.desks.manager.support_ledgers import (
    COURSE_PRICE,
    add,
    book_of,
    case_of,
    decide_prices,
    put,
    taken_back,
)

WRITTEN = (Booking, CourseRun, CourseApplication, Attendance, HeldQualification, Experience)


def counts(office: Office) -> dict[str, int]:
    with office.at_work():
        models = (*WRITTEN, Step, LedgerRow)
        return {model.__name__: model._default_manager.count() for model in models}


def test_writes_the_records_that_the_desks_write_and_takes_them_back(
    client: Client, office: Office
) -> None:
    before = counts(office)

    record = imported(client, office, book_of("support"))

    with office.at_work():
        _assert_bookings()
        _assert_courses()
        _assert_trials()
        found = {it.definition.id: (it.target, it.answer.value) for it in readings_of(office)}
    assert found == NUMBERS
    _assert_nothing_new(client, office)
    assert taken_back(client, office, record).state == State.UNDONE
    assert counts(office) == before


def readings_of(office: Office) -> Any:
    return readings(office.programme, date(2022, 4, 28))


def _assert_bookings() -> None:
    booked = Booking.objects.order_by("starts_at")
    assert Counter(it.state for it in booked) == {"came": 4, "no_show": 1, "cancelled": 1}
    came = [it for it in booked if it.state == "came"]
    # Of two talks of one day the booking is of the one that began at its time.
    assert all(it.consultation.starts_at == it.starts_at for it in came)
    nameless = next(it for it in booked if it.case_id is None)
    assert (nameless.nickname, nameless.cancelled_by) == ("港の仕事の方", "office")


def _assert_courses() -> None:
    applied = CourseApplication.objects.select_related("case")
    assert Counter(it.state for it in applied) == {"completed": 8, "withdrawn": 1}
    assert CourseRun.objects.get(course="forklift", days__on=date(2021, 8, 24)).taken == 2
    assert {(it.break_minutes, it.minutes_a_day) for it in CourseRun.objects.all()} == {(60, 480)}
    made_up = Attendance.objects.filter(application__case__number="T3-018").order_by("day__on")
    assert [(it.day.number, it.state) for it in made_up] == [
        (1, "attended"),
        (2, "missed"),
        (3, "attended"),
        (2, "attended"),
    ]
    # The certificate is the one that the sheet 資格 of the first ledger tells of.
    held = HeldQualification.objects.get(case__number="T3-002")
    assert (held.qualification, held.number) == ("sling_work", "第2021-0001号")
    assert held.step.ledger_key
    kinds = Step.objects.filter(case__number="T3-002", kind="qualification.obtained")
    assert kinds.count() == 2


def _assert_trials() -> None:
    tried = {it.case.number: it for it in Experience.objects.select_related("case")}
    assert {number: (it.state, it.outcome) for number, it in tried.items()} == {
        "T3-004": ("ended", "offered"),
        "T3-015": ("ended", "partly"),
        "T3-019": ("declined", ""),
    }
    days = ExperienceDay.objects.filter(case__number="T3-004").order_by("on")
    assert [it.attended_minutes for it in days] == [360, 360, 300, 360, 360]
    assert InsuredPerson.objects.count() == 2
    host = ExperienceEvaluation.objects.get(case__number="T3-015", side="host")
    assert host.answers == {"attendance": "very_good", "would_hire": "good"}


def _assert_nothing_new(client: Client, office: Office) -> None:
    """The same file once more: the page says that nothing would change."""
    before = counts(office)
    again = checked(client, office, book_of("support"))
    assert again.state == State.READY
    assert all(it["new"] == it["updated"] == 0 for it in again.result["sheets"])
    assert counts(office) == before


def test_lets_the_days_that_came_by_ledger_be_claimed_on_the_desk(
    client: Client, office: Office
) -> None:
    decide_prices(office)
    record = imported(client, office, book_of("support"))
    case = case_of(office, "T3-009")
    desk = office.seat(Role.SUPERVISING_COUNSELLOR)
    where = f"/cases/{case.pk}/benefits/claim/?benefit={office.programme.pk}:training_stipend"
    days = [f"2021-07-{day}" for day in (27, 28, 29, 30)]

    answer = desk.post(where, {"days": days, "request_key": str(uuid7())})

    assert answer.status_code == 302, texts(answer, "main")
    with office.at_work():
        claim = Claim.objects.get(case=case)
        assert (claim.yen, claim.items.count()) == (4 * COURSE_PRICE, 4)
    # What rests on the import keeps it from being taken back.
    page = client.get(address(record, "import_undo"))
    assert any("取り込んだ出席の日の請求1件" in it for it in texts(page, ".banner li"))
    assert taken_back_is_refused(client, office, record)


def taken_back_is_refused(client: Client, office: Office, record: Any) -> bool:
    client.post(address(record, "import_undo"))
    with office.at_work():
        record.refresh_from_db()
    return bool(record.state == State.IMPORTED)


def test_tells_of_every_cell_that_breaks_a_rule_and_writes_nothing(
    client: Client, office: Office
) -> None:
    before, book = counts(office), book_of("support")
    expected = dict(_broken(book))

    record = checked(client, office, book)

    told = {f"{sheet}!{cell}": sentence for sheet, cell, _found, sentence in record.problems}
    assert record.state == State.REFUSED
    assert {place for place in expected if expected[place] not in told.get(place, "")} == set(), (
        told
    )
    assert counts(office) == before
    assert texts(client.get(address(record)), "table")


def _broken(book: Workbook) -> list[tuple[str, str]]:
    """What is written wrong, and what is said of it."""
    put(book, "予約", "Y002", "予約日", date(2021, 4, 5))
    put(book, "予約", "Y002", "担当", "工藤 直子")
    day = date(2021, 4, 20)
    no_talk = put(book, "予約", "Y003", "予約日", day).replace("C", "K")
    add(book, "見学・体験の評価", "X003", "本人", day, "楽しかった", None)
    return [
        (put(book, "予約", "Y002", "始まり", time(9, 30)), "同じ時間に別の予約があります"),
        (no_talk, "来所した予約には、相談記録が要ります"),
        (put(book, "予約", "Y005", "取消した人", None), "だれの都合か"),
        (put(book, "開講", "L001", "定員", 0), "1から999までの数"),
        (put(book, "受講", "U003", "申込日", date(2021, 4, 4)), "「相談」を1回記録すると"),
        (put(book, "受講", "U004", "保有資格", None), "35時間の講習が必要です"),
        (put(book, "受講", "U009", "実務経験", "〇"), "どの実務経験を証明できたか"),
        (put(book, "受講", "U005", "開講番号", "L099"), "「L099」は、「開講」のシートにも"),
        (put(book, "受講の出欠", "U008", "講習日", date(2021, 9, 14)), "この講座の講習日では"),
        (put(book, "修了", "U007", "修了証番号", "第2021-0006号"), "もう番号「第2021-0006号」"),
        ("修了!A11", "1日目の出席がありません"),
        (put(book, "被保険者", "T3-015", "被保険の始まり", date(2021, 3, 1)), "保険の期間"),
        (put(book, "見学・体験の取決め", "X001", "終わり", time(23)), "1日8時間まで"),
        (put(book, "見学・体験の取決め", "X002", "受入先の確認者", None), "確認した人の名前"),
        ("見学・体験の評価!D8", "評価の項目と答えとして読めません"),
    ]


def test_takes_up_what_the_office_put_right_and_leaves_what_stands(
    client: Client, office: Office
) -> None:
    book = book_of("support")
    for row in ("修了", "受講の出欠"):
        _drop(book, row, "U005")
    imported(client, office, book)
    add(book, "受講の出欠", "U005", date(2021, 7, 27), "×")
    imported(client, office, book)
    last = book["受講の出欠"].max_row
    rows = [
        cells for cells in book["受講の出欠"].iter_rows(max_row=last) if cells[0].value == "U005"
    ]
    rows[0][2].value = "〇"

    record = imported(client, office, book)

    days = next(it for it in record.result["sheets"] if it["ledger"] == "course_days")
    assert (days["new"], days["updated"]) == (0, 1)
    with office.at_work():
        mark = Attendance.objects.select_related("step").get(application__case__number="T3-013")
        assert (mark.state, mark.step.kind) == ("attended", "training.attended")
    stands = put(book, "開講", "L001", "会場", "別の会場")
    another = put(book, "受講", "U005", "ケース番号", "T3-012")
    refused = checked(client, office, book)
    told = {f"{sheet}!{cell}": sentence for sheet, cell, _found, sentence in refused.problems}
    assert "このセルは台帳から直せません" in told[stands]
    assert "「T3-013」のものとして取り込まれています" in told[another]


def _drop(book: Workbook, sheet: str, number: str) -> None:
    """Leave out the rows of an application."""
    for cells in book[sheet].iter_rows(min_row=4):
        if cells[0].value == number:
            for cell in cells:
                cell.value = None


def test_promises_bookings_to_come_within_the_hours_and_takes_a_seat_back_with_its_import(
    client: Client, office: Office
) -> None:
    book = book_of("support")
    imported(client, office, book)
    day, at = local_day(timezone.now()) + timedelta(days=7), time(10)
    desk, place = "就職氷河期世代相談窓口", "予約!D10"
    row = add(
        book, "予約", "Y007", desk, day, at, "工藤 直子", "来所", "T3-009", None, None, "相談"
    )
    refused = checked(client, office, book)
    assert [(f"{it[0]}!{it[1]}", it[3][:3]) for it in refused.problems] == [(place, "この時")]
    _open(office, day)
    applied = date(2021, 8, 20)
    add(book, "受講", "U010", "T3-003", "L005", applied, applied, date(2021, 9, 1))

    second = imported(client, office, book)

    with office.at_work():
        booking = Booking.objects.get(state="booked")
        assert (booking.case.number, local_day(booking.starts_at)) == ("T3-009", day)
        assert Task.objects.filter(subject="booking", subject_id=booking.pk).count() == 1
        assert CourseRun.objects.get(days__on=date(2021, 9, 15)).taken == 2
    assert taken_back(client, office, second).state == State.UNDONE
    with office.at_work():
        assert not Booking.objects.filter(state="booked").exists()
        assert CourseRun.objects.get(days__on=date(2021, 9, 15)).taken == 1
    imported(client, office, book)
    book["予約"].cell(row, 4).value = time(14)
    imported(client, office, book)
    with office.at_work():
        moved = Booking.objects.get(state="booked")
        assert (local_moment(moved.starts_at).hour, local_moment(moved.was_starts_at).hour) == (
            14,
            10,
        )


def _open(office: Office, day: date) -> None:
    """The desk is open on the day, and it is the counsellor's turn."""
    with office.at_work():
        desk = ServiceDesk.objects.get()
        change = {"closes_on_holidays": False}
        ServiceDesk.objects.filter(pk=desk.pk).update(**change)
        since = day - timedelta(days=30)
        opening = Opening(
            weekday=day.weekday(), starts_at=time(9), ends_at=time(17), valid_from=since
        )
        hours = open_hours(desk=desk, opening=opening)
        seat = member(office.body, Role.COUNSELLOR, "工藤 直子")
        Duty.objects.create(
            organisation_id=office.body.pk, hours=hours, member=seat, valid_from=since
        )
