"""Asking pages as a browser does, and reading what they answer."""

import re
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bansou.commons.audit.models import AccessLog
from bansou.people.cases.models import Case
from tests.desks.counsellor.town import Town


def text_of(response: Any) -> str:
    """The page's words without its markup."""
    html = response.content.decode()
    main = html.partition("<main")[2] or html
    words = re.sub(r"<[^>]+>", " ", main.replace("<wbr>", ""))
    return re.sub(r"\s+", " ", unescape(words)).strip()


def names_in(response: Any) -> list[str]:
    """The names in the case table, from its top."""
    html = response.content.decode()
    heads = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', html)
    return [unescape(head).strip() for head in heads]


def hidden(response: Any, name: str) -> str:
    """The value of a hidden field."""
    html = response.content.decode()
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return unescape(found[1])


def statements(client: Client, path: str) -> int:
    """SQL statements of one request, BEGIN and COMMIT included, once the session is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def log_of(town: Town, **about: Any) -> list[AccessLog]:
    """The town's log of readings, the first first."""
    with town.at_work():
        return list(AccessLog.objects.filter(organisation=town.city, **about).order_by("at", "id"))


def log_of_case(town: Town, case: Case) -> list[tuple[str, str]]:
    """What was opened of a case: (kind, subject) each."""
    return [(entry.kind, entry.subject) for entry in log_of(town, case_id=case.pk)]
