"""Names as banks take them: half-width kana without small letters, and numbers of fixed length.

Allowed are the kana アイウ…ワン with their marks, capital letters, digits, space and ( ) - . as the
Japanese Bankers Association's fixed-length formats have them; ヲ and small kana are not.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ"
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
#: Letters that banks do not take, and what is written in their place.
_REPLACED = {
    **dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True)),
    "ヲ": "オ",
    "ヰ": "イ",
    "ヱ": "エ",
    **dict.fromkeys("ー‐‑–—―−", "-"),
}
_TO_BANK = {
    **dict(zip(_FULL, _HALF, strict=True)),
    "\u3099": "ﾞ",
    "\u309a": "ﾟ",
    **{letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ()-."},
}


@dataclass(frozen=True, slots=True)
class BankName:
    """A name in the letters of banks.

    :ivar changes: letters of the name that were written otherwise, each with what stands for it
    :ivar unknown: letters that banks do not take and nothing stands for
    """

    text: str
    changes: tuple[tuple[str, str], ...]
    unknown: str


def bank_name(name: str) -> BankName:
    """Write a name as banks take it: サトウ ショウイチ as ｻﾄｳ ｼﾖｳｲﾁ."""
    folded = " ".join(unicodedata.normalize("NFKC", name).translate(_HIRAGANA).upper().split())
    changes = {letter: _REPLACED[letter] for letter in folded if letter in _REPLACED}
    plain = "".join(_REPLACED.get(letter, letter) for letter in folded)
    parts = unicodedata.normalize("NFD", plain)
    unknown = dict.fromkeys(part for part in parts if part not in _TO_BANK)
    return BankName(
        "".join(_TO_BANK.get(part, "") for part in parts), tuple(changes.items()), "".join(unknown)
    )


def digits_of(text: str, length: int) -> str | None:
    """Read a number of exactly so many digits as people write it: ０１２８, 01-28; None if it is not."""
    found = _plain_digits(text)
    return found if len(found) == length and found.isascii() and found.isdecimal() else None


def account_number(text: str) -> str | None:
    """Read an account's number; one with fewer than seven digits has zeros before it."""
    found = _plain_digits(text)
    return found.zfill(7) if 0 < len(found) <= 7 and found.isascii() and found.isdecimal() else None


def hidden_number(number: str) -> str:
    """An account's number with all but its last three digits hidden."""
    return f"****{number[-3:]}"


def _plain_digits(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\-‐−ー]", "", folded)


def said_changes(changes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Say each change: 「ョ」→「ヨ」."""
    for letter, instead in changes:
        yield f"「{letter}」→「{instead}」"
