"""How likely two rows are one person: points for each reason, whose sum is the score."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bansou.commons.phones import digits
from bansou.commons.text import name_key
from bansou.people.persons.rules import ALIKE, likeness, names_alike

#: Pairs with fewer points are not shown: namesakes of whom nothing else is the same.
LIKELY = 55
#: A number with fewer digits is an extension, or a mistake.
_DIGITS = 9
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)(?:丁目|番地|番|号|の|[-‐-―ー−])+")


class Known(Protocol):
    """What is known of somebody who is registered."""

    @property
    def name(self) -> str: ...
    @property
    def kana(self) -> str: ...
    @property
    def birth_on(self) -> date | None: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for two rows being one person, or against it, and how much."""

    text: str
    points: int


def reasons(one: Known, other: Known) -> list[Reason]:
    """Everything that counts, the names first; what is unknown of either counts nothing."""
    found = [
        *_of_names(one, other),
        *_of_birth(one.birth_on, other.birth_on),
        _same("電話番号が同じ", 25, _number(one.phone), _number(other.phone)),
        _same("メールアドレスが同じ", 20, _mail(one.email), _mail(other.email)),
        _same("住所が同じ", 15, place_key(one.address), place_key(other.address)),
    ]
    return [reason for reason in found if reason]


def score(found: Iterable[Reason]) -> int:
    """The sum of the points."""
    return sum(reason.points for reason in found)


def _of_names(one: Known, other: Known) -> Iterable[Reason]:
    same = names_alike(one, other)
    if same:
        is_both = same == "氏名とカナが同じ"
        yield Reason(same, 40 if is_both else 30)
    elif likeness(one, other) >= ALIKE:
        yield Reason("氏名のカナが似ている", 15)


def _of_birth(one: date | None, other: date | None) -> Iterable[Reason]:
    if one is None or other is None:
        return
    if one == other:
        yield Reason("生年月日が同じ", 40)
    elif is_slip(one, other):
        yield Reason("生年月日が1か所だけちがう", 15)
    else:
        yield Reason("生年月日がちがう", -40)


def is_slip(one: date, other: date) -> bool:
    """Tell whether two days differ as by a slip: one of year, month and day, or the last two changed."""
    parts = (one.year, one.month, one.day), (other.year, other.month, other.day)
    differing = sum(left != right for left, right in zip(*parts, strict=True))
    is_turned = one.year == other.year and (one.month, one.day) == (other.day, other.month)
    return differing == 1 or is_turned


def _same(text: str, points: int, one: str, other: str) -> Reason | None:
    return Reason(text, points) if one and one == other else None


def _number(phone: str) -> str:
    number = digits(phone)
    return number if len(number) >= _DIGITS else ""


def _mail(address: str) -> str:
    return unicodedata.normalize("NFKC", address).strip().casefold()


def place_key(address: str) -> str:
    """An address without width, spaces and the ways of writing its numbers: 1丁目2番地の3 as 1-2-3."""
    wide = "".join(unicodedata.normalize("NFKC", address).split())
    return _BETWEEN_NUMBERS.sub("-", wide).rstrip("-")


#: How each particular is folded before it is compared.
FOLDED: Mapping[str, Callable[[str], str]] = {
    "name": name_key,
    "kana": name_key,
    "phone": digits,
    "email": _mail,
    "address": place_key,
}
