"""Host, days and hours within the scheme's limits, confirmed by everybody, and anew when changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bansou.employers.hosts.models import HostPlace
from bansou.support.experience.models import ExperienceConfirmation
from tests.desks.counsellor.asking import log_of_case, text_of
from tests.desks.counsellor.town import Town, days, signed_in, today
from tests.desks.experience.workplace import (
    EVERY_DAY,
    again,
    arranged,
    confirmed,
    days_of,
    host_in,
    insured,
    person_in,
    policy_in,
    post_confirmation,
    post_mark,
    post_terms,
    requested,
    running,
)


def confirmations(town: Town) -> int:
    with town.at_work():
        return ExperienceConfirmation.objects.count()


def test_sets_host_days_and_hours(town: Town) -> None:
    it, host = requested(town, person_in(town)), host_in(town)

    arranged_now = arranged(town, it, host, first_on=days(-2), last_on=days(2))

    assert (arranged_now.state, arranged_now.terms) == ("arranged", 1)
    assert (arranged_now.host_id, arranged_now.tutor) == (host.pk, "高橋 健")
    planned = days_of(town, it)
    assert [day.on for day in planned] == [days(number) for number in range(-2, 3)]
    assert {day.minutes for day in planned} == {360}


def test_leaves_out_days_of_the_week_and_holidays(town: Town) -> None:
    it, host = requested(town, person_in(town)), host_in(town)
    new_year = date(town.programme.fiscal_year + 1, 1, 1)
    weekday = (new_year.weekday() + 1) % 7

    said = {"weekdays": [str(new_year.weekday()), str(weekday)], "skips_holidays": "on"}
    arranged(town, it, host, first_on=new_year, last_on=date(new_year.year, 1, 7), **said)

    assert [day.on for day in days_of(town, it)] == [date(new_year.year, 1, 2)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"last_on": days(9)}, "10日までです。いまは12日あります"),
        ({"last_on": days(-3)}, "実施する日がありません"),
        ({"ends_at": "18:30"}, "1日8時間までです"),
        ({"starts_at": "20:00", "ends_at": "23:00"}, "深夜（22:00から05:00まで）"),
        ({"starts_at": "4:00", "ends_at": "9:00"}, "深夜（22:00から05:00まで）"),
        ({"ends_at": "10:00"}, "時間が残りません"),
        ({"tutor": " "}, "指導担当者がいません"),
    ],
)
def test_refuses_what_the_scheme_does_not_allow(
    said: Mapping[str, Any], sentence: str, town: Town
) -> None:
    it = requested(town, person_in(town))

    response = post_terms(town, it, host_in(town), **said)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert (again(town, it).state, days_of(town, it)) == ("requested", [])


def test_holds_a_visit_to_its_own_limits(town: Town) -> None:
    it = requested(town, person_in(town), "visit")

    response = post_terms(town, it, host_in(town))

    assert "「職場見学」は2日までです" in text_of(response)


def test_refuses_a_host_that_takes_no_trials(town: Town) -> None:
    it, host = requested(town, person_in(town)), host_in(town)
    with town.at_work(town.matching):
        HostPlace.objects.filter(pk=host.pk).update(takes_trials=False)

    response = post_terms(town, it, host)

    assert response.status_code == 422
    assert again(town, it).state == "requested"


def test_refuses_more_people_than_the_host_takes_at_a_time(town: Town) -> None:
    host = host_in(town, seats=1)
    arranged(town, requested(town, person_in(town)), host)
    other = requested(town, person_in(town, "小林 健一", "コバヤシ ケンイチ"))

    response = post_terms(town, other, host, first_on=today(), last_on=days(2))

    assert response.status_code == 422
    assert "受入先がいっぱいです（同時に1人まで）" in text_of(response)
    assert arranged(town, other, host, first_on=days(1), last_on=days(2)).state == "arranged"


def test_keeps_what_was_typed_when_somebody_was_faster(town: Town) -> None:
    it, host = requested(town, person_in(town)), host_in(town)
    arranged(town, it, host)

    response = post_terms(town, it, host, version=1, tutor="森 一郎")

    assert response.status_code == 422
    assert "ほかの人が先に変えました" in text_of(response)
    assert "森 一郎" in response.content.decode()
    assert again(town, it).tutor == "高橋 健"


# Confirming


def test_begins_once_all_three_have_confirmed(town: Town) -> None:
    it = arranged(town, requested(town, person_in(town)), host_in(town))
    insured(town, it, policy_in(town))

    assert confirmed(town, it, ("person", "office")).state == "arranged"
    assert confirmed(town, it, ("host",)).state == "confirmed"
    assert confirmations(town) == 3


def test_asks_for_every_confirmation_anew_when_the_terms_change(town: Town) -> None:
    host = host_in(town)
    it = running(town, host=host)

    changed = arranged(town, it, host, ends_at="15:00")

    assert (changed.state, changed.terms) == ("arranged", 2)
    page = text_of(signed_in(town.counsellor).get(f"/experience/{it.pk}/"))
    assert page.count("取り直し") == 3
    assert post_mark(town, it, days_of(town, it)[0]).status_code == 403
    assert confirmed(town, it).state == "confirmed"


def test_keeps_the_confirmations_of_terms_that_say_the_same(town: Town) -> None:
    host = host_in(town)
    it = running(town, host=host)

    same = arranged(town, it, host)

    assert (same.state, same.terms) == ("confirmed", 1)


def test_keeps_the_days_that_were_held(town: Town) -> None:
    host = host_in(town)
    it = running(town, host=host)
    post_mark(town, it, days_of(town, it)[0])

    dropped = post_terms(town, it, host, first_on=days(-1), last_on=days(3))
    kept = arranged(town, it, host, first_on=days(-2), last_on=days(3))

    assert "もう出欠が付いています" in text_of(dropped)
    assert kept.state == "arranged"
    assert [day.state for day in days_of(town, it)] == ["attended", *["planned"] * 5]


def test_confirms_nothing_before_days_are_set(town: Town) -> None:
    it = requested(town, person_in(town))

    response = post_confirmation(town, it, "person")

    assert "受入先と日程が、まだ決まっていません" in text_of(response)
    assert confirmations(town) == 0


def test_confirms_once(town: Town) -> None:
    it = arranged(town, requested(town, person_in(town)), host_in(town))
    confirmed(town, it, ("person",))

    response = post_confirmation(town, it, "person")

    assert "本人の確認は、もう記録されています" in text_of(response)
    assert confirmations(town) == 1


@pytest.mark.parametrize("on", [days(1), days(-10)])
def test_confirms_between_the_request_and_today(on: date, town: Town) -> None:
    it = arranged(town, requested(town, person_in(town)), host_in(town))

    response = post_confirmation(town, it, "person", on=on.isoformat())

    assert response.status_code == 422
    assert confirmations(town) == 0


# The paper


def test_draws_the_agreement_as_pdf(town: Town) -> None:
    it = running(town)

    response = signed_in(town.counsellor).get(f"/experience/{it.pk}/agreement/")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert len(response.content) > 10_000
    assert log_of_case(town, it.case)[-1] == ("export", "experience")


def test_draws_no_agreement_before_there_are_terms(town: Town) -> None:
    it = requested(town, person_in(town))

    assert signed_in(town.counsellor).get(f"/experience/{it.pk}/agreement/").status_code == 404


# Who may


def test_is_seen_and_arranged_by_who_has_to_do_with_it_alone(town: Town) -> None:
    it, host = requested(town, person_in(town)), host_in(town)
    everybody = {
        name: getattr(town, name)
        for name in (
            *("counsellor", "supervisor", "matching"),
            *("colleague", "manager", "trainer", "neighbour"),
        )
    }

    seen = {
        name: signed_in(member).get(f"/experience/{it.pk}/").status_code
        for name, member in everybody.items()
    }
    strangers = ("colleague", "manager", "trainer", "neighbour")
    changed = {
        name: post_terms(town, it, host, by=everybody[name], weekdays=EVERY_DAY).status_code
        for name in strangers
    }

    assert {name for name, status in seen.items() if status == 200} == {
        *("counsellor", "supervisor", "matching")
    }
    assert set(changed.values()) <= {403, 404}
    assert again(town, it).state == "requested"
