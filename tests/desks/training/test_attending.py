"""Attendance by day, a day made up in a later run, completion with a number; the figures follow."""

from typing import Any

import pytest

from bansou.evidence.indicators.queries import readings
from bansou.people.referrals.actions import end_referral
from bansou.people.referrals.models import Referral
from bansou.people.steps.models import Step
from bansou.support.training.models import (
    Attendance,
    CourseApplication,
    CourseRun,
    HeldQualification,
)
from tests.desks.counsellor.asking import hidden, log_of, log_of_case, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.files import pdf, upload
from tests.desks.training.applying import approved, kinds_of, state_of
from tests.desks.training.centre import (
    began,
    enrolled,
    mark,
    marked,
    planned,
    run_again,
)


def seated(town: Town, course: str = "sling") -> tuple[CourseRun, CourseApplication]:
    """A run that began three days ago, and somebody who has a seat in it."""
    run, case = planned(town, course), town.case()
    town.talk(case)
    application = enrolled(town, approved(town, case, course, run), run)
    return began(town, run, 3), application


def complete(town: Town, application: CourseApplication, **said: str) -> Any:
    address = f"/courses/applications/{application.pk}/complete/"
    sent = {"on": today().isoformat(), "number": "玉第1234号", **said}
    return signed_in(town.trainer).post(address, sent)


def test_marks_a_day_on_one_page_and_writes_it_on_the_spine(town: Town) -> None:
    run, application = seated(town)
    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/days/1/"))

    mark(town, run, 1, **marked(application, "attended"))

    assert "三浦 和彦 出席 欠席" in page
    with town.at_work():
        step = Step.objects.get(kind="training.attended")
        attendance = Attendance.objects.get()
    assert (step.on, step.title, step.level) == (days(-3), "玉掛け　1日目", 1)
    assert (attendance.state, attendance.step_id) == ("attended", step.pk)
    assert attendance.recorded_by_id == town.centre.pk


def test_writes_over_nobodys_mark_that_came_after_the_page_was_opened(town: Town) -> None:
    run, application = seated(town)
    opened = {f"was_{application.pk}": ""}
    mark(town, run, 1, **marked(application, "attended"))

    refused = mark(town, run, 1, **opened, **marked(application, "missed"))

    assert refused.status_code == 409
    assert "ほかの人が出欠を付けました" in text_of(refused)
    assert "いまの記録：出席" in text_of(refused)
    again = {f"was_{application.pk}": hidden(refused, f"was_{application.pk}")}
    with town.at_work():
        assert Attendance.objects.get().state == "attended"
    mark(town, run, 1, **again, **marked(application, "missed"))
    with town.at_work():
        assert Attendance.objects.get().state == "missed"


def test_says_of_each_day_whether_its_attendance_is_marked(town: Town) -> None:
    run, application = seated(town)
    case = town.case("高橋 由美", "タカハシ ユミ")
    town.talk(case)
    began(town, run, -7)
    second = enrolled(town, approved(town, case, "sling", run), run)
    began(town, run, 1)
    mark(town, run, 1, **marked(application, "attended"), **marked(second, "missed"))
    mark(town, run, 2, **marked(application, "attended"))

    page = text_of(signed_in(town.trainer).get(f"/courses/runs/{run.pk}/"))
    by_manager = text_of(signed_in(town.manager).get(f"/courses/runs/{run.pk}/"))

    one, two, three = (page.index(f"{number}日目") for number in (1, 2, 3))
    assert "付けました 2人 出欠を見直す" in page[one:two]
    assert "あと1人 出欠を付ける" in page[two:three]
    assert "出欠" not in page[three : three + 30]
    assert "付けました" not in by_manager


def test_offers_the_last_attended_day_as_the_day_of_completion(town: Town) -> None:
    run, application = seated(town)
    began(town, run, 9)
    for number in (1, 2, 3):
        mark(town, run, number, **marked(application, "attended"))

    page = signed_in(town.trainer).get(f"/courses/applications/{application.pk}/complete/")

    assert page.context["form"]["on"].value() == days(-7)


