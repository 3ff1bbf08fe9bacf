"""Foreign keys point down the rooms: an import linter cannot see those written as text."""

import tomllib
from collections.abc import Iterator
from typing import Any

from django.apps import apps

from bansou.config.places import project_root


def layers() -> dict[str, int]:
    """Return each room's height, as the import contract has it."""
    file = project_root() / "pyproject.toml"
    contracts = tomllib.loads(file.read_text())["tool"]["importlinter"]["contracts"]
    from_the_top = next(c["layers"] for c in contracts if c.get("containers") == ["bansou"])
    return {
        room: height
        for height, layer in enumerate(reversed(from_the_top))
        for room in layer.split(" | ")
    }


def keys_between_rooms() -> Iterator[tuple[str, str, Any]]:
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("bansou.")}
    for model in apps.get_models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            target = field.related_model
            if model._meta.app_label in rooms and target is not None and target is not model:
                yield model._meta.app_label, target._meta.app_label, field


def test_points_every_foreign_key_down_the_rooms() -> None:
    height = layers()
    upward = [
        str(field)
        for room, target, field in keys_between_rooms()
        if room != target and target in height and height[target] >= height[room]
    ]

    assert upward == []


def test_leaves_no_trace_of_a_higher_room_in_a_lower_one() -> None:
    traces = [
        str(field)
        for room, target, field in keys_between_rooms()
        if room != target and not field.remote_field.hidden
    ]

    assert traces == []


def test_sees_the_keys_that_it_judges() -> None:
    crossing = {(room, target) for room, target, _ in keys_between_rooms() if room != target}

    assert {("people", "commons"), ("placement", "people")} <= crossing
