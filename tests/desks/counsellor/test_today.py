"""The first page of the day, one's promises, and which desk one sits down at."""

import pytest
from django.test import Client

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.tasks.actions import promise
from bansou.commons.tasks.models import Task
from tests.bodies import account_of
from tests.desks.counsellor.asking import log_of, names_in, text_of
from tests.desks.counsellor.town import Town, days, signed_in


def owe(town: Town, title: str, due: int, member: Membership | None = None) -> Task:
    case = town.case(f"{title} の人")
    with town.at_work() as actor:
        return promise(
            by=actor,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            title=title,
            owner_id=(member or town.counsellor).pk,
            due_on=days(due),
            promised_on=days(-2),
        )


def test_says_what_is_owed_today_and_who_was_not_heard_of(town: Town) -> None:
    owe(town, "履歴書を返す", -1)
    owe(town, "空きを確かめる", 0)
    owe(town, "同僚の約束", 0, town.colleague)
    town.case("途絶 一郎", last_contact_on=days(-74), next_action="手紙の返事を待っている")

    text = text_of(signed_in(town.counsellor).get("/today/"))

    assert "今日までの約束 2件" in text
    assert "履歴書を返す" in text
    assert "昨日まで" in text
    assert "同僚の約束 の人さんと" not in text
    assert "途絶 一郎 手紙の返事を待っている 74日" in text


def test_shows_five_rows_and_leads_to_the_rest(town: Town) -> None:
    for n in range(7):
        owe(town, f"約束{n}", n)
    client = signed_in(town.counsellor)

    page = text_of(client.get("/today/"))
    every = text_of(client.get("/today/tasks/"))

    assert "すべて（7件）" in page
    assert "期限の早い5件です。期限が今日までの約束は1件、" in page
    assert "まだ済ませていない約束は全部で7件あります。" in page
    assert "約束4 約束4 の人さん と" in page
    assert "約束5 約束5 の人さん と" not in page
    assert "約束の期限 7件" in every
    assert "約束6 の人さん と" in every


def test_logs_whom_the_day_and_the_promises_name_once_a_view(town: Town) -> None:
    task = owe(town, "履歴書を返す", -1)
    quiet = town.case("途絶 一郎", last_contact_on=days(-74))
    client = signed_in(town.counsellor)

    client.get("/today/")
    client.get("/today/tasks/")

    day, promised = log_of(town)
    assert (day.kind, day.subject, day.detail["hits"]) == ("list", "today", 2)
    assert set(day.detail["shown"]) == {str(task.case_id), str(quiet.pk)}
    assert (promised.kind, promised.subject) == ("list", "tasks")
    assert promised.detail == {"hits": 1, "shown": [str(task.case_id)]}


def test_logs_what_the_supervisor_sees_of_the_whole_desk(town: Town) -> None:
    waiting = town.case("待つ 人", nobodys=True)
    late = owe(town, "同僚の約束", -3, town.colleague)
    client = signed_in(town.supervisor)

    client.get("/today/")
    client.get("/today/tasks/?of=all")

    day, overdue = log_of(town)
    assert {str(waiting.pk), str(late.case_id)} <= set(day.detail["shown"])
    assert (overdue.subject, overdue.detail["shown"]) == ("tasks", [str(late.case_id)])


def test_says_when_the_next_promise_is_if_none_is_due(town: Town) -> None:
    owe(town, "あとで", 3)

    text = text_of(signed_in(town.counsellor).get("/today/"))

    assert "今日が期限の約束はありません。次は" in text
    assert "の1件です。" in text


def test_lists_one_s_own_cases_below(town: Town) -> None:
    town.case("自分 の人")
    town.case("同僚 の人", of=town.colleague)

    assert names_in(signed_in(town.counsellor).get("/today/")) == ["自分 の人"]


