"""Reading one cell as what it is meant to be: text as typed, a day, a time, 〇, yen, a choice.

Each reader takes a cell that is not blank and gives a value, or refuses with a sentence that
says what to do.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from bansou.commons.clock import FiscalYear, day_or_none, parse_day
from bansou.commons.codes.corporate_number import parse_corporate_number
from bansou.commons.codes.lg_code import LENGTH as LG_CODE_LENGTH
from bansou.commons.codes.lg_code import parse_lg_code
from bansou.commons.ledger.refusals import (
    DayInText,
    NumberOutOfRange,
    TextTooLong,
    TooManyLines,
    UnknownChoice,
    UnreadableAddress,
    UnreadableMark,
    UnreadableNumber,
    UnreadableTime,
    UnreadableYear,
)
from bansou.commons.ledger.workbook import Cell
from bansou.commons.money import parse_yen
from bansou.commons.text import clean_text
from bansou.schemes.shape import Scheme


@dataclass(frozen=True, slots=True)
class Setting:
    """What readers need to know beside the cell: the scheme in force and the ledger's year."""

    scheme: Scheme
    year: FiscalYear
    column: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed list: its label, and how offices also write it."""

    value: str
    label: str
    spellings: tuple[str, ...] = ()


type Reader = Callable[[Cell, Setting], Any]
type Choices = Callable[[Scheme], Iterable[Option]]


def text(longest: int = 200) -> Reader:
    """Text as typed, at most `longest` letters; a number that was typed keeps its digits."""

    def read(cell: Cell, _: Setting) -> str:
        if isinstance(cell.value, date | time | timedelta):
            raise DayInText(text=cell.text)
        written = clean_text(cell.text)
        if len(written) > longest:
            raise TextTooLong(letters=len(written), most=longest)
        return written

    return read


def key(longest: int = 30) -> Reader:
    """A number of the office's own: no spaces, letters and digits in half width."""

    def read(cell: Cell, setting: Setting) -> str:
        written: str = text(longest)(cell, setting)
        return "".join(unicodedata.normalize("NFKC", written).split())

    return read


def name(cell: Cell, _: Setting) -> str:
    """Somebody's name as typed, without the spaces around it."""
    written: str = text(100)(cell, _)
    return written.strip()


def lines(most: int, longest: int) -> Reader:
    """Up to `most` short entries, each on its own line or parted by ／."""

    def read(cell: Cell, setting: Setting) -> tuple[str, ...]:
        written: str = text(10_000)(cell, setting)
        parts = tuple(part.strip(" 　・") for part in re.split(r"[\n／]", written) if part.strip())
        if len(parts) > most:
            raise TooManyLines(lines=len(parts), most=most)
        for part in parts:
            if len(part) > longest:
                raise TextTooLong(letters=len(part), most=longest)
        return parts

    return read


def day(cell: Cell, setting: Setting) -> date:
    """A day, however written, with its year."""
    return _day(cell, setting, not_before=None)


def day_in_year(cell: Cell, setting: Setting) -> date:
    """A day of something done in the ledger's year: 11/24 alone is the one of that fiscal year."""
    return _day(cell, setting, not_before=setting.year.starts_on)


def _day(cell: Cell, setting: Setting, not_before: date | None) -> date:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    return parse_day(cell.text, example=setting.year.day(11, 24), not_before=not_before)


_BETWEEN = re.compile(r"[、,，;；\n]+")


def mark_or_names(cell: Cell, setting: Setting) -> bool | tuple[str, ...]:
    """A mark for yes or no, or what is meant, parted by 、 or each on its own line."""
    try:
        return yes_no(cell, setting)
    except UnreadableMark:
        return tuple(part.strip() for part in _BETWEEN.split(cell.text) if part.strip())


def days(cell: Cell, setting: Setting) -> tuple[date, ...]:
    """Days of something held on several, in one cell: 6/1、6/2、6/3; in their order, each once."""
    if isinstance(cell.value, date):
        return (day_in_year(cell, setting),)
    written = [part.strip() for part in _BETWEEN.split(cell.text) if part.strip()]
    return tuple(sorted({day_in_year(Cell(cell.address, part), setting) for part in written}))


_TIME = re.compile(r"(\d{1,2})(?::|時)(?:(\d{1,2})(?::00|分)?)?")


def time_of_day(cell: Cell, _: Setting) -> time:
    """A time of day: 10:00, 10時, 10時30分."""
    if isinstance(cell.value, datetime):
        return cell.value.time().replace(second=0, microsecond=0)
    if isinstance(cell.value, time):
        return cell.value.replace(second=0, microsecond=0)
    if isinstance(cell.value, timedelta) and timedelta() <= cell.value < timedelta(days=1):
        return time(*divmod(cell.value // timedelta(minutes=1), 60))
    found = _TIME.fullmatch("".join(unicodedata.normalize("NFKC", cell.text).split()))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise UnreadableTime(text=cell.text)
    return time(hour, minute)


_YES = frozenset("〇○◯◎●✓✔☑1") | {
    *("有", "有り", "あり", "はい", "済", "済み", "レ", "true", "yes", "y"),
    *("出席", "出", "参加"),
}
_NO = frozenset("-ー－―—–−×✕☓☐0") | {
    *("無", "無し", "なし", "いいえ", "未", "false", "no", "n"),
    *("欠席", "欠", "不参加"),
}


def yes_no(cell: Cell, _: Setting) -> bool:
    """A mark: 〇 ○ 有 出席 1 for yes; － 無 欠席 0 and a blank for no."""
    written = unicodedata.normalize("NFKC", cell.text).strip().casefold()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise UnreadableMark(text=cell.text)


def yen(cell: Cell, _: Setting) -> int:
    """Whole yen: 8500000, 8,500千円."""
    return parse_yen(cell.text)


def yen_up_to(most: int) -> Reader:
    """Whole yen, no more than `most`."""

    def read(cell: Cell, setting: Setting) -> int:
        found = yen(cell, setting)
        if not 0 <= found <= most:
            raise NumberOutOfRange(number=found, least=0, most=most)
        return found

    return read


_INTEGER = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})[人名件回社]?")


