"""A trial is insured on each of its days, by a list that the manager keeps and hands to the insurer."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bansou.commons.audit.models import AccessLog
from bansou.support.experience.models import (
    ExperienceConfirmation,
    InsuredPerson,
    InternshipPolicy,
)
from tests.desks.counsellor.asking import log_of, statements, text_of
from tests.desks.counsellor.town import Town, days, signed_in, today
from tests.desks.experience.workplace import (
    again,
    arranged,
    confirmed,
    days_of,
    host_in,
    insured,
    person_in,
    policy_fields,
    policy_in,
    post_confirmation,
    post_insured,
    post_mark,
    requested,
    running,
)


def trial(town: Town, name: str = "三浦 和彦", **said: Any) -> Any:
    """A trial with its days set."""
    it = requested(town, person_in(town, name, "カナ"))
    return arranged(town, it, said.pop("host", None) or host_in(town, f"{name}の会社"), **said)


def on_lists(town: Town) -> int:
    with town.at_work():
        return InsuredPerson.objects.count()


@pytest.mark.capability("TMK-16", refused_by="test_refuses_a_trial_outside_the_cover")
def test_lets_an_insured_trial_begin(town: Town) -> None:
    it, policy = trial(town), policy_in(town)

    page = text_of(signed_in(town.manager).get("/experience/insurance/"))
    person = insured(town, it, policy)
    begun = confirmed(town, it)

    assert "三浦 和彦" in page
    assert (person.from_on, person.until_on) == (days(-2), days(30))
    assert begun.state == "confirmed"
    assert post_mark(town, it, days_of(town, it)[0]).status_code == 302
    after = text_of(signed_in(town.manager).get("/experience/insurance/"))
    assert "保険を待っている人は、いません" in after


def test_refuses_a_trial_outside_the_cover(town: Town) -> None:
    it, policy = trial(town), policy_in(town)
    post_insured(town, it, policy, days(-2), days(-1))

    response = post_confirmation(town, it, "office")
    page = signed_in(town.counsellor).get(f"/experience/{it.pk}/")

    assert response.status_code == 422
    assert "保険の期間の外の日があります" in text_of(page)
    assert "インターンシップ保険の期間の外です" in text_of(response)
    assert "事業担当者に、この人を保険の名簿に入れてもらうか" in text_of(response)
    with town.at_work():
        assert ExperienceConfirmation.objects.count() == 0


def test_refuses_a_trial_without_insurance(town: Town) -> None:
    response = post_confirmation(town, trial(town), "office")

    assert response.status_code == 422
    assert "インターンシップ保険の期間の外です" in text_of(response)


def test_refuses_a_day_that_lost_its_cover(town: Town) -> None:
    it = running(town)
    with town.at_work(town.manager):
        InsuredPerson.objects.filter(case=it.case).update(until_on=days(-1))
    first, _second, last = days_of(town, it)

    answers = [post_mark(town, it, day).status_code for day in (first, last)]

    assert answers == [302, 422]
    assert [day.state for day in days_of(town, it)] == ["attended", "planned", "planned"]


def test_lets_a_visit_begin_without_insurance_where_the_scheme_asks_for_none(town: Town) -> None:
    it = requested(town, person_in(town), "visit")
    arranged(town, it, host_in(town), first_on=today(), ends_at="12:00")

    assert confirmed(town, it).state == "confirmed"


# The list


def test_refuses_days_outside_the_policy(town: Town) -> None:
    it = trial(town)
    policy = policy_in(town, starts_on=days(-1).isoformat())

    response = post_insured(town, it, policy)

    assert response.status_code == 422
    assert "保険の期間（" in text_of(response)
    assert on_lists(town) == 0


def test_does_not_offer_a_policy_for_the_other_kind(town: Town) -> None:
    it = trial(town)
    policy = policy_in(town, covers_trials="", covers_visits="on")

    response = post_insured(town, it, policy)

    assert response.status_code == 422
    assert on_lists(town) == 0
    page = text_of(signed_in(town.manager).get(f"/experience/{it.pk}/insure/"))
    assert "「職場体験」を対象にする保険が、まだありません" in page


def test_refuses_more_people_at_a_time_than_the_policy_covers(town: Town) -> None:
    policy = policy_in(town, persons_limit="1")
    insured(town, trial(town), policy)
    other = trial(town, "小林 健一")

    refused = post_insured(town, other, policy, days(20), days(40))
    later = post_insured(town, other, policy, days(31), days(40))

    assert "同時に1人までです" in text_of(refused)
    assert later.status_code == 302
    assert on_lists(town) == 2


def test_insures_the_same_days_once(town: Town) -> None:
    it, policy = trial(town), policy_in(town)
    insured(town, it, policy)

    response = post_insured(town, it, policy)

    assert "もう名簿に入っています" in text_of(response)
    assert on_lists(town) == 1


def test_lengthens_the_days_of_somebody_on_the_list(town: Town) -> None:
    it, policy = trial(town), policy_in(town)
    insured(town, it, policy)

    assert post_insured(town, it, policy, until_on=days(40)).status_code == 302

    with town.at_work():
        assert InsuredPerson.objects.get().until_on == days(40)


def test_hands_the_list_to_the_insurer(town: Town) -> None:
    policy = policy_in(town)
    insured(town, trial(town), policy)
    client = signed_in(town.manager)
    address = f"/experience/insurance/{policy.pk}/"

    page = text_of(client.get(address))
    table = list(
        csv.reader(StringIO(client.get(f"{address}list/csv/").content.decode("utf-8-sig")))
    )
    book = load_workbook(BytesIO(client.get(f"{address}list/xlsx/").content))

    assert "三浦 和彦" in page
    assert table[1][1:6] == ["三浦 和彦", "カナ", "1980-05-05", str(days(-2)), str(days(30))]
    assert [cell.value for cell in book.worksheets[0]["B"]] == ["氏名", "三浦 和彦"]
    exports = [entry.detail for entry in log_of(town, kind=AccessLog.Kind.EXPORT)]
    assert [detail["format"] for detail in exports] == ["csv", "xlsx"]


def test_asks_no_more_of_the_database_the_more_people_wait(town: Town) -> None:
    client = signed_in(town.manager)
    trial(town)
    few = statements(client, "/experience/insurance/")
    for number in range(3):
        trial(town, f"小林 {number}")

    assert statements(client, "/experience/insurance/") == few


# The policy


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"ends_on": "2000-04-01"}, "始まりの日より前です"),
        ({"covers_trials": ""}, "どちらかに印をつけてください"),
        ({"insurer": ""}, "保険会社"),
    ],
)
def test_refuses_a_policy_that_covers_nothing(
    said: dict[str, str], sentence: str, town: Town
) -> None:
    form = policy_fields(town, **said)

    response = signed_in(town.manager).post("/experience/insurance/new/", form)

    assert response.status_code == 422
    assert sentence in text_of(response)
    with town.at_work():
        assert InternshipPolicy.objects.count() == 0


def test_registers_a_policy_once(town: Town) -> None:
    policy_in(town)

    response = signed_in(town.manager).post("/experience/insurance/new/", policy_fields(town))

    assert "この番号の保険は、すでに登録されています" in text_of(response)


def test_corrects_a_policy_over_the_version_that_was_seen(town: Town) -> None:
    policy = policy_in(town)
    address = f"/experience/insurance/{policy.pk}/correct/"
    client = signed_in(town.manager)

    first = client.post(address, policy_fields(town, persons_limit="5", version=1))
    second = client.post(address, policy_fields(town, persons_limit="6", version=1))

    assert (first.status_code, second.status_code) == (302, 422)
    with town.at_work():
        assert InternshipPolicy.objects.get().persons_limit == 5


def test_does_not_shorten_a_policy_under_people_on_its_list(town: Town) -> None:
    policy = policy_in(town)
    insured(town, trial(town), policy)

    response = signed_in(town.manager).post(
        f"/experience/insurance/{policy.pk}/correct/",
        policy_fields(town, ends_on=days(10).isoformat(), version=1),
    )

    assert "名簿の1人が、この期間の外になります" in text_of(response)


def test_keeps_insurances_with_the_manager_alone(town: Town) -> None:
    policy, it = policy_in(town), trial(town)

    answers = {
        signed_in(member).get(address).status_code
        for member in (town.counsellor, town.matching, town.supervisor, town.trainer)
        for address in ("/experience/insurance/", f"/experience/insurance/{policy.pk}/")
    }

    assert answers == {403}
    assert again(town, it).state == "arranged"
