"""The career plan: written with the person, printed, signed by both, and its goals followed."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bansou.commons.clock import wareki
from bansou.people.cases.actions import close_case
from bansou.people.cases.models import Case
from bansou.people.papers.models import Goal, PaperSignature
from tests.desks.counsellor.asking import hidden, log_of_case, statements, text_of
from tests.desks.counsellor.papers import goals_of_case, plan_of, write_plan
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today


def signatures(town: Town, case: Case) -> list[tuple[int, Any]]:
    with town.at_work():
        rows = PaperSignature.objects.filter(case=case).order_by("on_version")
        return [(row.on_version, row.signed_on) for row in rows]


def sign(town: Town, case: Case, version: int, **said: Any) -> Any:
    form = {"printed_version": version, "signed_on": wareki(today()), **said}
    return signed_in(town.counsellor).post(f"/cases/{case.pk}/plan/sign/", form)


def words_of(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\n", "")


@pytest.mark.capability("TMK-06")
def test_prints_the_plan_for_both_to_sign_and_records_the_day(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    client = signed_in(town.counsellor)

    printed = client.get(f"/cases/{case.pk}/plan/print/")
    response = sign(town, case, 1)

    assert printed["Content-Type"] == "application/pdf"
    words = words_of(printed.content)
    for said in (
        "三浦 和彦",
        "資格取得",
        "将来取り組みたい仕事や働き方等",
        "日勤の倉庫で、フォークリフトに乗って働きたい。",
        "フォークリフトの資格を取る",
        wareki(days(20)),
        "本人　署名",
        "キャリアコンサルタント　署名",
        "第1版",
    ):
        assert said in words
    assert response.status_code == 302
    assert signatures(town, case) == [(1, today())]
    assert "署名を受けています" in text_of(client.get(f"/cases/{case.pk}/plan/"))
    assert ("export", "paper.print") in log_of_case(town, case)


def test_refuses_the_signature_under_a_plan_that_changed_since_it_was_printed(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    write_plan(town, case, item_future="事務の仕事も考えたい。")

    response = sign(town, case, 1)

    assert response.status_code == 422
    assert "署名を受けた紙は第1版ですが、この書類はいま第2版です。" in text_of(response)
    assert signatures(town, case) == []


def test_asks_for_a_new_signature_once_the_plan_was_changed(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    sign(town, case, 1)
    write_plan(town, case, item_future="事務の仕事も考えたい。")
    client = signed_in(town.counsellor)

    page = text_of(client.get(f"/cases/{case.pk}/"))

    assert "直したあとの署名はまだ" in page
    assert "署名を受けています" in text_of(client.get(f"/cases/{case.pk}/plan/?version=1"))
    assert signatures(town, case) == [(1, today())]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"printed_version": 2}, "第2版は、まだありません。"),
        ({"signed_on": wareki(days(-1))}, "署名の日は、第1版を書いた"),
    ],
)
def test_refuses_a_version_or_day_that_cannot_be(
    said: dict[str, Any], sentence: str, town: Town
) -> None:
    case = town.case()
    write_plan(town, case)

    response = sign(town, case, 1, **said)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert signatures(town, case) == []


def test_signs_a_version_once(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    sign(town, case, 1)

    response = sign(town, case, 1)

    assert "第1版の署名は、すでに記録されています。" in text_of(response)
    assert len(signatures(town, case)) == 1


def test_takes_back_a_signature_that_was_recorded_by_mistake(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    sign(town, case, 1)
    client, path = signed_in(town.counsellor), f"/cases/{case.pk}/plan/unsign/"
    assert "まちがいのときは取り消す" in text_of(client.get(f"/cases/{case.pk}/plan/"))

    client.post(path)

    assert signatures(town, case) == []
    again = client.post(path)
    assert again.status_code == 403
    assert "いまの版には、署名の記録がありません" in text_of(again)
    sign(town, case, 1)
    assert signatures(town, case) == [(1, today())]


def test_refuses_an_empty_plan(town: Town) -> None:
    case = town.case()
    empty = {"item_values": " ", "item_future": ""}
    goal = {"goal_0_title": "", "goal_0_own_words": "", "goal_0_due_on": ""}

    response = write_plan(town, case, **empty, **goal)

    assert response.status_code == 422
    assert "「キャリアプラン」には、まだ何も書かれていません。" in text_of(response)
    assert plan_of(town, case) is None


def test_writes_nothing_where_nothing_was_changed(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    key = str(goals_of_case(town, case)[0].pk)

    write_plan(town, case, goal_0_key=key)

    plan = plan_of(town, case)
    assert plan
    assert plan.version == 1


def test_takes_the_pathway_over_to_the_case(town: Town) -> None:
    case = town.case()

    write_plan(town, case, pathway="early_hire")

    plan = plan_of(town, case)
    assert plan
    assert (plan.pathway, town.again(case).pathway) == ("early_hire", "early_hire")


def test_keeps_the_goals_of_each_version_and_how_far_they_came(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    (goal,) = goals_of_case(town, case)
    signed_in(town.counsellor).post(
        f"/cases/goals/{goal.pk}/", {"state": "under_way", "on": wareki(today()), "version": 1}
    )

    second = {"goal_1_title": "日勤の職場を2か所見る", "goal_0_key": str(goal.pk)}
    write_plan(town, case, goal_0_title="フォークリフト技能講習を受ける", **second)

    first, *present = goals_of_case(town, case)
    assert (first.title, first.since_version, first.until_version) == (
        "フォークリフトの資格を取る",
        1,
        1,
    )
    assert [(one.title, one.state, one.since_version) for one in present] == [
        ("フォークリフト技能講習を受ける", "under_way", 2),
        ("日勤の職場を2か所見る", "planned", 2),
    ]
    former = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/plan/?version=1"))
    assert "フォークリフトの資格を取る" in former
    assert "日勤の職場を2か所見る" not in former


def test_marks_how_far_a_goal_has_come_without_a_new_version(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    (goal,) = goals_of_case(town, case)

    signed_in(town.counsellor).post(
        f"/cases/goals/{goal.pk}/", {"state": "reached", "on": wareki(today()), "version": 1}
    )

    (goal,) = goals_of_case(town, case)
    plan = plan_of(town, case)
    assert plan
    assert (goal.state, goal.state_on, plan.version) == (Goal.State.REACHED, today(), 1)
    assert "できた" in text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))


def test_tells_who_comes_second_how_the_goal_stands(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    (goal,) = goals_of_case(town, case)
    path, said = f"/cases/goals/{goal.pk}/", {"on": wareki(today()), "version": 1}
    signed_in(town.supervisor).post(path, {"state": "dropped", **said})

    response = signed_in(town.counsellor).post(path, {"state": "reached", **said})

    assert response.status_code == 422
    assert "見合わせた" in text_of(response)
    assert hidden(response, "version") == "2"
    assert goals_of_case(town, case)[0].state == "dropped"


def test_refuses_a_goal_with_nothing_but_a_day(town: Town) -> None:
    case = town.case()

    response = write_plan(town, case, goal_1_due_on=wareki(days(5)))

    assert response.status_code == 422
    assert "目標の期限だけが入っています。" in text_of(response)


def test_shows_both_texts_to_who_saves_second_and_keeps_what_was_typed(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    write_plan(town, case, by=town.supervisor, item_future="事務の仕事も考えたい。")

    response = write_plan(town, case, item_future="夜勤のない仕事がよい。", version=1)

    text = text_of(response)
    assert response.status_code == 409
    assert "ほかの人が同じ内容を保存しました。" in text
    assert "事務の仕事も考えたい。" in text
    assert "夜勤のない仕事がよい。" in text
    assert hidden(response, "version") == "2"
    again = write_plan(town, case, item_future="夜勤のない事務がよい。", version=2)
    plan = plan_of(town, case)
    assert again.status_code == 302
    assert plan
    assert plan.version == 3


def test_shows_the_plan_that_a_colleague_began_meanwhile(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    client.get(f"/cases/{case.pk}/plan/write/")
    write_plan(town, case, by=town.supervisor, item_future="事務の仕事も考えたい。")

    response = write_plan(town, case, item_future="夜勤のない仕事がよい。", version="")

    assert response.status_code == 409
    assert "事務の仕事も考えたい。" in text_of(response)
    plan = plan_of(town, case)
    assert plan
    assert plan.version == 1


def test_writes_no_plan_on_a_case_that_has_ended(town: Town) -> None:
    case = town.case()
    with town.at_work():
        close_case(case=case, on=today(), reason="就職した", at=now())

    response = write_plan(town, case, by=town.supervisor)

    assert response.status_code == 403
    assert "このケースは終結しています" in text_of(response)
    assert plan_of(town, case) is None


def test_lets_a_colleague_neither_read_nor_write_it(town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    client = signed_in(town.colleague)

    assert client.get(f"/cases/{case.pk}/plan/").status_code == 403
    assert write_plan(town, case, by=town.colleague).status_code == 403
    assert signed_in(town.neighbour).get(f"/cases/{case.pk}/plan/").status_code == 404


@pytest.mark.parametrize(("level", "status"), [(1, 403), (2, 200)])
def test_shows_the_centre_what_was_referred(level: int, status: int, town: Town) -> None:
    case = town.case()
    write_plan(town, case)
    town.refer(case, level=level)
    client = signed_in(town.trainer)

    assert client.get(f"/cases/{case.pk}/plan/").status_code == status
    assert client.get(f"/cases/{case.pk}/plan/print/").status_code == status
    on_the_page = "日勤の倉庫で" in text_of(client.get(f"/cases/{case.pk}/"))
    assert on_the_page == (status == 200)
    assert client.get(f"/cases/{case.pk}/plan/write/").status_code == 403
    assert client.get(f"/cases/{case.pk}/papers/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_costs_the_case_page_no_further_statement_however_often_it_was_changed() -> None:
    town = found_town()
    case = town.case()
    for n in range(4):
        write_plan(town, case, item_future=f"{n}回目の希望。", goal_1_title=f"目標{n}")

    assert statements(signed_in(town.counsellor), f"/cases/{case.pk}/") <= 15
