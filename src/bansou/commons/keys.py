"""Primary keys of all our tables: UUIDs of version 7, made here and not by the database."""

from uuid import UUID

from uuid_utils import compat


def uuid7() -> UUID:
    """Make a new key; keys made later sort later, so that pages by key follow the time."""
    return compat.uuid7()
