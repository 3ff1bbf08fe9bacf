"""A request of somebody for their records, brought as far as a test needs it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from bansou.people.answering.models import DisclosureRequest
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import hidden, text_of
from tests.desks.counsellor.town import Town, signed_in
from tests.desks.rights.test_requests import PERIOD, asked


def received(town: Town, case: Case) -> DisclosureRequest:
    """A request that the manager has received."""
    manager = signed_in(town.manager)
    manager.post("/rights/requests/period/", PERIOD)
    answer = manager.post("/rights/requests/new/", asked(case))
    assert answer.status_code == 302, text_of(answer)
    return again(town)


def again(town: Town) -> DisclosureRequest:
    """The only request, as it is now."""
    with town.at_work():
        return DisclosureRequest.objects.select_related("paper", "extension_paper").get()


def at(it: DisclosureRequest, page: str) -> str:
    """The address of a page about a request."""
    return reverse(f"rights:request_{page}", args=[it.pk])


def items_on(client: Client, it: DisclosureRequest) -> list[Any]:
    """Every item of a request, as the page lists it."""
    groups = client.get(at(it, "items")).context["groups"]
    return [one for _heading, items in groups for one in items]


def said_of(client: Client, it: DisclosureRequest, table: str) -> list[str]:
    """What the items of one table say."""
    return [one.held.text for one in items_on(client, it) if one.held.source == table]


def show_all(client: Client, it: DisclosureRequest) -> None:
    """Decide of every item that it is shown."""
    for one in items_on(client, it):
        address = reverse("rights:request_item", args=[it.pk, one.held.source, one.held.source_id])
        digest = hidden(client.get(address), "digest")
        answer = client.post(address, {"verdict": "shown", "digest": digest})
        assert answer.status_code == 302, text_of(answer)
