"""A note of a visit that comes from a device without network: once, and never over another record."""

import json
from typing import Any

import pytest

from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership
from bansou.people.steps.models import Step
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import signed_in
from tests.desks.outreach.kobe import Kobe
from tests.desks.outreach.test_visits import RESULT, change, planned, record, the_visit


def sent(kobe: Kobe, by: Membership, **said: Any) -> Any:
    return signed_in(by).post(
        "/outreach/offline/notes/", json.dumps(said), content_type="application/json"
    )


def note_on(it: OutreachVisit, **said: Any) -> dict[str, Any]:
    return {
        "key": str(uuid7()),
        "visit": str(it.pk),
        "version": it.version,
        "met": "person",
        "client_state": "",
        "result": RESULT,
        **said,
    }


def steps(kobe: Kobe) -> list[tuple[str, str]]:
    with kobe.at_work():
        rows = Step.objects.filter(kind__startswith="outreach.").order_by("id")
        return list(rows.values_list("kind", "note"))


@pytest.mark.capability(
    "KOB-16", refused_by="test_takes_no_note_from_who_does_not_stand_by_the_person"
)
def test_records_a_visit_once_however_often_its_note_is_sent(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    client = signed_in(kobe.counsellor)
    taken = client.get("/outreach/offline/today/").json()["visits"]
    assert [(one["id"], one["version"], one["place"]) for one in taken] == [
        (str(it.pk), it.version, "神戸市灘区の自宅")
    ]
    note = json.dumps(note_on(it))

    answers = [
        client.post("/outreach/offline/notes/", note, content_type="application/json")
        for _ in range(3)
    ]

    assert [(a.status_code, a.json()["standing"]) for a in answers] == [(200, "recorded")] * 3
    assert steps(kobe) == [("outreach.consulted", RESULT)]
    held = the_visit(kobe)
    assert (held.state, held.result) == ("held", RESULT)
    assert client.get("/outreach/offline/today/").json()["visits"] == []


def test_takes_along_what_to_beware_of_the_way_and_who_comes_too(kobe: Kobe) -> None:
    planned(kobe)

    (taken,) = signed_in(kobe.counsellor).get("/outreach/offline/today/").json()["visits"]

    told = {name: taken[name] for name in ("companion", "route", "risk", "clinic", "contacts")}
    assert told == {
        "companion": "片山 亨",
        "route": "六甲道駅から歩いて8分。裏口から入る。",
        "risk": "犬がいる。",
        "clinic": "",
        "contacts": "当番 078-000-0110",
    }


def test_keeps_both_where_the_visit_was_recorded_meanwhile(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    record(kobe, it, result="同行した人が先に書いた。")

    answer = sent(kobe, kobe.counsellor, **note_on(it))

    assert answer.json()["standing"] == "beside"
    page = text_of(kobe.get(kobe.counsellor, f"home-visits/{it.pk}/"))
    assert "同行した人が先に書いた。" in page
    assert RESULT in page
    with kobe.at_work():
        note = VisitNote.objects.get()
    added, again = (kobe.post(kobe.counsellor, f"visit-notes/{note.pk}/add/") for _ in range(2))
    assert added.status_code == 302
    assert "もう経過に入っています" in text_of(again)
    assert steps(kobe) == [
        ("outreach.consulted", "同行した人が先に書いた。"),
        ("outreach.added", RESULT),
    ]


def test_records_the_visit_where_its_plan_alone_was_changed_meanwhile(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)
    assert change(kobe, it, companion="森 晴美").status_code == 302

    answer = sent(kobe, kobe.counsellor, **note_on(it))

    assert answer.json()["standing"] == "recorded"
    held = the_visit(kobe)
    assert (held.state, held.result, held.companion) == ("held", RESULT, "森 晴美")
    assert steps(kobe) == [("outreach.consulted", RESULT)]


def test_takes_no_note_from_who_does_not_stand_by_the_person(kobe: Kobe) -> None:
    planned(kobe)
    it = the_visit(kobe)

    client = signed_in(kobe.colleague)
    assert client.get("/outreach/offline/today/").json()["visits"] == []
    assert sent(kobe, kobe.colleague, **note_on(it)).status_code == 404
    assert sent(kobe, kobe.neighbour, **note_on(it)).status_code == 404
    empty = sent(kobe, kobe.counsellor, **note_on(it, result=" "))
    assert (empty.status_code, empty.json()["message"]) == (
        422,
        "訪問の様子：ここに書いてください。",
    )
    assert sent(kobe, kobe.counsellor, key="no key").status_code == 404

    assert steps(kobe) == []
    assert the_visit(kobe).state == "planned"