def integer(cell: Cell, _: Setting) -> int:
    """A whole number from 0 up, with or without its unit: 20, 1,200人."""
    written = "".join(unicodedata.normalize("NFKC", cell.text).split())
    found = _INTEGER.fullmatch(written)
    if not found or isinstance(cell.value, bool):
        raise UnreadableNumber(text=cell.text)
    return int(found[1].replace(",", ""))


def number(least: int, most: int) -> Reader:
    """A whole number between two, both included."""

    def read(cell: Cell, setting: Setting) -> int:
        found = integer(cell, setting)
        if not least <= found <= most:
            raise NumberOutOfRange(number=found, least=least, most=most)
        return found

    return read


_YEAR = re.compile(r"年?度?$")
# An era is told from the middle of the year, as in 令和元年度, or from its beginning: 平成31年度.
_TELLING_DAYS = ("10月1日", "4月1日")


def fiscal_year(cell: Cell, _: Setting) -> int:
    """A fiscal year by the year it begins in: 令和3年度, R3, 2021年度 are 2021."""
    return parse_fiscal_year(cell.text)


def parse_fiscal_year(text: str) -> int:
    """Read a fiscal year however it is written.

    :raises UnreadableYear: it is none
    """
    written = "".join(unicodedata.normalize("NFKC", text).split())
    year = _YEAR.sub("", written)
    for day in _TELLING_DAYS:
        if found := day_or_none(f"{year}年{day}"):
            return found.year
    raise UnreadableYear(text=text)


def lg_code(cell: Cell, _: Setting) -> str:
    """A body's official code; a spreadsheet's number lost its leading zero."""
    written = cell.text
    if isinstance(cell.value, int | float):
        written = written.zfill(LG_CODE_LENGTH)
    return parse_lg_code(written)


def corporate_number(cell: Cell, _: Setting) -> str:
    """法人番号, its check digit proven."""
    return parse_corporate_number(cell.text)


def email(cell: Cell, _: Setting) -> str:
    """An e-mail address, letters in lower case."""
    written = unicodedata.normalize("NFKC", cell.text).strip().lower()
    try:
        validate_email(written)
    except ValidationError:
        raise UnreadableAddress(text=cell.text) from None
    return written


def choice(of: Choices) -> Reader:
    """One of a list: by its label, its value, both together (D 建設業), or a spelling of it."""

    def read(cell: Cell, setting: Setting) -> str:
        options = list(of(setting.scheme))
        found = _by_spelling(options).get(_plain(cell.text))
        if found is None:
            raise UnknownChoice(text=cell.text, column=setting.column, choices=in_words(options))
        return found

    return read


def several(of: Choices) -> Reader:
    """Some of a list, parted by 、 or each on its own line: 来所、電話."""
    one = choice(of)

    def read(cell: Cell, setting: Setting) -> tuple[str, ...]:
        written = [part for part in _BETWEEN.split(cell.text) if part.strip()]
        return tuple(dict.fromkeys(one(Cell(cell.address, part), setting) for part in written))

    return read


def listed(group: str) -> Choices:
    """One of the scheme's closed lists, such as "channels"."""

    def options(scheme: Scheme) -> Iterable[Option]:
        return [Option(c.key, c.label, c.spellings) for c in getattr(scheme, group)]

    return options


def labelled(choices: Iterable[tuple[Any, Any]]) -> list[Option]:
    """The options of pairs of value and label, such as a model's choices, in Japanese as ledgers are."""
    with translation.override(None):
        return [Option(str(value), str(label)) for value, label in choices]


def spelled(options: Iterable[Option]) -> Callable[[str], str | None]:
    """Finds the value of one of a list however it is written; None where it is none of them."""
    spellings = _by_spelling(options)
    return lambda written: spellings.get(_plain(written))


def _by_spelling(options: Iterable[Option]) -> Mapping[str, str]:
    spellings: dict[str, str] = {}
    for option in options:
        both = f"{option.value}{option.label}"
        for written in (both, option.value, option.label, *option.spellings):
            spellings.setdefault(_plain(written), option.value)
    return spellings


def _plain(written: str) -> str:
    """Without width, case, spaces and the punctuation that lists are written with."""
    folded = unicodedata.normalize("NFKC", written).casefold()
    return re.sub(r"[\s・,、，.．:：]", "", folded)


def in_words(options: Sequence[Option], most: int = 8) -> str:
    """「正規」か「非正規」; a long list names its first ones."""
    labels = [f"「{option.label}」" for option in options]
    return "か".join(labels[:most]) + ("など" if len(labels) > most else "")
