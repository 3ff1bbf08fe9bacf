"""Decisions about consultations from plain values."""

from datetime import datetime

#: A talk longer than this is more likely a slip of the pen than a talk.
LONGEST_MINUTES = 12 * 60


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    """Whole minutes from start to end."""
    return int((ends_at - starts_at).total_seconds() // 60)


def is_sensible_length(starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether the end follows the start by at most twelve hours."""
    return 0 < minutes_between(starts_at, ends_at) <= LONGEST_MINUTES


def may_put_right(author_id: object, member_id: object, *, supervises: bool) -> bool:
    """Tell whether a member may correct a record: their own, or any as supervisor."""
    return supervises or (author_id is not None and author_id == member_id)
