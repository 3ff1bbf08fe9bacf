"""Two people, or two tabs, decide about one request at one moment: one does, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bansou.commons.documents.models import Attachment
from bansou.commons.organisations.models import Membership, Role
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.sharing.models import Disclosure
from tests.bodies import account_of
from tests.commons.waiting import wait_until_waiting
from tests.desks.counselling.station import found_station
from tests.desks.counselling.test_releases import decide, only, propose
from tests.desks.counsellor.asking import hidden, text_of
from tests.desks.counsellor.town import Town, days, found_town, signed_in
from tests.desks.rights.deciding import again, at, items_on, received, show_all

pytestmark = pytest.mark.django_db(transaction=True)
OVER = "もう審査中ではありません"


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> Town:
    settings.FILES_FOLDER, settings.KEYS_FOLDER = tmp_path / "files", tmp_path / "keys"
    return found_town()


def second_supervisor(town: Town) -> Membership:
    with town.at_work():
        return Membership.objects.create(
            user=account_of("上田 統", is_demo=True),
            organisation=town.city,
            role=Role.SUPERVISING_COUNSELLOR,
            from_on=days(-400),
        )


def at_once(town: Town, it: DisclosureRequest, *works: Callable[[], Any]) -> list[Any]:
    """Let all come as far as the request, each over its own connection, and then go on."""

    def run(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as workers:
        with town.at_work():
            DisclosureRequest.objects.select_for_update().get(pk=it.pk)
            answers = [workers.submit(run, work) for work in works]
            wait_until_waiting(len(works))
        return sorted((one.result() for one in answers), key=lambda one: one.status_code)


def test_of_two_who_grant_at_once_one_does_and_it_is_handed_out_once(town: Town) -> None:
    it, first = received(town, town.case()), signed_in(town.supervisor)
    second = signed_in(second_supervisor(town))
    show_all(first, it)

    done, told = at_once(
        town,
        it,
        lambda: first.post(at(it, "decide"), {"number": "決A"}),
        lambda: second.post(at(it, "decide"), {"number": "決B"}),
    )

    assert (done.status_code, told.status_code) == (302, 422)
    assert OVER in text_of(told)
    decided = again(town)
    (late,) = {"決A", "決B"} - {decided.decision_number}
    assert f'value="{late}"' in told.content.decode(), "what was typed stays"
    with town.at_work():
        assert Attachment.objects.filter(name="開示文書_開1.pdf").count() == 1

    tab = same_browser(first)
    handed, too_late = at_once(
        town,
        it,
        lambda: first.post(at(it, "hand"), {"how": "counter"}),
        lambda: tab.post(at(it, "hand"), {"how": "post"}),
    )

    assert (handed.status_code, too_late.status_code) == (200, 422)
    assert "渡せるのは、開示を決定した請求だけです" in text_of(too_late)
    with town.at_work():
        assert Disclosure.objects.filter(source="disclosure_request").count() == 1


def test_of_two_tabs_one_grants_and_the_other_refuses_and_one_is_told(town: Town) -> None:
    it, tab = received(town, town.case()), signed_in(town.supervisor)
    show_all(tab, it)
    other = same_browser(tab)

    done, told = at_once(
        town,
        it,
        lambda: tab.post(at(it, "decide"), {"number": "決A"}),
        lambda: other.post(at(it, "refuse"), {"number": "決B", "because": "保有していない"}),
    )

    assert (done.status_code, told.status_code) == (302, 422)
    assert OVER in text_of(told)
    decided = again(town)
    is_granted = decided.state == "decided"
    assert (decided.state, decided.decision_number, decided.ended_because) == (
        ("decided", "決A", "") if is_granted else ("refused", "決B", "保有していない")
    )
    page = told.content.decode()
    assert "決B" in page if is_granted else "決A" in page
    assert ("保有していない" in page) == is_granted


def test_of_two_who_decide_about_one_item_at_once_the_second_is_told(town: Town) -> None:
    it, first = received(town, town.case()), signed_in(town.supervisor)
    second = signed_in(second_supervisor(town))
    held = items_on(first, it)[0].held
    address = reverse("rights:request_item", args=[it.pk, held.source, held.source_id])
    page = first.get(address)
    seen = {name: hidden(page, name) for name in ("digest", "seen")}
    reasons = ("家族の話のため", "本人の害になるため")

    def withheld(client: Client, reason: str) -> Any:
        said = {"verdict": "withheld", "ground": "harm", "reason": reason}
        return client.post(address, {**seen, **said})

    done, told = at_once(
        town,
        it,
        lambda: withheld(first, reasons[0]),
        lambda: withheld(second, reasons[1]),
    )

    assert (done.status_code, told.status_code) == (302, 422)
    with town.at_work():
        decided = ItemDecision.objects.get()
    (late,) = set(reasons) - {decided.reason}
    words = text_of(told)
    assert "さんがこの項目を「不開示」に決めました" in words
    assert (
        f"いまの決定 不開示 本人の生命、健康、生活または財産を害するおそれ {decided.reason}"
        in words
    )
    assert late in words, "what was typed stays"

    anew = {name: hidden(told, name) for name in ("digest", "seen")}
    assert first.post(address, {**anew, "verdict": "shown"}).status_code == 302
    with town.at_work():
        assert ItemDecision.objects.values_list("verdict", "version").get() == ("shown", 2)


def test_a_release_is_declined_or_what_it_goes_with_is_granted_and_never_both(
    settings: Any, tmp_path: Path
) -> None:
    settings.FILES_FOLDER, settings.KEYS_FOLDER = tmp_path / "files", tmp_path / "keys"
    station = found_station()
    town, case = station.town, station.case()
    record = station.record(case)
    it, supervisor = received(town, case), signed_in(town.supervisor)
    propose(station, case, record, on=f"request:{it.pk}", recipient="")
    assert decide(station, town.manager).status_code == 302
    show_all(supervisor, it)
    decline = f"/rights/releases/{only(station).pk}/decline/"

    done, told = at_once(
        town,
        it,
        lambda: supervisor.post(at(it, "decide"), {"number": "決A"}),
        lambda: signed_in(town.manager).post(decline, {"because": "範囲が広い"}),
    )

    assert (done.status_code, told.status_code) == (302, 422)
    became = (again(town).state, only(station).state)
    words, page = text_of(told), told.content.decode()
    if became == ("decided", "approved"):
        assert "含めて決定しているため、取り消せません" in words
        assert "範囲が広い" in page, "what was typed stays"
    else:
        assert became == ("received", "declined")
        assert "二人の決定（心理の記録を渡す決定）がないため、開示にできません" in words
        assert 'value="決A"' in page, "what was typed stays"


def same_browser(client: Client) -> Client:
    """Another tab of the same browser."""
    tab = Client()
    tab.cookies = client.cookies
    return tab
