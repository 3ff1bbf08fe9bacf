"""A form that is sent after the session has ended is not lost: it is sent on after signing in."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from bansou.commons.clock import wareki
from bansou.commons.drafts.models import Draft
from bansou.desks.shared.sessions import SEEN_AT
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, signed_in

ACT = "講習の申込書を、窓口で2人で書く"


def fall_asleep(client: Client) -> None:
    session = client.session
    session[SEEN_AT] = (timezone.now() - settings.SESSION_IDLE - timedelta(minutes=1)).isoformat()
    session.save()


def next_act(town: Town, case: Any) -> tuple[str, dict[str, Any]]:
    form = {"next_action": ACT, "next_action_on": wareki(days(4)), "version": case.version}
    return f"/cases/{case.pk}/next/", form


def sent_late(client: Client, address: str, form: dict[str, Any]) -> str:
    """The page to which one is led back after signing in."""
    fall_asleep(client)
    answer = client.post(address, form)
    assert answer.status_code == 403
    assert "入れた内容は残っています" in text_of(answer)
    href = answer.content.decode().partition('href="/account/login/')[2].partition('"')[0]
    (back,) = parse_qs(urlsplit(href).query)["next"]
    return back


def test_gives_back_what_was_sent_too_late_and_sends_it_on(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    address, form = next_act(town, case)
    back = sent_late(client, address, form)
    assert town.again(case).next_action != ACT

    client = signed_in(town.counsellor)
    page = client.get(back, follow=True)
    assert ACT in text_of(page)
    sending = client.post(f"{urlsplit(back).path}send/", form)
    assert (sending.status_code, sending["Location"]) == (307, address)
    client.post(sending["Location"], form)

    assert town.again(case).next_action == ACT
    with town.at_work(town.counsellor):
        assert not Draft.objects.exists()


def test_leads_a_member_who_signs_in_anew_to_it_first_and_forgets_it_when_told(town: Town) -> None:
    address, form = next_act(town, town.case())
    back = urlsplit(sent_late(signed_in(town.counsellor), address, form)).path
    client = signed_in(town.counsellor)

    assert client.get("/")["Location"] == back
    client.post(f"{back}forget/")

    assert client.get("/")["Location"] == "/today/"
    assert client.get(back).status_code == 404


@pytest.mark.parametrize("step", ["", "send/", "forget/"])
def test_gives_it_to_nobody_else(town: Town, step: str) -> None:
    address, form = next_act(town, town.case())
    back = sent_late(signed_in(town.counsellor), address, form)

    answer = signed_in(town.colleague).generic(
        "POST" if step else "GET", f"{urlsplit(back).path}{step}"
    )

    assert answer.status_code == 404
    assert ACT not in answer.content.decode()


def test_holds_on_the_page_itself_what_nobody_who_is_known_has_sent(town: Town) -> None:
    """Signed out in another window: whose it was is not known, so nothing is kept here."""
    address, form = next_act(town, town.case())

    answer = Client().post(address, form)

    html = answer.content.decode()
    assert answer.status_code == 403
    assert f'<form method="post" action="{address}">' in html
    assert f'<input type="hidden" name="next_action" value="{ACT}">' in html


def test_sends_a_stale_form_of_ours_once_more_but_none_of_elsewhere(town: Town) -> None:
    address, form = next_act(town, town.case())
    client = Client(enforce_csrf_checks=True)

    ours = client.post(address, form, headers={"origin": "http://testserver"})
    others = client.post(address, form, headers={"origin": "https://elsewhere.example"})

    assert 'name="next_action"' in ours.content.decode()
    assert others.status_code == 403
    assert 'name="next_action"' not in others.content.decode()
