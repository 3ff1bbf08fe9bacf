"""A request tells of what no case and no person names: places to be, doubles, and who waited."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.organisations.models import Membership, Role
from bansou.people.cases.models import Case
from bansou.people.consent.actions import withdraw_consent
from bansou.people.merging.actions import merge, undo_merge
from bansou.people.persons.actions import register_person
from bansou.people.persons.models import Person, PersonMerge
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from bansou.support.ibasho.linking import link_guest
from bansou.support.ibasho.models import Ibasho, IbashoGuest, IbashoStage, IbashoVisit
from tests.bodies import account_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today
from tests.desks.rights.deciding import received, said_of


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_FOLDER, settings.KEYS_FOLDER = tmp_path / "files", tmp_path / "keys"
    return found_town()


def guest_of(town: Town, nickname: str) -> IbashoGuest:
    """Somebody who came twice to a place to be, known there by a nickname alone."""
    own = {"organisation": town.city, "recorded_by": town.city}
    with town.at_work():
        staff = Membership.objects.create(
            user=account_of(f"職員 {nickname}", is_demo=True),
            organisation=town.city,
            role=Role.IBASHO_STAFF,
            from_on=days(-400),
        )
    with acting(actor_of(staff), why="試験"):
        place = Ibasho.objects.create(**own, name=f"{nickname}の家", address="新開地")
        guest = IbashoGuest.objects.create(
            **own,
            ibasho=place,
            nickname=nickname,
            stage="short",
            first_on=days(-9),
            link_code=f"23456789{nickname}",
        )
        IbashoStage.objects.create(**own, guest=guest, stage="short", from_on=days(-8))
        IbashoVisit.objects.create(
            **own, guest=guest, on=days(-9), came_at=now() - timedelta(days=9), mood="tired"
        )
    return guest


def linked(town: Town, case: Case, guest: IbashoGuest) -> None:
    with town.at_work(town.counsellor) as by:
        link_guest(
            by=by, case=case, code=guest.link_code, agreed_on=today(), today=today(), at=now()
        )


def test_tells_of_the_place_to_be_whose_guest_somebody_is(town: Town) -> None:
    case = town.case()
    linked(town, case, guest_of(town, "ソラ"))
    guest_of(town, "カゲ")
    it, supervisor = received(town, case), signed_in(town.supervisor)

    (as_guest,) = said_of(supervisor, it, "support.ibashoguest")
    (stage,) = said_of(supervisor, it, "support.ibashostage")
    (visit,) = said_of(supervisor, it, "support.ibashovisit")
    (link,) = said_of(supervisor, it, "support.ibasholink")

    assert "居場所　ソラの家" in as_guest
    assert "呼び名　ソラ" in as_guest
    assert "段階　短時間" in stage
    assert "気分　つかれぎみ" in visit
    assert "同意" not in link


def test_tells_that_the_place_to_be_is_closed_without_consent(town: Town) -> None:
    case = town.case()
    linked(town, case, guest_of(town, "ソラ"))
    with town.at_work(town.counsellor):
        withdraw_consent(case=case, purpose="ibasho", on=today(), today=today())
    it, supervisor = received(town, case), signed_in(town.supervisor)

    (link,) = said_of(supervisor, it, "support.ibasholink")

    assert "本人の同意がいまないため、この中にありません" in link
    for table in ("ibashoguest", "ibashostage", "ibashovisit"):
        assert not said_of(supervisor, it, f"support.{table}")


def test_tells_of_every_row_that_was_made_one_with_the_person(town: Town) -> None:
    case = town.case()
    second, third, mistaken = [
        double(town, name, phone)
        for name, phone in (
            ("三浦 一彦", "0143-11-1111"),
            ("三浦 和夫", "0143-22-2222"),
            ("別人 太郎", "0143-99-9999"),
        )
    ]
    made(town, second.pk, third.pk, reason="生年月日が同じ")
    made(town, case.person_id, second.pk, reason="母が同じ人だと話した")
    wrong = made(town, case.person_id, mistaken.pk, reason="取り違え")
    with town.at_work() as by:
        undo_merge(by=by, made=wrong, because="別人だった", at=now())
    it, supervisor = received(town, case), signed_in(town.supervisor)

    particulars = said_of(supervisor, it, "people.person")
    reasons = said_of(supervisor, it, "people.personmerge")

    assert len(particulars) == 3
    said = "\n".join(particulars)
    for word in ("三浦 和彦", "三浦 一彦", "三浦 和夫", "0143-11-1111", "0143-22-2222"):
        assert word in said
    assert said.count("二重の登録をまとめた先　三浦 和彦") == 2
    assert "別人" not in said
    assert len(reasons) == 2
    assert "母が同じ人だと話した" in "\n".join(reasons)
    assert "取り違え" not in "\n".join(reasons)


def double(town: Town, name: str, phone: str) -> Person:
    with town.at_work() as by:
        return register_person(by=by, name=name, phone=phone)


def made(town: Town, person_id: Any, other_id: Any, *, reason: str) -> PersonMerge:
    with town.at_work() as by:
        return merge(by=by, person_id=person_id, other_id=other_id, reason=reason, at=now())


def test_tells_of_waiting_by_a_nickname_that_became_a_booking_of_the_case(town: Town) -> None:
    case = town.case()
    waited(town, case, "ミウ")
    waited(town, None, "ベツ")
    it, supervisor = received(town, case), signed_in(town.supervisor)

    (waiting,) = said_of(supervisor, it, "support.waitingperson")

    assert "呼び名　ミウ" in waiting
    assert "連絡先　miu@example.jp" in waiting


def waited(town: Town, case: Case | None, nickname: str) -> None:
    """Somebody waited without a case; the booking that came of it may have been joined to one."""
    own = {"organisation": town.city, "recorded_by": town.city}
    with town.at_work():
        desk, _is_new = ServiceDesk.objects.get_or_create(
            organisation=town.city, name="窓口", place="市役所", channels=["visit"]
        )
        about = {"desk": desk, "channel": "visit", "nickname": nickname, "purpose": "相談"}
        begins = now() + timedelta(days=1 if case else 2)
        booking = Booking.objects.create(
            **own,
            **about,
            case=case,
            member=town.counsellor,
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
            changed_at=now(),
        )
        WaitingPerson.objects.create(
            **own,
            **about,
            reach="miu@example.jp",
            from_on=today(),
            until_on=days(9),
            since=now(),
            state="booked",
            booking=booking,
        )
