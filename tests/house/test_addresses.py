"""Every address names its action in the access table."""

from collections.abc import Iterator

from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver

from bansou.commons.access.table import ACTIONS
from bansou.desks.shared.door import action_of


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
