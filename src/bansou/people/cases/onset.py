"""Since when it has been so (ひきこもり等の始まり): read as people say it, and how long ago that is."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.eras import CIVIL_CALENDAR_FROM, ERAS
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case

_Known = Case.OnsetKnown
_ERAS = {mark: era for era in ERAS for mark in (era.name, era.short, era.letter)}
_MARKS = "|".join(sorted(_ERAS, key=len, reverse=True))
_ROUGHLY = "(?:頃|ごろ|ころ|くらい|ぐらい)?"
_WRITTEN = re.compile(
    rf"(?:(?P<era>{_MARKS})\.?(?P<era_year>\d{{1,2}}|元)|(?:西暦)?(?P<year>\d{{4}}))"
    rf"(?:年?{_ROUGHLY}|(?:年|[./-])(?P<month>\d{{1,2}})月?{_ROUGHLY})"
)


class OnsetUnreadable(Refusal):
    """A text is neither a year nor a year with its month."""

    code = "people.onset_unreadable"
    message = gettext_lazy(
        "「%(text)s」は、年か年月として読めません。2017年、2017年4月、平成29年のように書いてください。"
    )


@dataclass(frozen=True, slots=True)
class Onset:
    """When it began, how closely that is known, and who told it on which day."""

    known: str
    said_by: str
    said_on: date
    #: The first day of the year or month; None where whoever was asked does not know.
    on: date | None = None


def read_onset(text: str) -> tuple[date, str]:
    """Read a year or a month: its first day, and which of both it is.

    :raises OnsetUnreadable: the text is neither
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    found = _WRITTEN.fullmatch(plain)
    year = _year(found) if found else None
    if found is None or year is None:
        raise OnsetUnreadable(text=text.strip()[:30], field="since")
    if found["month"] is None:
        return date(year, 1, 1), _Known.YEAR
    if not 1 <= int(found["month"]) <= 12:
        raise OnsetUnreadable(text=text.strip()[:30], field="since")
    return date(year, int(found["month"]), 1), _Known.MONTH


def _year(found: re.Match[str]) -> int | None:
    """The year that is written; None where the era has none such or it is long ago."""
    if found["era"] is None:
        year = int(found["year"])
        return year if year >= CIVIL_CALENDAR_FROM.year else None
    era = _ERAS[found["era"]]
    number = 1 if found["era_year"] == "元" else int(found["era_year"])
    year = era.first.year + number - 1
    has_it = number >= 1 and (era.last is None or year <= era.last.year)
    return year if has_it and year >= CIVIL_CALENDAR_FROM.year else None


def onset_in_words(on: date | None, known: str) -> str:
    """When it began, as roughly as it is known."""
    if on is None:
        return _("聞いたが不明") if known == _Known.UNKNOWN else _("未確認")
    if known == _Known.YEAR:
        return _("%(year)d年ごろ") % {"year": on.year}
    return _("%(year)d年%(month)d月ごろ") % {"year": on.year, "month": on.month}


def onset_for_editing(on: date | None, known: str) -> str:
    """When it began, as somebody would type it."""
    if on is None:
        return ""
    return f"{on.year}年" if known == _Known.YEAR else f"{on.year}年{on.month}月"


def time_since(on: date | None, known: str, today: date) -> str:
    """How long ago it began, never closer than it is known: 約9年, 9年3か月."""
    if on is None:
        return _("不明") if known == _Known.UNKNOWN else _("未確認")
    if known == _Known.YEAR:
        years = today.year - on.year
        return _("約%(years)d年") % {"years": years} if years else _("1年未満")
    years, months = divmod((today.year - on.year) * 12 + today.month - on.month, 12)
    if years and months:
        return _("%(years)d年%(months)dか月") % {"years": years, "months": months}
    if years:
        return _("%(years)d年") % {"years": years}
    return _("%(months)dか月") % {"months": months} if months else _("1か月未満")
