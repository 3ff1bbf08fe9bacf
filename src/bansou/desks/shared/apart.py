"""Two texts side by side, cut at the phrases where they part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bansou.commons.phrases import phrases

_SENTENCES = re.compile(r"(?<=[。！？\n])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether the other text lacks it."""

    text: str
    differs: bool


def pieces(mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut at the phrases where they part."""
    return cut(_tokens(mine), _tokens(theirs))


def cut(left: Sequence[str], right: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Both texts, given as the stretches that are compared as wholes."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    shown: tuple[list[Piece], list[Piece]] = ([], [])
    for kind, i, j, k, m in matcher.get_opcodes():
        _add(shown[0], "".join(left[i:j]), differs=kind != "equal")
        _add(shown[1], "".join(right[k:m]), differs=kind != "equal")
    return shown


def _tokens(text: str) -> list[str]:
    return [
        phrase
        for sentence in _SENTENCES.split(text)
        if sentence
        for phrase in (phrases(sentence) if sentence.strip() else (sentence,))
    ]


def _add(to: list[Piece], text: str, *, differs: bool) -> None:
    if text:
        to.append(Piece(text, differs))
