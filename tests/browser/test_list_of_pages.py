"""The list of pages that are looked at is the list of pages that there are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.pages import EXCUSED, PAGES, TAKES_POSTS


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address by its full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from addresses(entry, space + inner)
        else:
            yield f"{space}{entry.name}", entry


def test_looks_at_every_address_that_is_not_excused() -> None:
    known = {name for name, _entry in addresses(get_resolver())}
    looked_at = {shown.name for shown in PAGES}

    assert known - looked_at - set(EXCUSED) == set()
    assert (looked_at | set(EXCUSED)) - known == set()
    assert looked_at & set(EXCUSED) == set()


def test_names_every_visit_once() -> None:
    names = [shown.id for shown in PAGES]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", [name for name, why in EXCUSED.items() if why == TAKES_POSTS])
def test_excuses_only_what_answers_no_get(rf: RequestFactory, name: str) -> None:
    view: Any = dict(addresses(get_resolver()))[name].callback

    assert view(rf.get("/")).status_code == 405
