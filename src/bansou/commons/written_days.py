"""Reading days as people write them: 令和3年11月24日, R3.11.24, 2021/11/24, 20211124."""

import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from datetime import date

from django.utils.translation import gettext_lazy as _

from bansou.commons.eras import (
    CIVIL_CALENDAR_FROM,
    ERAS,
    WEEKDAYS,
    Era,
    short_wareki,
    wareki,
    weekday_of,
)
from bansou.commons.errors import Refusal


class UnreadableDay(Refusal):
    """A text is not a day; the subclasses say why where that is known."""

    code = "commons.unreadable_day"
    message = _("「%(text)s」は日付として読めません。%(example)sか%(iso)sのように書いてください。")


class MissingDay(UnreadableDay):
    """Nothing was written."""

    code = "commons.missing_day"
    message = _("日付を入れてください。例　%(example)s")


class YearMissing(UnreadableDay):
    """A month and a day without their year, where the year does not follow from the place."""

    code = "commons.year_missing"
    message = _("「%(text)s」には年がありません。%(example)sのように、年から書いてください。")


class YearUnclear(UnreadableDay):
    """A year of one or two digits without an era."""

    code = "commons.year_unclear"
    message = _(
        "「%(text)s」の年は、和暦か西暦か分かりません。%(short)sか%(slashed)sのように書いてください。"
    )


class NoSuchMonth(UnreadableDay):
    """The month is not one of the twelve."""

    code = "commons.no_such_month"
    message = _("「%(text)s」は日付として読めません。月は1から12までです。")


class NoSuchDay(UnreadableDay):
    """The month has no such day in that year."""

    code = "commons.no_such_day"
    message = _("「%(text)s」は日付として読めません。%(month)s月は%(last)s日までです。")


class OutsideEra(UnreadableDay):
    """The day exists but is written with an era that had ended or had not begun."""

    code = "commons.outside_era"
    message = _(
        "「%(text)s」は、%(era)sの日付ではありません。%(instead)sのことなら、そう書いてください。"
    )


class NoSuchEraYear(UnreadableDay):
    """Eras have no year 0."""

    code = "commons.no_such_era_year"
    message = _("「%(text)s」は日付として読めません。和暦の年は元年（1年）からです。")


class BeforeCivilCalendar(UnreadableDay):
    """Before 1873 months followed the moon."""

    code = "commons.before_civil_calendar"
    message = _(
        "「%(text)s」は、いまの暦になる前の日付です。明治6年（1873年）1月1日から後の日付を入れてください。"
    )


class TooFarAhead(UnreadableDay):
    """A year that no plan reaches; some programs write 9999 where there is no end."""

    code = "commons.too_far_ahead"
    message = _("「%(text)s」は、ずっと先の日付です。年を確かめてください。")


class WeekdayDiffers(UnreadableDay):
    """A weekday is written beside the day, and it is another one."""

    code = "commons.weekday_differs"
    message = _("「%(text)s」は%(weekday)s曜日です。日付か曜日を直してください。")


# 令和三年十一月二十四日
_KANJI_NUMBER = re.compile(r"(?:([一二三四五六七八九])?(十))?([一二三四五六七八九〇])?(?=[年月日])")
# 二〇二一年一一月二四日
_KANJI_FIGURES = re.compile(r"[〇一二三四五六七八九]{2,4}(?=[年月日])")
_KANJI_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")
_ERAS = {mark: era for era in ERAS for mark in (era.name, era.short, era.letter)}
_MARKS = "|".join(sorted(_ERAS, key=len, reverse=True))
# A spreadsheet adds midnight to a day when it is saved as text; another time of day is refused.
# Of a birthday 生 is written behind it.
_TAIL = (
    rf"(?:\(?(?P<weekday>[{WEEKDAYS}])(?:曜日?)?\)?)?(?:T?0?0:00(?::00(?:\.0+)?)?)?(?:生(?:まれ)?)?"
)
_WRITTEN = re.compile(
    rf"(?:(?:(?P<era>{_MARKS})[.・]?(?P<era_year>\d{{1,2}}|元)|(?:西暦)?(?P<year>\d{{1,4}}))(?:\(\d{{4}}年?\))?[年./・-])?"
    rf"(?P<month>\d{{1,2}})[月./・-](?P<day>\d{{1,2}})日?{_TAIL}"
)
_COMPACT = re.compile(
    rf"(?:(?P<era>{_MARKS})(?P<era_year>\d{{2}})|(?P<year>\d{{4}}))"
    rf"(?P<month>\d{{2}})(?P<day>\d{{2}}){_TAIL}"
)
_SHOWN = 30
_LAST_YEAR = 2999


