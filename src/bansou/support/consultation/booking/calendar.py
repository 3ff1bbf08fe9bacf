"""Bookings as an iCalendar file (RFC 5545), as Outlook, Google and Thunderbird subscribe to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bansou.commons.clock import local_moment

#: Japan has had one offset since 1951 and no summer time.
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_LINE_OCTETS = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry; `sequence` counts its changes, of which the last was made at `changed_at`."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    url: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool
    is_tentative: bool = False

    @property
    def status(self) -> str:
        if self.is_cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.is_tentative else "CONFIRMED"


def written(name: str, events: Iterable[Event]) -> str:
    """The whole file, with lines that end as the standard wants it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bansou//Bookings//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Tokyo",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *_ZONE,
    ]
    for event in events:
        lines += _lines(event)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line))


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(event.changed_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;TZID=Asia/Tokyo:{local_moment(event.starts_at):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Asia/Tokyo:{local_moment(event.ends_at):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{event.status}"
    yield f"TRANSP:{'TRANSPARENT' if event.is_cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A text with what the format uses itself marked; control characters are left out."""
    marked = re.sub(r"([\\;,])", r"\\\1", value.replace("\r\n", "\n"))
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", marked).replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, none of which cuts a letter in two; all but the first indented."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
