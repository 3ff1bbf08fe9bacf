"""One hire: reading it, putting it right beside others, taking it back, and whom the desk refuses."""

from typing import Any

import pytest
from django.test import Client

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import wareki
from bansou.commons.models import Grant
from bansou.people.cases.models import Case
from bansou.placement.hires.actions import correct_hire, record_hire
from bansou.placement.hires.models import Hire
from tests.desks.counsellor.asking import hidden, log_of_case, text_of
from tests.desks.counsellor.test_hires import HIRED, figures, obtained
from tests.desks.counsellor.town import Town, days, now, signed_in, today


def hired(town: Town, case: Case, **columns: Any) -> Hire:
    """A hire of today on record, with everything known of it."""
    known: dict[str, Any] = {
        "hired_on": today(),
        "employer_name": "勇払運輸",
        "employment_type": "regular",
        "industry": "H",
        "route": "introduction",
        "evidence_level": "self_report",
    }
    with town.at_work(town.counsellor) as actor:
        return record_hire(by=actor, case=case, at=now(), **(known | columns))


def path(hire: Hire, more: str = "") -> str:
    return f"/cases/hires/{hire.step_id}/{more}"


def again(town: Town, hire: Hire) -> Hire:
    with town.at_work():
        return Hire.objects.select_related("step").get(pk=hire.pk)


def written(page: Any, **changes: Any) -> dict[str, Any]:
    """The form as the page shows it, with changes."""
    form = page.context["form"]
    said = {name: form.initial.get(name) or "" for name in form.fields}
    said["hired_on"] = wareki(form.initial["hired_on"])
    return {**said, "version": hidden(page, "version"), **changes}


def test_tells_what_is_known_and_what_is_not(town: Town) -> None:
    case = town.case()
    hire = hired(town, case, route="", is_qualification_unknown=True)
    client = signed_in(town.counsellor)

    page = text_of(client.get(path(hire)))

    assert "就職 勇払運輸" in page
    assert "雇用形態 正規" in page
    assert "活用した資格 不明（まだ分からない）" in page
    assert "就職の経路 不明" in page
    assert "離職日 未記入" in page
    assert ("open", "hire") in log_of_case(town, case)
    assert f'href="{path(hire)}"' in client.get(f"/cases/{case.pk}/").content.decode()


def test_opens_to_a_body_that_has_no_part_in_the_programme(town: Town) -> None:
    case = town.case()
    hire = hired(town, case)
    with town.at_work():
        Grant.objects.create(
            organisation=town.city, recorded_by=town.city, case_id=case.pk, level=2,
            to_organisation=town.neighbour.organisation, basis="contract", purpose="受講の支援",
            from_on=days(-1), source=Grant.Source.REFERRAL, source_id=case.pk,
        )  # fmt: skip

    answer = signed_in(town.neighbour).get(path(hire))

    assert answer.status_code == 200
    assert "就職 勇払運輸" in text_of(answer)
    assert answer.context["gone_by"] == []


def test_puts_a_hire_right_and_counts_anew(town: Town) -> None:
    case = town.case()
    town.talk(case, on=today())
    obtained(town, case, "フォークリフト")
    hire = hired(town, case)
    client = signed_in(town.counsellor)
    form = written(
        client.get(path(hire, "correct/")),
        employer_name="苫小牧倉庫",
        qualification="q:フォークリフト",
        left_on=wareki(today()),
    )

    answer = client.post(path(hire, "correct/"), form, follow=True)

    assert answer.redirect_chain == [(path(hire), 302)]
    assert "直しました。前の内容は履歴に残っています。" in text_of(answer)
    kept = again(town, hire)
    assert (kept.employer_name, kept.step.title) == ("苫小牧倉庫", "就職　苫小牧倉庫")
    assert (kept.qualification_used, kept.left_on, kept.version) == (
        "フォークリフト",
        today(),
        hire.version + 1,
    )
    assert figures(town)[HIRED] == 1


def test_keeps_a_qualification_that_only_the_ledger_knows(town: Town) -> None:
    hire = hired(town, town.case(), qualification_used="大型特殊免許")
    client = signed_in(town.counsellor)

    client.post(
        path(hire, "correct/"), written(client.get(path(hire, "correct/")), route="unknown")
    )

    kept = again(town, hire)
    assert (kept.qualification_used, kept.route) == ("大型特殊免許", "")