def test_gives_no_number_of_a_certificate_to_two_people(town: Town) -> None:
    run, first = seated(town)
    case = town.case("高橋 由美", "タカハシ ユミ")
    town.talk(case)
    began(town, run, -7)
    second = enrolled(town, approved(town, case, "sling", run), run)
    began(town, run, 3)
    for number in (1, 2, 3):
        mark(town, run, number, **marked(first, "attended"), **marked(second, "attended"))
    complete(town, first, number="第1234号")

    seen = complete(town, second, number="第1234号")
    with town.at_work():
        end_referral(referral=Referral.objects.get(case=first.case), on=today(), at=now())
    unseen = complete(town, second, number="第1234号")
    taken = complete(town, second, number="第1235号")

    for refused in (seen, unseen):
        assert refused.status_code == 422
        assert "もう番号「第1234号」が付いています。修了証を見て" in text_of(refused)
    assert taken.status_code == 302
    with town.at_work():
        held = dict(HeldQualification.objects.values_list("number", "issuer"))
    assert held == {"第1234号": town.centre.pk, "第1235号": town.centre.pk}


def test_lists_a_run_until_everybody_in_it_has_finished(town: Town) -> None:
    run, application = seated(town)
    began(town, run, 30)
    address = f"/courses/runs/{run.pk}/"
    before = signed_in(town.trainer).get("/courses/").content.decode()

    with town.at_work():
        CourseApplication.objects.filter(pk=application.pk).update(state="completed")
    after = signed_in(town.trainer).get("/courses/").content.decode()

    assert address in before
    assert address not in after


def test_puts_a_mark_right_without_a_second_step(town: Town) -> None:
    run, application = seated(town)
    mark(town, run, 1, **marked(application, "attended"))
    mark(town, run, 1, **marked(application, "missed"))
    mark(town, run, 1, **marked(application, "missed"))

    with town.at_work():
        steps = list(
            Step.objects.filter(kind__startswith="training.").exclude(
                kind__in=[
                    "training.approved",
                    "training.enrolled",
                ]
            )
        )
        attendance = Attendance.objects.get()
    assert [step.kind for step in steps] == ["training.missed"]
    assert (attendance.state, attendance.version) == ("missed", 2)


def test_keeps_the_certificate_as_a_file_and_hands_it_out_on_both_desks(town: Town) -> None:
    run, application = seated(town)
    for number in (1, 2, 3):
        mark(town, run, number, **marked(application, "attended"))
    address = f"/courses/applications/{application.pk}/certificate/"
    too_early = signed_in(town.trainer).post(address, {"file": upload("修了証.pdf", pdf())})
    complete(town, application)
    content = pdf()

    wrong = signed_in(town.trainer).post(address, {"file": upload("修了証.png", content)})
    kept = signed_in(town.trainer).post(
        address, {"file": upload("修了証.pdf", content)}, follow=True
    )
    with town.at_work():
        held = HeldQualification.objects.get()
    on_case = f"/cases/training/held/{held.pk}/certificate/file/"
    answers = [
        signed_in(town.trainer).get(f"{address}file/"),
        signed_in(town.counsellor).get(on_case),
    ]
    hidden_from = [signed_in(one).get(on_case) for one in (town.neighbour, town.trainer)]

    assert too_early.status_code == 404
    assert "中身はPDFです" in text_of(wrong)
    assert "修了証.pdf" in text_of(kept)
    assert [answer.content for answer in answers] == [content, content]
    assert {answer.status_code for answer in hidden_from} <= {403, 404}
    page = text_of(signed_in(town.counsellor).get(f"/cases/{application.case_id}/training/"))
    assert "修了証.pdf" in page
    exported = [entry.subject for entry in log_of(town, kind="export")]
    assert exported == ["application", "attachment"]


