"""Every address names its action in the access table."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from bansou.commons.access.table import ACTIONS
from bansou.desks.manager.views.log import SUBJECTS
from bansou.desks.shared.door import action_of
from bansou.desks.shared.turned_away import sought_at


def addresses(resolver: URLResolver, path: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        here = f"{path}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here)
        else:
            yield here, entry


def test_finds_the_action_of_every_address_in_the_access_table() -> None:
    actions = {
        path: action_of(ResolverMatch(entry.callback, (), {}, url_name=entry.name))
        for path, entry in addresses(get_resolver())
    }

    assert len(actions) > 20
    assert {path: action for path, action in actions.items() if action not in ACTIONS} == {}


def test_names_every_address() -> None:
    # Pages find one another by name; an address without one can only be typed.
    assert [path for path, entry in addresses(get_resolver()) if not entry.name] == []


def test_has_a_word_for_every_kind_of_record_that_an_address_opens() -> None:
    """Whoever is turned away there is noted, and the log of readings says from what."""
    sought = {
        path: sought_at(
            ResolverMatch(
                entry.callback,
                (),
                dict.fromkeys(entry.pattern.converters, UUID(int=0)),
                route=path,
            )
        )
        for path, entry in addresses(get_resolver())
        if "<uuid:" in path and action_of(ResolverMatch(entry.callback, (), {})) != "public.read"
    }

    assert len(sought) > 40
    assert {path: it for path, it in sought.items() if not it or it.kind not in SUBJECTS} == {}
