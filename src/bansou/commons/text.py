"""Keys by which names are found. Names themselves are stored exactly as they were typed.

A key folds away what people do not remember or cannot type: width (ｻﾄｳ), hiragana and katakana
(さとう), small kana, ヂヅヲヰヱ, long vowels (サトー, オーノ), iteration marks (佐々木), variants
of a character (髙, 邊, 﨑; the list is ``name_variants.txt``), case, spaces, dots and hyphens.

Long vowels: ー becomes the vowel that it lengthens, and after a kana in o the vowel オ becomes ウ,
after one in e the vowel エ becomes イ. So オオノ, オーノ and オウノ are one, and オノ is another.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

# Control characters, lone surrogates, and marks that turn the direction of writing around.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_LINE_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")


def clean_text(text: str) -> str:
    r"""Take out what can neither be stored nor seen, such as NUL; leave all else as typed.

    Line breaks of any kind become ``\n``; tabs, spaces and variation selectors stay.
    """
    return _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text))


def lines_in(text: str) -> list[str]:
    """Return what stands one a line, without spaces around it; empty lines are left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


# Keys

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KATAKANA_TO_HIRAGANA = {kata: hira for hira, kata in _HIRAGANA_TO_KATAKANA.items()}
# Voicing marks that still stand alone belong to no letter and fall away.
_PLAIN_KANA = str.maketrans(
    "ァィゥェォッャュョヮヵヶヂヅヲヰヱ", "アイウエオツヤユヨワカケジズオイエ", "\u3099\u309a"
)
_IGNORED = re.compile(r"[\s\u200b-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef・.,'’‐\-=゠]")
_VOWELS = {
    kana: vowel
    for vowel, row in {
        "ア": "アカガサザタダナハバパマヤラワ",
        "イ": "イキギシジチニヒビピミリ",
        "ウ": "ウクグスズツヌフブプムユルヴ",
        "エ": "エケゲセゼテデネヘベペメレ",
        "オ": "オコゴソゾトドノホボポモヨロ",
    }.items()
    for kana in row
}
_LENGTHENED = {"ア": "ア", "イ": "イ", "ウ": "ウ", "エ": "イ", "オ": "ウ"}


@lru_cache(maxsize=4_096)
def name_key(name: str) -> str:
    """Fold a name or reading to the key under which it is sorted and compared.

    Folding a key again changes nothing.
    """
    return _fold_long_vowels(_repeat(_fold_letters(name)))


def is_kana(text: str) -> bool:
    """Tell whether a name or a part of one is written in kana alone, as a reading is."""
    return re.fullmatch("[ァ-ヺ]+", name_key(text)) is not None


def in_hiragana(reading: str) -> str:
    """A reading as forms ask for it: ミウラ カズヒコ → みうら かずひこ; other letters stay."""
    return reading.translate(_KATAKANA_TO_HIRAGANA)


def _fold_letters(text: str) -> str:
    wide = _IGNORED.sub("", clean_text(unicodedata.normalize("NFKC", text)))
    folded = unicodedata.normalize("NFKC", wide.casefold()).translate(_HIRAGANA_TO_KATAKANA)
    return folded.translate(_PLAIN_KANA).translate(_variants())


def _repeat(text: str) -> str:
    """Write out 々, ヽ and ヾ: 佐々木 as 佐佐木."""
    written: list[str] = []
    for letter in text:
        before = written[-1] if written else ""
        if letter in "々ヽ" and before:
            letter = before
        elif letter == "ヾ" and before:
            voiced = unicodedata.normalize("NFC", before + "\u3099")
            letter = voiced if len(voiced) == 1 else before
        written.append(letter)
    return "".join(written).translate(_PLAIN_KANA)


def _fold_long_vowels(text: str) -> str:
    written: list[str] = []
    for letter in text:
        vowel = _VOWELS.get(written[-1], "") if written else ""
        if letter == "ー":
            letter = _LENGTHENED.get(vowel, "")
        elif letter == vowel and vowel in "エオ":
            letter = _LENGTHENED[vowel]
        if letter:
            written.append(letter)
    return "".join(written)


@cache
def letters_folded() -> tuple[str, str]:
    """Letters, and one for one what each is folded to, as `translate` of SQL takes them.

    Long vowels and iteration marks, which depend on their neighbours, are not among them.
    """
    hiragana = {
        chr(hira): chr(kata).translate(_PLAIN_KANA) for hira, kata in _HIRAGANA_TO_KATAKANA.items()
    }
    plain = {chr(code): chr(base) for code, base in _PLAIN_KANA.items() if base}
    variants = {chr(code): base for code, base in _variants().items() if len(base) == 1}
    found = {**hiragana, **plain, **variants}
    return "".join(found), "".join(found.values())


@cache
def _variants() -> dict[int, str]:
    """The table of variants for `str.translate`."""
    listed = resources.files(__package__).joinpath("name_variants.txt").read_text("utf-8")
    pairs = (line.split() for line in listed.splitlines() if line and not line.startswith("#"))
    return {ord(variant): base for base, variants in pairs for variant in variants}


# Grams: what is stored in the index and asked of it


def bigrams(key: str) -> frozenset[str]:
    """Cut a key into its pairs of neighbouring letters; a single letter is its own gram."""
    return frozenset(a + b for a, b in pairwise(key)) or frozenset(key)


def search_grams(*names: str) -> tuple[str, ...]:
    """Give the grams under which somebody is found by any of these names and readings.

    They hold every single letter too, so that a query of one letter is asked like any other.
    Each name is folded as a whole and word by word, with and without its long vowels and
    iteration marks: a query may begin in the middle of the name.
    """
    keys = {key for name in names for key in _forms(name)}
    return tuple(sorted({gram for key in keys for gram in (*key, *bigrams(key))}))


def query_grams(asked: str) -> tuple[str, ...]:
    """Give the grams that a name must all have to match a query; none if it has no letters.

    The words of a query are looked for each by itself, in any order: 花子 佐藤, 佐藤 ハナコ.
    """
    grams = (bigrams(name_key(word)) for word in asked.split())
    return tuple(sorted(frozenset().union(*grams)))


def _forms(name: str) -> Iterable[str]:
    yield name_key(name)
    yield "".join(name_key(word) for word in name.split())
    yield _fold_letters(name)