def test_marks_a_promise_as_kept(town: Town) -> None:
    task = owe(town, "履歴書を返す", 0)
    client = signed_in(town.counsellor)

    question = text_of(client.get(f"/today/tasks/{task.pk}/done/"))
    client.post(f"/today/tasks/{task.pk}/done/")
    asked = client.get(f"/today/tasks/{task.pk}/done/")
    again = client.post(f"/today/tasks/{task.pk}/done/")

    assert "「履歴書を返す」を済みにしますか" in question
    with town.at_work():
        assert Task.objects.get(pk=task.pk).done_at is not None
    assert (asked.status_code, again.status_code) == (403, 403)
    assert "すでに済んでいます" in text_of(again)
    assert "履歴書を返す" not in text_of(client.get("/today/tasks/"))


def test_goes_on_to_the_next_promise_when_one_is_kept(town: Town) -> None:
    case = town.case()
    town.talk(case, next_action="履歴書を返す", next_action_on=days(2))
    town.talk(case, next_action="電話する", next_action_on=days(5))
    client = signed_in(town.counsellor)

    shown = []
    for title in ("履歴書を返す", "電話する"):
        shown.append(town.again(case).next_action)
        with town.at_work():
            task = Task.objects.get(title=title)
        client.post(f"/today/tasks/{task.pk}/done/")

    assert shown == ["履歴書を返す", "電話する"]
    last = town.again(case)
    assert (last.next_action, last.next_action_on) == ("", None)
    assert "次の行動を決める" in text_of(client.get(f"/cases/{case.pk}/"))


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 403), ("trainer", 403), ("neighbour", 404)]
)
def test_refuses_another_s_promise(town: Town, who: str, status: int) -> None:
    task = owe(town, "履歴書を返す", 0)

    assert signed_in(getattr(town, who)).post(f"/today/tasks/{task.pk}/done/").status_code == status
    with town.at_work():
        assert Task.objects.get(pk=task.pk).done_at is None


@pytest.mark.parametrize(
    ("who", "begins_at"),
    [
        ("counsellor", "/today/"),
        ("supervisor", "/today/"),
        ("matching", "/employers/today/"),
        ("trainer", "/courses/"),
        ("manager", "/programmes/"),
    ],
)
def test_sends_everybody_to_their_own_desk(town: Town, who: str, begins_at: str) -> None:
    response = signed_in(getattr(town, who)).get("/", follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == begins_at


@pytest.mark.parametrize("path", ["/", "/today/", "/cases/", "/today/tasks/", "/seats/"])
def test_sends_who_has_not_signed_in_to_the_entrance(db: None, path: str) -> None:
    response = Client().get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/?next=")


def test_lets_somebody_with_two_seats_choose(town: Town) -> None:
    user = town.counsellor.user
    actor = Actor(user_id=user.pk, name="発足", organisation_id=town.centre.pk)
    with acting(actor, why="兼務"):
        second = Membership.objects.create(
            user=user, organisation=town.centre, role=Role.TRAINING_STAFF, from_on=days(-5)
        )
    client = signed_in(town.counsellor)

    asked = client.get("/", follow=True)
    chosen = client.post("/seats/", {"seat": str(second.pk)}, follow=True)
    stranger = client.post("/seats/", {"seat": str(town.manager.pk)})

    assert "どの所属で仕事をしますか" in text_of(asked)
    assert "開講を予定する" in text_of(chosen)
    assert stranger.status_code == 200
    assert "紹介されたケース" in text_of(client.get("/cases/"))


def test_tells_somebody_without_a_seat_what_to_do(town: Town) -> None:
    user = account_of("新任", is_demo=True)
    with acting(Actor(user.pk, "発足", organisation_id=town.city.pk), why="発足"):
        member = Membership.objects.create(
            user=user, organisation=town.city, role=Role.COUNSELLOR, from_on=days(1)
        )

    response = signed_in(member).get("/cases/", follow=True)

    assert "今日の日付で使える所属がありません" in text_of(response)


def test_says_that_nothing_is_there_yet(town: Town) -> None:
    text = text_of(signed_in(town.counsellor).get("/today/"))

    assert "今日が期限の約束はありません。" in text
    assert "書きかけの記録はありません。" in text
    assert "あなたが担当するケースは、まだありません" in text
