"""The calendar file as an independent parser reads it, and as RFC 5545 wants its lines."""

from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from bansou.commons.clock import JST
from bansou.support.consultation.booking.calendar import Event, written

WHEN = datetime(2026, 12, 8, 10, 0, tzinfo=JST)


def event(**said: Any) -> Event:
    values: dict[str, Any] = {
        "uid": "0198-1@bansou",
        "starts_at": WHEN,
        "ends_at": WHEN + timedelta(hours=1),
        "summary": "相談の予約（来所）",
        "location": "就職相談窓口　市役所2階",
        "url": "https://bansou.example.jp/bookings/1/",
        "sequence": 2,
        "changed_at": datetime(2026, 12, 1, 3, 4, 5, tzinfo=UTC),
        "is_cancelled": False,
    }
    return Event(**(values | said))


def read(text: str) -> Any:
    return Calendar.from_ical(text)


def test_is_read_by_another_parser_as_it_was_meant() -> None:
    calendar = read(written("予約（工藤 真由美）", [event()]))
    (it,) = calendar.walk("VEVENT")

    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert it["UID"] == "0198-1@bansou"
    assert it.decoded("DTSTART") == WHEN
    assert it.decoded("DTEND") == WHEN + timedelta(hours=1)
    assert it.decoded("DTSTAMP") == datetime(2026, 12, 1, 3, 4, 5, tzinfo=UTC)
    assert it["SEQUENCE"] == 2
    assert it["STATUS"] == "CONFIRMED"
    assert it["SUMMARY"] == "相談の予約（来所）"
    assert it["LOCATION"] == "就職相談窓口　市役所2階"
    assert not calendar.errors
    assert not it.errors


def test_brings_its_time_zone_along() -> None:
    calendar = read(written("予約", [event()]))
    (zone,) = calendar.walk("VTIMEZONE")

    assert it_says(zone, "TZID") == "Asia/Tokyo"
    assert it_says(calendar.walk("VEVENT")[0]["DTSTART"].params, "TZID") == "Asia/Tokyo"
    assert zone.to_tz().utcoffset(datetime(2026, 12, 8)) == timedelta(hours=9)  # noqa: DTZ001


def it_says(of: Any, name: str) -> str:
    return str(of[name])


def test_tells_calendars_that_something_was_called_off_or_is_asked_for() -> None:
    off, asked = event(is_cancelled=True), event(uid="2@bansou", is_tentative=True)

    first, second = read(written("予約", [off, asked])).walk("VEVENT")

    assert (first["STATUS"], first["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert (second["STATUS"], second["TRANSP"]) == ("TENTATIVE", "OPAQUE")


def test_marks_what_the_format_uses_itself() -> None:
    summary = "山田; 鈴木, と\\相談\n二行目"

    (it,) = read(written("予約", [event(summary=summary)])).walk("VEVENT")

    assert it["SUMMARY"] == summary


def test_ends_and_folds_its_lines_as_the_standard_wants() -> None:
    long = "とても長い用件の予約" * 20
    text = written("予約", [event(summary=long)])

    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert any(line.startswith(" ") for line in lines)
    (it,) = read(text).walk("VEVENT")
    assert it["SUMMARY"] == long


def test_is_a_calendar_without_any_event() -> None:
    assert read(written("予約", [])).walk("VEVENT") == []
