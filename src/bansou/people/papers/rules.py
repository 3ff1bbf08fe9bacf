"""What is in a paper, and how lines with a year and month are read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bansou.schemes.papers import PaperKind

_DATED = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHR])\s*)?(?P<year>\d{1,4}|元)\s*[年./-]\s*"
    r"(?P<month>\d{1,2})\s*月?(?:\s+|　+|(?<=月)|$)(?P<text>.*)"
)
#: Letter by letter, so that what follows the month stays where and as it was typed.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．／－　ＭＴＳＨＲ", "0123456789./- MTSHR")
_ERAS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a paper says in one item."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line of a curriculum: 平成13年, 3, 高等学校 卒業. Without a year it is a heading."""

    year: str
    month: str
    text: str


def answers_to(kind: PaperKind, said: Mapping[str, str]) -> list[dict[str, str]]:
    """The items that have a text, as a paper keeps them."""
    return [
        {"key": item.key, "label": item.label, "text": text}
        for item in kind.items
        if (text := said.get(item.key, "").strip())
    ]


def answers_in(kept: Iterable[Mapping[str, Any]]) -> list[Answer]:
    """The items as a paper keeps them."""
    return [Answer(one["key"], one["label"], one["text"]) for one in kept]


def texts_in(kept: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What a paper says, by the keys of its items."""
    return {answer.key: answer.text for answer in answers_in(kept)}


def says_nothing(said: Mapping[str, str], prefilled: Mapping[str, str]) -> bool:
    """Tell whether a paper has nothing but what was put in by itself; both by the items' keys."""
    return all(text.strip() in {"", prefilled.get(key, "")} for key, text in said.items())


def prefilled_in(kind: PaperKind, known: Mapping[str, str]) -> dict[str, str]:
    """What a new paper says already, by the keys of its items."""
    return {
        item.key: known[item.prefilled]
        for item in kind.items
        if item.prefilled and known.get(item.prefilled)
    }


def name_of(kind: PaperKind | None, key: str, title: str) -> str:
    """What a paper is called: 履歴書（建設会社向け）. A kind that is no longer offered shows its key."""
    label = kind.label if kind else key
    return f"{label}（{title}）" if title else label


def dated_lines(text: str) -> list[DatedLine]:
    """The lines of a text, cut into year, month and what happened."""
    return [_dated(line) for line in text.splitlines() if line.strip()]


def _dated(line: str) -> DatedLine:
    line = line.strip()
    found = _DATED.fullmatch(line.translate(_HALF_WIDTH))
    if not found or not 1 <= int(found["month"]) <= 12:
        return DatedLine("", "", line)
    era = _ERAS.get(found["era"] or "", found["era"] or "")
    text = line[found.start("text") :].strip()
    return DatedLine(f"{era}{found['year']}", str(int(found["month"])), text)


def lines_in(kind: PaperKind, answers: Sequence[Answer]) -> list[Answer]:
    """What a paper says in one line each, such as a name."""
    lines = {item.key for item in kind.items if item.input == "line"}
    return [answer for answer in answers if answer.key in lines]


def by_group(kind: PaperKind, answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """What a paper says in prose under its headings; what the kind no longer has comes last."""
    said = {answer.key: answer for answer in answers if answer not in lines_in(kind, answers)}
    for heading, items in kind.groups():
        found = [said.pop(item.key) for item in items if item.key in said]
        if found:
            yield heading, found
    if said:
        yield "", list(said.values())
