"""Contacts around somebody and what they said: theirs, and never shown to the person."""

from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.people.answering.models import DisclosureRequest
from bansou.people.cases.actions import close_case
from bansou.people.families.models import FamilyContact, FamilyStatement
from tests.desks.counsellor.asking import log_of_case, text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.rights.test_requests import PERIOD, asked
from tests.desks.seeker.letters import came_in

SAID = "夜中に台所で物音がする。私が話しかけると部屋に戻る。"
REACH = "090-0000-0155"


def contact_on(town: Town, case: Any, **said: str) -> FamilyContact:
    """A mother who is written down on the screen, as it is on record."""
    form = {"relation": "母", "name": "三浦 和子", "reach": REACH, "request_key": str(uuid7())}
    answer = signed_in(town.counsellor).post(f"/cases/{case.pk}/family/new/", form | said)
    assert answer.status_code == 302, text_of(answer)
    with town.at_work():
        return FamilyContact.objects.select_related("case").latest("id")


def statement_of(town: Town, contact: FamilyContact, **said: str) -> FamilyStatement:
    """What she said, written down on the screen, as it is on record."""
    form = {"said_on": days(-1).isoformat(), "text": SAID, "telling": "no"}
    form |= {"request_key": str(uuid7())} | said
    answer = signed_in(town.counsellor).post(f"/family/{contact.pk}/say/", form)
    assert answer.status_code == 302, text_of(answer)
    with town.at_work():
        return FamilyStatement.objects.latest("id")


@pytest.mark.capability(
    "KOB-25", refused_by="test_opens_what_a_family_said_to_nobody_who_does_not_stand_by"
)
def test_keeps_what_a_family_said_as_theirs_with_whether_it_may_be_told(town: Town) -> None:
    case = town.case()
    client, page = signed_in(town.counsellor), f"/cases/{case.pk}/family/"
    assert page in client.get(f"/cases/{case.pk}/").content.decode()
    assert "家族等の連絡先は、まだありません" in text_of(client.get(page))
    contact = contact_on(town, case)
    statement = statement_of(town, contact)
    before = len(log_of_case(town, case))

    told = text_of(client.get(page))

    for words in ("母", "三浦 和子", REACH, SAID, wareki(days(-1)), "本人に伝えない"):
        assert words in told
    assert f"{town.counsellor.user.name}が書きました" in told
    assert log_of_case(town, case)[before:] == [("open", "family")], "one line for one reading"
    assert SAID not in text_of(client.get(f"/cases/{case.pk}/")), "apart from the person's record"

    telling = f"/family/statements/{statement.pk}/telling/"
    assert client.post(telling, {"telling": "yes", "version": "1"}).status_code == 302
    assert "本人に伝えてよい" in text_of(client.get(page))
    late = client.post(telling, {"telling": "no", "version": "1"})
    assert late.status_code == 422, "somebody settled it in between"
    withdraw = f"/family/statements/{statement.pk}/withdraw/"
    bare = client.post(withdraw, {"because": "", "version": "2"})
    assert bare.status_code == 422
    assert client.post(withdraw, {"because": "父の話だった", "version": "2"}).status_code == 302
    assert "取り消した理由：父の話だった" in text_of(client.get(page))
    again = client.post(telling, {"telling": "no", "version": "3"})
    assert "この話は、取り消されています" in text_of(again)
    change = {"relation": "母", "name": "三浦 和子", "reach": "078-000-0155", "version": "1"}
    assert client.post(f"/family/{contact.pk}/change/", change).status_code == 302
    changed = text_of(client.get(page))
    assert "078-000-0155" in changed
    assert REACH not in changed
    with town.at_work():
        events = apps.get_model("people", "FamilyStatementEvent").objects.all()
        assert list(events.order_by("pgh_id").values_list("telling", flat=True)) == [
            "no",
            "yes",
            "yes",
        ]


