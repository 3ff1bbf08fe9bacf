"""Named lists whose entries hold for a time, such as the industries in short supply of labour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One value of a named list; both days are included, None is open."""

    value: str
    label: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def holds_within(self, since: date, until: date) -> bool:
        """Tell whether it holds on some day of a period, both ends included."""
        return (self.valid_from or date.min) <= until and since <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list under a name; a value may have several entries for several times."""

    name: str
    label: str
    entries: tuple[ListEntry, ...]

    def has(self, value: str, day: date) -> bool:
        return any(e.value == value and e.holds_on(day) for e in self.entries)


type Lists = Mapping[str, NamedList]


class UnknownList(LookupError):
    """A definition names a list that was not given; the reader of schemes refuses such schemes."""


def named(lists: Lists, name: str) -> NamedList:
    """Give a list by its name.

    :raises UnknownList: there is none
    """
    try:
        return lists[name]
    except KeyError:
        raise UnknownList(name) from None
