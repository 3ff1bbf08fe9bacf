"""The texts that case sheets begin with, changed in a form on the manager's desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bansou.commons.organisations.models import Role
from bansou.programmes.actions import revise_scheme
from bansou.programmes.queries import scheme_on
from bansou.schemes.shape import SheetTexts
from tests.desks.manager.office import NOON, Office
from tests.desks.manager.reading import texts
from tests.desks.manager.test_scheme_parts import address, in_force
from tests.desks.manager.test_sheet_decisions import draw_up
from tests.desks.manager.test_sheet_wording import read as printed

TEXTS = "scheme_texts"


def sheet_texts(office: Office) -> SheetTexts:
    with office.at_work():
        return scheme_on(office.programme, office.programme.ends_on).sheet


def as_sent(answer: Any) -> dict[str, str]:
    """What the form of a page would send as it is."""
    form = answer.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def send(client: Client, office: Office, **changes: str) -> Any:
    where = address(office.programme, TEXTS)
    return client.post(where, {**as_sent(client.get(where)), **changes})


def test_changes_a_box_adds_one_and_words_the_flow_for_the_next_sheet(
    client: Client, office: Office
) -> None:
    before = sheet_texts(office)
    former = draw_up(client, office)

    preview = send(
        client,
        office,
        catch="一歩ずつ、いっしょに",
        box_1_text="講習を受ける。",
        box_4_title="居場所",
        box_4_text="木曜に開く。",
        actor_seekers="働きたい人",
        acts_0="面談",
    )
    said = texts(preview, "[aria-labelledby=preview] li")
    assert "事例シートの枠「資格等の取得支援」の文が変わります。" in said
    assert "事例シートに枠「居場所」が加わります。" in said
    assert sheet_texts(office) == before
    assert in_force(client, office.programme, preview).status_code == 302

    after = sheet_texts(office)
    assert [box.title for box in after.boxes] == [*(box.title for box in before.boxes), "居場所"]
    assert (after.boxes[1].text, after.boxes[1].stage) == ("講習を受ける。", before.boxes[1].stage)
    assert (after.actors[1].label, after.arrows[0].acts) == ("働きたい人", ("面談",))
    assert (after.menu, after.points) == (before.menu, before.points)
    assert printed(office, former).catch == before.catch
    assert printed(office, draw_up(client, office)).catch == "一歩ずつ、いっしょに"


def test_a_box_whose_mark_changes_tells_about_its_stage_no_more(
    client: Client, office: Office
) -> None:
    in_force(client, office.programme, send(client, office, box_0_chip=""))

    first = sheet_texts(office).boxes[0]
    assert (first.stage, first.chip) == (None, None)


def test_names_the_text_that_is_too_long_and_keeps_it(client: Client, office: Office) -> None:
    long = "この文は箱に入りきらない長さです。" * 90

    answer = send(client, office, box_0_text=long)

    assert answer.status_code == 422
    assert "8ポイントでも" in "".join(texts(answer, "div[id=id_box_0_text_error]"))
    assert answer.context["form"]["box_0_text"].value() == long


@pytest.mark.parametrize("name", [TEXTS, "scheme_parts"])
def test_is_not_put_over_what_a_colleague_changed_meanwhile(
    client: Client, office: Office, name: str
) -> None:
    where = address(office.programme, name)
    drawn = as_sent(client.get(where))
    mine = {"catch": "わたしの文"} if name == TEXTS else {"short_0": "わたし"}
    with office.at_work():
        text = office.programme.scheme_versions.get().text
        revise_scheme(
            programme=office.programme,
            text=text.replace("no_contact_days = 45", "no_contact_days = 30"),
            valid_from=office.programme.starts_on,
            at=NOON,
        )

    refused = client.post(where, {**drawn, **mine})
    again = as_sent(refused)

    assert refused.status_code == 422
    assert any("書いている間に、第2版ができました。" in it for it in texts(refused, ".banner li"))
    assert {key: again[key] for key in mine} == mine
    assert texts(client.post(where, again), "[aria-labelledby=preview] li")


def test_only_the_manager_changes_them(office: Office) -> None:
    where = reverse("manager:scheme_texts", args=[office.programme.pk])

    assert office.seat(Role.SUPERVISING_COUNSELLOR).get(where).status_code in (403, 404)
