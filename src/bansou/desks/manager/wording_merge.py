"""What two people made of one sheet's texts at once, part by part.

What only one of them changed is kept as changed; what both changed is asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.phrases import without_breaks
from bansou.desks.shared.apart import Piece, pieces
from bansou.grants.casebook.sheet import Box, SideBox
from bansou.grants.casebook.wording import Wording

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that both changed: both texts in pieces; one's own is preset."""

    name: str
    label: str
    mine: Sequence[Piece]
    theirs: Sequence[Piece]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        return [(MINE, _("あなたの文"), True), (THEIRS, _("保存済みの文"), False)]


@dataclass(frozen=True)
class Merge:
    """Texts that were written while somebody else saved theirs; `base` is what mine began from.

    Where nobody knows what that was, every difference is asked about.
    """

    base: Wording | None
    mine: Wording
    theirs: Wording

    @cached_property
    def asked(self) -> list[str]:
        """The parts that both changed, and not alike."""
        return [
            name for name in self._differing if not (self._kept_by_me(name) or self._my_own(name))
        ]

    @property
    def only_mine(self) -> list[str]:
        """The labels of what only I changed."""
        return [_label(name) for name in self._differing if self._my_own(name)]

    @property
    def only_theirs(self) -> list[str]:
        """The labels of what only they changed."""
        return [_label(name) for name in self._differing if self._kept_by_me(name)]

    @property
    def adds_nothing(self) -> bool:
        """Tell whether the saved texts have all that I changed."""
        return not self.asked and not self.only_mine

    @property
    def differences(self) -> list[Difference]:
        return [
            Difference(name, _label(name), *pieces(*self._read(name, self._mine, self._theirs)))
            for name in self.asked
        ]

    def chosen(self, choices: Mapping[str, str]) -> Wording:
        """The texts that the choices make; without one mine is kept."""
        result = dict(self._theirs)
        for name in self._differing:
            if self._my_own(name) or (name in self.asked and choices.get(name) != THEIRS):
                result[name] = self._mine.get(name)
        return _built(result)

    @cached_property
    def _mine(self) -> dict[str, Any]:
        return _parts(self.mine)

    @cached_property
    def _theirs(self) -> dict[str, Any]:
        return _parts(self.theirs)

    @cached_property
    def _differing(self) -> list[str]:
        names = dict.fromkeys((*self._mine, *self._theirs))
        return [name for name in names if self._mine.get(name) != self._theirs.get(name)]

    def _kept_by_me(self, name: str) -> bool:
        return self.base is not None and _parts(self.base).get(name) == self._mine.get(name)

    def _my_own(self, name: str) -> bool:
        return self.base is not None and _parts(self.base).get(name) == self._theirs.get(name)

    def _read(self, name: str, *texts: Mapping[str, Any]) -> list[str]:
        labels = {actor.key: without_breaks(actor.label) for actor in self.theirs.actors}
        return [_said(name, text.get(name), labels) for text in texts]


def _parts(wording: Wording) -> dict[str, Any]:
    """What is chosen together, by name."""
    return {
        "catch": wording.catch,
        **{f"box_{place}": box for place, box in enumerate(wording.boxes)},
        "banner": wording.banner,
        **{f"side_{place}": box for place, box in enumerate(wording.side_boxes)},
        "actors": wording.actors,
        "arrows": wording.arrows,
        "flow_alternative": wording.flow_alternative,
        "points": wording.points,
    }


def _built(parts: Mapping[str, Any]) -> Wording:
    boxes = [it for _name, it in sorted(parts.items()) if isinstance(it, Box)]
    sides = [it for _name, it in sorted(parts.items()) if isinstance(it, SideBox)]
    rest = {name: it for name, it in parts.items() if not name.startswith(("box_", "side_"))}
    return Wording(boxes=tuple(boxes), side_boxes=tuple(sides), **rest)


def _label(name: str) -> str:
    stem, _mark, place = name.partition("_")
    if stem == "box":
        return _("項目%(number)d") % {"number": int(place) + 1}
    if stem == "side":
        return _("補足%(number)d") % {"number": int(place) + 1}
    return {
        "catch": _("見出しの一文"),
        "banner": _("まとめの帯"),
        "actors": _("関わる人や団体"),
        "arrows": _("支援の流れ"),
        "flow_alternative": _("流れを言葉で"),
        "points": _("着目したポイント"),
    }[name]


def _said(name: str, value: Any, labels: Mapping[str, str]) -> str:
    """A part as text, one line below the other."""
    if isinstance(value, Box):
        chip = f"［{value.chip.label}］" if value.chip else ""
        return "\n".join(filter(None, (f"{value.heading}{chip}", value.text, value.note)))
    if isinstance(value, SideBox):
        return f"{value.title}\n{value.text}"
    if name == "actors":
        return "\n".join(without_breaks(actor.label) for actor in value)
    if name == "arrows":
        return "\n".join(
            f"{labels[it.source]}　→　{labels[it.target]}：{'、'.join(it.acts)}" for it in value
        )
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")