def test_overwrites_nobody_unseen_and_keeps_what_was_typed(town: Town) -> None:
    hire = hired(town, town.case())
    client = signed_in(town.counsellor)
    mine = written(client.get(path(hire, "correct/")), employer_name="わたしの書いた会社")
    with acting(actor_of(town.supervisor), why="先に直す") as first:
        correct_hire(
            by=first, hire=again_with_case(hire), at=now(), employer_name="先に書かれた会社"
        )

    second = client.post(path(hire, "correct/"), mine)

    assert second.status_code == 422
    assert "ほかの人が同じ内容を保存しました" in text_of(second)
    assert "いまの記録の勤務先 先に書かれた会社" in text_of(second)
    assert 'value="わたしの書いた会社"' in second.content.decode()
    assert again(town, hire).employer_name == "先に書かれた会社"

    client.post(path(hire, "correct/"), {**mine, "version": hidden(second, "version")})
    assert again(town, hire).employer_name == "わたしの書いた会社"


def again_with_case(hire: Hire) -> Hire:
    return Hire.objects.select_related("case", "company", "step").get(pk=hire.pk)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"employer_name": ""}, "employer_name"),
        ({"hired_on": wareki(days(1))}, "hired_on"),
        ({"left_on": wareki(days(-1))}, "left_on"),
        ({"qualification": ""}, "qualification"),
    ],
)
def test_says_at_the_field_what_must_be_put_right(
    town: Town, changes: dict[str, str], field: str
) -> None:
    hire = hired(town, town.case())
    client = signed_in(town.counsellor)

    answer = client.post(
        path(hire, "correct/"), written(client.get(path(hire, "correct/")), **changes)
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert again(town, hire).version == hire.version


def test_takes_a_hire_back_with_its_reason_and_counts_it_no_more(
    town: Town, client: Client
) -> None:
    case = town.case()
    town.talk(case, on=today())
    hire = hired(town, case)
    client.cookies = signed_in(town.counsellor).cookies
    before = figures(town)[HIRED]

    question = client.get(path(hire, "withdraw/"))
    empty = client.post(path(hire, "withdraw/"), {"because": ""})
    client.post(path(hire, "withdraw/"), {"because": "別の人の就職だった。"})
    page = text_of(client.get(path(hire)))

    assert "この就職の記録を取り消しますか" in text_of(question)
    assert "勤務先 勇払運輸" in text_of(question)
    assert empty.status_code == 422
    assert again(town, hire).step.withdrawn_because == "別の人の就職だった。"
    assert "この記録は取り消されています" in page
    assert "理由：別の人の就職だった。" in page
    assert "雇用形態 正規" in page
    assert (before, figures(town)[HIRED]) == (1, 0)


@pytest.mark.parametrize("what", ["correct/", "withdraw/"])
def test_changes_nothing_that_was_taken_back(town: Town, what: str) -> None:
    hire = hired(town, town.case())
    client = signed_in(town.counsellor)
    client.post(path(hire, "withdraw/"), {"because": "まちがい"})

    answers = client.get(path(hire, what)), client.post(path(hire, what), {"because": "もう一度"})

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "people.step_already_withdrawn" in text_of(answers[0])
    assert path(hire, what) not in client.get(path(hire)).content.decode()


@pytest.mark.parametrize("what", ["", "correct/", "withdraw/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", {403, 404}), ("trainer", {403, 404}), ("manager", {403}), ("neighbour", {404})],
)
def test_refuses_everybody_else(town: Town, who: str, status: set[int], what: str) -> None:
    hire = hired(town, town.case())
    client = signed_in(getattr(town, who))

    answers = client.get(path(hire, what)), client.post(path(hire, what), {"because": "x"})

    assert {answers[0].status_code} <= status
    assert answers[1].status_code in {403, 404, 405}
    kept = again(town, hire)
    assert (kept.version, kept.step.withdrawn_at) == (hire.version, None)


def test_lets_the_supervisor_put_it_right(town: Town) -> None:
    hire = hired(town, town.case())
    client = signed_in(town.supervisor)

    client.post(path(hire, "correct/"), written(client.get(path(hire, "correct/")), industry="D"))

    assert again(town, hire).industry == "D"


def test_says_that_a_hire_outside_the_enrolment_is_not_counted(town: Town) -> None:
    case = town.case(enrolled=False)
    hire = hired(town, case)

    assert "事業の指標には数えません" in text_of(signed_in(town.counsellor).get(path(hire)))


def test_refuses_to_change_a_case_that_has_ended(town: Town) -> None:
    case = town.case()
    hire = hired(town, case)
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today())
    client = signed_in(town.counsellor)

    assert client.get(path(hire)).status_code == 200
    assert "people.case_closed" in text_of(client.get(path(hire, "withdraw/")))
