"""Asking between the bodies of a joint project: a name to ask, only while both sides have consent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import fiscal_year_of
from bansou.evidence.joint.actions import begin_joint_project, join_project
from bansou.evidence.joint.asking import PURPOSE, leave_traces
from bansou.evidence.joint.models import JointTrace
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.consent.actions import give_consent
from bansou.people.consent.models import Consent
from bansou.people.persons.actions import register_person
from bansou.people.persons.models import Person
from bansou.programmes.actions import start_programme
from bansou.schemes.reader import template
from tests.commons.waiting import wait_until_waiting
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import Town, found_town, now, signed_in, today


def known_in_both(town: Town) -> tuple[Case, Case]:
    """The same man in the town and in the city next to it, which run a project together."""
    ours = town.case()
    with town.at_work():
        project = begin_joint_project(programme=town.programme, at=now())
    with acting(actor_of(town.neighbour), why="共同事業") as by:
        programme = start_programme(
            by=by,
            scheme_id="tomakomai",
            text=template("tomakomai"),
            fiscal_year=fiscal_year_of(today()),
            at=now(),
        )
        join_project(programme=programme, code=project.code, at=now())
        person = register_person(
            by=by, name="三浦 カズヒコ", kana="みうら　かずひこ", birth_on=date(1980, 5, 5)
        )
        theirs = open_case(by=by, person=person, opened_on=today())
        enrol(case=theirs, programme=programme, from_on=today())
        assign(by=by, case=theirs, to=town.neighbour, from_on=today(), at=now())
    return ours, theirs


def said() -> dict[str, str]:
    day = today()
    return {
        "given_on_era": "令和",
        "given_on_year": str(day.year - 2018),
        "given_on_month": str(day.month),
        "given_on_day": str(day.day),
    }


def agree(client: Any, case: Case) -> Any:
    """Record the consent, or take it back where it is in force."""
    return client.post(address(case), said(), follow=True)


def address(case: Case) -> str:
    return reverse("counsellor:elsewhere", args=[case.pk])


def test_names_the_other_body_only_while_both_have_consent(town: Town) -> None:
    ours, theirs = known_in_both(town)
    here, there = signed_in(town.counsellor), signed_in(town.neighbour)

    alone = text_of(agree(here, ours))
    agree(there, theirs)
    both = text_of(here.get(address(ours)))
    mutual = text_of(there.get(address(theirs)))
    agree(there, theirs)
    withdrawn = text_of(here.get(address(ours)))

    assert "見つかりません" in alone
    assert "小樽市 同じ人の登録があるかもしれません。小樽市の担当に聞いてください。" in both
    assert "カズヒコ" not in both.replace("三浦 和彦", "")
    assert "苫小牧市 同じ人の登録があるかもしれません" in mutual
    assert "小樽市" not in withdrawn
    assert len(log_of(town, subject="elsewhere")) == 3


def test_tells_nothing_to_who_has_not_the_token_itself(town: Town) -> None:
    ours, theirs = known_in_both(town)
    agree(signed_in(town.neighbour), theirs)
    with acting(actor_of(town.neighbour), why="試験"):
        trace = JointTrace.objects.select_related("part").get()
        asked = [trace.part.project_id, trace.token]

    with town.at_work(), connection.cursor() as cursor:
        assert not JointTrace.objects.exists()
        cursor.execute("SELECT bansou_joint_known(%s, %s)", asked)
        assert cursor.fetchall() == []

    without = text_of(signed_in(town.counsellor).get(address(ours)))
    assert "小樽市" not in without


@pytest.mark.django_db(transaction=True)
def test_leaves_each_token_once_when_two_open_the_page_at_the_same_moment() -> None:
    town = found_town()
    ours, _theirs = known_in_both(town)
    with town.at_work(town.counsellor) as by:
        give_consent(by=by, case=ours, purpose=PURPOSE, on=today(), at=now(), today=today())

    def opened() -> int:
        try:
            return int(signed_in(town.counsellor).get(address(ours)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as desks:
        with town.at_work(town.counsellor):
            (trace,) = leave_traces(Case.objects.get(pk=ours.pk))
            second = desks.submit(opened)
            wait_until_waiting(1, lambda: not second.done())
        answer = second.result()

    assert answer == 200
    with town.at_work():
        assert JointTrace.objects.get().pk == trace.pk


def test_asks_for_reading_and_birthday_and_refuses_who_is_not_responsible(town: Town) -> None:
    ours, _theirs = known_in_both(town)
    client = signed_in(town.counsellor)
    agree(client, ours)
    with town.at_work():
        Person.objects.filter(pk=ours.person_id).update(birth_on=None)

    assert "フリガナと生年月日がそろうと" in text_of(client.get(address(ours)))
    assert signed_in(town.colleague).get(address(ours)).status_code == 403
    assert signed_in(town.neighbour).get(address(ours)).status_code == 404
    apart = town.case("別 の人", enrolled=False)
    assert "共同事業に加わっていません" in text_of(agree(client, apart))
    with town.at_work():
        assert not Consent.objects.filter(case=apart).exists()
