"""The counsellor applies for the person and approves; what the scheme and the law ask for holds."""

from datetime import date, datetime, time

import pytest
import time_machine

from bansou.commons.access.models import Grant
from bansou.commons.clock import JST
from bansou.people.persons.models import Person
from bansou.people.steps.actions import add_step
from bansou.people.steps.models import Step
from bansou.programmes.actions import revise_scheme
from bansou.schemes.reader import template
from bansou.support.training.models import CourseApplication, HeldQualification
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in
from tests.desks.training.applying import (
    application_fields,
    applied,
    approved,
    kinds_of,
    post_application,
    state_of,
)
from tests.desks.training.centre import days_of, planned

#: As the register words them; who has the one need not have the other.
HALF_A_YEAR = "1トン未満のフォークリフトの運転の経験（6か月以上）"
THREE_MONTHS = "1トン未満のフォークリフトの運転の経験（3か月以上）"


def applications(town: Town) -> int:
    with town.at_work():
        return CourseApplication.objects.count()


# Consultation first


@pytest.mark.capability("TMK-05", refused_by="test_refuses_a_course_before_any_consultation")
def test_opens_courses_with_the_first_consultation(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)

    form = signed_in(town.counsellor).get(f"/cases/{case.pk}/training/apply/?course=sling")
    response = post_application(town, case, "sling", run)

    assert (form.status_code, response.status_code) == (200, 302)
    assert applications(town) == 1
    assert kinds_of(town, case) == ["consultation.held", "qualification.applied"]


def test_refuses_a_course_before_any_consultation(town: Town) -> None:
    run, case = planned(town), town.case()

    response = post_application(town, case, "sling", run)

    text = text_of(response)
    assert response.status_code == 403
    assert "受講の申込みは、まだできません" in text
    assert "「相談」を1回記録すると、申し込めます。" in text
    assert "相談を記録する" in text
    assert applications(town) == 0
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/training/"))
    assert "「相談」を1回記録すると、申し込めます。" in page
    assert "講座を申し込む" not in page


def test_has_no_lock_where_the_scheme_makes_consulting_optional(town: Town) -> None:
    text = template("tomakomai").replace(
        'short = "相談"\ndemand = "required"', 'short = "相談"\ndemand = "on_request"'
    )
    text = text.replace(
        'stage = "consulting"\ntitle = "キャリアコンサルティング"\nchip = "required"',
        'stage = "consulting"\ntitle = "キャリアコンサルティング"\nchip = "on_request"',
    )
    with town.at_work(town.manager):
        revise_scheme(
            programme=town.programme, text=text, valid_from=town.programme.starts_on, at=now()
        )
    run, case = planned(town), town.case()

    assert post_application(town, case, "sling", run).status_code == 302


def test_locks_again_when_the_only_consultation_is_taken_back(town: Town) -> None:
    run, case = planned(town), town.case()
    talk = town.talk(case)
    application = applied(town, case, "sling", run)
    signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/withdraw/", {"because": "別の人の記録だった"}
    )

    approving = signed_in(town.counsellor).post(f"/cases/training/{application.pk}/approve/")

    assert approving.status_code == 403
    assert "「相談」を1回記録すると、申し込めます。" in text_of(approving)
    assert state_of(town, application) == "applied"


# What the person must be and hold


