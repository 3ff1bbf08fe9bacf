"""共同集計: the command and the pages by which bodies count together."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.access.acting import acting
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role
from bansou.commons.organisations.services import service_actor
from bansou.desks.manager.joint_jobs import count_joint
from bansou.evidence.joint.models import JointPart
from bansou.grants.casebook.models import CaseSheet
from bansou.programmes.models import Programme
from examples.bodies import kanagawa
from tests.desks.manager.office import Office, member, signed_in
from tests.desks.manager.reading import texts
from tests.examples.importing import take_in
from tests.plugins.commands import Cli

WANTED = kanagawa.Wanted(hired_regular=9, participants=90, hiring_employers=31)


@pytest.fixture
def bodies(db: None) -> dict[str, Organisation]:
    """The prefecture and two of its cities, each with its ledger."""
    books = kanagawa.books(WANTED, seed=3)
    return {key: take_in("kanagawa", books[key]) for key in ("kanagawa", "sagamihara", "fujisawa")}


def seat(body: Organisation) -> Client:
    return signed_in(member(body, Role.PROGRAMME_MANAGER, "担当 太郎"))


def programme(body: Organisation) -> Programme:
    with acting(service_actor("test", body), why="試験"):
        return Programme.objects.get(scheme_id="kanagawa")


def address(body: Organisation, name: str = "joint") -> str:
    return reverse(f"manager:{name}", args=[programme(body).pk])


def count_all(bodies: dict[str, Organisation]) -> None:
    """Do what waits in the queue: each body counts by its own service."""
    for body in bodies.values():
        with acting(service_actor("test", body), why="試験"):
            parts = list(JointPart.objects.filter(left_at=None))
        for part in parts:
            count_joint.run(
                asked_by=str(part.pk), organisation=str(body.pk), project=str(part.project_id)
            )


@pytest.mark.capability("KNG-01", refused_by="test_a_wrong_code_is_refused_and_stays_in_the_form")
@pytest.mark.capability("KNG-02")
def test_bodies_join_by_the_code_and_count_one_person_once(
    bodies: dict[str, Organisation],
) -> None:
    lead = seat(bodies["kanagawa"])
    lead.post(address(bodies["kanagawa"], "joint_begin"))
    (code,) = texts(lead.get(address(bodies["kanagawa"])), "code")
    for key in ("sagamihara", "fujisawa"):
        client = seat(bodies[key])
        answer = client.post(address(bodies[key], "joint_join"), {"code": code})
        assert answer.status_code == 302
    count_all(bodies)

    page = lead.get(address(bodies["kanagawa"]))

    assert texts(page, "tbody th")[-3:] == ["神奈川県", "相模原市", "藤沢市"]
    cost = [text for text in texts(page, "tfoot td") if text.endswith("千円")]
    assert cost == ["95,800千円"]
    theirs = seat(bodies["fujisawa"]).get(address(bodies["fujisawa"]))
    # The target is the leading body's own.
    actual = [text.partition("【")[2] or text for text in texts(page, "tbody td")]
    assert [t.partition("【")[2] or t for t in texts(theirs, "tbody td")] == actual
    assert texts(seat(bodies["fujisawa"]).get(address(bodies["fujisawa"])), "code") == []


@pytest.mark.capability("KNG-31", "X-06")
def test_the_command_counts_who_went_to_two_bodies_once(
    bodies: dict[str, Organisation], cli: Cli
) -> None:
    said = cli(
        *("joint", "kanagawa", "--fiscal-year", "2021", "--lead", "140007"),
        *("--member", "141500", "--member", "142051", "--json"),
    )

    assert said.code == 0, said.err
    people = next(it for it in json.loads(said.out) if it["id"] == "kanagawa.participants")
    apart = sum(body["value"] for body in people["bodies"])
    assert people["shared"] > 0
    assert people["value"] == apart - people["shared"]


def test_indicators_tell_the_numbers_together_and_those_of_one_body_when_asked(
    bodies: dict[str, Organisation], cli: Cli
) -> None:
    asked = ("indicators", "kanagawa", "--fiscal-year", "2021", "--json")
    lead = seat(bodies["kanagawa"])
    lead.post(address(bodies["kanagawa"], "joint_begin"))
    (code,) = texts(lead.get(address(bodies["kanagawa"])), "code")
    for key in ("sagamihara", "fujisawa"):
        seat(bodies[key]).post(address(bodies[key], "joint_join"), {"code": code})
    too_early = cli(*asked)
    count_all(bodies)

    together, alone = cli(*asked), cli(*asked, "--organisation", "142051")
    in_words = cli(*asked[:-1])

    assert (too_early.code, "bansou joint で数え直してください" in too_early.err) == (1, True)
    people = next(it for it in json.loads(together.out) if it["id"] == "kanagawa.participants")
    apart = {it["body"]: it["value"] for it in people["bodies"]}
    assert 0 < people["value"] < sum(apart.values())
    theirs = next(it for it in json.loads(alone.out) if it["id"] == "kanagawa.participants")
    assert (theirs["value"], len(theirs["evidence"]) > 0) == (apart["藤沢市"], True)
    assert f"事業参加者数　560【{people['value']}】人" in in_words.out


def test_a_wrong_code_is_refused_and_stays_in_the_form(bodies: dict[str, Organisation]) -> None:
    client = seat(bodies["fujisawa"])

    page = client.post(address(bodies["fujisawa"], "joint_join"), {"code": "ABCD-EFGH-JKLM"})

    assert page.status_code == 422
    assert any("合言葉の共同事業はありません" in text for text in texts(page, ".banner li"))
    assert 'value="ABCD-EFGH-JKLM"' in page.text


def test_leaving_is_asked_and_the_leading_body_stays(bodies: dict[str, Organisation]) -> None:
    lead, client = seat(bodies["kanagawa"]), seat(bodies["fujisawa"])
    lead.post(address(bodies["kanagawa"], "joint_begin"))
    (code,) = texts(lead.get(address(bodies["kanagawa"])), "code")
    client.post(address(bodies["fujisawa"], "joint_join"), {"code": code})

    assert "共同事業を抜けますか" in texts(
        client.get(address(bodies["fujisawa"], "joint_leave")), "h1"
    )
    client.post(address(bodies["fujisawa"], "joint_leave"))
    lead.post(address(bodies["kanagawa"], "joint_leave"))

    assert "共同事業に加わる" in texts(client.get(address(bodies["fujisawa"])), "h2")
    assert texts(lead.get(address(bodies["kanagawa"])), "code") == [code]


@pytest.mark.parametrize("name", ["joint_begin", "joint_count", "joint_join"])
def test_only_the_manager_changes_a_joint_project(office: Office, name: str) -> None:
    where: Any = reverse(f"manager:{name}", args=[office.programme.pk])

    for role in (Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR):
        assert office.seat(role).post(where).status_code in (403, 404)
    with office.at_work():
        assert not JointPart.objects.exists()


@pytest.mark.capability("KNG-32")
def test_the_leading_body_prints_the_joint_numbers_and_the_sum_of_costs(
    bodies: dict[str, Organisation], cli: Cli
) -> None:
    lead = seat(bodies["kanagawa"])
    cli(
        *("joint", "kanagawa", "--fiscal-year", "2021", "--lead", "140007"),
        *("--member", "141500", "--member", "142051"),
    )

    drawn = lead.post(
        address(bodies["kanagawa"], "sheet_draw_up"), {"request_key": str(uuid7())}, follow=True
    )

    together = texts(lead.get(address(bodies["kanagawa"])), "tbody td b")
    printed = [text.replace(" ", "") for text in texts(drawn, "article b") if "【" in text]
    assert printed[-3:] == [pair.rstrip("人社") for pair in together]
    assert "95,800千円" in drawn.text
    assert "3団体の台帳の記録を合わせて算出" in drawn.text


def test_no_sheet_is_drawn_up_before_every_body_has_counted(
    bodies: dict[str, Organisation],
) -> None:
    lead, client = seat(bodies["kanagawa"]), seat(bodies["fujisawa"])
    lead.post(address(bodies["kanagawa"], "joint_begin"))
    (code,) = texts(lead.get(address(bodies["kanagawa"])), "code")
    client.post(address(bodies["fujisawa"], "joint_join"), {"code": code})

    answer = lead.post(address(bodies["kanagawa"], "sheet_draw_up"), {"request_key": str(uuid7())})

    assert answer.status_code == 403
    assert "まだ数えていない団体があります" in "".join(texts(answer, "main"))
    with acting(service_actor("test", bodies["kanagawa"]), why="試験"):
        assert not CaseSheet.objects.exists()
