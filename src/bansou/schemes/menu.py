"""The grant's menu (事業メニュー) and the groups of people it is for, as dated data of the nation."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import Field, StringConstraints

from bansou.engines.indicators.grammar import Text
from bansou.schemes.basis import Day, Key, Shape

ItemKey = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
]


class MenuItem(Shape):
    """One eligible activity; `short` is what lists and filters call it."""

    key: ItemKey
    label: Text
    short: Text


class MenuHeading(Shape):
    """One of the menu's headings, in force from a day until a day (both included)."""

    key: Key
    label: Text
    valid_from: Day
    valid_to: Day | None = None
    items: Annotated[tuple[MenuItem, ...], Field(min_length=1)]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class TargetGroup(Shape):
    """Whom support is for, said alike by all bodies."""

    key: Key
    label: Text


class Menu(Shape):
    """All headings that ever held, and the target groups."""

    source: Text
    headings: tuple[MenuHeading, ...]
    target_groups: tuple[TargetGroup, ...]

    def on(self, day: date) -> tuple[MenuHeading, ...]:
        """The headings in force on a day, in the grant's order."""
        return tuple(heading for heading in self.headings if heading.holds_on(day))

    def items(self) -> Iterator[MenuItem]:
        """Every activity that ever held."""
        for heading in self.headings:
            yield from heading.items

    def item(self, key: str) -> MenuItem | None:
        """The activity of a key, None where there is none."""
        return next((item for item in self.items() if item.key == key), None)

    def target_group(self, key: str) -> TargetGroup | None:
        """The group of a key, None where there is none."""
        return next((group for group in self.target_groups if group.key == key), None)


@cache
def national_menu() -> Menu:
    """The menu as the package carries it."""
    file = resources.files(__package__).joinpath("national", "menu.toml")
    return Menu.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