def day_or_none(text: str) -> date | None:
    """The day that a text is, for who says in their own words that it is none."""
    with suppress(UnreadableDay):
        return parse_day(text, example=CIVIL_CALENDAR_FROM)
    return None


def parse_day(text: str, *, example: date, not_before: date | None = None) -> date:
    """Read a day in any of the usual ways of writing it, full width and spaces included.

    :param example: a day such as is wanted here, by which a refusal shows how to write one
    :param not_before: where given, 11/24 without a year is the first such day from there on,
        as in a ledger of the fiscal year that begins then
    :raises UnreadableDay: one of its subclasses where it is known what is wrong
    """
    shown = text.strip() if len(text.strip()) <= _SHOWN else text.strip()[:_SHOWN] + "…"
    folded = "".join(unicodedata.normalize("NFKC", text).split()).translate(_DASHES).upper()
    folded = _KANJI_FIGURES.sub(_in_figures, folded)
    folded = _KANJI_NUMBER.sub(_in_digits, folded)
    if not folded:
        raise MissingDay(example=wareki(example))
    found = _COMPACT.fullmatch(folded) or _WRITTEN.fullmatch(folded)
    if not found:
        raise _unreadable(shown, example)
    parts = found.groupdict()
    if not 1 <= int(parts["month"]) <= 12:
        raise NoSuchMonth(text=shown)
    era = _ERAS.get(parts.get("era") or "")
    day = _existing(_year(parts, era, not_before, shown, example), parts, shown, example)
    if era and not era.covers(day):
        raise OutsideEra(text=shown, era=era.name, instead=wareki(day))
    if parts["weekday"] not in (None, weekday_of(day)):
        raise WeekdayDiffers(text=shown, weekday=weekday_of(day))
    return day


def _unreadable(shown: str, example: date) -> UnreadableDay:
    return UnreadableDay(text=shown, example=wareki(example), iso=example.isoformat())


def _in_figures(found: re.Match[str]) -> str:
    """Write 二〇二一 as 2021."""
    return "".join(str(_KANJI_DIGITS[digit]) for digit in found[0])


def _in_digits(found: re.Match[str]) -> str:
    """Write 二十四 as 24; nothing stays nothing."""
    tens, ten, ones = found.groups()
    if not (ten or ones):
        return ""
    return str(_KANJI_DIGITS.get(tens, 1) * 10 * bool(ten) + _KANJI_DIGITS.get(ones, 0))


def _year(
    parts: dict[str, str | None],
    era: Era | None,
    not_before: date | None,
    shown: str,
    example: date,
) -> int:
    """Find the year from the era, from its four digits, or from where the day stands."""
    if era:
        number = 1 if parts["era_year"] == "元" else int(parts["era_year"] or 0)
        if not number:
            raise NoSuchEraYear(text=shown)
        return era.first.year + number - 1
    if written := parts["year"]:
        if len(written) < 4:
            raise YearUnclear(
                text=shown, short=short_wareki(example), slashed=f"{example:%Y/%m/%d}"
            )
        return int(written)
    if not_before is None:
        raise YearMissing(text=shown, example=wareki(example))
    wanted = int(parts["month"] or 0), int(parts["day"] or 0)
    return not_before.year + (wanted < (not_before.month, not_before.day))


def _existing(year: int, parts: dict[str, str | None], shown: str, example: date) -> date:
    month, number = int(parts["month"] or 0), int(parts["day"] or 0)
    if year < CIVIL_CALENDAR_FROM.year:
        raise BeforeCivilCalendar(text=shown)
    if year > _LAST_YEAR:
        raise TooFarAhead(text=shown)
    if not number:
        raise _unreadable(shown, example)
    if number > (last := monthrange(year, month)[1]):
        raise NoSuchDay(text=shown, month=month, last=last)
    return date(year, month, number)
