"""The end of a case calls off what is still to come, says so first, and leaves nothing open."""

from datetime import date, time, timedelta
from typing import Any

from bansou.commons.access.models import Grant
from bansou.commons.organisations.models import Membership
from bansou.people.referrals.handing_on import Parcel, hand_on
from bansou.people.referrals.models import Referral
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.bodies import Address, register_body
from bansou.support.counselling.booking import wait_for_slot
from bansou.support.counselling.models import CounsellingWait
from bansou.support.outreach.conferences.actions import Guest, Meeting, ask_to, call_conference
from bansou.support.outreach.conferences.models import CaseConference
from bansou.support.outreach.teams.dispatching import Wanted, request_dispatch
from bansou.support.outreach.teams.models import DispatchRequest
from bansou.support.outreach.visits.actions import Plan, plan_visit
from bansou.support.outreach.visits.models import OutreachVisit
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import days, now, signed_in, today
from tests.desks.outreach.kobe import Kobe

REASON = "本人の希望で、支援を終える"


def planned_visit(kobe: Kobe, on: date) -> None:
    with kobe.at_work(kobe.counsellor) as actor:
        plan = Plan(
            kind="home_visit",
            on=on,
            starts_at=time(14),
            lead=kobe.counsellor,
            companion="前田 徹",
            place="自宅",
            risk_note="なし",
            emergency_contacts="母 090-0000-0178",
        )
        plan_visit(by=actor, case=kobe.case, plan=plan, today=today())


def everything_open(kobe: Kobe, guest: Membership) -> None:
    """A visit, a conference with a guest, a request, waiting for counselling, a letter unanswered."""
    planned_visit(kobe, days(3))
    with kobe.at_work(kobe.counsellor) as actor:
        meeting = Meeting(
            on=days(5), starts_at=time(15), place="区役所", agenda="受診", basis="statutory"
        )
        it = call_conference(by=actor, case=kobe.case, meeting=meeting, today=today())
        asked = Guest(
            name="原 直美",
            body="神戸サポステ",
            shown="夜に眠れない。",
            items=["name", "health"],
            seat=guest,
        )
        ask_to(by=actor, conference=it, guest=asked, at=now())
        wanted = Wanted(team=kobe.team, criteria=("untreated",), situation="食事がとれない。")
        request_dispatch(by=actor, case=kobe.case, wanted=wanted, at=now())
        wait_for_slot(by=actor, case=kobe.case, at=now())
        body = register_body(by=actor, address=Address(name="みなとクリニック", kind="medical"))
        agreement = Agreement(
            to=body,
            items=["name"],
            purpose="受診のため",
            given_on=today(),
            until_on=days(30),
            how="oral",
            evidence="面談で",
        )
        consent = agree_to_sharing(
            by=actor, case=kobe.case, agreement=agreement, at=now(), today=today()
        )
        parcel = Parcel(chosen={"name": "井上 拓也"})
        hand_on(by=actor, case=kobe.case, consent=consent, parcel=parcel, answer_days=14, at=now())


def closed(kobe: Kobe) -> Any:
    form = {"on": today().isoformat(), "reason": REASON}
    return signed_in(kobe.counsellor).post(f"/cases/{kobe.case.pk}/close/", form)


def test_calls_off_what_is_to_come_and_says_so_first(kobe: Kobe, saposute: Membership) -> None:
    everything_open(kobe, saposute)
    question = text_of(signed_in(kobe.counsellor).get(f"/cases/{kobe.case.pk}/close/"))
    listed = question.partition("取りやめになるもの")[2].partition("残るもの")[0]
    for said in (
        "の家庭訪問",
        "のケース会議",
        "神戸ひきこもり専門チームの派遣依頼",
        "心理カウンセリングの空き待ち",
        "みなとクリニックへの紹介（返事待ち）",
    ):
        assert said in listed

    answer = closed(kobe)

    assert answer.status_code == 302, text_of(answer)
    with kobe.at_work():
        visit, conference = OutreachVisit.objects.get(), CaseConference.objects.get()
        assert (visit.state, visit.cancelled_because) == ("cancelled", REASON)
        assert (conference.state, conference.cancelled_because) == ("cancelled", REASON)
        dispatch = DispatchRequest.objects.get()
        assert (dispatch.state, dispatch.decided_because) == ("withdrawn", REASON)
        assert not CounsellingWait.objects.filter(ended_at=None).exists()
        referral = Referral.objects.get()
        assert (referral.answer, referral.ended_on) == ("withdrawn", today())
        assert not Grant.objects.filter(source="conference", ended_at=None).exists()
    assert signed_in(saposute).get(f"/outreach/conferences/{conference.pk}/").status_code == 404


def test_does_not_close_over_a_visit_that_nobody_recorded(kobe: Kobe) -> None:
    planned_visit(kobe, today() - timedelta(days=2))

    answer = closed(kobe)

    assert answer.status_code == 422
    assert "取りやめを入れてから、終結にしてください" in text_of(answer)
    assert REASON in answer.content.decode()
    with kobe.at_work():
        kobe.case.refresh_from_db()
        assert kobe.case.is_open


def test_calls_a_conference_off_with_its_reason(kobe: Kobe, saposute: Membership) -> None:
    everything_open(kobe, saposute)
    with kobe.at_work():
        it = CaseConference.objects.get()
    path = f"conferences/{it.pk}/cancel/"
    bare = kobe.post(kobe.counsellor, path, because=" ", version=it.version)
    strangers = [kobe.post(who, path, because=REASON).status_code for who in (kobe.colleague,)]

    answer = kobe.post(kobe.counsellor, path, because="医師の都合", version=it.version)

    assert (bare.status_code, strangers, answer.status_code) == (422, [404], 302)
    page = text_of(kobe.get(kobe.counsellor, f"conferences/{it.pk}/"))
    assert "この会議は取りやめになりました" in page
    assert signed_in(saposute).get(f"/outreach/conferences/{it.pk}/").status_code == 404
    again = kobe.post(kobe.counsellor, path, because="もう一度", version=it.version + 1)
    assert "取りやめになっています" in text_of(again)
