"""What changes about one case, and two people who change it at once."""

from typing import Any

import pytest

from bansou.commons.clock import wareki
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Case, Enrolment
from bansou.people.persons.models import Person
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, named, signed_in, today


def sent(town: Town, case: Case, act: str, form: dict[str, Any], who: str = "counsellor") -> Any:
    return signed_in(getattr(town, who)).post(f"/cases/{case.pk}/{act}/", form)


def test_changes_what_is_done_next(town: Town) -> None:
    case = town.case()

    sent(
        town,
        case,
        "next",
        {"next_action": "電話する", "next_action_on": wareki(days(4)), "version": case.version},
    )

    changed = town.again(case)
    assert (changed.next_action, changed.next_action_on) == ("電話する", days(4))


def test_promises_what_is_done_next_in_place_of_what_was(town: Town) -> None:
    case = town.case()
    town.talk(case, next_action="履歴書を返す", next_action_on=days(2))
    version = town.again(case).version

    sent(
        town,
        case,
        "next",
        {"next_action": "電話する", "next_action_on": wareki(days(4)), "version": version},
    )

    with town.at_work():
        (task,) = Task.objects.filter(case_id=case.pk)
    assert (task.title, task.due_on, task.dropped_at) == ("電話する", days(4), None)
    assert town.again(case).next_action == "電話する"


def test_promises_the_next_act_where_nothing_was_owed(town: Town) -> None:
    case = town.case()

    sent(
        town,
        case,
        "next",
        {"next_action": "電話する", "next_action_on": wareki(days(4)), "version": case.version},
        who="supervisor",
    )

    with town.at_work():
        (task,) = Task.objects.filter(case_id=case.pk)
    assert (task.title, task.owner_id) == ("電話する", town.counsellor.pk)


def test_writes_down_what_the_person_does_not_bear(town: Town) -> None:
    case = town.case()
    lines = "午前9時より前の電話\r\n\r\n 初対面の人が3人以上いる場 "

    sent(
        town,
        case,
        "care",
        {"avoid": lines, "confirmed_on": wareki(days(-2)), "version": case.version},
    )

    changed = town.again(case)
    assert changed.avoid == ["午前9時より前の電話", "初対面の人が3人以上いる場"]
    assert changed.avoid_confirmed_on == days(-2)
    assert "関わり方" in text_of(signed_in(town.colleague).get("/cases/?who=all"))


def test_keeps_the_care_panel_short(town: Town) -> None:
    case = town.case()
    form = {"avoid": "\n".join("abcdef"), "confirmed_on": wareki(today()), "version": case.version}

    response = sent(town, case, "care", form)

    assert response.status_code == 422
    assert "5つまでにしてください。いまは6行です。" in text_of(response)
    assert town.again(case).avoid == []


def test_changes_the_contact_and_finds_the_new_name(town: Town) -> None:
    case = town.case("三浦 和彦", "ミウラ カズヒコ")
    person = named(town, "三浦 和彦")
    form = {
        "name": "佐藤 和彦",
        "kana": "サトウ カズヒコ",
        "birth_on": "昭和55年5月5日",
        "phone": "090-1111-2222",
        "email": "kazu@example.jp",
        "contact_wishes": "メール",
        "version": person.version,
    }

    sent(town, case, "contact", form)

    client = signed_in(town.counsellor)
    page = text_of(client.get(f"/cases/{case.pk}/"))
    assert "佐藤 和彦" in page
    assert "kazu@example.jp" in page
    assert "佐藤 和彦" in text_of(client.get("/cases/?q=さとう"))


def test_asks_nobody_to_rewrite_what_a_ledger_brought(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Person.objects.update(phone="母の携帯", kana="三浦")
    form = {"name": "三浦 和彦", "kana": "三浦", "phone": "母の携帯", "version": 1}

    kept = sent(town, case, "contact", {**form, "address": "苫小牧市"})
    refused = sent(town, case, "contact", {**form, "version": 2, "phone": "母"})

    assert kept.status_code == 302
    assert refused.status_code == 422
    assert "数字とハイフンだけ" in text_of(refused)
    assert named(town, "三浦 和彦").phone == "母の携帯"


@pytest.mark.parametrize("act", ["next", "care", "contact"])
def test_tells_who_comes_second_and_keeps_their_text(town: Town, act: str) -> None:
    case = town.case()
    person = named(town, "三浦 和彦")
    forms: dict[str, dict[str, Any]] = {
        "next": {"next_action": "わたしの文", "next_action_on": wareki(days(4))},
        "care": {"avoid": "わたしの文", "confirmed_on": wareki(today())},
        "contact": {"name": "三浦 和彦", "contact_wishes": "わたしの文"},
    }
    stale = {**forms[act], "version": case.version if act != "contact" else person.version}
    first = {
        **{k: v.replace("わたし", "かれ") for k, v in forms[act].items()},
        "version": stale["version"],
    }
    assert sent(town, case, act, first, "supervisor").status_code == 302

    second = sent(town, case, act, stale)
    again = sent(town, case, act, {**stale, "version": second.context["form"]["version"].value()})

    assert second.status_code == 422
    assert "ほかの人が同じ内容を保存しました" in text_of(second)
    assert "わたしの文" in second.content.decode()
    assert again.status_code == 302


def test_enrols_a_case_in_a_running_programme(town: Town) -> None:
    case = town.case(enrolled=False)
    form = {"programme": str(town.programme.pk), "from_on": wareki(today())}

    first = sent(town, case, "enrol", form)
    twice = sent(town, case, "enrol", form)

    assert first.status_code == 302
    assert twice.status_code == 403
    assert "すでに参加しています" in text_of(twice)
    with town.at_work():
        assert Enrolment.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("act", ["next", "care", "contact", "enrol", "close", "refer", "person"])
@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 403), ("trainer", 403), ("manager", 403), ("neighbour", 404)]
)
def test_refuses_whoever_is_not_responsible(town: Town, act: str, who: str, status: int) -> None:
    case = town.case()
    town.refer(case)
    client = signed_in(getattr(town, who))

    assert client.get(f"/cases/{case.pk}/{act}/").status_code == status
    assert client.post(f"/cases/{case.pk}/{act}/", {"reason": "x"}).status_code == status


@pytest.mark.parametrize("act", ["next", "care", "contact", "enrol", "close", "refer", "assign"])
def test_changes_nothing_on_a_case_that_has_ended(town: Town, act: str) -> None:
    case = town.case()
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today())

    response = sent(town, case, act, {}, "supervisor")

    assert response.status_code == 403
    assert "このケースは終結しています" in text_of(response)
