"""The database alone: what a company is told of people, and that it is told nothing more."""

from dataclasses import replace
from typing import Any

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.models import Membership
from bansou.employers.models import Company, HostPlace, Opening
from bansou.people.consent.models import Consent
from bansou.placement.models import Hire, Proposal
from bansou.support.models import Experience, ExperienceDay
from tests.commons.access.cities import LONG_AGO, NOON, City, eyes_of

#: Words that the office has on record of the person, and that no company may read.
SECRETS = ("立ち仕事は腰がつらい", "就職氷河期", "ひきこもり", "家族の介護", "通院")


@pytest.fixture
def told(city: City, employer: Actor) -> Actor:
    """The employer, once the office has asked, introduced, arranged a trial and recorded a hire."""
    with acting(city.supervisor_actor, why="試験"):
        own = Opening.objects.get(company=city.company)
        Hire.objects.update(company=city.company)
        hire = Hire.objects.first()
        Proposal.objects.update(
            opening=own,
            state="hired",
            remark=SECRETS[0],
            terms=[{"code": SECRETS[1]}],
            decline_note=SECRETS[2],
            ended_because=SECRETS[3],
            answered_on=LONG_AGO,
            offered_on=LONG_AGO,
            profile=[["職種", "製造"]],
            company_answered_on=LONG_AGO,
            introduced_on=LONG_AGO,
            hire=hire,
        )
        Experience.objects.update(
            host=HostPlace.objects.get(company=city.company),
            state="arranged",
            wishes=SECRETS[0],
            goal=SECRETS[1],
            starts_at="09:00",
            ends_at="12:00",
            terms=1,
            ended_on=None,
            outcome="",
            declined_by="",
        )
        ExperienceDay.objects.update(missed_because=SECRETS[4])
    return employer


def agrees(city: City, *, on: bool) -> None:
    """The person agrees that companies know the name, or does no longer."""
    with acting(city.supervisor_actor, why="試験"):
        Consent.objects.filter(purpose="introduction").delete()
        if on:
            Consent.objects.create(
                organisation=city.body,
                recorded_by=city.body,
                case=city.case,
                purpose="introduction",
                given_on=LONG_AGO,
                recorded_at=NOON,
            )


def rows(cursor: Any, function: str) -> list[dict[str, Any]]:
    cursor.execute(f"SELECT * FROM {function}()")
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


FUNCTIONS = ("bansou_candidates", "bansou_hosted", "bansou_employed")


def test_tells_the_name_while_the_person_agrees_and_takes_it_away_at_once(
    city: City, told: Actor
) -> None:
    for on, name in ((False, ""), (True, city.person.name), (False, "")):
        agrees(city, on=on)
        with eyes_of(told) as cursor:
            assert [row["name"] for row in rows(cursor, "bansou_candidates")] == [name]
            assert [row["name"] for row in rows(cursor, "bansou_hosted")] == [name]
            # Of a hire it is told nothing at all: that somebody was supported is theirs to tell.
            assert [row["name"] for row in rows(cursor, "bansou_employed")] == [name] * on


@pytest.mark.parametrize("state", ["offered", "welcomed", "turned_down", "ended"])
def test_tells_no_name_before_the_introduction_though_the_person_agrees(
    state: str, city: City, told: Actor
) -> None:
    agrees(city, on=True)
    with acting(city.supervisor_actor, why="試験"):
        Proposal.objects.update(state=state, hire=None)

    with eyes_of(told) as cursor:
        (row,) = rows(cursor, "bansou_candidates")
        assert (row["state"], row["name"], row["kana"]) == (state, "", "")
        assert rows(cursor, "bansou_employed") == []


def test_tells_nothing_of_a_proposal_about_which_the_company_was_not_asked(
    city: City, told: Actor
) -> None:
    agrees(city, on=True)
    with acting(city.supervisor_actor, why="試験"):
        Proposal.objects.update(state="wanted", hire=None, offered_on=None)
        Experience.objects.update(state="requested", terms=0)

    with eyes_of(told) as cursor:
        assert [rows(cursor, function) for function in FUNCTIONS] == [[], [], []]


def test_tells_none_of_what_was_said_to_the_office_alone(city: City, told: Actor) -> None:
    agrees(city, on=True)
    with eyes_of(told) as cursor:
        said = str([rows(cursor, function) for function in FUNCTIONS])

    assert city.person.name in said
    for secret in SECRETS:
        assert secret not in said


def test_tells_only_the_company_itself(city: City, other_city: City, told: Actor) -> None:
    agrees(city, on=True)
    with acting(city.supervisor_actor, why="試験"):
        apart = Company.objects.get(name="別の会社")
        stranger = Membership.objects.get(pk=city.counsellor.pk)
    others = (
        city.supervisor_actor,
        city.visitor_actor,
        other_city.supervisor_actor,
        replace(told, company_id=apart.pk),
        replace(told, company_id=None),
        replace(told, membership_id=stranger.pk),
        replace(told, keeper_id=other_city.body.pk, company_id=other_city.company.pk),
    )
    for actor in others:
        with eyes_of(actor) as cursor:
            assert [rows(cursor, function) for function in FUNCTIONS] == [[], [], []], actor


def test_tells_nothing_of_a_hire_that_came_about_without_the_company_knowing(
    city: City, told: Actor
) -> None:
    agrees(city, on=True)
    with acting(city.supervisor_actor, why="試験"):
        Proposal.objects.update(state="chosen", hire=None)

    with eyes_of(told) as cursor:
        assert rows(cursor, "bansou_employed") == []
