"""Decisions about persons from plain values: who might be the same person, and why."""

import unicodedata
from datetime import date
from typing import Any, Protocol

from bansou.commons.phones import digits
from bansou.commons.text import bigrams, name_key, search_grams

#: Two readings that share this part of their letter pairs are alike.
ALIKE = 0.4


class Particulars(Protocol):
    """What is known of somebody."""

    @property
    def name(self) -> str: ...
    @property
    def kana(self) -> str: ...
    @property
    def birth_on(self) -> date | None: ...
    @property
    def phone(self) -> str: ...


def search_keys(name: str, kana: str) -> dict[str, Any]:
    """The columns by which somebody is found, as name and reading give them."""
    return {
        "name_key": name_key(kana or name)[:200],
        "grams": list(search_grams(name, kana)),
    }


def reasons_to_be_one(new: Particulars, known: Particulars) -> list[str]:
    """Why two persons might be one, in words; none where nothing speaks for it.

    A day of birth that differs speaks against it, but it may have been written wrongly: who has
    the same name and reading is asked about all the same.
    """
    same_day = new.birth_on is not None and new.birth_on == known.birth_on
    other_day = bool(new.birth_on and known.birth_on) and not same_day
    names, are_alike = names_alike(new, known), likeness(new, known) >= ALIKE
    reasons: list[str] = []
    if same_day and (names or are_alike):
        reasons = ["生年月日が同じ", names or "氏名のカナが似ている"]
    elif names and not other_day:
        reasons = [names, "生年月日がどちらかで未記入"]
    elif names and _is_namesake(new, known):
        reasons = [names, "生年月日がちがう"]
    if digits(new.phone) and digits(new.phone) == digits(known.phone):
        reasons.append("電話番号が同じ")
    return reasons


def names_alike(new: Particulars, known: Particulars) -> str:
    """What is the same about two names, in words; empty where nothing is."""
    has_same_name = name_key(new.name) == name_key(known.name)
    is_spelled_otherwise = _letters(new.name) != _letters(known.name)
    if has_same_name and is_spelled_otherwise:
        return "氏名が同じ（字体がちがう）"
    if new.kana and known.kana and name_key(new.kana) == name_key(known.kana):
        return "氏名とカナが同じ" if has_same_name else "氏名のカナが同じ"
    return "氏名が同じ" if has_same_name else ""


def _is_namesake(new: Particulars, known: Particulars) -> bool:
    """Tell whether name and reading are the same, as far as both are written."""
    readings = {name_key(kana) for kana in (new.kana, known.kana) if kana}
    return name_key(new.name) == name_key(known.name) and len(readings) <= 1


def _letters(name: str) -> str:
    """A name without its spaces and widths, its characters as they are."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def likeness(one: Particulars, other: Particulars) -> float:
    """How much of their letter pairs two readings (or names) share, from 0 to 1."""
    left = bigrams(name_key(one.kana or one.name))
    right = bigrams(name_key(other.kana or other.name))
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0
