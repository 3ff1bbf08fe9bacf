"""What a case is called at this desk: as at every other one."""

from bansou.desks.shared.names import addressed, called, nameless, shown_name

__all__ = ["addressed", "called", "nameless", "shown_name"]
