"""What two people made of one record at once: who changed what, and what becomes of it.

A part that only one of them changed is kept as changed; what both changed is asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from bansou.desks.counsellor.consultations.comparing import Part, parts_of, pieces_of
from bansou.desks.shared.apart import Piece
from bansou.schemes.shape import Scheme
from bansou.support.consultation.actions import Talk

MINE, THEIRS, BOTH = "mine", "theirs", "both"
_LONGEST_ACTION = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that both changed: both texts in pieces, the choices, and the one that is preset."""

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


@dataclass(frozen=True, slots=True)
class Change:
    """A part that one of them changed: how it reads now, cut where it differs from before."""

    part: Part
    text: Sequence[Piece]


@dataclass(frozen=True)
class Merge:
    """A text that was written while somebody else saved theirs.

    `base` is the record that mine began from; where nobody knows it, every difference is asked
    about.
    """

    base: Talk | None
    mine: Talk
    theirs: Talk
    scheme: Scheme

    @cached_property
    def same(self) -> list[Part]:
        """What both say alike, whoever changed it."""
        return [part for part in parts_of(self.scheme) if part.is_alike(self.mine, self.theirs)]

    @cached_property
    def only_theirs(self) -> list[Part]:
        """What I left as I found it: the saved text stands."""
        return [part for part in self._differing if self._is_untouched(part, self.mine)]

    @cached_property
    def only_mine(self) -> list[Part]:
        """What they left as it was: my text is kept."""
        return [part for part in self._differing if self._is_untouched(part, self.theirs)]

    @cached_property
    def asked(self) -> list[Part]:
        """What both changed, and not alike."""
        one_sided = [*self.only_theirs, *self.only_mine]
        return [part for part in self._differing if part not in one_sided]

    @property
    def _differing(self) -> list[Part]:
        return [part for part in parts_of(self.scheme) if part not in self.same]

    def _is_untouched(self, part: Part, talk: Talk) -> bool:
        return self.base is not None and part.is_alike(self.base, talk)

    @property
    def adds_nothing(self) -> bool:
        """Tell whether the saved record has all that I changed."""
        return not self.asked and not self.only_mine

    @property
    def differences(self) -> list[Difference]:
        return [
            Difference(
                part,
                *pieces_of(part, self.mine, self.theirs, self.scheme),
                preset=_preset(part, self.mine, self.theirs),
            )
            for part in self.asked
        ]

    @property
    def my_changes(self) -> list[Change]:
        """What only I changed, against the saved text."""
        return [
            Change(part, pieces_of(part, self.mine, self.theirs, self.scheme)[0])
            for part in self.only_mine
        ]

    @property
    def their_changes(self) -> list[Change]:
        """What only they changed, against what I began from."""
        return [
            Change(part, pieces_of(part, self.mine, self.theirs, self.scheme)[1])
            for part in self.only_theirs
        ]

    @property
    def mine_on_theirs(self) -> Talk:
        """The saved record with all that I changed."""
        return _with(self.theirs, self.mine, [*self.asked, *self.only_mine])

    def chosen(self, choices: Mapping[str, str], names: tuple[str, str]) -> Talk:
        """The record that the choices make.

        :param choices: MINE, THEIRS or BOTH by the part's name; without one mine is kept
        :param names: who wrote mine and theirs, to be put before each where both stand
        """
        result = self.mine_on_theirs
        for part in self.asked:
            choice = choices.get(part.name, MINE)
            if choice == THEIRS:
                result = _with(result, self.theirs, [part])
            elif choice == BOTH and part.can_be_joined:
                result = replace(result, **_both(part, self.mine, self.theirs, names))
        return result


def _with(talk: Talk, other: Talk, parts: Sequence[Part]) -> Talk:
    """A record with these parts of another one."""
    for part in parts:
        values = dict(part.values(other))
        if part.extra:
            rest = {key: kept for key, kept in talk.extra.items() if key != part.extra.key}
            values["extra"] = rest | values["extra"]
        talk = replace(talk, **values)
    return talk


def _preset(part: Part, mine: Talk, theirs: Talk) -> str:
    """The choice that loses nothing; where both cannot stand, the one that guards more, or mine."""
    if part.name == "next" and len(_joined_action(mine, theirs)) > _LONGEST_ACTION:
        return MINE
    if part.can_be_joined:
        return BOTH
    if part.name == "level":
        return MINE if mine.level >= theirs.level else THEIRS
    return MINE


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
