"""Places to be: who comes by nickname, who may know of it, and what is counted."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import wareki
from bansou.commons.organisations.models import Membership, Role
from bansou.people.cases.models import Case
from bansou.people.consent.actions import withdraw_consent
from bansou.support.ibasho.models import (
    Ibasho,
    IbashoGuest,
    IbashoIncident,
    IbashoLink,
    IbashoStage,
    IbashoVisit,
)
from tests.bodies import account_of
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, found_town, signed_in, today


@pytest.fixture
def town(db: None) -> Town:
    return found_town("kobe")


@pytest.fixture
def staff(town: Town) -> Membership:
    user = account_of("藤田 葵", is_demo=True)
    with town.at_work():
        return Membership.objects.create(
            user=user, organisation=town.city, role=Role.IBASHO_STAFF, from_on=days(-400)
        )


@pytest.fixture
def place(town: Town, staff: Membership) -> Ibasho:
    """A place that the manager has added through the page."""
    form = {"name": "ひだまり", "address": "新開地", "house_rules": "何もしなくて大丈夫です。"}
    answer = signed_in(town.manager).post("/ibasho/new/", {**form, "version": "0"})
    assert answer.status_code == 302, text_of(answer)
    with town.at_work(staff):
        return Ibasho.objects.get()


def door_of(staff: Membership, place: Ibasho) -> str:
    """The tablet's address, as the page shows it once."""
    desk = signed_in(staff)
    desk.post(f"/ibasho/{place.pk}/tablet/")
    found = re.search(r"/ibasho/door/[\w-]+/", desk.get(f"/ibasho/{place.pk}/").content.decode())
    assert found
    assert found.group() not in desk.get(f"/ibasho/{place.pk}/").content.decode()
    return found.group()


def rows_of(member: Membership) -> tuple[int, ...]:
    """What the database shows to a member, whatever a desk would."""
    with acting(actor_of(member), why="試験"):
        return tuple(model.objects.count() for model in (IbashoGuest, IbashoStage, IbashoVisit))


def linked(town: Town, staff: Membership, place: Ibasho) -> Case:
    """A case whose person came as ソラ and gave the counsellor their code."""
    Client().post(door_of(staff, place), {"nickname": "ソラ", "first": "yes"})
    with town.at_work(staff):
        code = IbashoGuest.objects.get(nickname="ソラ").link_code
    case = town.case()
    form = {"code": f"{code[:5]}-{code[5:]}".lower(), "agreed_on": wareki(today())}
    answer = signed_in(town.counsellor).post(f"/ibasho/case/{case.pk}/", _parts(form, "agreed_on"))
    assert answer.status_code == 302, text_of(answer)
    return case


def _parts(form: dict[str, Any], name: str) -> dict[str, Any]:
    return {**form, f"{name}_year": form[name]}


@pytest.mark.capability("NAT-30", "KOB-08", refused_by="test_shows_nothing_after_withdrawal")
def test_takes_somebody_in_by_a_nickname_and_tells_the_counsellor_with_consent_alone(
    town: Town, staff: Membership, place: Ibasho
) -> None:
    tablet, door = Client(), door_of(staff, place)
    unknown = tablet.post(door, {"nickname": "ソラ"})
    assert unknown.status_code == 422
    assert 'value="ソラ"' in unknown.content.decode()
    tablet.post(door, {"nickname": "ソラ", "first": "yes", "is_shown": "yes"})
    tablet.post(door, {"nickname": "かげ", "first": "yes"})
    welcome = text_of(tablet.get(door))
    assert "ソラ" in welcome
    assert "かげ" not in welcome
    with town.at_work(staff):
        visit = IbashoVisit.objects.select_related("guest").get(guest__nickname="ソラ")
    tablet.post(door, {"visit": str(visit.pk), "mood": "tired"})
    tablet.post(door, {"guest": str(visit.guest_id)})
    with town.at_work(staff):
        visit.refresh_from_db(fields=["mood"])
        assert (visit.mood, IbashoVisit.objects.count()) == ("tired", 2)

    case = town.case()
    page = f"/ibasho/case/{case.pk}/"
    for member in (town.counsellor, town.supervisor, town.manager):
        assert rows_of(member) == (0, 0, 0)
    assert "ソラ" not in text_of(signed_in(town.counsellor).get(page))
    code = visit.guest.link_code
    wrong = signed_in(town.counsellor).post(
        page, {"code": "2222222222", "agreed_on_year": wareki(today())}
    )
    assert "このつながり番号は使えません" in text_of(wrong)
    too_long = signed_in(town.counsellor).post(
        page, {"code": code + code, "agreed_on_year": wareki(today())}
    )
    assert "このつながり番号は使えません" in text_of(too_long)
    with town.at_work():
        assert IbashoLink.objects.count() == 0
    signed_in(town.counsellor).post(page, {"code": code, "agreed_on_year": wareki(today())})

    shown = text_of(signed_in(town.counsellor).get(page))
    assert "ソラ" in shown
    assert "つかれぎみ" in shown
    assert "かげ" not in shown
    assert rows_of(town.counsellor) == (1, 1, 1)
    with connection.cursor() as cursor, town.at_work(staff):
        cursor.execute("SELECT t::text FROM support_ibashoguest t")
        stored = str(cursor.fetchall())
    assert str(case.pk) not in stored
    assert "三浦" not in stored


