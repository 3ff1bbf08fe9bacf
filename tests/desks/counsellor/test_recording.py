"""Recording a consultation: what is stored and what follows, and whom the desk refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bansou.commons.clock import local_moment, wareki
from bansou.commons.drafts.models import Draft
from bansou.commons.keys import uuid7
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Case, Enrolment
from bansou.people.steps.models import Step
from bansou.programmes.actions import revise_scheme
from bansou.schemes.reader import template
from bansou.support.consultation.models import Consultation
from tests.desks.counsellor.asking import hidden, log_of_case, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today


def written(town: Town, **changes: Any) -> dict[str, Any]:
    """A form filled in as usual: a talk that has just ended."""
    ended = local_moment(now())
    began = ended - timedelta(minutes=25)
    if began.date() != ended.date():
        began = ended.replace(hour=0, minute=0)
        ended = began + timedelta(minutes=25)
    return {
        "on": wareki(began.date()),
        "starts_at": f"{began:%H:%M}",
        "ends_at": f"{ended:%H:%M}",
        "channel": "visit",
        "kind": "follow_up_session",
        "note": "申込書を一緒に書いた。\r\n検定料の説明をした。",
        "own_words": "「久しぶりに、先の予定が書き込めた」",
        "formulation": "生活の時間が整い始めている。",
        "next_action": "受講決定を電話で伝える",
        "next_action_on": wareki(days(6)),
        "owner": str(town.counsellor.pk),
        "level": "2",
        "request_key": str(uuid7()),
        **changes,
    }


def sent(client: Client, case: Case, form: dict[str, Any]) -> Any:
    return client.post(f"/cases/{case.pk}/record/", form)


def steps_of(town: Town, case: Case) -> list[Step]:
    with town.at_work(town.counsellor):
        return list(Step.objects.filter(case=case).order_by("id"))


def tasks_of(town: Town, case: Case) -> list[Task]:
    with town.at_work():
        return list(Task.objects.filter(case_id=case.pk).order_by("id"))


def drafts_of(town: Town, case: Case) -> list[Draft]:
    with town.at_work(town.counsellor):
        return list(Draft.objects.filter(case_id=case.pk).order_by("-saved_at", "-id"))


def test_stores_the_talk_its_step_and_the_promise_that_follows(town: Town) -> None:
    case = town.case()

    response = sent(signed_in(town.counsellor), case, written(town))

    assert response.status_code == 302
    (step,) = steps_of(town, case)
    assert (step.kind, step.title) == ("consultation.held", "継続面談（来所）")
    assert step.note == "申込書を一緒に書いた。\n検定料の説明をした。"
    assert step.fields == {"channel": "visit", "consultation_kind": "follow_up_session"}
    assert step.by_id == town.counsellor.pk
    with town.at_work(town.counsellor):
        talk = Consultation.objects.get(step=step)
    assert talk.own_words == "「久しぶりに、先の予定が書き込めた」"
    assert talk.starts_at < talk.ends_at  # type: ignore[operator]
    (task,) = tasks_of(town, case)
    assert (task.title, task.due_on) == ("受講決定を電話で伝える", days(6))
    assert task.owner_id == town.counsellor.pk
    case = town.again(case)
    assert (case.next_action, case.next_action_on) == (task.title, task.due_on)
    assert case.last_contact_on == step.on
    assert case.stage == "consulting"


def test_says_that_it_is_recorded_and_promised(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    page = client.post(f"/cases/{case.pk}/record/", written(town), follow=True)

    text = text_of(page)
    due = days(6)
    assert "記録しました。次の行動を" in text
    assert f"{due.month}月{due.day}日" in text or wareki(due) in text


def test_proposes_what_is_usual(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    first = client.get(f"/cases/{case.pk}/record/").context["form"].initial
    town.talk(case, on=days(-7), channel="phone", kind="interview_practice")
    later = client.get(f"/cases/{case.pk}/record/").context["form"].initial

    assert (first["on"], first["channel"], first["kind"]) == (today(), "visit", "first_session")
    assert (later["channel"], later["kind"]) == ("phone", "interview_practice")
    assert first["ends_at"].minute % 5 == 0
    assert first["starts_at"] < first["ends_at"]
    assert first["owner"] == str(town.counsellor.pk)


def test_proposes_the_follow_up_after_a_first_session(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-7), kind="first_session")

    form = signed_in(town.counsellor).get(f"/cases/{case.pk}/record/").context["form"]

    assert form.initial["kind"] == "follow_up_session"


def test_does_its_work_once_however_often_it_is_sent(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    form = written(town)

    first, replay = sent(client, case, form), sent(client, case, form)

    assert first["Location"] == replay["Location"]
    assert len(steps_of(town, case)) == 1
    assert len(tasks_of(town, case)) == 1


def test_refuses_another_text_under_the_same_key_and_keeps_it(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    form = written(town)
    sent(client, case, form)

    response = sent(client, case, {**form, "note": "ちがう文。"})

    assert response.status_code == 422
    assert "ちがう文。" in response.content.decode()
    assert len(steps_of(town, case)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_at": "00:00"}, "より後の時刻を入れてください。"),
        ({"on": ""}, "日付を入れてください。"),
        ({"on": wareki(days(1))}, "まだ来ていない日です"),
        ({"on": wareki(days(-3000))}, "事業に参加している期間の外です"),
        ({"next_action_on": ""}, "日付を入れてください。例 11月30日"),
        ({"next_action_on": wareki(days(-1))}, "もう過ぎた日です"),
        ({"note": " "}, "ここに書いてください。"),
        ({"channel": "pigeon"}, "この一覧の中から選んでください。"),
        ({"level": "4"}, "この一覧の中から選んでください。"),
        ({"owner": str(uuid7())}, "この一覧の中から選んでください。"),
    ],
)
def test_names_the_place_and_keeps_the_text(
    town: Town, changes: dict[str, str], sentence: str
) -> None:
    case = town.case()

    response = sent(signed_in(town.counsellor), case, written(town, **changes))

    assert response.status_code == 422
    text = text_of(response)
    assert "まだ記録できません。1か所を直してください" in text
    assert sentence in text
    assert "書いた内容は下書きに残っています" in text
    assert "生活の時間が整い始めている。" in response.content.decode()
    assert response.content.decode().count("<title>エラー：") == 1
    assert steps_of(town, case) == []
    assert drafts_of(town, case)[0].content["formulation"] == "生活の時間が整い始めている。"


def test_names_all_that_cannot_be_at_once(town: Town) -> None:
    case = town.case()
    wrong = {"on": "", "ends_at": "00:00", "next_action_on": wareki(days(-1))}

    response = sent(signed_in(town.counsellor), case, written(town, **wrong))

    text = text_of(response)
    assert "3か所を直してください" in text
    assert "より後の時刻を入れてください。" in text
    assert "もう過ぎた日です" in text
    assert steps_of(town, case) == []


def test_begins_the_page_s_title_with_the_error(town: Town) -> None:
    case = town.case()

    response = sent(signed_in(town.counsellor), case, written(town, on=""))

    assert "<title>エラー：相談を記録する" in response.content.decode()


def test_saves_the_draft_itself_and_goes_on_from_it(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    page = client.get(f"/cases/{case.pk}/record/")
    form = written(town, note="書きかけ", request_key=hidden(page, "request_key"))

    answer = client.post(
        f"/cases/{case.pk}/record/draft/", form, headers={"Accept": "application/json"}
    )
    again = client.get(f"/cases/{case.pk}/record/")

    assert answer.status_code == 200
    assert answer.json()["saved_at"].count(":") == 2
    assert "書きかけの続きです" in text_of(again)
    assert "書きかけ</textarea>" in again.content.decode()
    assert steps_of(town, case) == []
    assert hidden(again, "request_key") != form["request_key"]


def test_takes_up_an_earlier_state_of_the_draft(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/record/draft/"
    form = written(town, note="はじめの文")
    client.post(path, form)
    with town.at_work(town.counsellor):
        Draft.objects.update(saved_at=now() - timedelta(minutes=9))
    client.post(path, {**form, "note": "あとの文"})
    earliest = drafts_of(town, case)[-1]

    page = client.get(f"/cases/{case.pk}/record/?state={earliest.pk}")

    assert "はじめの文</textarea>" in page.content.decode()
    assert "この時点に戻す" in text_of(client.get(f"/cases/{case.pk}/record/"))


def test_closes_with_a_draft_and_lists_it_among_the_half_written(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    response = sent(client, case, written(town, later="1", next_action=""))

    assert response.status_code == 302
    assert steps_of(town, case) == []
    assert "三浦 和彦 相談の記録" in text_of(client.get("/today/"))
    assert "三浦 和彦 相談の記録" not in text_of(signed_in(town.colleague).get("/today/"))


def test_forgets_the_draft_when_it_is_recorded_or_thrown_away(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/record/"
    client.post(f"{path}draft/", written(town))
    assert drafts_of(town, case)

    opened = client.get(path)
    client.post(f"{path}discard/", {"continues": hidden(opened, "continues")})
    assert drafts_of(town, case) == []
    form = written(town)
    client.post(f"{path}draft/", form)
    sent(client, case, form)

    assert drafts_of(town, case) == []


def test_keeps_a_draft_of_its_own_for_each_window(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/record/"
    one = written(town, note="一つ目の窓の文。")
    other = written(town, note="二つ目の窓の文。")

    for form in (one, other, one):
        client.post(f"{path}draft/", form)
    latest, earlier = client.get(path), client.get(f"{path}?draft={other['request_key']}")
    listed = text_of(client.get("/today/"))

    assert latest.context["form"]["note"].value() == "一つ目の窓の文。"
    assert earlier.context["form"]["note"].value() == "二つ目の窓の文。"
    assert "このケースのほかの書きかけ" in text_of(latest)
    assert listed.count("三浦 和彦 相談の記録") == 2
    sent(client, case, one)
    (left,) = drafts_of(town, case)
    assert left.content["note"] == "二つ目の窓の文。"


def test_goes_on_from_a_draft_without_taking_it_from_the_window_that_writes_it(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/record/"
    first = written(town, note="はじめの窓の文。")
    client.post(f"{path}draft/", first)
    second = client.get(path)
    copied = written(
        town, note="あとの窓の文。", continues=hidden(second, "continues"), **own_key(second)
    )

    client.post(f"{path}draft/", copied)
    taken_up = {draft.content["note"] for draft in drafts_of(town, case)}
    client.post(f"{path}draft/", {**first, "note": "はじめの窓で書き足した文。"})
    client.post(f"{path}draft/", {**copied, "note": "あとの窓で書き足した文。"})

    assert second.context["form"]["note"].value() == "はじめの窓の文。"
    assert taken_up == {"はじめの窓の文。", "あとの窓の文。"}
    begun = {draft.subject_id: draft for draft in reversed(drafts_of(town, case))}
    assert {draft.content["note"] for draft in begun.values()} == {
        "はじめの窓で書き足した文。",
        "あとの窓で書き足した文。",
    }


def own_key(page: Any) -> dict[str, str]:
    return {"request_key": hidden(page, "request_key")}


def test_begins_an_empty_form_beside_a_draft(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    client.post(f"/cases/{case.pk}/record/draft/", written(town, note="書きかけ"))

    page = client.get(f"/cases/{case.pk}/record/?new=1")

    assert page.context["form"]["note"].value() is None
    assert "書きかけの続きです" not in text_of(page)
    assert "書きかけ" in text_of(page).partition("このケースのほかの書きかけ")[2]


def test_asks_before_the_same_talk_is_recorded_twice(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    sent(client, case, written(town, note="一つ目の窓で書いた。"))
    again = written(town, note="二つ目の窓で書いた。")

    asked = sent(client, case, again)

    (first,) = steps_of(town, case)
    assert asked.status_code == 409
    assert "同じ日時の記録が既にあります" in text_of(asked)
    assert f"/cases/consultations/{first.pk}/" in asked.content.decode()
    assert "二つ目の窓で書いた。</textarea>" in asked.content.decode()
    assert drafts_of(town, case)[0].content["note"] == "二つ目の窓で書いた。"
    sent(client, case, {**again, "another": "1"})
    assert [step.note for step in steps_of(town, case)] == [
        "一つ目の窓で書いた。",
        "二つ目の窓で書いた。",
    ]
    assert drafts_of(town, case) == []


def test_records_a_talk_right_after_another_without_asking(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    on = wareki(days(-1))
    sent(client, case, written(town, on=on, starts_at="10:00", ends_at="10:30"))

    for starts_at, ends_at in (("10:30", "11:00"), ("9:30", "10:00")):
        sent(client, case, written(town, on=on, starts_at=starts_at, ends_at=ends_at))

    assert len(steps_of(town, case)) == 3


def test_marks_promises_that_were_kept(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-7), next_action="履歴書を返す")
    (owed,) = tasks_of(town, case)

    sent(signed_in(town.counsellor), case, written(town, fulfilled=[str(owed.pk)]))

    kept, new = tasks_of(town, case)
    assert kept.done_at is not None
    assert new.done_at is None


def test_says_as_next_what_is_due_first_and_not_what_was_written_last(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-7), next_action="履歴書を返す", next_action_on=days(2))
    client = signed_in(town.counsellor)

    sent(client, case, written(town))

    again = town.again(case)
    assert (again.next_action, again.next_action_on) == ("履歴書を返す", days(2))
    assert "次の行動 履歴書を返す" in text_of(client.get(f"/cases/{case.pk}/"))


def test_says_as_next_what_is_left_when_the_nearest_was_kept(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-7), next_action="履歴書を返す", next_action_on=days(2))
    (owed,) = tasks_of(town, case)

    sent(signed_in(town.counsellor), case, written(town, fulfilled=[str(owed.pk)]))

    assert town.again(case).next_action == "受講決定を電話で伝える"


def test_gives_the_promise_to_a_colleague(town: Town) -> None:
    case = town.case()

    sent(signed_in(town.counsellor), case, written(town, owner=str(town.colleague.pk)))

    (task,) = tasks_of(town, case)
    assert task.owner_id == town.colleague.pk
    assert "受講決定を電話で伝える" in text_of(signed_in(town.colleague).get("/today/"))


def test_asks_for_the_fields_that_the_municipality_added(town: Town) -> None:
    case = town.case()
    text = template("tomakomai") + (
        '\n[[fields]]\nkey = "bus"\non = "step"\nlabel = "バスで来た"\ntype = "yes_no"\n'
        'required = true\n\n[[fields]]\nkey = "minutes_on_foot"\non = "step"\n'
        'label = "歩いた時間"\ntype = "number"\n'
    )
    with town.at_work():
        revise_scheme(
            programme=town.programme, text=text, valid_from=town.programme.starts_on, at=now()
        )
    client = signed_in(town.counsellor)

    refused = sent(client, case, written(town, x_bus="", x_minutes_on_foot="たくさん"))
    accepted = sent(client, case, written(town, x_bus="yes", x_minutes_on_foot="１２"))

    assert "2か所を直してください" in text_of(refused)
    assert accepted.status_code == 302
    (step,) = steps_of(town, case)
    assert (step.fields["bus"], step.fields["minutes_on_foot"]) == (True, 12)
    page = text_of(client.get(f"/cases/consultations/{step.pk}/"))
    assert "バスで来た はい" in page


def test_says_what_the_record_will_move(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    first = text_of(client.get(f"/cases/{case.pk}/record/"))
    town.talk(case, on=days(0))
    second = text_of(client.get(f"/cases/{case.pk}/record/"))

    assert "(1) キャリアコンサルティングが済みになります" in first
    assert "を申し込めるようになります" in first
    assert "就職支援数 1人増えます" in first
    assert "就職支援数 計上済みのため増えません" in second


def test_logs_that_the_form_with_the_last_record_was_opened(town: Town) -> None:
    case = town.case()

    signed_in(town.counsellor).get(f"/cases/{case.pk}/record/")

    assert log_of_case(town, case) == [("open", "consultation.form")]


def test_refuses_a_colleague_and_shows_the_way(town: Town) -> None:
    mine = town.case()
    nobodys = town.case("成田 誠", nobodys=True)
    client = signed_in(town.colleague)

    refused = client.get(f"/cases/{mine.pk}/record/")
    open_one = client.get(f"/cases/{nobodys.pk}/record/")
    posted = sent(client, mine, written(town))

    assert refused.status_code == 403
    assert "担当の人だけです" in text_of(refused).replace(" ", "")
    assert "cases.not_responsible" in text_of(refused)
    assert "このケースを引き受ける" in text_of(open_one)
    assert posted.status_code == 403
    assert steps_of(town, mine) == []
    assert ("refused", "case") in log_of_case(town, mine)


@pytest.mark.parametrize("who", ["trainer", "manager", "matching"])
def test_refuses_other_roles(town: Town, who: str) -> None:
    case = town.case()
    town.refer(case, level=2)

    client = signed_in(getattr(town, who))

    assert client.get(f"/cases/{case.pk}/record/").status_code == 403
    assert sent(client, case, written(town)).status_code == 403


def test_refuses_another_city_as_if_nothing_were_there(town: Town) -> None:
    case = town.case()
    client = signed_in(town.neighbour)

    assert client.get(f"/cases/{case.pk}/record/").status_code == 404
    assert sent(client, case, written(town)).status_code == 404
    assert client.post(f"/cases/{case.pk}/record/draft/", written(town)).status_code == 404


def test_refuses_a_case_that_has_ended(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today())

    response = sent(signed_in(town.counsellor), case, written(town))

    assert response.status_code == 403
    assert "people.case_closed" in text_of(response)


def test_sends_a_case_without_a_programme_to_be_enrolled(town: Town) -> None:
    case = town.case(enrolled=False)

    response = signed_in(town.counsellor).get(f"/cases/{case.pk}/record/")

    assert response.status_code == 403
    assert "参加を登録する" in text_of(response)


def test_records_within_the_last_enrolment_only(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Enrolment.objects.filter(case=case).update(until_on=days(-2))
    client = signed_in(town.counsellor)

    late = sent(client, case, written(town))
    in_time = sent(client, case, written(town, on=wareki(days(-2))))

    assert late.status_code == 422
    assert in_time.status_code == 302
    assert steps_of(town, case)[0].on == days(-2)


def test_needs_the_token_of_the_form(town: Town) -> None:
    case = town.case()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(town.counsellor).cookies

    response = sent(strict, case, written(town))

    assert response.status_code == 403
    assert steps_of(town, case) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"note": "切れた\x00文"},
        {"note": "あ" * 20_001},
        {"next_action": "い" * 201},
        {"on": "令和99年99月99日"},
        {"starts_at": "二十五時"},
        {"request_key": "not a key"},
        {"fulfilled": ["x"]},
        {"version": "9" * 30},
    ],
)
def test_answers_odd_input_without_failing(town: Town, odd: dict[str, Any]) -> None:
    case = town.case()
    town.talk(case, on=days(-3))
    client = signed_in(town.counsellor)

    sent_now = sent(client, case, written(town, **odd))
    drafted = client.post(f"/cases/{case.pk}/record/draft/", written(town, **odd))

    assert sent_now.status_code in {302, 422}
    assert drafted.status_code == 200
    assert "\x00" not in str(drafts_of(town, case)[0].content)


@pytest.mark.parametrize("query", ["?state=x", "?state=%00", "?state=" + "9" * 99])
def test_opens_the_form_whatever_the_address_says(town: Town, query: str) -> None:
    case = town.case()

    response = signed_in(town.counsellor).get(f"/cases/{case.pk}/record/{query}")

    assert response.status_code == 200
