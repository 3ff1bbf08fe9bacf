"""Every list that somebody opens daily is one click from the page on which their day begins."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.desks.counsellor.town import Town, signed_in
from tests.support.consultation.booking.offices import desk_of

_COUNSELLING = (
    "counsellor:cases",
    "counsellor:bookings",
    "counsellor:bookings_day",
    "counsellor:calls",
    "counsellor:waiting",
    "proposals:awaited",
    "experience:open",
    "training:courses",
    "matching:companies",
)
_DAILY = {
    "counsellor": _COUNSELLING,
    "supervisor": _COUNSELLING,
    "matching": (
        "matching:companies",
        "matching:board",
        "matching:openings",
        "matching:hosts",
        "matching:stances",
        "matching:company_offers",
        "proposals:awaited",
        "experience:open",
        "counsellor:cases",
    ),
    "manager": (
        "manager:benefits",
        "manager:imports",
        "manager:sheets",
        "manager:staff",
        "manager:log",
        "counsellor:desks",
        "experience:insurance",
    ),
    "trainer": ("counsellor:cases", "training:courses"),
}


@pytest.mark.parametrize("who", _DAILY)
def test_leads_from_the_first_page_to_every_daily_list(town: Town, who: str) -> None:
    desk_of(town)
    client = signed_in(getattr(town, who))
    first = client.get("/", follow=True)
    near = {urlsplit(href).path for href in re.findall(r'href="([^"]+)"', first.content.decode())}
    lists = {reverse(name) for name in _DAILY[who]}

    assert lists - near - {first.wsgi_request.path} == set()
    opened = {url: client.get(url, follow=True).status_code for url in lists}
    assert opened == dict.fromkeys(lists, 200)


def test_leads_nobody_to_a_list_of_bookings_where_there_is_no_desk(town: Town) -> None:
    html = signed_in(town.counsellor).get("/today/").content.decode()

    assert f'href="{reverse("counsellor:calls")}"' not in html
