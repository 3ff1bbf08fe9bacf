"""Claims as the desks show them: what is offered, which days are left, where one stands, its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from bansou.benefits.claims.days import AttendedDay, attended_days
from bansou.benefits.claims.models import Claim, ClaimItem, ClaimReceipt
from bansou.benefits.claims.queries import days_claimed, items_of, records_claimed
from bansou.benefits.claims.receipts import UNCHECKED, receipts_of
from bansou.commons.money import yen
from bansou.desks.shared.parts import Chip
from bansou.people.cases.models import Case, Enrolment
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes.benefits import Benefit
from bansou.schemes.shape import Scheme

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
class Offered:
    """A benefit that a programme of a case pays."""

    programme: Programme
    scheme: Scheme
    benefit: Benefit

    @property
    def key(self) -> str:
        return f"{self.programme.pk}:{self.benefit.key}"


def offered_to(case: Case, today: date) -> list[Offered]:
    """What the programmes of a case pay, the latest programme first."""
    enrolments = Enrolment.objects.filter(
        organisation_id=case.organisation_id, case=case
    ).select_related("programme")
    programmes = {one.programme_id: one.programme for one in enrolments.order_by("-from_on")}
    found: list[Offered] = []
    for programme in programmes.values():
        if not programme.scheme_versions.exists():
            continue
        scheme = scheme_on(programme, min(today, programme.ends_on))
        found += [Offered(programme, scheme, benefit) for benefit in scheme.benefits]
    return found


def days_left(case: Case, chosen: Offered, known: Claim | None = None) -> list[AttendedDay]:
    """The attended days that are not claimed yet; those of a claim that is put right count as left."""
    own = list(items_of(known)) if known else []
    taken = days_claimed(case, chosen.benefit.key) - {item.on for item in own}
    paid_for: set[UUID | None] = set()
    if chosen.benefit.kind == "stipend":
        paid_for = records_claimed(case) - {item.source_id for item in own}
    return [
        day
        for day in attended_days(case, chosen.programme, chosen.benefit)
        if day.on not in taken and day.source_id not in paid_for
    ]


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
    receipts: Sequence[ClaimReceipt]

    @property
    def lacks_receipt(self) -> bool:
        """Whether no receipt of its trips was handed in."""
        return self.claim.kind == "travel" and not self.receipts

    @property
    def may_change_receipts(self) -> bool:
        """Whether receipts are still handed in and taken off."""
        return self.claim.kind == "travel" and self.claim.state in UNCHECKED

    @property
    def name(self) -> str:
        """What tells its table from others on a page."""
        return f"{self.claim.label}　{self.claim.ticket}"


def chip_of(claim: Claim) -> Chip:
    """Where a claim stands, as a chip."""
    return Chip(claim.get_state_display(), _KINDS[Claim.State(claim.state)])


def shown(claim: Claim) -> Shown:
    """A claim with each day that its yen consist of."""
    lines = [_line(item) for item in items_of(claim)]
    receipts = list(receipts_of(claim)) if claim.kind == "travel" else []
    return Shown(claim, chip_of(claim), yen(claim.yen), lines, receipts)


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