def test_marks_nobody_about_whom_nothing_was_said(town: Town) -> None:
    run, application = seated(town)
    response = mark(town, run, 1, **marked(application, "perhaps"))

    assert response.status_code == 302
    with town.at_work():
        assert Attendance.objects.count() == 0


def test_refuses_a_day_that_has_not_come(town: Town) -> None:
    run, application = seated(town)
    began(town, run, 0)

    response = mark(town, run, 2, **marked(application, "attended"))

    assert response.status_code == 403
    assert "まだ来ていない日の出欠は付けられません" in text_of(response)


def test_lets_a_missed_day_be_made_up_in_a_later_run_and_completes(town: Town) -> None:
    run, application = seated(town)
    for number, said in ((1, "attended"), (2, "missed"), (3, "attended")):
        mark(town, run, number, **marked(application, said))
    too_early = complete(town, application)
    later = planned(town, first_on=days(5))
    page = text_of(signed_in(town.trainer).get(f"/courses/applications/{application.pk}/"))
    offered = signed_in(town.trainer).get(f"/courses/applications/{application.pk}/make-up/")
    with town.at_work():
        second = later.days.get(number=2)
    assert str(second.pk) in offered.content.decode()

    signed_in(town.trainer).post(
        f"/courses/applications/{application.pk}/make-up/", {"day": str(second.pk)}
    )
    began(town, later, 2)
    guests = text_of(signed_in(town.trainer).get(f"/courses/runs/{later.pk}/days/2/"))
    mark(town, later, 2, **marked(application, "attended"))
    done = complete(town, application)

    assert "2日目の出席がありません" in page
    assert too_early.status_code == 422  # type: ignore[attr-defined]
    assert "まだ修了にできません。2日目の出席がありません。" in text_of(too_early)
    assert "三浦 和彦 振替 出席 欠席" in guests
    assert done.status_code == 302, text_of(done)  # type: ignore[attr-defined]
    assert state_of(town, application) == "completed"
    with town.at_work():
        held = HeldQualification.objects.get()
        obtained = Step.objects.get(kind="qualification.obtained")
    assert (held.qualification, held.number, held.obtained_on) == (
        "sling_work",
        "玉第1234号",
        today(),
    )
    assert held.step_id == obtained.pk
    assert obtained.fields["qualification"] == "玉掛け"
    assert kinds_of(town, application.case)[-2:] == ["training.completed", "qualification.obtained"]
    assert town.again(application.case).stage == "qualification"
    hire = signed_in(town.counsellor).get(f"/cases/{application.case_id}/hires/new/")
    assert "玉掛け" in text_of(hire)
    on_case = text_of(signed_in(town.counsellor).get(f"/cases/{application.case_id}/training/"))
    assert "玉第1234号" in on_case
    assert "この事業で取得" in on_case


def test_counts_the_hire_that_makes_use_of_the_qualification(town: Town) -> None:
    run, application = seated(town)
    for number in (1, 2, 3):
        mark(town, run, number, **marked(application, "attended"))
    complete(town, application)
    page = signed_in(town.counsellor).get(f"/cases/{application.case_id}/hires/new/")
    signed_in(town.counsellor).post(
        f"/cases/{application.case_id}/hires/new/",
        {
            "hired_on": today().isoformat(),
            "employer_name": "勇払建設",
            "employment_type": "regular",
            "industry": "D",
            "qualification": "q:玉掛け",
            "route": "introduction",
            "evidence_level": "self_report",
            "request_key": hidden(page, "request_key"),
        },
    )

    with town.at_work(town.manager):
        answers = {it.definition.id: it.answer.value for it in readings(town.programme, today())}
    assert answers["tomakomai.hired_short_with_qualification"] == 1


def test_offers_todays_attendance_on_the_first_page(town: Town) -> None:
    run, _application = seated(town)
    began(town, run, 0)
    page = signed_in(town.trainer).get("/courses/").content.decode()

    assert "今日の講習" in page
    assert f"/courses/runs/{run.pk}/days/1/" in page
    assert "今日の講習" not in signed_in(town.manager).get("/courses/").content.decode()


