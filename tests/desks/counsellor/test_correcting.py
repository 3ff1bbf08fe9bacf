"""Putting records right: one's own, as supervisor, together with somebody else, and taking back."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bansou.commons.clock import wareki
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.consultation.actions import Talk, correct_consultation
from bansou.support.consultation.models import Consultation
from bansou.support.consultation.queries import talk_of as talk_of_record
from tests.desks.counsellor.asking import hidden, log_of_case, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today


def filled(talk: Consultation, **changes: Any) -> dict[str, Any]:
    """The form as it stands for a record."""
    return {
        "on": wareki(days(-3)),
        "starts_at": "11:00",
        "ends_at": "11:45",
        "channel": talk.channel,
        "kind": talk.kind,
        "note": "講習は12月6日からに決めた。",
        "own_words": talk.own_words,
        "formulation": talk.formulation,
        "next_action": talk.next_action,
        "next_action_on": wareki(days(7)),
        "level": "2",
        "version": str(talk.version),
        **changes,
    }


def step_of(town: Town, talk: Consultation) -> Step:
    with town.at_work():
        return Step.objects.get(pk=talk.step_id)


def talk_of(town: Town, talk: Consultation) -> Consultation:
    with town.at_work():
        return Consultation.objects.select_related("step", "case").get(pk=talk.pk)


def left_as_found(town: Town, client: Any, talk: Consultation, **changes: Any) -> dict[str, str]:
    """The form as the browser has it for who opens the record now and changes only this."""
    form = client.get(f"/cases/consultations/{talk.step_id}/correct/").context["form"]
    shown = {name: as_written(form[name].value()) for name in form.fields}
    return {**shown, **changes}


def as_written(value: Any) -> str:
    """What stands in a field, where its value is no text yet."""
    if isinstance(value, date):
        return wareki(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def saved_meanwhile(town: Town, talk: Consultation, **changes: Any) -> None:
    """The supervisor saves the same record first."""
    current = talk_of(town, talk)
    theirs = Talk(
        on=days(-3),
        channel=current.channel,
        kind=current.kind,
        note="講習は12月6日からに決めた。センターの空きは残り2名。",
        next_action="申込書をセンターへ送る",
        next_action_on=days(1),
    )
    with town.at_work() as actor:
        correct_consultation(
            consultation=current,
            seen_version=current.version,
            talk=replace(theirs, **changes),
            title="継続面談（電話）",
            at=now(),
        )
        assert actor.name == "山田 聡"


def test_replaces_the_text_and_keeps_the_former_one_readable(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3), note="前の文。")
    client = signed_in(town.counsellor)

    response = client.post(
        f"/cases/consultations/{talk.step_id}/correct/",
        filled(talk, note="直した文。"),
        follow=True,
    )

    text = text_of(response)
    assert "直した文。" in text
    assert "前の文。" in text[text.index("前の文 1件") :]
    assert "工藤 真由美" in text
    assert step_of(town, talk).note == "直した文。"
    assert talk_of(town, talk).version == 2


def test_writes_nothing_where_nothing_was_changed(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3), note="前の文。")
    client = signed_in(town.counsellor)
    path = f"/cases/consultations/{talk.step_id}/correct/"
    client.post(path, filled(talk, note="直した文。"))

    same = filled(talk, note="直した文。") | {"version": "2"}
    response = client.post(path, same, follow=True)

    assert "変わったところがありません。" in text_of(response)
    assert "前の文 1件" in text_of(response)
    assert talk_of(town, talk).version == 2


def test_shows_the_record_with_what_it_says_now(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3), own_words="「やってみたい」", formulation="見通しが立つ。")

    page = signed_in(town.counsellor).get(f"/cases/consultations/{talk.step_id}/")

    text = text_of(page)
    assert "「やってみたい」" in text
    assert "見通しが立つ。" in text
    assert "閲覧区分 2 支援記録" in text
    assert log_of_case(town, case) == [("open", "consultation")]


def test_lets_the_promise_follow_the_corrected_record(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3), next_action="電話する")

    signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/correct/",
        filled(talk, next_action="手紙を書く", next_action_on=wareki(days(9))),
    )

    with town.at_work():
        (task,) = Task.objects.filter(case_id=case.pk)
    assert (task.title, task.due_on) == ("手紙を書く", days(9))
    assert town.again(case).next_action == "手紙を書く"


def test_leaves_a_nearer_promise_alone(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-9), next_action="電話する", next_action_on=days(7))
    town.talk(case, on=days(-2), next_action="面談する", next_action_on=days(5))

    signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/correct/",
        filled(talk, on=wareki(days(-9)), next_action="手紙を書く"),
    )

    assert town.again(case).next_action == "面談する"


def test_moves_the_last_contact_back_with_the_day(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-30))
    talk = town.talk(case, on=days(-3))

    signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/correct/", filled(talk, on=wareki(days(-20)))
    )

    assert town.again(case).last_contact_on == days(-20)


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_refuses_another_s_record_to_the_one_responsible(town: Town, act: str) -> None:
    case = town.case()
    talk = town.talk(case, by=town.supervisor, on=days(-3))

    response = signed_in(town.counsellor).get(f"/cases/consultations/{talk.step_id}/{act}/")

    assert response.status_code == 403
    assert "consultation.not_the_author" in text_of(response)
    assert step_of(town, talk).withdrawn_at is None


def test_lets_the_supervisor_put_any_record_right(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3))

    signed_in(town.supervisor).post(
        f"/cases/consultations/{talk.step_id}/correct/", filled(talk, note="上席が直した文。")
    )

    assert step_of(town, talk).note == "上席が直した文。"


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 404), ("neighbour", 404), ("trainer", 403), ("manager", 403)]
)
def test_refuses_who_may_not_even_read_it(town: Town, who: str, status: int) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3))
    town.refer(case, level=1)
    client = signed_in(getattr(town, who))

    for act in ("correct", "withdraw", "settle"):
        path = f"/cases/consultations/{talk.step_id}/{act}/"
        assert client.post(path, filled(talk, note="x")).status_code == status

    assert step_of(town, talk).note == "講習は12月6日からに決めた。"


def test_refuses_a_case_that_has_ended(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3))
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today())

    response = signed_in(town.supervisor).get(f"/cases/consultations/{talk.step_id}/correct/")

    assert response.status_code == 403
    assert "people.case_closed" in text_of(response)


def conflict(town: Town, talk: Consultation, **changes: Any) -> Any:
    """What the counsellor sees who comes second."""
    mine = filled(
        talk,
        note="講習は12月6日からに決めた。検定料は自己負担になることをもう一度確かめた。",
        next_action="受講決定を電話で伝える",
        **changes,
    )
    saved_meanwhile(town, talk)
    return signed_in(town.counsellor).post(f"/cases/consultations/{talk.step_id}/correct/", mine)


def carried(page: Any, **choices: str) -> dict[str, str]:
    """The form of the conflict page with choices; others as they are preset."""
    typed = dict(page.context["typed"])
    preset = {f"choice_{d.part.name}": d.preset for d in page.context["differences"]}
    chosen = {f"choice_{name}": choice for name, choice in choices.items()}
    return {**{k: str(v) for k, v in typed.items()}, **preset, **chosen}


def test_shows_both_texts_when_somebody_saved_in_between(town: Town) -> None:
    talk = town.talk(town.case(), on=days(-3))

    page = conflict(town, talk)

    assert page.status_code == 409
    text = text_of(page)
    assert "書いている間に、山田 聡さんが同じ記録を保存しました" in text
    assert "あなたの文はすべて残っています" in text
    html = page.content.decode()
    assert "<mark>検定料は" in html
    assert "<mark>センターの" in html
    assert "<mark>講習は" not in html
    presets = {d.part.name: d.preset for d in page.context["differences"]}
    assert presets["note"] == "both"
    assert step_of(town, talk).note == "講習は12月6日からに決めた。センターの空きは残り2名。"


def test_keeps_both_texts_unless_told_otherwise(town: Town) -> None:
    talk = town.talk(town.case(), on=days(-3))
    page = conflict(town, talk)

    signed_in(town.counsellor).post(f"/cases/consultations/{talk.step_id}/settle/", carried(page))

    note = step_of(town, talk).note
    assert "（山田 聡）\n講習は12月6日からに決めた。センターの空きは残り2名。" in note
    assert "（工藤 真由美）\n講習は12月6日からに決めた。検定料は" in note
    now_says = talk_of(town, talk)
    assert now_says.next_action == "受講決定を電話で伝える／申込書をセンターへ送る"
    assert now_says.next_action_on == days(1)


def second_after(town: Town, changes: dict[str, Any], theirs: dict[str, Any]) -> tuple[Any, Any]:
    """A talk that the supervisor saved while the counsellor changed it, and what she is shown."""
    talk = town.talk(
        town.case(),
        note="申込書を一緒に書いた。",
        own_words="「楽しみ」",
        formulation="見通しが立つ。",
        next_action_on=days(7),
    )
    client = signed_in(town.counsellor)
    mine = left_as_found(town, client, talk, **changes)
    with town.at_work():
        before = talk_of_record(talk, talk.step)
        correct_consultation(
            consultation=Consultation.objects.get(pk=talk.pk),
            seen_version=1,
            talk=replace(before, **theirs),
            title="継続面談（電話）",
            at=now(),
        )
    return talk, client.post(f"/cases/consultations/{talk.step_id}/correct/", mine)


def test_keeps_the_saved_text_where_the_second_changed_nothing(town: Town) -> None:
    talk, page = second_after(
        town, {"own_words": "「書けた」"}, {"note": "書き足した。", "formulation": "早く進める。"}
    )

    text = text_of(page)
    assert page.status_code == 409
    assert "2人が直したところは重なっていません" in text
    assert "山田 聡さんだけが直しました" in text
    assert "あなただけが直しました" in text
    assert "書き足した。" in text
    signed_in(town.counsellor).post(f"/cases/consultations/{talk.step_id}/settle/", carried(page))
    now_says = talk_of(town, talk)
    assert step_of(town, talk).note == "書き足した。"
    assert (now_says.own_words, now_says.formulation) == ("「書けた」", "早く進める。")


def test_has_nothing_to_ask_where_both_changed_the_same(town: Town) -> None:
    talk, answer = second_after(town, {"note": "同じ直し。"}, {"note": "同じ直し。", "level": 3})

    assert answer.status_code == 302
    assert step_of(town, talk).level == 3
    assert talk_of(town, talk).version == 2
    page = signed_in(town.counsellor).get(f"/cases/consultations/{talk.step_id}/correct/")
    assert page.context["draft"] is None


def test_asks_only_where_both_changed_differently(town: Town) -> None:
    talk, page = second_after(
        town,
        {"note": "わたしの文。", "own_words": "「書けた」"},
        {"note": "あなたの文。", "formulation": "早く進める。"},
    )

    assert [d.part.name for d in page.context["differences"]] == ["note"]
    assert "2人とも直した1か所だけ" in text_of(page)
    signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/settle/", carried(page, note="theirs")
    )
    now_says = talk_of(town, talk)
    assert step_of(town, talk).note == "あなたの文。"
    assert (now_says.own_words, now_says.formulation) == ("「書けた」", "早く進める。")
    history = text_of(signed_in(town.counsellor).get(f"/cases/consultations/{talk.step_id}/"))
    assert "わたしの文。" in history.partition("前の文 ")[2]


def test_goes_back_to_a_draft_that_stands_on_the_saved_text(town: Town) -> None:
    talk, page = second_after(
        town, {"note": "わたしの文。"}, {"note": "あなたの文。", "formulation": "早く進める。"}
    )

    back = signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/settle/", {**carried(page), "back": "1"}, follow=True
    )

    form = back.context["form"]
    assert form["note"].value() == "わたしの文。"
    assert form["formulation"].value() == "早く進める。"
    assert form["version"].value() == 2


def test_leads_into_the_conflict_again_who_left_it_open(town: Town) -> None:
    talk, _page = second_after(town, {"note": "わたしの文。"}, {"note": "あなたの文。"})
    client = signed_in(town.counsellor)

    sent = left_as_found(town, client, talk)
    again = client.post(f"/cases/consultations/{talk.step_id}/correct/", sent)

    assert sent["note"] == "わたしの文。"
    assert again.status_code == 409
    assert step_of(town, talk).note == "あなたの文。"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "検定料は自己負担"), ("theirs", "残り2名")])
def test_keeps_in_the_history_what_was_not_chosen(town: Town, choice: str, kept: str) -> None:
    talk = town.talk(town.case(), on=days(-3))
    page = conflict(town, talk)
    client = signed_in(town.counsellor)

    client.post(f"/cases/consultations/{talk.step_id}/settle/", carried(page, note=choice))

    text = text_of(client.get(f"/cases/consultations/{talk.step_id}/"))
    now_says, _, before = text.partition("前の文 ")
    assert kept in now_says
    assert "検定料は自己負担" in before
    assert "残り2名" in before


def test_asks_again_when_somebody_saves_once_more(town: Town) -> None:
    talk = town.talk(town.case(), on=days(-3))
    page = conflict(town, talk)
    saved_meanwhile(town, talk, note="三度目の文。")

    again = signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/settle/", carried(page)
    )

    assert again.status_code == 409
    assert "三度目の文。" in text_of(again)
    assert step_of(town, talk).note == "三度目の文。"


def test_gives_the_text_back_as_a_draft(town: Town) -> None:
    talk = town.talk(town.case(), on=days(-3))
    page = conflict(town, talk)
    client = signed_in(town.counsellor)

    back = client.post(
        f"/cases/consultations/{talk.step_id}/settle/", {**carried(page), "back": "1"}, follow=True
    )
    draft_listed = client.get("/today/")

    assert "検定料は自己負担になることをもう一度確かめた。</textarea>" in back.content.decode()
    assert hidden(back, "version") == "2"
    assert "三浦 和彦 記録の直し" in text_of(draft_listed)
    assert step_of(town, talk).note == "講習は12月6日からに決めた。センターの空きは残り2名。"


def test_goes_on_with_an_old_draft_into_the_conflict(town: Town) -> None:
    talk = town.talk(town.case(), on=days(-3))
    client = signed_in(town.counsellor)
    path = f"/cases/consultations/{talk.step_id}/correct/"
    client.post(f"{path}draft/", filled(talk, note="まだ書いている文。"))
    saved_meanwhile(town, talk)

    page = client.get(path)
    sent = client.post(path, filled(talk, version=hidden(page, "version")))

    assert "まだ書いている文。</textarea>" in page.content.decode()
    assert sent.status_code == 409


def test_takes_a_record_back_with_its_reason(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-30))
    talk = town.talk(case, on=days(-3), note="別の人の話。")
    client = signed_in(town.counsellor)
    path = f"/cases/consultations/{talk.step_id}/withdraw/"

    refused = client.post(path, {"because": ""})
    done = client.post(path, {"because": "別の人の記録だった"}, follow=True)

    assert refused.status_code == 422
    text = text_of(done)
    assert "この記録は取り消されています" in text
    assert "別の人の記録だった" in text
    assert "別の人の話。" in text
    step = step_of(town, talk)
    assert step.withdrawn_at is not None
    assert town.again(case).last_contact_on == days(-30)
    page = text_of(client.get(f"/cases/{case.pk}/"))
    assert "取消：別の人の記録だった" in page
    assert client.get(path).status_code == 403


def test_takes_the_promise_of_a_withdrawn_record_back(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-30), next_action="センターへ電話する", next_action_on=days(2))
    talk = town.talk(case, on=days(-3), next_action="申込書を出す", next_action_on=days(9))
    path = f"/cases/consultations/{talk.step_id}/withdraw/"

    signed_in(town.counsellor).post(path, {"because": "別の人の記録だった"})

    again = town.again(case)
    assert (again.next_action, again.next_action_on) == ("センターへ電話する", days(2))
    with town.at_work():
        owed = Task.objects.filter(case_id=case.pk, dropped_at=None)
        assert [task.title for task in owed] == ["センターへ電話する"]


def test_demands_no_promise_of_a_record_that_had_none(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-3), next_action="", next_action_on=None)
    path = f"/cases/consultations/{talk.step_id}/correct/"

    signed_in(town.counsellor).post(path, filled(talk, next_action="", next_action_on=""))

    assert step_of(town, talk).note == "講習は12月6日からに決めた。"
    assert talk_of(town, talk).version == 2
    assert town.again(case).next_action == ""


def test_keeps_a_draft_whatever_version_it_claims(town: Town) -> None:
    talk = town.talk(town.case(), on=days(-3))
    client = signed_in(town.counsellor)
    path = f"/cases/consultations/{talk.step_id}/correct/"

    drafted = client.post(f"{path}draft/", filled(talk, version="9" * 30))
    sent = client.post(path, filled(talk, version="9" * 30))

    assert drafted.status_code == 200
    assert sent.status_code in {409, 422}