def test_writes_down_once_however_often_a_form_is_sent(town: Town) -> None:
    case, key = town.case(), str(uuid7())

    for _ in range(2):
        contact = contact_on(town, case, request_key=key)
    for _ in range(2):
        statement_of(town, contact, request_key="01900000-0000-7000-8000-000000000001")

    with town.at_work():
        assert FamilyContact.objects.count() == 1
        assert FamilyStatement.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": ""}, "聞いた話"),
        ({"text": "　"}, "聞いた話"),
        ({"said_on": days(3).isoformat()}, "聞いた日"),
        ({"telling": ""}, "本人に伝えてよいか"),
    ],
)
def test_refuses_a_statement_without_text_day_or_answer(
    town: Town, said: dict[str, str], sentence: str
) -> None:
    contact = contact_on(town, town.case())
    form = {"said_on": days(-1).isoformat(), "text": SAID, "telling": "no"}

    refused = signed_in(town.counsellor).post(
        f"/family/{contact.pk}/say/", form | {"request_key": str(uuid7())} | said
    )

    assert refused.status_code == 422
    assert sentence in text_of(refused)
    with town.at_work():
        assert not FamilyStatement.objects.exists()


def test_opens_what_a_family_said_to_nobody_who_does_not_stand_by(town: Town) -> None:
    case = town.case()
    contact = contact_on(town, case)
    statement = statement_of(town, contact)
    town.refer(case, level=2)
    supervisor = signed_in(town.supervisor).get(f"/cases/{case.pk}/family/")
    assert SAID in text_of(supervisor)

    for member in (town.colleague, town.matching, town.manager, town.trainer, town.neighbour):
        client = signed_in(member)
        for path in (
            f"/cases/{case.pk}/family/",
            f"/cases/{case.pk}/family/new/",
            f"/family/{contact.pk}/change/",
            f"/family/{contact.pk}/say/",
            f"/family/statements/{statement.pk}/telling/",
            f"/family/statements/{statement.pk}/withdraw/",
        ):
            answer = client.get(path)
            assert answer.status_code in {403, 404}, (member, path)
            assert SAID not in answer.content.decode()
        opened = client.get(f"/cases/{case.pk}/").content.decode()
        assert f"/cases/{case.pk}/family/" not in opened
    with town.at_work(town.trainer):
        assert not FamilyStatement.objects.exists(), "no grant opens it to another body"


def test_shows_the_person_nothing_that_their_family_said(town: Town) -> None:
    case = town.case()
    contact = contact_on(town, case)
    statement_of(town, contact, telling="yes")
    client = came_in(town, case)

    for page in ("", "courses/", "notes/", "readers/", "consents/", "contact/"):
        shown = client.get(f"/my/{page}").content.decode()
        assert SAID not in shown, page
        assert REACH not in shown, page


def test_tells_of_it_in_a_request_for_the_record_as_the_words_of_others(town: Town) -> None:
    case = town.case()
    statement_of(town, contact_on(town, case))
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    assert manager.post("/rights/requests/period/", PERIOD).status_code == 302
    assert manager.post("/rights/requests/new/", asked(case)).status_code == 302
    with town.at_work():
        it = DisclosureRequest.objects.get()

    page = supervisor.get(reverse("rights:request_items", args=[it.pk]))

    held = {one.held.source: one for _heading, items in page.context["groups"] for one in items}
    assert SAID in held["people.familystatement"].held.text
    assert REACH in held["people.familycontact"].held.text
    assert "本人以外の人の話です" in text_of(page)
    for source in ("people.familystatement", "people.familycontact"):
        assert not held[source].can_go_together, "each is decided by somebody who read it"


def test_adds_nothing_once_the_case_has_ended(town: Town) -> None:
    case = town.case()
    contact = contact_on(town, case)
    with town.at_work():
        case.refresh_from_db()
        close_case(case=case, on=today(), reason="終わり", at=now())
    form = {"said_on": days(-1).isoformat(), "text": SAID, "telling": "no"}

    answer = signed_in(town.supervisor).post(
        f"/family/{contact.pk}/say/", form | {"request_key": str(uuid7())}
    )

    assert "このケースは終結しています" in text_of(answer)
    with town.at_work():
        assert not FamilyStatement.objects.exists()


def test_offers_who_called_first_as_the_first_contact(town: Town) -> None:
    case = town.case()
    with town.at_work():
        case.fields = {"client_relation": "姉", "client_contact": "080-0000-0166"}
        case.save(update_fields=["fields"])

    form = signed_in(town.counsellor).get(f"/cases/{case.pk}/family/new/").content.decode()

    assert 'value="姉"' in form
    assert 'value="080-0000-0166"' in form
