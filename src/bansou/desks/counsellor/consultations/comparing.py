"""Two texts of one record side by side: what differs, and what becomes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import clock_time, wareki
from bansou.commons.phrases import phrases
from bansou.commons.rows import Level
from bansou.schemes.shape import Scheme
from bansou.support.consultation.actions import Talk

MINE, THEIRS, BOTH = "mine", "theirs", "both"
_SENTENCES = re.compile(r"(?<=[。！？\n])")
_FACTS = re.compile(r"[^　]+　?|　")
_LONGEST_ACTION = 200


@dataclass(frozen=True, slots=True)
class Part:
    """What is chosen together: its name and label, and the columns that it consists of."""

    name: str
    label: str | Promise
    columns: tuple[str, ...]
    can_be_joined: bool = False
    is_prose: bool = False


PARTS = (
    Part("when", gettext_lazy("相談した日と時刻"), ("on", "starts_at", "ends_at")),
    Part("channel", gettext_lazy("方法"), ("channel",)),
    Part("kind", gettext_lazy("相談の種類"), ("kind",)),
    Part("note", gettext_lazy("相談の内容"), ("note",), can_be_joined=True, is_prose=True),
    Part(
        "own_words", gettext_lazy("本人の言葉"), ("own_words",), can_be_joined=True, is_prose=True
    ),
    Part(
        "formulation",
        gettext_lazy("相談員の見立て"),
        ("formulation",),
        can_be_joined=True,
        is_prose=True,
    ),
    Part(
        "next",
        gettext_lazy("次の行動と期限"),
        ("next_action", "next_action_on"),
        can_be_joined=True,
    ),
    Part("level", gettext_lazy("閲覧区分"), ("level",)),
    Part("extra", gettext_lazy("事業の項目"), ("extra",)),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether the other text lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs: both texts in pieces, the choices, and the one that is preset."""

    part: Part
    mine: Sequence[Piece]
    theirs: Sequence[Piece]
    preset: str

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        offered = [(MINE, _("あなたの文")), (THEIRS, _("保存済みの文"))]
        if self.part.can_be_joined:
            offered.append((BOTH, _("両方を並べて残す")))
        return [(value, label, value == self.preset) for value, label in offered]


def differences(mine: Talk, theirs: Talk, scheme: Scheme) -> tuple[list[Difference], list[str]]:
    """What differs between two texts, and the labels of the parts that do not."""
    found, same = [], []
    for part in PARTS:
        if all(getattr(mine, name) == getattr(theirs, name) for name in part.columns):
            if part.name != "extra":
                same.append(str(part.label))
            continue
        left, right = _apart(part, _said(part, mine, scheme), _said(part, theirs, scheme))
        found.append(Difference(part, left, right, _preset(part, mine, theirs)))
    return found, same


def _preset(part: Part, mine: Talk, theirs: Talk) -> str:
    """The choice that loses nothing; where both cannot stand, the one that guards more, or mine."""
    if part.name == "next" and len(_joined_action(mine, theirs)) > _LONGEST_ACTION:
        return MINE
    if part.can_be_joined:
        return BOTH
    if part.name == "level":
        return MINE if mine.level >= theirs.level else THEIRS
    return MINE


def _said(part: Part, talk: Talk, scheme: Scheme) -> str:
    if part.name == "when":
        times = [clock_time(at)[:5] for at in (talk.starts_at, talk.ends_at) if at]
        return "　".join(filter(None, [wareki(talk.on), "–".join(times)]))
    if part.name == "channel":
        return scheme.label("channels", talk.channel)
    if part.name == "kind":
        return scheme.label("consultation_kinds", talk.kind)
    if part.name == "level":
        return str(Level(talk.level).label)
    if part.name == "next":
        return talk.next_action + _until(talk.next_action_on)
    if part.name == "extra":
        return "　".join(f"{key}：{value}" for key, value in talk.extra.items())
    return str(getattr(talk, part.name))


def _until(day: date | None) -> str:
    return _("　%(day)sまで") % {"day": wareki(day)} if day else ""


def _apart(part: Part, mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Prose is cut at its phrases, facts where one fact ends and the next begins."""
    if part.is_prose:
        return pieces(mine, theirs)
    return _cut(_FACTS.findall(mine), _FACTS.findall(theirs))


def pieces(mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut at the phrases where they part."""
    return _cut(_tokens(mine), _tokens(theirs))


def _cut(left: Sequence[str], right: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
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


def chosen(mine: Talk, theirs: Talk, choices: dict[str, str], names: tuple[str, str]) -> Talk:
    """The record that the choices make.

    :param choices: MINE, THEIRS or BOTH by the part's name; parts without one are alike
    :param names: who wrote mine and theirs, to be put before each where both stand
    """
    result = mine
    for part in PARTS:
        choice = choices.get(part.name, MINE)
        if choice == THEIRS:
            result = replace(result, **{c: getattr(theirs, c) for c in part.columns})
        elif choice == BOTH and part.can_be_joined:
            result = replace(result, **_both(part, mine, theirs, names))
    return result


def _both(part: Part, mine: Talk, theirs: Talk, names: tuple[str, str]) -> dict[str, Any]:
    if part.name == "next":
        days = [day for day in (mine.next_action_on, theirs.next_action_on) if day]
        return {
            "next_action": _joined_action(mine, theirs),
            "next_action_on": min(days, default=None),
        }
    texts = (getattr(theirs, part.name), getattr(mine, part.name))
    kept = [
        f"（{name}）\n{text}"
        for text, name in zip(texts, reversed(names), strict=True)
        if text.strip()
    ]
    return {part.name: "\n\n".join(kept)}


def _joined_action(mine: Talk, theirs: Talk) -> str:
    return "／".join(dict.fromkeys(t for t in (mine.next_action, theirs.next_action) if t))
