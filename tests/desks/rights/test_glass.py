"""A record is opened in an emergency for two hours, told of at once, and looked at by somebody else."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from bansou.commons.access.models import Grant
from bansou.commons.audit.models import AccessLog
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.tasks.models import Task
from bansou.people.break_glass.actions import OwnOpening, have_done, review
from bansou.people.break_glass.models import BreakGlass
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today

WHY = {"reason": "救急隊から持病を聞かれた。担当者は休みで、連絡がつかない。"}
TALK, RAW = "講習は12月6日からに決めた。", "母の病気のことを話した。"


@pytest.fixture
def town(db: None) -> Town:
    return found_town()


def spoken(town: Town) -> Case:
    """A case of the counsellor's, with a talk at level 2 and one at level 3."""
    case = town.case()
    town.talk(case, on=days(-3))
    town.talk(case, on=days(-2), note=RAW, level=3)
    return case


def read(town: Town, case: Case) -> str:
    return text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/"))


def test_opens_for_two_hours_and_is_told_of_and_looked_at(town: Town) -> None:
    case = spoken(town)
    theirs, page = signed_in(town.colleague), f"/cases/{case.pk}/emergency/"
    assert TALK not in read(town, case)
    empty = theirs.post(page, {"reason": "  "})
    assert empty.status_code == 422
    assert "2時間" in text_of(theirs.get(page))

    assert theirs.post(page, WHY).status_code == 302

    told = read(town, case)
    assert TALK in told
    assert RAW in told
    assert "緊急の閲覧で開いています" in told
    again = theirs.post(page, WHY)
    assert "もう開いています" in text_of(again)
    # They read, and nothing else.
    for address in ("record/", "plan/write/", "next/"):
        assert theirs.get(f"/cases/{case.pk}/{address}").status_code == 403
    with town.at_work():
        glass = BreakGlass.objects.get()
        assert glass.until_at - glass.opened_at == timedelta(hours=2)
        letters = ProcrastinateJob.objects.filter(task_name="letters.broken_glass")
        assert {job.args["member"] for job in letters} == {
            str(town.supervisor.pk),
            str(town.manager.pk),
        }
        owed = Task.objects.get(subject="break_glass")
        assert (owed.owner_id, owed.due_on) == (town.supervisor.pk, today() + timedelta(days=7))
        assert AccessLog.objects.filter(subject="emergency", subject_id=glass.pk).count() == 1

    # They have done before the two hours are over, and open it once more; then these pass.
    done = f"{page}done/"
    assert theirs.post(done).status_code == 302
    assert TALK not in read(town, case)
    assert "もう終わっています" in text_of(theirs.post(done))
    assert theirs.post(page, WHY).status_code == 302
    assert TALK in read(town, case)
    with town.at_work():
        Grant.objects.filter(source="break_glass").update(ended_at=glass.opened_at)
    assert TALK not in read(town, case)

    look = f"/rights/emergency/{glass.pk}/"
    assert f'href="{look}"' in signed_in(town.supervisor).get("/today/").content.decode()
    manager = signed_in(town.manager)
    assert "緊急の閲覧 2件" in text_of(manager.get("/rights/"))
    listed = text_of(manager.get("/rights/emergency/"))
    assert WHY["reason"] in listed
    assert "三浦" not in listed
    finding = {"finding": "right", "finding_note": "救急隊の記録と合う。"}
    unsaid = manager.post(look, {**finding, "finding_note": ""})
    assert unsaid.status_code == 422
    assert manager.post(look, finding).status_code == 302
    assert "必要だった" in text_of(manager.get("/rights/emergency/"))
    late = signed_in(town.supervisor).post(look, {**finding, "finding": "wrong"})
    assert "もう確かめられています" in text_of(late)
    with town.at_work():
        found = BreakGlass.objects.get(pk=glass.pk)
        assert (found.finding, found.reviewed_by_id) == ("right", town.manager.pk)
        assert Task.objects.get(subject_id=glass.pk).done_at == found.reviewed_at


def named_officer(town: Town) -> Membership:
    """The manager names who answers for the protection of personal data."""
    form = {
        "name": "長谷川 恵",
        "email": "hasegawa@city.example.jp",
        "role": "privacy_officer",
        "from_on": days(-30).isoformat(),
    }
    response = signed_in(town.manager).post("/programmes/staff/new/", form)
    assert "個人情報保護管理者に登録しました" in text_of(response)
    with town.at_work():
        officer = Membership.objects.select_related("user").get(role=Role.PRIVACY_OFFICER)
        officer.user.is_demo = True
        officer.user.save()
    return officer


