"""Decisions about persons from plain values: who might be the same person, and why."""

import re
import unicodedata
from datetime import date
from typing import Protocol

from bansou.commons.text import bigrams, name_key

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


def reasons_to_be_one(new: Particulars, known: Particulars) -> list[str]:
    """Why two persons might be one, in words; none where nothing speaks for it."""
    reasons = []
    same_day = new.birth_on is not None and new.birth_on == known.birth_on
    other_day = bool(new.birth_on and known.birth_on) and not same_day
    if new.kana and known.kana and name_key(new.kana) == name_key(known.kana):
        names = "氏名のカナが同じ"
    elif name_key(new.name) == name_key(known.name):
        names = "氏名が同じ"
    else:
        names = "氏名のカナが似ている" if likeness(new, known) >= ALIKE else ""
    if same_day and names:
        reasons += ["生年月日が同じ", names]
    elif names and not other_day and "似て" not in names:
        reasons += [names, "生年月日がどちらかで未記入"]
    if digits(new.phone) and digits(new.phone) == digits(known.phone):
        reasons.append("電話番号が同じ")
    return reasons


def likeness(one: Particulars, other: Particulars) -> float:
    """How much of their letter pairs two readings (or names) share, from 0 to 1."""
    left = bigrams(name_key(one.kana or one.name))
    right = bigrams(name_key(other.kana or other.name))
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def digits(phone: str) -> str:
    """The digits of a telephone number, whatever stands between them."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
