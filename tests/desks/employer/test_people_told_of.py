"""A company and the people it was told of: without a name, introduced, on trial, hired; refusals."""

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import wareki
from bansou.commons.tasks.models import Task
from bansou.employers.models import Company, HostPlace, Opening
from bansou.people.cases.models import Case
from bansou.people.consent.actions import withdraw_consent
from bansou.people.sharing.models import Disclosure
from bansou.placement.followup.actions import note_answer
from bansou.placement.hires.converting import record_conversion
from bansou.placement.matching import actions
from bansou.placement.models import FollowUp, Hire, StayReport
from bansou.support.experience.naming import agree_to_introduction
from bansou.support.models import ExperienceDay
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.employer.people import (
    SECRET,
    again,
    again_in,
    asked_about,
    confirmed_by,
    experience_again,
    hired,
    introduced,
    page,
    trial_at,
)
from tests.desks.employer.test_company_page import (
    EMAIL,
    OTHER_NUMBER,
    came_in,
    company,
    opening,
)
from tests.desks.proposals.brought import wished

NAME = "三浦 和彦"


def seeking(town: Town) -> Case:
    case = town.case()
    town.talk(case, on=days(-30))
    wished(town, case)
    return case


def world(town: Town) -> tuple[Case, Company, Opening, Client]:
    """Somebody who seeks work, a company with an opening, and its browser."""
    case, it = seeking(town), company(town)
    return case, it, opening(town, it), came_in(town, it)


def test_walks_from_a_profile_without_a_name_to_the_result(town: Town) -> None:
    case, _it, post, client = world(town)
    proposal = asked_about(town, case, post)
    at = f"/company/candidates/{proposal.pk}/"

    before = page(client, at)
    assert NAME not in before
    assert "製造" in before
    assert NAME not in page(client, "/company/")
    client.post(f"{at}answer/", {"is_welcome": "yes", "note": "ぜひ"})
    assert again(town, proposal).state == "welcomed"
    assert NAME not in page(client, at)

    introduced(town, proposal)
    assert NAME in page(client, at)
    client.post(
        f"{at}interview/",
        {"interview_on": wareki(today()), "interview_at": "10:00", "interview_place": "本社"},
    )
    client.post(f"{at}result/", {"result": "not_chosen", "on": wareki(today()), "reason": "skills"})

    kept = again(town, proposal)
    assert (kept.state, kept.result_reason, kept.interview_place) == (
        "not_chosen",
        "skills",
        "本社",
    )
    for shown in (page(client, at), page(client, "/company/")):
        assert SECRET not in shown
    with town.at_work():
        opened = AccessLog.objects.filter(case_id=case.pk, subject="candidate")
        assert opened.filter(actor__email=EMAIL).exists()


def test_takes_the_name_away_with_the_consent(town: Town) -> None:
    case, _it, post, client = world(town)
    proposal = asked_about(town, case, post, on=days(-20))
    client.post(f"/company/candidates/{proposal.pk}/answer/", {"is_welcome": "yes"})
    introduced(town, proposal)
    assert NAME in page(client, "/company/")

    with town.at_work():
        withdraw_consent(case=case, purpose="introduction", on=today(), today=today())

    assert NAME not in page(client, "/company/")
    at = page(client, f"/company/candidates/{proposal.pk}/")
    assert NAME not in at
    assert "同意を取り消しました" in at


def test_declines_with_a_reason_and_without_a_penalty(town: Town) -> None:
    case, _it, post, client = world(town)
    proposal = asked_about(town, case, post)

    client.post(
        f"/company/candidates/{proposal.pk}/answer/", {"is_welcome": "no", "reason": "skills"}
    )

    kept = again(town, proposal)
    assert (kept.state, kept.company_reason) == ("turned_down", "skills")


@pytest.mark.parametrize("way", ["answer", "interview", "result"])
def test_refuses_what_does_not_come_next(town: Town, way: str) -> None:
    case, _it, post, client = world(town)
    proposal = asked_about(town, case, post)
    at = f"/company/candidates/{proposal.pk}/"
    if way == "answer":
        client.post(f"{at}answer/", {"is_welcome": "no"})

    said = {
        "is_welcome": "yes",
        "interview_on": wareki(today()),
        "result": "chosen",
        "on": wareki(today()),
    }
    answer = client.post(f"{at}{way}/", said)

    assert answer.status_code == 422
    assert "すでに先へ進んでいるか" in text_of(answer)
    assert again(town, proposal).state == ("turned_down" if way == "answer" else "offered")


