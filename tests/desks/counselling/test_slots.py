"""Licences, times on offer, bookings and waiting; what was short, as the manager sees it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from bansou.commons.clock import local_moment, wareki
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.counselling.booking import book_slot
from bansou.support.counselling.models import (
    CounsellingBooking,
    CounsellingSlot,
    CounsellingWait,
    ProfessionalLicence,
)
from bansou.support.counselling.refusals import NotHereThen
from tests.desks.counselling.station import Station, address
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import days, now, signed_in
from tests.desks.seeker.letters import came_in
from tests.desks.seeker.test_reminders import agree, remind

KPI = "kobe.counselling"


def licensed(station: Station, *, until: date | None = None, since: date | None = None) -> Any:
    """The supervisor writes down the licence of the psychologist."""
    form = {
        "member": str(station.psychologist.pk),
        "profession": "clinical_psychologist",
        "number": "第12345号",
        "valid_from_year": wareki(since or days(-400)),
        "valid_until_year": wareki(until) if until else "",
        "checked_on_year": wareki(days(-1)),
        "version": "0",
    }
    return signed_in(station.town.supervisor).post("/counselling/licences/new/", form)


def offered(station: Station, on: date, **said: Any) -> Any:
    """The psychologist offers two times on a day."""
    form = {
        "member": str(station.psychologist.pk),
        "on_year": wareki(on),
        "weeks": "1",
        "starts_at": "10:00",
        "ends_at": "12:00",
        "minutes": "50",
        "pause": "10",
        "place": "saposute",
        "video_url": "",
        **said,
    }
    return signed_in(station.psychologist).post("/counselling/rota/offer/", form)


def slots(station: Station) -> list[CounsellingSlot]:
    with station.town.at_work():
        return list(CounsellingSlot.objects.order_by("starts_at"))


def book(station: Station, case: Case, slot: CounsellingSlot | None) -> Any:
    """The counsellor books a time for somebody, or lets them wait."""
    form = {"slot": str(slot.pk) if slot else ""}
    return signed_in(station.town.counsellor).post(address(case, "book/"), form)


def shift(station: Station, model: Any, by: timedelta, *columns: str, **which: Any) -> None:
    """Move what is on record in time, as if it had been done so much earlier."""
    with station.town.at_work():
        for row in model.objects.filter(**which):
            moved = {name: getattr(row, name) + by for name in columns}
            model.objects.filter(pk=row.pk).update(**moved)


@pytest.mark.capability("KOB-11", refused_by="test_rosters_nobody_without_a_valid_licence")
def test_keeps_a_licence_and_offers_times_while_it_is_valid(station: Station) -> None:
    assert licensed(station, until=days(20)).status_code == 302

    assert offered(station, days(3)).status_code == 302

    with station.town.at_work():
        kept = ProfessionalLicence.objects.get()
    assert (kept.profession, kept.number) == ("clinical_psychologist", "第12345号")
    times = [f"{local_moment(slot.starts_at):%H:%M}" for slot in slots(station)]
    assert times == ["10:00", "11:00"]
    page = text_of(signed_in(station.psychologist).get("/counselling/licences/"))
    assert "臨床心理士" in page
    assert wareki(days(20)) in page
    assert "森 文子" in text_of(signed_in(station.town.manager).get("/counselling/rota/"))


def test_rosters_nobody_without_a_valid_licence(station: Station) -> None:
    bare = offered(station, days(3))
    assert bare.status_code == 422
    assert "有効な資格（公認心理師か臨床心理士）の登録がありません" in text_of(bare)
    assert "10:00" in bare.content.decode()
    assert licensed(station, until=days(5)).status_code == 302

    assert offered(station, days(3), weeks="2").status_code == 422
    assert slots(station) == []
    assert offered(station, days(5)).status_code == 302
    assert offered(station, days(5), starts_at="10:30").status_code == 422
    assert signed_in(station.psychologist).get("/counselling/licences/new/").status_code == 403
    assert signed_in(station.town.counsellor).get("/counselling/rota/offer/").status_code == 403

    with station.town.at_work():
        ProfessionalLicence.objects.update(valid_until=days(4))
    late = book(station, station.case(), slots(station)[0])
    assert late.status_code == 422
    assert "有効な資格" in text_of(late)


def leaves(station: Station, on: date) -> None:
    """The psychologist works here until a day."""
    with station.town.at_work():
        Membership.objects.filter(pk=station.psychologist.pk).update(until_on=on)


def test_offers_and_books_no_time_of_a_psychologist_who_has_left_by_then(station: Station) -> None:
    licensed(station)
    offered(station, days(3))
    offered(station, days(6))
    case = station.case()
    leaves(station, days(4))
    client = signed_in(station.town.counsellor)
    early, _early, late, _late = slots(station)

    page = client.get(address(case, "book/")).content.decode()

    assert str(early.pk) in page
    assert str(late.pk) not in page
    assert book(station, case, late).status_code == 422
    with station.town.at_work(station.town.counsellor) as by:
        stale = CounsellingSlot.objects.select_related("member__user").get(pk=late.pk)
        with pytest.raises(NotHereThen):
            book_slot(by=by, case=case, slot=stale, at=now())
    refused = offered(station, days(2), weeks="2")
    assert refused.status_code == 422
    assert "心理職として在籍していません" in text_of(refused)
    assert len(slots(station)) == 4
    assert book(station, case, early).status_code == 302


def test_counts_no_time_of_who_had_left_as_unused(station: Station) -> None:
    licensed(station)
    target(station, 2)
    offered(station, days(3))
    book(station, station.case(), None)
    shift(station, CounsellingWait, timedelta(days=-20), "since")
    shift(station, CounsellingSlot, timedelta(days=-4), "starts_at", "ends_at")
    shift(station, CounsellingSlot, timedelta(days=-19), "offered_at")
    link = f"/programmes/{station.town.programme.pk}/indicators/{KPI}/capacity/"
    manager = signed_in(station.town.manager)
    assert "使われなかった枠 2枠" in text_of(manager.get(link))

    leaves(station, days(-3))

    page = text_of(manager.get(link))
    assert "使われなかった枠 0枠" in page
    assert "供給が足りませんでした" in page


def test_books_says_who_came_and_lets_others_wait(station: Station) -> None:
    licensed(station)
    offered(station, days(3), video_url="https://meet.example.jp/heya")
    first, second = station.case(), station.case("小林 健一")
    third = station.town.case("林 誠")  # with no psychologist in a team yet
    one, two = slots(station)

    assert book(station, first, one).status_code == 302
    assert book(station, first, two).status_code == 422
    assert book(station, second, one).status_code == 422
    assert book(station, second, two).status_code == 302
    assert book(station, third, None).status_code == 302
    assert book(station, third, None).status_code == 422

    page = text_of(signed_in(station.psychologist).get("/counselling/rota/"))
    assert "三浦 和彦" in page
    assert "林 誠" in page
    assert "オンライン" in page
    for who, opens in ((station.psychologist, False), (station.town.supervisor, True)):
        rota = signed_in(who).get("/counselling/rota/").content.decode()
        assert (address(third, "book/") in rota) is opens
        assert (signed_in(who).get(address(third, "book/")).status_code == 200) is opens
    assert "三浦 和彦" not in text_of(signed_in(station.town.manager).get("/counselling/rota/"))
    with station.town.at_work():
        booked = CounsellingBooking.objects.get(case=first)
        other = CounsellingBooking.objects.get(case=second)
    settle = address(first, f"bookings/{booked.pk}/")
    early = signed_in(station.town.counsellor).post(settle, {"state": "no_show", "version": "1"})
    assert "まだ始まっていません" in text_of(early)
    cancel = {"state": "cancelled", "version": "1"}
    client = signed_in(station.town.counsellor)
    assert client.post(address(second, f"bookings/{other.pk}/"), cancel).status_code == 302
    assert book(station, third, two).status_code == 302
    with station.town.at_work():
        assert CounsellingWait.objects.get().ended_at is not None
    shift(station, CounsellingSlot, timedelta(days=-4), "starts_at", "ends_at", pk=one.pk)
    assert client.post(settle, {"state": "no_show", "version": "1"}).status_code == 302
    with station.town.at_work():
        assert Step.objects.filter(case=first, kind="counselling.missed").count() == 1
    assert client.post(settle, cancel).status_code == 422


def test_reminds_of_a_time_online_on_the_day_before_and_shows_the_link(station: Station) -> None:
    licensed(station)
    offered(station, days(2), video_url="https://meet.example.jp/heya")
    case = station.case()
    book(station, case, slots(station)[0])
    client = came_in(station.town, case)
    home = client.get("/my/").content.decode()
    assert "心理カウンセリング" in home
    assert "https://meet.example.jp/heya" in home
    agree(client, reminders="on")
    shift(station, CounsellingSlot, timedelta(days=-1), "starts_at", "ends_at")

    remind(station.town, case)

    (letter,) = mail.outbox
    assert "心理" not in f"{letter.subject}{letter.body}"
    with station.town.at_work():
        assert CounsellingBooking.objects.get().reminded_at is not None


def test_counts_as_come_whose_session_is_recorded(station: Station) -> None:
    licensed(station)
    offered(station, days(3))
    case = station.case()
    book(station, case, slots(station)[0])
    shift(station, CounsellingSlot, timedelta(days=-4), "starts_at", "ends_at")

    station.record(case, on_year=wareki(days(-1)))

    with station.town.at_work():
        assert CounsellingBooking.objects.get().state == "attended"


def target(station: Station, value: int) -> None:
    """The manager sets the target."""
    path = f"/programmes/{station.town.programme.pk}/targets/{KPI}/"
    form = {"value": str(value), "decided_on_year": wareki(days(-1)), "request_key": str(uuid7())}
    answer = signed_in(station.town.manager).post(path, form)
    assert answer.status_code == 302, text_of(answer)


@pytest.mark.capability("KOB-27")
@pytest.mark.parametrize(
    ("world", "said"),
    [
        ("unused", "需要が足りませんでした"),
        ("waited", "供給が足りませんでした"),
        ("neither", "決められません"),
        ("both", "時期によって足りませんでした"),
    ],
)
def test_says_whether_demand_or_supply_was_short(station: Station, world: str, said: str) -> None:
    """Aimed at two, none came. Two slots passed unused; somebody waited 20 days for none; or neither."""
    licensed(station)
    target(station, 2)
    if world in ("unused", "both"):
        offered(station, days(3))
        shift(station, CounsellingSlot, timedelta(days=-4), "starts_at", "ends_at")
    if world in ("waited", "both"):
        book(station, station.case(), None)
        since = timedelta(days=-40 if world == "both" else -20)
        shift(station, CounsellingWait, since, "since")
    if world == "neither":
        offered(station, days(3))
        case = station.case()
        book(station, case, slots(station)[0])
        shift(station, CounsellingSlot, timedelta(days=-4), "starts_at", "ends_at")
        shift(station, CounsellingBooking, timedelta(days=-5), "booked_at")

    client, key = signed_in(station.town.manager), station.town.programme.pk
    link = f"/programmes/{key}/indicators/{KPI}/capacity/"
    assert link in client.get(f"/programmes/{key}/indicators/{KPI}/").content.decode()
    page = text_of(client.get(link))
    assert said in page
    assert "三浦 和彦" not in page
    unused = {"unused": 2, "both": 2, "waited": 0, "neither": 1}[world]
    assert f"使われなかった枠 {unused}枠" in page