def test_refuses_a_day_that_makes_nothing_up(town: Town) -> None:
    run, application = seated(town)
    for number in (1, 2, 3):
        mark(town, run, number, **marked(application, "attended"))
    later = planned(town, first_on=days(5))
    with town.at_work():
        second = later.days.get(number=2)

    response = signed_in(town.trainer).post(
        f"/courses/applications/{application.pk}/make-up/", {"day": str(second.pk)}
    )

    assert response.status_code == 422
    with town.at_work():
        assert Attendance.objects.filter(day=second).count() == 0


@pytest.mark.parametrize(
    ("number", "days_off", "sentence"),
    [
        ("", 0, "ここに書いてください。"),
        ("玉第1号", -2, "最後に出席した日"),
        ("玉第1号", 1, "まだ来ていない日です。"),
    ],
)
def test_refuses_a_certificate_without_number_or_out_of_time(
    number: str, days_off: int, sentence: str, town: Town
) -> None:
    run, application = seated(town)
    for day in (1, 2, 3):
        mark(town, run, day, **marked(application, "attended"))

    said = {"number": number, "on": days(days_off).isoformat()}
    response = complete(town, application, **said)

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert sentence in text_of(response)
    assert state_of(town, application) == "enrolled"


def test_marks_nobody_after_completion(town: Town) -> None:
    run, application = seated(town)
    for number in (1, 2, 3):
        mark(town, run, number, **marked(application, "attended"))
    complete(town, application)

    response = mark(town, run, 1, **marked(application, "missed"))

    assert response.status_code == 403
    assert "いま「修了」です" in text_of(response)
    assert run_again(town, run).taken == 1


@pytest.mark.parametrize("who", ["counsellor", "manager", "neighbour"])
def test_lets_only_the_centre_mark(who: str, town: Town) -> None:
    run, _application = seated(town)

    response = signed_in(getattr(town, who)).get(f"/courses/runs/{run.pk}/days/1/")

    assert response.status_code in {403, 404}


def test_writes_into_the_keepers_log_who_opened_somebodys_course(town: Town) -> None:
    _run, application = seated(town)
    signed_in(town.trainer).get(f"/courses/applications/{application.pk}/")

    assert ("open", "application") in log_of_case(town, application.case)


def test_tells_the_keeper_whose_names_the_centre_saw(town: Town) -> None:
    run, application = seated(town)
    signed_in(town.trainer).get(f"/courses/runs/{run.pk}/")
    signed_in(town.trainer).get(f"/courses/runs/{run.pk}/days/1/")

    seen = [entry.detail for entry in log_of(town, subject="roster")]
    assert [detail["shown"] for detail in seen] == [[str(application.case_id)]] * 2
    assert [detail.get("number") for detail in seen] == [None, 1]


# What the person pays


@pytest.mark.capability("TMK-10")
@pytest.mark.parametrize(
    ("exam_fee", "said"),
    [
        ("1650", "検定料 自己負担 1,650円"),
        ("", "検定料 自己負担 金額は、後日お知らせします"),
    ],
)
def test_says_in_the_notice_that_the_exam_fee_is_paid_by_the_person(
    exam_fee: str, said: str, town: Town
) -> None:
    run, case = planned(town, yen_exam_fee=exam_fee), town.case()
    town.talk(case)
    application = enrolled(town, approved(town, case, "sling", run), run)

    text = text_of(signed_in(town.counsellor).get(f"/cases/training/{application.pk}/notice/"))

    assert "三浦 和彦 様" in text
    assert f"受講料 公費（無料） {said}" in text
    assert "訓練センター 実習棟" in text
    assert run.costs[1]["paid_by"] == "person"


def test_prints_no_notice_before_the_seat_is_given(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    application = approved(town, case, "sling", run)

    address = f"/cases/training/{application.pk}/notice/"
    assert signed_in(town.counsellor).get(address).status_code == 404