def test_tells_the_privacy_officer_who_looks_at_it_and_sees_no_case(town: Town) -> None:
    case = spoken(town)
    hint = "個人情報保護管理者が、まだ決まっていません"
    bare = signed_in(town.manager).get("/rights/emergency/")
    assert hint in text_of(bare)
    assert 'href="/programmes/staff/"' in bare.content.decode()
    officer = named_officer(town)
    asked = text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/emergency/"))
    assert "長谷川 恵（個人情報保護管理者）" in asked

    opened = signed_in(town.colleague).post(f"/cases/{case.pk}/emergency/", WHY)

    assert opened.status_code == 302
    with town.at_work():
        glass = BreakGlass.objects.get()
        letters = ProcrastinateJob.objects.filter(task_name="letters.broken_glass")
        told = {str(officer.pk), str(town.supervisor.pk)}
        assert {job.args["member"] for job in letters} == told
        assert Task.objects.get(subject="break_glass").owner_id == officer.pk
    theirs = signed_in(officer)
    assert theirs.get("/").url == "/rights/emergency/"
    page = theirs.get("/rights/emergency/")
    assert WHY["reason"] in text_of(page)
    assert hint not in text_of(page)
    assert "三浦" not in text_of(page)
    assert "/rights/cases/" not in page.content.decode()
    for address in ("/rights/releases/", "/rights/register/"):
        assert theirs.get(address).status_code == 200
    for address in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/emergency/",
        f"/rights/cases/{case.pk}/",
        "/rights/",
        "/rights/requests/",
        "/cases/",
        "/today/",
        "/programmes/log/",
        "/programmes/staff/",
    ):
        assert theirs.get(address).status_code in {403, 404}, address
    finding = {"finding": "wrong", "finding_note": "担当者に電話がつながった。"}
    look = f"/rights/emergency/{glass.pk}/"
    assert "/rights/cases/" not in theirs.get(look).content.decode()
    assert theirs.post(look, finding).status_code == 302
    with town.at_work():
        assert BreakGlass.objects.get().reviewed_by_id == officer.pk
    assert "必要とはいえない" in text_of(theirs.get("/rights/emergency/"))


def test_opens_nothing_for_others_nor_for_who_is_barred(town: Town) -> None:
    case = spoken(town)
    page = f"/cases/{case.pk}/emergency/"
    refused: dict[Any, int] = {
        who.pk: signed_in(who).post(page, WHY).status_code
        for who in (town.manager, town.matching, town.trainer, town.neighbour)
    }
    assert set(refused.values()) <= {403, 404}
    barring = {
        "user": str(town.colleague.user_id),
        "relation": "neighbour",
        "reason": "実家のとなり",
    }
    signed_in(town.supervisor).post(f"/cases/{case.pk}/conflict/", barring)

    assert signed_in(town.colleague).post(page, WHY).status_code == 404

    with town.at_work():
        assert not BreakGlass.objects.exists()
        assert not Grant.objects.filter(source="break_glass").exists()


def test_refuses_who_opened_it_and_opens_nothing_where_nobody_learns_of_it(town: Town) -> None:
    case = spoken(town)
    page = f"/cases/{case.pk}/emergency/"
    signed_in(town.colleague).post(page, WHY)
    with town.at_work(town.colleague) as themselves:
        glass = BreakGlass.objects.get()
        with pytest.raises(OwnOpening):
            review(by=themselves, glass=glass, finding="right", note="必要だった。", at=now())
        have_done(by=themselves, case=case, at=now())
    with town.at_work():
        for seat in (town.supervisor, town.manager):
            seat.until_on = today() - timedelta(days=1)
            seat.save()

    response = signed_in(town.colleague).post(page, WHY)

    assert response.status_code == 422
    assert "知らせる相手" in text_of(response)
    assert WHY["reason"] in text_of(response)


def test_ends_for_good_when_who_opened_it_is_barred(town: Town) -> None:
    case = spoken(town)
    assert signed_in(town.colleague).post(f"/cases/{case.pk}/emergency/", WHY).status_code == 302
    barring = {
        "user": str(town.colleague.user_id),
        "relation": "neighbour",
        "reason": "実家のとなり",
    }

    signed_in(town.supervisor).post(f"/cases/{case.pk}/conflict/", barring)

    with town.at_work():
        (grant,) = Grant.objects.filter(source="break_glass")
        assert grant.ended_at is not None
        assert grant.ended_at <= now(), "it would live again with the bar lifted"


def test_is_ticked_off_by_nobody_without_a_look(town: Town) -> None:
    case = spoken(town)
    assert signed_in(town.colleague).post(f"/cases/{case.pk}/emergency/", WHY).status_code == 302
    with town.at_work():
        owed = Task.objects.get(subject="break_glass")
    counsellor = signed_in(town.counsellor)
    page = counsellor.get(f"/cases/{case.pk}/")
    assert "緊急の閲覧を確かめる" in text_of(page)
    assert f"/today/tasks/{owed.pk}/done/" not in page.content.decode()

    asked = counsellor.get(f"/today/tasks/{owed.pk}/done/")
    sent = counsellor.post(f"/today/tasks/{owed.pk}/done/")

    assert "別の職員が確かめると、済みになります" in text_of(asked)
    assert "別の職員が確かめると、済みになります" in text_of(sent)
    with town.at_work():
        owed.refresh_from_db()
    assert owed.done_at is None
