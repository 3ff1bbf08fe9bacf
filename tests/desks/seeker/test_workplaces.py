"""Looking at work, from my page: wishing, agreeing, declining without a reason, saying how it was."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from bansou.people.cases.models import Case
from bansou.people.consent.actions import withdraw_consent
from bansou.people.consent.models import Consent
from bansou.people.sharing.models import Disclosure
from bansou.people.steps.models import Step
from bansou.support.experience.models import (
    Experience,
    ExperienceConfirmation,
    ExperienceEvaluation,
)
from bansou.support.experience.naming import agree_to_introduction
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.experience.workplace import (
    again,
    arranged,
    confirmed,
    host_in,
    person_in,
    post,
    requested,
)
from tests.desks.seeker.letters import came_in

WISHES = "静かなところで、物を組み立ててみたい"


def arranged_for(town: Town, case: Case) -> Experience:
    """A visit of yesterday morning, that waits for its confirmations."""
    day = {"first_on": days(-1), "last_on": days(-1)}
    hours = {"starts_at": "10:00", "ends_at": "12:00", "break_minutes": ""}
    return arranged(town, requested(town, case, "visit"), host_in(town), **day, **hours)


def wish(client: Client, **said: str) -> Any:
    fields = {"kind": "visit", "wishes": WISHES, "goal": "", "request_key": str(uuid4()), **said}
    return client.post("/my/workplaces/wish/", fields)


def test_wishes_in_own_words_once(town: Town) -> None:
    case = person_in(town)
    client = came_in(town, case)
    key = str(uuid4())

    nothing = wish(client, wishes=" ")
    for _again in range(2):
        assert wish(client, request_key=key).url == "/my/workplaces/"

    assert nothing.status_code == 422
    with town.at_work():
        made = Experience.objects.get()
        assert (made.case_id, made.kind, made.state, made.wishes) == (
            case.pk,
            "visit",
            "requested",
            WISHES,
        )
        assert Step.objects.get(kind="workplace.requested").by_id is None
    assert WISHES in text_of(client.get("/my/workplaces/"))


def test_wishes_for_nothing_before_the_first_talk(town: Town) -> None:
    client = came_in(town, town.case())

    assert "相談のあとで申し込めます" in text_of(client.get("/my/workplaces/"))
    assert wish(client).status_code != 302
    with town.at_work():
        assert not Experience.objects.exists()


def test_agrees_to_what_is_arranged_under_their_own_name(town: Town) -> None:
    case = person_in(town)
    trial = arranged_for(town, case)
    client = came_in(town, case)
    assert "道南鉄工株式会社" in text_of(client.get(f"/my/experiences/{trial.pk}/agree/"))

    client.post(f"/my/experiences/{trial.pk}/agree/")
    confirmed(town, trial, ["host", "office"])

    with town.at_work():
        by_person = ExperienceConfirmation.objects.get(party="person")
        assert (by_person.name, by_person.on) == ("三浦 和彦", today())
    assert again(town, trial).state == "confirmed"
    assert "決まりました" in text_of(client.get("/my/workplaces/"))


@pytest.mark.parametrize("first", ["consent", "confirmation"])
def test_records_that_the_host_learns_the_name_whichever_comes_second(
    town: Town, first: str
) -> None:
    case = person_in(town)
    trial = arranged_for(town, case)
    client = came_in(town, case)
    purpose = Consent.Purpose.INTRODUCTION
    with town.at_work(town.counsellor) as by:
        agree_to_introduction(by=by, case=case, on=today(), today=today(), at=now())
        if first == "confirmation":
            withdraw_consent(case=case, purpose=purpose, on=today(), today=today())

    client.post(f"/my/experiences/{trial.pk}/agree/")
    with town.at_work():
        by_then = Disclosure.objects.count()
    if first == "confirmation":
        client.post(f"/my/consents/{purpose}/", {"answer": "give"})

    assert by_then == (first == "consent")
    with town.at_work():
        handed = Disclosure.objects.get()
    assert (handed.recipient, handed.item_names, handed.by_id, handed.source_id) == (
        "道南鉄工株式会社",
        "氏名",
        None,
        trial.pk,
    )
    assert "道南鉄工株式会社 渡したもの：氏名" in text_of(client.get("/my/consents/"))
    desk = text_of(town.client(town.counsellor).get(f"/cases/{case.pk}/handing/"))
    assert "道南鉄工株式会社" in desk
    assert "本人のページ" in desk


def test_declines_without_a_reason_and_may_wish_again(town: Town) -> None:
    case = person_in(town)
    trial = arranged_for(town, case)
    client = came_in(town, case)

    client.post(f"/my/experiences/{trial.pk}/decline/")

    declined = again(town, trial)
    assert (declined.state, declined.declined_by, declined.ended_because) == (
        "declined",
        "person",
        "",
    )
    assert wish(client).status_code == 302
    late = client.post(f"/my/experiences/{trial.pk}/agree/")
    assert late.status_code == 403


def test_says_how_it_was_after_a_day_there(town: Town) -> None:
    case = person_in(town)
    visit = confirmed(town, arranged_for(town, case))
    client = came_in(town, case)
    address = f"/my/experiences/{visit.pk}/how-it-was/"
    form = client.get(address).context["form"]
    grades = {name: field.choices[0][0] for name, field in form.fields.items() if "item_" in name}
    early = client.post(address, {**grades, "note": "まだ行っていない"})
    assert early.status_code == 422
    with town.at_work():
        marked = visit.days.get()
    post(town, visit, f"days/{marked.pk}", attended="yes", missed_minutes="", because="")

    client.post(address, {**grades, "note": "人が親切だった"})

    with town.at_work():
        said = ExperienceEvaluation.objects.get()
        assert (said.side, said.note, said.on) == ("person", "人が親切だった", today())


@pytest.mark.parametrize("act", ["agree", "decline", "how-it-was"])
def test_touches_nobody_elses(act: str, town: Town) -> None:
    other = person_in(town, "佐藤 花", "サトウ ハナ")
    theirs = arranged_for(town, other)
    client = came_in(town, person_in(town))

    assert client.get(f"/my/experiences/{theirs.pk}/{act}/").status_code == 404
    assert client.post(f"/my/experiences/{theirs.pk}/{act}/").status_code == 404
    assert again(town, theirs).state == "arranged"
