"""The expert team is asked for by criteria; an urgent request tells who is on duty; times are kept."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from bansou.commons.access.models import Grant
from bansou.commons.clock import local_day
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.tasks.models import Task
from bansou.people.steps.models import Step
from bansou.support.outreach.teams.models import DispatchRequest, TeamMember
from bansou.support.outreach.teams.staffing import put_on_duty
from tests.bodies import account_of, change
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import days, signed_in, today
from tests.desks.outreach.kobe import SITUATION, Kobe, dispatch_form


def asked(kobe: Kobe, **said: Any) -> DispatchRequest:
    path = f"cases/{kobe.case.pk}/dispatch/"
    response = kobe.post(kobe.counsellor, path, **dispatch_form(kobe, **said))
    assert response.status_code == 302, text_of(response)
    return the_request(kobe)


def the_request(kobe: Kobe) -> DispatchRequest:
    with kobe.at_work():
        return DispatchRequest.objects.get()


def today_of(member: Any) -> str:
    content: str = signed_in(member).get("/today/").content.decode()
    return content


def decide(kobe: Kobe, it: DispatchRequest, by: Any = None, **said: str) -> Any:
    form = {"answer": "approve", "because": "", "version": str(it.version), **said}
    return kobe.post(by or kobe.supervisor, f"dispatch/{it.pk}/decide/", **form)


@pytest.mark.capability("KOB-06", refused_by="test_is_decided_by_who_did_not_ask_and_supervises")
def test_tells_who_is_on_duty_of_an_urgent_request_and_keeps_the_times(kobe: Kobe) -> None:
    with kobe.at_work() as actor:
        put_on_duty(
            by=actor, team=kobe.team, member=kobe.colleague, from_on=today(), until_on=days(7)
        )

    form = dispatch_form(kobe, criteria=["cannot_live"])
    response = signed_in(kobe.counsellor).post(f"/outreach/cases/{kobe.case.pk}/dispatch/", form)

    assert response.status_code == 302
    it = the_request(kobe)
    # One urgent criterion is enough: nobody had to tick 緊急.
    assert (it.is_urgent, it.alerted_id, it.alerted_at) == (
        True,
        kobe.colleague.pk,
        it.requested_at,
    )
    with kobe.at_work():
        task = Task.objects.get(subject="dispatch")
        assert (task.owner_id, task.due_on) == (kobe.colleague.pk, local_day(it.requested_at))
        letter = ProcrastinateJob.objects.get(task_name="letters.urgent_dispatch")
        assert letter.args["member"] == str(kobe.colleague.pk)
    # Who is on duty reads what it says, until it is decided.
    assert f'href="/outreach/dispatch/{it.pk}/"' in today_of(kobe.colleague)
    assert SITUATION in text_of(kobe.get(kobe.colleague, f"dispatch/{it.pk}/"))
    assert "緊急・判断待ち" in text_of(kobe.get(kobe.supervisor, "dispatch/"))

    assert decide(kobe, it).status_code == 302

    decided = the_request(kobe)
    assert (decided.state, decided.decided_by_id) == ("approved", kobe.supervisor.pk)
    assert decided.decided_at
    assert decided.decided_at >= it.requested_at
    with kobe.at_work():
        assert Task.objects.get(subject="dispatch").done_at == decided.decided_at
        assert Grant.objects.get(source="dispatch").ended_at == decided.decided_at
        kinds = list(Step.objects.order_by("id").values_list("kind", "level"))
    assert kinds == [("dispatch.requested", 3), ("dispatch.approved", 3)]
    assert kobe.get(kobe.colleague, f"dispatch/{it.pk}/").status_code == 404
    page = text_of(kobe.get(kobe.counsellor, f"dispatch/{it.pk}/"))
    assert "依頼から0分" in page
    assert "母 090-0000-0178" in page


def test_is_decided_by_who_did_not_ask_and_supervises(kobe: Kobe) -> None:
    it = asked(kobe)

    form = {"answer": "approve", "version": "1"}
    refused = {
        signed_in(who).post(f"/outreach/dispatch/{it.pk}/decide/", form).status_code
        for who in (kobe.counsellor, kobe.manager)
    }

    assert refused == {403}
    assert decide(kobe, it, by=kobe.neighbour).status_code == 404
    assert the_request(kobe).state == "requested"
    declined = decide(kobe, it, answer="decline")
    assert declined.status_code == 422
    assert "見送る理由を入れてください" in text_of(declined)
    assert decide(kobe, it, answer="decline", because="家族との面談を先に行う").status_code == 302
    again = decide(kobe, the_request(kobe))
    assert again.status_code == 422
    assert "もう「見送り」に決まっています" in text_of(again)


def test_lists_what_waits_before_what_is_decided_and_under_its_own_heading(kobe: Kobe) -> None:
    decide(kobe, asked(kobe))
    form = dispatch_form(kobe, is_urgent="on", situation="今日から食事をとらない。")
    assert kobe.post(kobe.counsellor, f"cases/{kobe.case.pk}/dispatch/", **form).status_code == 302

    page = text_of(kobe.get(kobe.supervisor, "dispatch/"))

    waiting, decided = page.split("決まったもの")
    assert "緊急・判断待ち" in waiting
    assert "判断待ち" not in decided
    assert "派遣する" in decided


def test_refuses_ones_own_request(kobe: Kobe) -> None:
    path = f"cases/{kobe.case.pk}/dispatch/"
    assert kobe.post(kobe.supervisor, path, **dispatch_form(kobe)).status_code == 302

    response = decide(kobe, the_request(kobe))

    assert response.status_code == 422
    assert "自分の依頼は、自分では決められません" in text_of(response)


def test_tells_the_supervisor_where_nobody_is_on_duty(kobe: Kobe) -> None:
    assert asked(kobe, is_urgent="on").alerted_id == kobe.supervisor.pk


def joined(kobe: Kobe, name: str, role: Role) -> Membership:
    """Somebody who works in the city as well."""
    user = account_of(name, is_demo=True)
    with kobe.at_work():
        return Membership.objects.create(
            user=user, organisation=kobe.city, role=role, from_on=days(-400)
        )


def on_duty(kobe: Kobe) -> None:
    with kobe.at_work() as actor:
        put_on_duty(
            by=actor, team=kobe.team, member=kobe.colleague, from_on=today(), until_on=days(7)
        )


def test_tells_nobody_who_has_left_though_their_duty_goes_on(kobe: Kobe) -> None:
    on_duty(kobe)
    with kobe.at_work():
        kobe.colleague.until_on = days(-1)
        kobe.colleague.save()

    assert asked(kobe, is_urgent="on").alerted_id == kobe.supervisor.pk


def test_tells_nobody_whose_account_is_closed(kobe: Kobe) -> None:
    on_duty(kobe)
    change(kobe.colleague.user, is_active=False)

    assert asked(kobe, is_urgent="on").alerted_id == kobe.supervisor.pk


def test_tells_the_next_on_duty_where_the_first_is_barred_from_the_case(kobe: Kobe) -> None:
    on_duty(kobe)
    kobe.bar(kobe.colleague)
    other = joined(kobe, "森本 誠", Role.COUNSELLOR)
    with kobe.at_work() as actor:
        put_on_duty(by=actor, team=kobe.team, member=other, from_on=today(), until_on=days(1))

    assert asked(kobe, is_urgent="on").alerted_id == other.pk


def test_tells_the_next_supervisor_where_the_first_is_barred_from_the_case(kobe: Kobe) -> None:
    other = joined(kobe, "渡辺 明", Role.SUPERVISING_COUNSELLOR)
    kobe.bar(kobe.supervisor)
    path = f"cases/{kobe.case.pk}/dispatch/"

    response = kobe.post(kobe.counsellor, path, **dispatch_form(kobe, is_urgent="on"))

    assert response.status_code == 302, text_of(response)
    with kobe.at_work(other):
        assert DispatchRequest.objects.get().alerted_id == other.pk


def test_refuses_an_urgent_request_that_only_somebody_barred_would_get(kobe: Kobe) -> None:
    kobe.bar(kobe.supervisor)
    path = f"cases/{kobe.case.pk}/dispatch/"

    response = kobe.post(kobe.counsellor, path, **dispatch_form(kobe, is_urgent="on"))

    assert response.status_code == 422
    assert "知らせる相手がいません" in text_of(response)


def test_refuses_an_urgent_request_that_would_reach_nobody(kobe: Kobe) -> None:
    with kobe.at_work():
        kobe.supervisor.until_on = today() - timedelta(days=1)
        kobe.supervisor.save()
    path = f"cases/{kobe.case.pk}/dispatch/"

    response = kobe.post(kobe.counsellor, path, **dispatch_form(kobe, is_urgent="on"))

    assert response.status_code == 422
    text = text_of(response)
    assert "知らせる相手がいません" in text
    assert SITUATION in text


@pytest.mark.parametrize("urgent", [{"is_urgent": "on"}, {"criteria": ["cannot_live"]}])
def test_refuses_an_urgent_request_that_names_nobody_to_reach(
    urgent: dict[str, Any], kobe: Kobe
) -> None:
    path = f"cases/{kobe.case.pk}/dispatch/"

    refused = kobe.post(
        kobe.counsellor, path, **dispatch_form(kobe, emergency_contacts=" \n", **urgent)
    )

    assert refused.status_code == 422
    assert "緊急の依頼には、緊急のときの連絡先が必要です" in text_of(refused)
    assert SITUATION in text_of(refused)
    with kobe.at_work():
        assert not DispatchRequest.objects.exists()
    assert asked(kobe, emergency_contacts="なし", **urgent).is_urgent
    # What is not urgent may leave it out.
    calm = dispatch_form(kobe, emergency_contacts="")
    assert kobe.post(kobe.counsellor, path, **calm).status_code == 302


@pytest.mark.parametrize("said", [{"criteria": []}, {"situation": " \n"}, {"criteria": ["x"]}])
def test_refuses_a_request_without_criteria_or_facts(said: dict[str, Any], kobe: Kobe) -> None:
    path = f"cases/{kobe.case.pk}/dispatch/"

    assert kobe.post(kobe.counsellor, path, **dispatch_form(kobe, **said)).status_code == 422


def test_asks_once_however_often_the_form_comes(kobe: Kobe) -> None:
    form = dispatch_form(kobe)
    path = f"cases/{kobe.case.pk}/dispatch/"

    answers = [kobe.post(kobe.counsellor, path, **form) for _time in range(2)]

    assert answers[0].url == answers[1].url
    the_request(kobe)


def test_hides_what_is_sensitive_from_who_does_not_stand_by_the_person(kobe: Kobe) -> None:
    it = asked(kobe)
    others = (kobe.colleague, kobe.manager, kobe.neighbour)

    pages = [
        kobe.get(who, path)
        for who in others
        for path in (f"dispatch/{it.pk}/", f"cases/{kobe.case.pk}/", "dispatch/")
    ]

    assert all(SITUATION not in page.content.decode() for page in pages)
    assert {page.status_code for page in pages[:2] + pages[3:5] + pages[6:8]} <= {403, 404}
    assert "井上 拓也" not in pages[2].content.decode()


@pytest.mark.capability("KOB-14", refused_by="test_lets_no_counsellor_change_the_team")
def test_shows_a_team_whose_members_carry_their_profession(kobe: Kobe) -> None:
    form = {
        "name": "小川 真理",
        "profession": "licensed_psychologist",
        "body": "市立病院",
        "from_on": today().isoformat(),
        "version": "0",
    }

    response = signed_in(kobe.supervisor).post(f"/outreach/teams/{kobe.team.pk}/join/", form)

    assert response.status_code == 302
    with kobe.at_work():
        assert TeamMember.objects.get(name="小川 真理").profession == "licensed_psychologist"
    page = text_of(kobe.get(kobe.counsellor, "teams/"))
    assert "片山 亨 精神科医師" in page
    assert "小川 真理 公認心理師 市立病院" in page
    assert "定足数は3人で、そのうち1人は精神科医師です" in page


def test_lets_no_counsellor_change_the_team(kobe: Kobe) -> None:
    form = {"name": "だれか", "profession": "x", "from_on": today().isoformat(), "version": "0"}

    refused = signed_in(kobe.counsellor).post(f"/outreach/teams/{kobe.team.pk}/join/", form)
    assert refused.status_code == 403
    unknown = kobe.post(kobe.manager, f"teams/{kobe.team.pk}/join/", **form)
    assert unknown.status_code == 422
    with kobe.at_work():
        assert TeamMember.objects.count() == 3


def test_waits_on_the_first_page_of_who_decides_and_of_nobody_else(kobe: Kobe) -> None:
    it = asked(kobe, criteria=["cannot_live"])
    waits = "専門チームの派遣依頼が1件、あなたの判断を待っています"

    page = signed_in(kobe.supervisor).get("/today/")

    assert waits in text_of(page)
    assert "緊急の依頼が1件あります" in text_of(page)
    assert f'href="/outreach/dispatch/{it.pk}/"' in page.content.decode()
    for other in (kobe.counsellor, kobe.neighbour):
        assert waits not in text_of(signed_in(other).get("/today/"))
    asking = text_of(kobe.get(kobe.counsellor, f"dispatch/{it.pk}/"))
    assert "派遣するかは、統括カウンセラーが決めます" in asking
    assert decide(kobe, it).status_code == 302
    assert waits not in text_of(signed_in(kobe.supervisor).get("/today/"))
    decided = text_of(kobe.get(kobe.counsellor, f"dispatch/{it.pk}/"))
    assert "派遣するかは、統括カウンセラーが決めます" not in decided


def test_notes_once_that_a_request_was_read_where_it_is_decided(kobe: Kobe) -> None:
    it = asked(kobe)

    page = kobe.get(kobe.supervisor, f"dispatch/{it.pk}/decide/")

    assert SITUATION in text_of(page)
    assert kobe.noted() == [("open", "dispatch", it.pk)]
    assert decide(kobe, it).status_code == 302
    assert len(kobe.noted()) == 1