def test_shows_nothing_after_withdrawal(town: Town, staff: Membership, place: Ibasho) -> None:
    case = linked(town, staff, place)
    page = f"/ibasho/case/{case.pk}/"
    assert "ソラ" in text_of(signed_in(town.counsellor).get(page))
    assert signed_in(town.colleague).get(page).status_code == 404
    assert signed_in(town.manager).get(page).status_code == 403

    with town.at_work(town.counsellor):
        withdraw_consent(case=case, purpose="ibasho", on=today(), today=today())

    assert "ソラ" not in text_of(signed_in(town.counsellor).get(page))
    assert [rows_of(m) for m in (town.counsellor, town.supervisor, town.neighbour)] == [
        (0, 0, 0)
    ] * 3
    assert rows_of(staff) == (1, 1, 1)
    assert signed_in(town.counsellor).get(f"/ibasho/{place.pk}/").status_code == 403
    assert Client().get("/ibasho/door/not-the-secret/").status_code == 404


@pytest.mark.capability("KOB-09")
def test_tracks_stages_with_their_days_and_keeps_a_log(
    town: Town, staff: Membership, place: Ibasho
) -> None:
    Client().post(door_of(staff, place), {"nickname": "ソラ", "first": "yes"})
    with town.at_work(staff):
        guest = IbashoGuest.objects.get()
    desk, page = signed_in(staff), f"/ibasho/guests/{guest.pk}/"

    early = desk.post(page, {"stage": "short", "from_on_year": wareki(days(-3))})
    assert "前の段階が始まった日より前です" in text_of(early)
    for stage in ("short", "role"):
        answer = desk.post(page, {"stage": stage, "from_on_year": wareki(today())})
        assert answer.status_code == 302, text_of(answer)
    desk.post(
        f"/ibasho/{place.pk}/incidents/new/",
        {"on_year": wareki(today()), "happened": "工事の音", "done": "部屋を替えた"},
    )

    with town.at_work(staff):
        stages = list(IbashoStage.objects.order_by("id").values_list("stage", "from_on"))
        assert stages == [(stage, today()) for stage in ("visit", "short", "role")]
        assert IbashoIncident.objects.get().done == "部屋を替えた"
    assert "工事の音" in text_of(desk.get(f"/ibasho/{place.pk}/"))
    assert signed_in(town.counsellor).get(page).status_code == 403


@pytest.mark.capability("NAT-04", "X-07")
def test_counts_somebody_who_only_goes_to_a_place_as_taking_part(
    town: Town, staff: Membership, place: Ibasho
) -> None:
    linked(town, staff, place)

    numbers = text_of(signed_in(town.manager).get("/ibasho/numbers/"))

    assert "社会参加 1人" in " ".join(numbers.split())
    assert "就労 0人" in " ".join(numbers.split())
    assert "少数" in numbers
    assert "ソラ" not in numbers
    assert "三浦" not in numbers
    inside = text_of(signed_in(town.supervisor).get("/ibasho/numbers/"))
    assert "三浦 和彦" in inside.partition("「社会参加」に数えた人")[2]
    assert "ソラ" not in inside
    assert signed_in(staff).get("/ibasho/numbers/").status_code == 403


def test_stands_among_the_stages_of_the_case_while_the_person_agrees(
    town: Town, staff: Membership, place: Ibasho
) -> None:
    case = linked(town, staff, place)
    nobody_came = "参加はまだありません"

    shown = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))

    stage = shown.partition("② 居場所づくりの支援")[2].partition("③")[0]
    assert "1回" in stage
    assert nobody_came not in stage
    # Who does not stand by the person reads no more of it than before.
    assert nobody_came in text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/"))
    with town.at_work():
        withdraw_consent(case=case, purpose="ibasho", on=today(), today=today())
    assert nobody_came in text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))
