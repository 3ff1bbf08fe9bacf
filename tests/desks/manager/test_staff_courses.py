"""支援人材養成研修: a course with its days, who was there, the certificate, and the list of the staff."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Organisation, Role
from bansou.programmes.models import StaffAttendance, StaffCourse, StaffCourseSeat
from tests.bodies import registered
from tests.desks.counsellor.asking import text_of
from tests.desks.manager.office import Office, member, signed_in

COURSES = reverse("manager:staff_courses")


def today() -> date:
    return local_day(timezone.now())


def course_form(on: date, **said: Any) -> dict[str, Any]:
    return {
        "title": "訪問支援の基礎研修",
        "aim": "はじめて訪問する人が、二人で訪ねられるようになる。",
        "taught_by": "神戸ひきこもり支援室",
        "place": "市役所 3階",
        "minutes_needed": "300",
        **day_form(on, "訪問の心がまえ"),
        **said,
    }


def day_form(on: date, subject: str, ends_at: str = "12:00") -> dict[str, str]:
    return {"on": on.isoformat(), "starts_at": "9:00", "ends_at": ends_at, "subject": subject}


def planned(client: Client, office: Office) -> StaffCourse:
    """A course of two days, 180 and 150 minutes, with a member and a supporter of another body."""
    counsellor = member(office.body, Role.COUNSELLOR, "新川 葵")
    assert (
        client.post(f"{COURSES}new/", course_form(today() - timedelta(days=8))).status_code == 302
    )
    with office.at_work():
        course = StaffCourse.objects.get()
    address = f"{COURSES}{course.pk}/"
    second = day_form(today() - timedelta(days=1), "家族の話を聞く", "11:30")
    assert client.post(f"{address}days/new/", second).status_code == 302
    for who in ({"member": str(counsellor.pk)}, {"name": "青木 直", "body": "若者支援の会"}):
        assert client.post(f"{address}seats/new/", who).status_code == 302
    return course


def mark(client: Client, office: Office, course: StaffCourse, there: dict[int, list[str]]) -> None:
    """Attendance of days, by the place of the day and the names of who was there."""
    with office.at_work():
        days = list(course.days.order_by("on"))
        seats = {one.name: str(one.pk) for one in course.seats.all()}
    for at, names in there.items():
        form = {"there": [seats[name] for name in names], "version": days[at].version}
        address = f"{COURSES}{course.pk}/lessons/{days[at].pk}/attendance/"
        assert client.post(address, form).status_code == 302


def finish(client: Client, office: Office, course: StaffCourse, name: str) -> Any:
    with office.at_work():
        seat = course.seats.get(name=name)
    return client.post(f"{COURSES}{course.pk}/seats/{seat.pk}/complete/", follow=True)


@pytest.mark.capability("NAT-35", "KOB-05", refused_by="test_gives_no_certificate_before_its_time")
def test_trains_supporters_and_shows_it_with_the_staff(client: Client, office: Office) -> None:
    course = planned(client, office)
    mark(client, office, course, {0: ["新川 葵", "青木 直"], 1: ["新川 葵"]})

    answer = finish(client, office, course, "新川 葵")

    assert "修了証は" in text_of(answer)
    with office.at_work():
        seat = StaffCourseSeat.objects.get(name="新川 葵")
        assert StaffAttendance.objects.count() == 3
    assert seat.completed_on == today() - timedelta(days=1)
    assert seat.certificate.endswith("-001")
    staff = text_of(client.get(reverse("manager:staff")))
    assert "訪問支援の基礎研修" in staff.partition("新川 葵")[2]
    paper = client.get(f"{COURSES}{course.pk}/seats/{seat.pk}/certificate.pdf")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "新川 葵　様" in words or "新川 葵 様" in words
    assert "330分" in words
    assert "青木" not in words


def test_gives_no_certificate_before_its_time(client: Client, office: Office) -> None:
    course = planned(client, office)
    mark(client, office, course, {0: ["青木 直"]})

    short = finish(client, office, course, "青木 直")

    assert "修了に要る300分に足りません" in text_of(short)
    with office.at_work():
        assert not StaffCourseSeat.objects.exclude(certificate="").exists()
    address = f"{COURSES}{course.pk}/"
    again = client.post(f"{address}seats/new/", {"name": "青木 直", "body": "若者支援の会"})
    nobody = client.post(f"{address}seats/new/", {"name": "青木 直"})
    upside_down = client.post(f"{address}days/new/", day_form(today(), "補講", "8:00"))
    called_off = client.post(f"{address}cancel/", {"because": "大雪", "version": "1"})
    assert [it.status_code for it in (again, nobody, upside_down, called_off)] == [422] * 4
    assert "すでにこの研修に入っています" in text_of(again)
    assert "出席の記録がある研修は" in text_of(called_off)
    neighbour = member(
        registered("小樽市", Organisation.Kind.MUNICIPALITY, "012033"),
        Role.PROGRAMME_MANAGER,
        "松本 進",
    )
    for who, status in ((office.seat(Role.COUNSELLOR), 403), (signed_in(neighbour), 404)):
        assert who.get(address).status_code == status
        assert who.post(f"{address}days/new/", day_form(today(), "別の回")).status_code == status


def test_takes_no_attendance_away_on_which_a_certificate_rests(
    client: Client, office: Office
) -> None:
    course = planned(client, office)
    mark(client, office, course, {0: ["新川 葵"], 1: ["新川 葵"]})
    finish(client, office, course, "新川 葵")
    with office.at_work():
        day = course.days.order_by("on")[0]

    answer = client.post(
        f"{COURSES}{course.pk}/lessons/{day.pk}/attendance/", {"version": str(day.version)}
    )

    assert "修了証を受けています" in text_of(answer)
    with office.at_work():
        assert StaffAttendance.objects.count() == 2
        assert StaffCourseSeat.objects.get(name="新川 葵").certificate.endswith("-001")
        assert course.days.get(pk=day.pk).version == day.version