@pytest.mark.parametrize("who", ["counsellor", "supervisor"])
def test_applies_for_the_person(who: str, town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    later = planned(town, first_on=days(40))

    application = applied(town, case, "sling", later, run, by=getattr(town, who))

    assert application.title == "玉掛け"
    assert application.legal_hours == 19
    assert application.purpose == "倉庫で働きたい"
    with town.at_work():
        ranked = list(application.wishes.order_by("rank").values_list("run_id", flat=True))
    assert ranked == [later.pk, run.pk]


def test_offers_a_run_until_it_begins(town: Town) -> None:
    """Who comes in the morning of the first day may still apply for it."""
    run, case = planned(town), town.case()
    town.talk(case)
    address = f"/cases/{case.pk}/training/apply/?course=sling"
    first = days_of(town, run)[0]

    with time_machine.travel(datetime.combine(first, time(9, 1), tzinfo=JST)):
        late = signed_in(town.counsellor).get(address)
    with time_machine.travel(datetime.combine(first, time(8, 59), tzinfo=JST)):
        offered = signed_in(town.counsellor).get(address)
        application = applied(town, case, "sling", run)

    assert str(run.pk) not in late.content.decode()
    assert str(run.pk) in offered.content.decode()
    assert (application.state, application.applied_on) == ("applied", first)


def test_applies_once_however_often_the_form_comes(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    sent = application_fields(run)
    address = f"/cases/{case.pk}/training/apply/?course=sling"
    answers = [signed_in(town.counsellor).post(address, sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert applications(town) == 1


def test_refuses_a_second_application_for_the_same_course(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    applied(town, case, "sling", run)

    response = post_application(town, case, "sling", run)

    assert response.status_code == 422
    assert "この講座には、すでに申し込んでいます。" in text_of(response)


@pytest.mark.parametrize(
    ("born_on", "said"),
    [
        (date(days(0).year - 17, 1, 1), "まだその年齢になっていません"),
        (None, "先に生年月日を登録してください"),
    ],
)
def test_refuses_who_is_under_the_minimum_age_or_of_unknown_age(
    born_on: date | None, said: str, town: Town
) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    with town.at_work():
        Person.objects.filter(pk=case.person_id).update(birth_on=born_on)

    response = post_application(town, case, "sling", run)

    assert response.status_code == 422
    assert said in text_of(response)
    assert "倉庫で働きたい" in response.content.decode()
    assert applications(town) == 0


def test_refuses_a_course_whose_prerequisite_is_missing(town: Town) -> None:
    run, case = planned(town, "small_crane"), town.case()
    town.talk(case)

    refused = post_application(town, case, "small_crane", run)
    allowed = post_application(town, case, "small_crane", run, holds=["sling_work"])

    assert refused.status_code == 422
    assert "「小型移動式クレーン」の前に「玉掛け」が必要です。" in text_of(refused)
    assert allowed.status_code == 302
    with town.at_work():
        held = HeldQualification.objects.get(case=case)
    assert (held.qualification, held.label, held.step_id) == ("sling_work", "玉掛け", None)


@pytest.mark.parametrize(
    ("fields", "said", "status", "hours"),
    [
        ({}, {}, 422, None),
        ({"driving_licence": True}, {}, 302, 31),
        ({"driving_licence": False}, {}, 422, None),
        ({}, {"holds": ["ordinary_licence"]}, 302, 31),
        ({}, {"experiences": [HALF_A_YEAR]}, 302, 15),
        ({}, {"experiences": [THREE_MONTHS]}, 422, None),
        ({"driving_licence": True}, {"experiences": [THREE_MONTHS]}, 302, 11),
        ({"driving_licence": True}, {"experiences": [HALF_A_YEAR, THREE_MONTHS]}, 302, 11),
        ({}, {"holds": ["large_special_vehicle_licence"]}, 302, 11),
    ],
)
def test_asks_for_the_legal_hours_by_what_somebody_holds(
    fields: dict[str, bool],
    said: dict[str, object],
    status: int,
    hours: int | None,
    town: Town,
) -> None:
    run, case = planned(town, "forklift"), town.case(fields=fields)
    town.talk(case)

    response = post_application(town, case, "forklift", run, **said)

    assert response.status_code == status
    if hours is None:
        assert "この人には35時間の講習が必要ですが、この講座は31時間です。" in text_of(response)
    else:
        with town.at_work():
            assert CourseApplication.objects.get().legal_hours == hours


def test_says_how_far_somebody_has_come_in_the_package(town: Town) -> None:
    case = town.case()
    client, page = signed_in(town.counsellor), f"/cases/{case.pk}/training/"
    package = "パッケージコース（全9種類）"

    before = text_of(client.get(page))
    for key in ("sling_work", "forklift_operation"):
        client.post(f"{page}held/", {"qualification": key})

    assert package not in before
    told = f"{package}：9種類のうち2種類を取得。次は「小型移動式クレーン」です。"
    assert told in text_of(client.get(page))


def test_takes_what_a_ledger_said_was_obtained_among_what_is_held(town: Town) -> None:
    run, case = planned(town, "forklift"), town.case(fields={"driving_licence": True})
    town.talk(case)
    with town.at_work() as actor:
        said, kind = "フォークリフト運転技能講習", "qualification.obtained"
        add_step(by=actor, case=case, kind=kind, on=days(-90), title=said, at=now())
    client, page = signed_in(town.counsellor), f"/cases/{case.pk}/training/"

    before = text_of(client.get(page))
    form = client.get(f"{page}held/?on={days(-90)}").context["form"]
    client.post(
        f"{page}held/", {"qualification": "forklift_operation", "obtained_on": str(days(-90))}
    )
    after = text_of(client.get(page))

    assert "経過に、資格取得の記録があります" in before
    assert f"{said} " in before
    assert form.initial == {"obtained_on": days(-90), "qualification": "forklift_operation"}
    assert "経過に、資格取得の記録があります" not in after
    assert post_application(town, case, "forklift", run).status_code == 422


def test_refuses_what_somebody_holds_already(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    address = f"/cases/{case.pk}/training/held/"
    signed_in(town.counsellor).post(address, {"qualification": "sling_work", "number": "第12号"})

    response = post_application(town, case, "sling", run)

    assert response.status_code == 422
    assert "「玉掛け」は、すでにもっています。" in text_of(response)
    assert "第12号" in text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/training/"))


def test_says_where_no_run_is_planned_yet(town: Town) -> None:
    case = town.case()
    town.talk(case)

    response = signed_in(town.counsellor).get(f"/cases/{case.pk}/training/apply/?course=sling")

    assert response.status_code == 403
    assert "「玉掛け」の開講の予定が、まだありません" in text_of(response)


def test_refuses_one_run_wished_for_twice(town: Town) -> None:
    run, case = planned(town), town.case()
    planned(town, first_on=days(40))
    town.talk(case)

    response = post_application(town, case, "sling", run, run)

    assert response.status_code == 422
    assert "同じ回を2回選んでいます。" in text_of(response)


# Approval


@pytest.mark.capability("TMK-08", refused_by="test_lets_nobody_else_apply_or_approve")
def test_approves_and_refers_the_person_to_who_holds_the_run(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    application = applied(town, case, "sling", run)
    asked = text_of(signed_in(town.counsellor).get(f"/cases/training/{application.pk}/approve/"))
    assert "三浦 和彦さんの「玉掛け」の受講を承認しますか" in asked
    assert "苫小牧地域職業訓練センター運営協会の職員" in asked

    signed_in(town.counsellor).post(f"/cases/training/{application.pk}/approve/")

    assert state_of(town, application) == "approved"
    with town.at_work():
        grant = Grant.objects.get(case_id=case.pk, to_organisation=town.centre)
        step = Step.objects.get(case=case, kind="training.approved")
    assert (grant.level, grant.until_on) == (1, town.contract.ends_on)
    assert (step.title, step.level) == ("受講の承認　玉掛け", 1)


def test_approves_once(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    application = approved(town, case, "sling", run)

    again = signed_in(town.counsellor).post(f"/cases/training/{application.pk}/approve/")

    assert again.status_code == 403
    assert "この申込みは、いま「承認」です" in text_of(again)
    assert kinds_of(town, case).count("training.approved") == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 403), ("trainer", 403), ("manager", 403), ("matching", 403), ("neighbour", 404)],
)
def test_lets_nobody_else_apply_or_approve(who: str, status: int, town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    application = applied(town, case, "sling", run)
    member = getattr(town, who)

    approving = signed_in(member).post(f"/cases/training/{application.pk}/approve/")
    applying = post_application(town, case, "forklift", planned(town, "forklift"), by=member)

    assert (approving.status_code, applying.status_code) == (status, status)
    assert state_of(town, application) == "applied"
    assert applications(town) == 1


def test_takes_an_application_back_with_its_reason(town: Town) -> None:
    run, case = planned(town), town.case()
    town.talk(case)
    application = applied(town, case, "sling", run)
    address = f"/cases/training/{application.pk}/withdraw/"
    signed_in(town.counsellor).post(address, {"because": "仕事が決まった"})

    assert state_of(town, application) == "withdrawn"
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/training/"))
    assert "理由：仕事が決まった" in page
    assert post_application(town, case, "sling", run).status_code == 302