def test_shows_nothing_of_another_companys_people_nor_of_whom_it_was_not_asked(
    town: Town,
) -> None:
    case, _it, _post, client = world(town)
    other = company(town, "別の会社", OTHER_NUMBER)
    theirs = asked_about(town, case, opening(town, other, "別の仕事"))
    trial = trial_at(town, case, other)

    for address in (
        f"candidates/{theirs.pk}/",
        f"candidates/{theirs.pk}/answer/",
        f"trials/{trial.pk}/",
        f"trials/{trial.pk}/confirm/",
        f"trials/{trial.pk}/offer/",
        f"trials/{trial.pk}/tutor/",
    ):
        assert client.get(f"/company/{address}").status_code == 404, address
        posted = client.post(f"/company/{address}", {"is_welcome": "yes", "name": "x", "note": "y"})
        assert posted.status_code in (404, 405), address
    assert again(town, theirs).state == "offered"


def test_walks_a_trial_from_its_terms_to_an_offer(town: Town) -> None:
    case, it, _post, client = world(town)
    trial = trial_at(town, case, it)
    at = f"/company/trials/{trial.pk}/"
    confirmed_by(town, trial, "person")
    assert "受入先・事業の窓口の確認待ち" in text_of(client.get(at))

    client.post(f"{at}confirm/", {"name": "西岡 実"})
    confirmed_by(town, trial, "office")
    desk = signed_in(town.counsellor)
    for shown in (client.get(at), desk.get(reverse("experience:page", args=[trial.pk]))):
        assert "全員が確認しました" in text_of(shown)
    with town.at_work():
        first, second = ExperienceDay.objects.filter(experience=trial).order_by("on")
    client.post(f"{at}days/{first.pk}/", {"attended": "yes", "missed_minutes": "30"})
    client.post(f"{at}days/{second.pk}/", {"attended": "no"})
    graded = {
        name: "good"
        for name in client.get(f"{at}evaluate/").context["form"].fields
        if "item" in name
    }
    client.post(f"{at}evaluate/", {**graded, "note": "ていねいな作業でした"})
    client.post(f"{at}offer/", {"note": "検品の仕事。週4日から"})

    kept = experience_again(town, trial)
    marks = sorted((day.on, day.state, day.missed_minutes) for day in kept.days.all())
    assert [mark[1:] for mark in marks] == [("attended", 30), ("missed", second.minutes)]
    (evaluation,) = kept.evaluations.all()
    assert (evaluation.side, evaluation.note) == ("host", "ていねいな作業でした")
    assert (kept.offer_on, kept.offer_note) == (today(), "検品の仕事。週4日から")
    with town.at_work():
        assert Task.objects.filter(case_id=case.pk, title__startswith="採用の申し出").count() == 1
        step = evaluation.step
        assert step.by.user.email == EMAIL
    assert SECRET not in page(client, at)
    assert NAME not in page(client, at)
    assert "受入先から採用の申し出があります" in text_of(
        desk.get(reverse("experience:page", args=[trial.pk]))
    )


def test_tells_a_host_the_name_once_the_person_has_confirmed_that_they_go_there(
    town: Town,
) -> None:
    case, it, _post, client = world(town)
    trial = trial_at(town, case, it)
    at = f"/company/trials/{trial.pk}/"
    with town.at_work(town.counsellor) as by:
        agree_to_introduction(by=by, case=case, on=today(), today=today(), at=now())

    before = page(client, at)
    confirmed_by(town, trial, "person")
    after = page(client, at)
    client.post(f"{at}tutor/", {"tutor": "大野 明"})

    assert NAME not in before
    assert NAME in after
    assert NAME not in page(client, at), "its terms are others by now, perhaps of another host"
    confirmed_by(town, trial, "person")
    assert NAME in page(client, at)
    with town.at_work():
        handed = Disclosure.objects.get(case=case)
    assert (handed.recipient, handed.basis, handed.by_id) == (
        it.name,
        "consent",
        town.counsellor.pk,
    )
    assert NAME in handed.items[0]["text"]


def test_waits_for_nobody_once_a_trial_is_called_off(town: Town) -> None:
    case, it, _post, client = world(town)
    trial = trial_at(town, case, it)
    confirmed_by(town, trial, "person")
    desk = signed_in(town.counsellor)
    called_off = {"declined_by": "person", "reason": "", "because": ""}
    assert desk.post(reverse("experience:decline", args=[trial.pk]), called_off).status_code == 302

    shown = text_of(client.get(f"/company/trials/{trial.pk}/"))
    at_desk = text_of(desk.get(reverse("experience:page", args=[trial.pk])))

    for page_text in (shown, at_desk):
        assert "確認がそろう前に終わりました" in page_text
        assert "確認していません" in page_text
        assert page_text.count("行いませんでした") == 2
        assert "確認待ち" not in page_text
        assert "予定" not in page_text
    assert "見送り" in shown


