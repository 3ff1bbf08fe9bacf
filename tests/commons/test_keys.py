"""Keys are UUIDs of version 7 that follow the time."""

import uuid

from bansou.commons.keys import uuid7


def test_gives_a_plain_uuid_of_version_seven() -> None:
    key = uuid7()

    assert type(key) is uuid.UUID
    assert key.version == 7
    assert key.variant == uuid.RFC_4122


def test_keys_made_later_sort_later_and_none_comes_twice() -> None:
    keys = [uuid7() for _ in range(10_000)]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
