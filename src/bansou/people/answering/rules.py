"""Days of a request, words that are struck out, and what a decision comes to, from plain values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

#: What stands where a word was struck out: it tells not even how long the word was.
STRUCK = "■■■"
#: Words for others: where one stands, whoever decides is told to look twice.
_OTHERS = (
    *("母", "父", "兄", "姉", "弟", "妹", "祖", "夫", "妻", "息子", "娘", "子ども", "家族", "親"),
    *("主治医", "医師", "先生", "友人", "知人", "近所", "隣", "同僚", "上司"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """Within how many days a request is decided about, and by how many that can be extended."""

    days: int
    extension_days: int
    basis: str
    valid_from: date
    valid_until: date | None = None


def in_force(periods: Iterable[Period], day: date) -> Period | None:
    """The period that holds on a day: the latest that has begun, unless its last day is over."""
    begun = [one for one in periods if one.valid_from <= day]
    latest = max(begun, key=lambda one: one.valid_from, default=None)
    is_over = latest is not None and latest.valid_until is not None and latest.valid_until < day
    return None if is_over else latest


def due_on(received_on: date, days: int) -> date:
    """The last day of a period whose first day is the day after the receipt."""
    return received_on + timedelta(days=days)


def digest_of(text: str) -> str:
    """By what a text is known again."""
    return sha256(text.encode()).hexdigest()


def struck_out(text: str, words: Sequence[str]) -> str:
    """A text with every occurrence of the words blacked out; what overlaps or touches is one."""
    shown, until = [], 0
    for start, end in _spans(text, words):
        shown += [text[until:start], STRUCK]
        until = end
    return "".join([*shown, text[until:]])


def _spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where until where something is struck out of a text, one after the other, apart."""
    found = sorted(
        (start, start + len(word))
        for word in words
        for start in range(len(text))
        if word and text.startswith(word, start)
    )
    begun: tuple[int, int] | None = None
    for start, end in found:
        if begun is None or start > begun[1]:
            if begun:
                yield begun
            begun = start, end
        else:
            begun = begun[0], max(begun[1], end)
    if begun:
        yield begun


def missing_words(text: str, words: Sequence[str]) -> list[str]:
    """Words that are to be struck out and do not stand in the text."""
    return [word for word in words if word not in text]


def speaks_of_others(text: str) -> bool:
    """Tell whether a text may speak of somebody else; a hint, no judgement."""
    return any(word in text for word in _OTHERS)


class Outcome(StrEnum):
    """What a request comes to as a whole."""

    WHOLE = "whole"
    PART = "part"
    NOTHING = "nothing"


def outcome_of(verdicts: Iterable[str]) -> Outcome:
    """What the decisions about the items come to."""
    said = set(verdicts)
    if said == {"shown"}:
        return Outcome.WHOLE
    return Outcome.PART if said & {"shown", "partly"} else Outcome.NOTHING