def test_names_another_tutor_and_has_everybody_confirm_anew(town: Town) -> None:
    case, it, _post, client = world(town)
    trial = trial_at(town, case, it)
    at = f"/company/trials/{trial.pk}/"
    confirmed_by(town, trial, "person")
    client.post(f"{at}confirm/", {"name": "西岡 実"})
    confirmed_by(town, trial, "office")
    before = experience_again(town, trial)

    empty = client.post(f"{at}tutor/", {"tutor": "　"})
    same = client.post(f"{at}tutor/", {"tutor": before.tutor})
    after_same = experience_again(town, trial)
    client.post(f"{at}tutor/", {"tutor": "大野 明"})

    assert empty.status_code == 422
    assert (same.status_code, after_same.state, after_same.terms) == (
        302,
        "confirmed",
        before.terms,
    )
    kept = experience_again(town, trial)
    assert (kept.tutor, kept.state, kept.terms) == ("大野 明", "arranged", before.terms + 1)
    shown = text_of(client.get(at))
    assert "大野 明" in shown
    assert "内容を確かめて、確認する" in shown


def test_refuses_a_day_before_everybody_confirmed_and_a_second_confirmation(town: Town) -> None:
    case, it, _post, client = world(town)
    trial = trial_at(town, case, it)
    at = f"/company/trials/{trial.pk}/"
    with town.at_work():
        day = ExperienceDay.objects.filter(experience=trial).first()
    client.post(f"{at}confirm/", {"name": "西岡 実"})

    early = client.post(f"{at}days/{day.pk}/", {"attended": "yes"})
    twice = client.post(f"{at}confirm/", {"name": "西岡 実"})
    offered = client.post(f"{at}offer/", {"note": "働いてほしい"})

    assert [answer.status_code for answer in (early, twice, offered)] == [422, 422, 422]
    assert "受入れの確認が、まだそろっていません" in text_of(early)
    assert experience_again(town, trial).offer_on is None


def test_tells_by_one_tap_whether_somebody_is_still_there(town: Town) -> None:
    case, it, post, client = world(town)
    proposal = asked_about(town, case, post, on=days(-21))
    with town.at_work():
        actions.answer_for_company(
            proposal=again_in(proposal), is_welcome=True, on=days(-21), today=today()
        )
    introduced(town, proposal, on=days(-21))
    hire = hired(town, proposal, it)
    with town.at_work():
        due = FollowUp.objects.filter(hire=hire).earliest("due_on")
        assert not StayReport.objects.exists()
    assert f"{NAME}さんは、いまも在籍していますか" in text_of(client.get("/company/"))

    client.post(f"/company/stays/{due.pk}/", {"answer": "unknown"})
    client.post(f"/company/stays/{due.pk}/", {"answer": "there"})
    client.post(f"/company/stays/{due.pk}/", {"answer": "regular"})

    with town.at_work():
        report = StayReport.objects.get()
        assert (report.answer, report.by.user.email, report.version) == ("regular", EMAIL, 3)
        hire.refresh_from_db()
        assert hire.regular_on is None, "the counsellor writes the day down"
        due.refresh_from_db()
        assert due.outcome == "", "the counsellor still asks the person"
    desk = text_of(signed_in(town.counsellor).get(f"/cases/hires/{hire.step_id}/"))
    assert "企業の知らせ：正社員に転換して、在籍している" in desk


def at_work_for_a_week(town: Town) -> tuple[Case, Hire, Client]:
    """Somebody who is at the company since a week, by an introduction, and the company's browser."""
    case, it, post, client = world(town)
    proposal = asked_about(town, case, post, on=days(-21))
    with town.at_work():
        actions.answer_for_company(
            proposal=again_in(proposal), is_welcome=True, on=days(-21), today=today()
        )
    introduced(town, proposal, on=days(-21))
    return case, hired(town, proposal, it), client


def answer_what_is_due(town: Town, hire: Hire) -> FollowUp:
    """The office has asked for this week; the next day of asking comes back."""
    with town.at_work(town.counsellor) as by:
        due, following, *_later = FollowUp.objects.filter(hire=hire).order_by("due_on")
        note_answer(
            by=by, follow_up=due, outcome="working", on=today(), at=now(), hired_on=hire.hired_on
        )
    return following


def promises_about_regular_work(town: Town, case: Case) -> int:
    with town.at_work():
        told = Task.objects.filter(case_id=case.pk, title__startswith="正社員になった日を")
        return told.filter(owner=town.counsellor, done_at=None, dropped_at=None).count()


