"""Two texts of one record side by side: its parts, how they read, and where they differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import clock_time, wareki
from bansou.commons.rows import Level
from bansou.commons.text import clean_text
from bansou.desks.counsellor.extras import extras_of, said_of
from bansou.desks.shared.apart import Piece, cut, pieces
from bansou.schemes.shape import ExtraField, Scheme
from bansou.support.consultation.actions import Talk

_FACTS = re.compile(r"[^　]+　?|　")


@dataclass(frozen=True, slots=True)
class Part:
    """What is chosen together: its name and label, and what of a record it consists of.

    That is columns, or one field that the scheme adds.
    """

    name: str
    label: str | Promise
    columns: tuple[str, ...] = ()
    can_be_joined: bool = False
    is_prose: bool = False
    extra: ExtraField | None = None

    def values(self, talk: Talk) -> Mapping[str, Any]:
        """What the record says of it, as it is put into another record."""
        if self.extra is None:
            return {name: getattr(talk, name) for name in self.columns}
        kept = {key: value for key, value in talk.extra.items() if key == self.extra.key}
        return {"extra": kept}

    def is_alike(self, one: Talk, other: Talk) -> bool:
        """Tell whether two records say the same of it, by what the form can show."""
        return _as_in_the_form(self.values(one)) == _as_in_the_form(self.values(other))


def _as_in_the_form(values: Mapping[str, Any]) -> dict[str, Any]:
    """The form knows no seconds, and neither spaces around a text nor what cannot be seen."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value).strip()
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


_PARTS = (
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
)


def parts_of(scheme: Scheme) -> tuple[Part, ...]:
    """The parts of every record, and those that the scheme adds, in the order of the form."""
    extras = extras_of(scheme, "step")
    return (*_PARTS, *(Part(f"x_{extra.key}", extra.label, extra=extra) for extra in extras))


def pieces_of(
    part: Part, mine: Talk, theirs: Talk, scheme: Scheme
) -> tuple[list[Piece], list[Piece]]:
    """Both texts of a part: prose is cut at its phrases, facts where one ends and the next begins."""
    left, right = _said(part, mine, scheme), _said(part, theirs, scheme)
    if part.is_prose:
        return pieces(left, right)
    return cut(_FACTS.findall(left), _FACTS.findall(right))


def _said(part: Part, talk: Talk, scheme: Scheme) -> str:
    if part.extra:
        return "".join(said for _label, said in said_of((part.extra,), talk.extra))
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
    return str(getattr(talk, part.name))


def _until(day: date | None) -> str:
    return _("　%(day)sまで") % {"day": wareki(day)} if day else ""
