"""A claim as both desks show it: its state as a chip, its days with what each rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.claims.queries import items_of
from bansou.commons.money import yen
from bansou.desks.shared.parts import Chip

_KINDS = {
    Claim.State.DRAWN: "plain",
    Claim.State.CHECKED: "key",
    Claim.State.RETURNED: "warn",
    Claim.State.APPROVED: "good",
    Claim.State.LISTED: "good",
    Claim.State.PAID: "good",
    Claim.State.DECLINED: "bad",
    Claim.State.WITHDRAWN: "quiet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One day of a claim in words."""

    on: date
    title: str
    yen: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim with its days."""

    claim: Claim
    chip: Chip
    yen: str
    lines: Sequence[Line]

    @property
    def name(self) -> str:
        """What tells its table from others on a page."""
        return f"{self.claim.label}　{self.claim.ticket}"


def chip_of(claim: Claim) -> Chip:
    """Where a claim stands, as a chip."""
    return Chip(claim.get_state_display(), _KINDS[Claim.State(claim.state)])


def shown(claim: Claim) -> Shown:
    """A claim with each day that its yen consist of."""
    return Shown(claim, chip_of(claim), yen(claim.yen), [_line(item) for item in items_of(claim)])


def _line(item: ClaimItem) -> Line:
    return Line(item.on, item.title, yen(item.yen), "　".join(_notes(item)))


def _notes(item: ClaimItem) -> list[str]:
    notes = []
    if item.minutes:
        notes.append(hours(item.minutes))
    if item.receipt:
        notes.append(_("領収書 %(number)s") % {"number": item.receipt})
    if item.cut_because:
        notes.append(item.cut_because)
    return notes


def hours(minutes: int) -> str:
    """8時間, 3時間30分."""
    whole, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)d時間") % {"hours": whole}
    return _("%(hours)d時間%(minutes)d分") % {"hours": whole, "minutes": rest}