def test_tells_of_regular_work_while_nobody_asks(town: Town) -> None:
    case, hire, client = at_work_for_a_week(town)
    following = answer_what_is_due(town, hire)
    shown = text_of(client.get("/company/"))
    assert f"{NAME} " in shown.partition("正社員になった方")[2]
    assert "いまも在籍していますか" not in shown

    for _time in range(2):
        client.post(f"/company/stays/{following.pk}/", {"answer": "regular"})

    with town.at_work():
        report = StayReport.objects.get()
        hire.refresh_from_db()
    assert (report.follow_up_id, report.answer, report.by.user.email) == (
        following.pk,
        "regular",
        EMAIL,
    )
    assert hire.regular_on is None, "the counsellor writes the day down"
    assert promises_about_regular_work(town, case) == 1
    desk = text_of(signed_in(town.counsellor).get(f"/cases/hires/{hire.step_id}/"))
    assert "企業の知らせ：正社員に転換して、在籍している" in desk
    client.post(f"/company/stays/{following.pk}/", {"answer": "there"})
    with town.at_work():
        assert StayReport.objects.get().answer == "there"
    assert promises_about_regular_work(town, case) == 0, "nobody has to ask after a mistake"
    client.post(f"/company/stays/{following.pk}/", {"answer": "regular"})
    assert promises_about_regular_work(town, case) == 1
    with town.at_work(town.counsellor) as by:
        known = Hire.objects.select_related("case", "step", "conversion_step").get(pk=hire.pk)
        record_conversion(by=by, hire=known, on=today(), today=today(), at=now())
        kept = Task.objects.filter(subject="hire", subject_id=hire.pk)
        assert [bool(task.done_at) for task in kept.order_by("id")] == [False, True]
        assert not town.again(case).next_action.startswith("正社員になった日を")


def test_is_told_of_regular_work_alone_while_nobody_asks_and_of_none_that_is_regular(
    town: Town,
) -> None:
    case, hire, client = at_work_for_a_week(town)
    following = answer_what_is_due(town, hire)
    address = f"/company/stays/{following.pk}/"

    early = client.post(address, {"answer": "left"})
    with town.at_work(town.counsellor) as by:
        known = Hire.objects.select_related("case", "step", "conversion_step").get(pk=hire.pk)
        record_conversion(by=by, hire=known, on=today(), today=today(), at=now())
    late = client.post(address, {"answer": "regular"})

    for answer in (early, late):
        assert answer.status_code in (403, 422)
        assert "この確認は、もう終わっています" in text_of(answer)
    assert "正社員になった方" not in text_of(client.get("/company/"))
    assert promises_about_regular_work(town, case) == 0
    with town.at_work():
        assert not StayReport.objects.exists()


def test_refuses_an_answer_about_somebody_of_whom_it_is_not_asked(town: Town) -> None:
    case, it, post, client = world(town)
    proposal = asked_about(town, case, post, on=days(-21))
    with town.at_work():
        actions.answer_for_company(
            proposal=again_in(proposal), is_welcome=True, on=days(-21), today=today()
        )
    introduced(town, proposal, on=days(-21))
    hire = hired(town, proposal, it)
    with town.at_work():
        due = FollowUp.objects.filter(hire=hire).earliest("due_on")
        withdraw_consent(case=case, purpose="introduction", on=today(), today=today())

    assert NAME not in page(client, "/company/")
    answer = client.post(f"/company/stays/{due.pk}/", {"answer": "left"})

    assert "この確認は、もう終わっています" in text_of(answer)
    with town.at_work():
        assert not StayReport.objects.exists()


def test_ends_an_opening_and_a_host_place_itself(town: Town) -> None:
    case, it, post, client = world(town)
    trial = trial_at(town, case, it)

    client.post(f"/company/openings/{post.pk}/close/", {"reason": "filled"})
    client.post(f"/company/hosts/{trial.host_id}/close/", {"note": "担当が異動した"})

    with town.at_work():
        kept = Opening.objects.get(pk=post.pk)
        assert (kept.closed_on, kept.closing_reason) == (today(), "filled")
        assert HostPlace.objects.get(pk=trial.host_id).closing_note == "担当が異動した"
    twice = client.post(f"/company/openings/{post.pk}/close/", {"reason": "filled"})
    assert "すでに締め切られている" in text_of(twice)


def test_ends_nothing_of_another_company(town: Town) -> None:
    _case, _it, _post, client = world(town)
    theirs = opening(town, company(town, "別の会社", OTHER_NUMBER), "秘密の仕事")

    answer = client.post(f"/company/openings/{theirs.pk}/close/", {"reason": "filled"})

    assert answer.status_code == 404
    with town.at_work():
        assert Opening.objects.get(pk=theirs.pk).closed_on is None
