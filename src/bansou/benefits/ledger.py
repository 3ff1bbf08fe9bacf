"""支給の請求: what was claimed, decided and paid, as an office's ledger keeps it.

The yen of a claim are calculated as on the desk; what the ledger says is held against them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.benefits.claims.deciding import approve_claim, check_claim, decline_claim
from bansou.benefits.claims.drawing import Wanted, draw_up, withdraw
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.pricing import Trip
from bansou.benefits.payments.past import note_payment_made
from bansou.commons.access.actors import Actor
from bansou.commons.clock import day_begins_at, wareki
from bansou.commons.errors import Refusal
from bansou.commons.ledger.brought import refuse_changes
from bansou.commons.ledger.cells import Option, day_in_year, days, key, name, text, yen_up_to
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.staff import StaffBook
from bansou.commons.ledger.withdrawals import BelongsToAnother
from bansou.commons.money import yen as written
from bansou.commons.organisations.models import Membership
from bansou.people.ledger import case_book
from bansou.programmes.ledger import programme_of
from bansou.schemes.shape import Scheme

_LATER = (
    *("checked_by", "decided_by", "decided_on", "declined_because"),
    *("paid_on", "withdrawn_because"),
)


class AmountDiffers(Refusal):
    """The ledger's amount is not what the records, prices and ceilings give."""

    code = "ledger.amount_differs"
    message = _(
        "台帳の金額は%(said)sですが、記録と単価から計算すると%(found)sです。"
        "金額か、対象日と出欠を確かめてください。"
    )


class TripNeedsRoute(Refusal):
    """A trip is claimed without saying from where to where, or for how much."""

    code = "ledger.trip_needs_route"
    message = _("交通費の請求には、経路と金額を書いてください。1行に1日分です。")


class DeciderMissing(Refusal):
    """A claim is decided or paid, and nothing says who checked it, who decided, and when."""

    code = "ledger.decider_missing"
    message = _(
        "決定、不支給、支払済みの請求には、確認した人、決めた人、決めた日も書いてください。"
    )


class DecidedOutOfTime(Refusal):
    """A claim was decided before it was drawn up, or in days to come."""

    code = "ledger.decided_out_of_time"
    message = _("決めた日は、請求日（%(claimed)s）から今日までの日付を書いてください。")


class ClaimedInDaysToCome(Refusal):
    """The day of the claim has not come."""

    code = "ledger.claimed_in_days_to_come"
    message = _("請求日がまだ来ていません。今日までの日付を書いてください。")


class _Claims:
    """Writes claims as far as they have come, in the name of whoever the ledger says."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        self._staff = StaffBook(intake)
        programme = programme_of(intake)
        if programme is None:
            raise LookupError("claims are written after their programme")
        self._programme = programme

    @property
    def references(self) -> Mapping[str, Finder]:
        return {
            "case": self._cases.find,
            "drawn_by": self._drawn,
            "checked_by": self._checked,
            "decided_by": self._decided,
        }

    def add(self, row: Row) -> UUID:
        on: date = row["claimed_on"]
        if on > self._intake.today:
            raise ClaimedInDaysToCome(field="claimed_on")
        claim = draw_up(
            by=self._as(row.found["drawn_by"]),
            case=row.found["case"],
            programme=self._programme,
            wanted=self._wanted(row),
            on=on,
            at=day_begins_at(on),
        )
        if claim.kind == "stipend" and row.get("yen", claim.yen) != claim.yen:
            raise AmountDiffers(said=written(row["yen"]), found=written(claim.yen), field="yen")
        self._go_on(row, claim)
        return claim.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        claim = Claim.objects.select_related("case").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        if claim.case_id != row.found["case"].pk:
            raise BelongsToAnother(before=claim.case.number, field="case")
        refuse_changes(row, but=_LATER)
        self._go_on(row, claim)

    def _wanted(self, row: Row) -> Wanted:
        benefit = self._intake.scheme.benefit(row["benefit"])
        note = row.get("note", "")
        if benefit is None or benefit.kind == "stipend":
            return Wanted(benefit=row["benefit"], days=row["days"], note=note)
        if len(row["days"]) != 1 or not row.get("route") or not row.get("yen"):
            raise TripNeedsRoute(field="route")
        trip = Trip(
            on=row["days"][0], route=row["route"], yen=row["yen"], receipt=row.get("receipt", "")
        )
        return Wanted(benefit=row["benefit"], trips=[trip], note=note)

    # How far it has come

    def _go_on(self, row: Row, claim: Claim) -> None:
        """Do what the row says of the claim that no import has seen yet."""
        if row.get("withdrawn_because") and row.says_anew("withdrawn_because"):
            withdraw(claim=claim, seen_version=claim.version, reason=row["withdrawn_because"])
            return
        if row.says_anew("checked_by") and "checked_by" in row.found:
            check_claim(
                by=self._as(row.found["checked_by"]),
                claim=claim,
                seen_version=claim.version,
                at=day_begins_at(row.get("decided_on", claim.claimed_on)),
                is_on_paper=True,
            )
            claim.refresh_from_db()
        if row.says_anew("decided_by", "decided_on", "declined_because"):
            self._decide(row, claim)
        if row.get("paid_on") and row.says_anew("paid_on"):
            self._pay(row, claim)

    def _decide(self, row: Row, claim: Claim) -> None:
        decided_on = row.get("decided_on")
        if decided_on is None or not {"checked_by", "decided_by"} <= row.found.keys():
            raise DeciderMissing(field="decided_by")
        if not claim.claimed_on <= decided_on <= self._intake.today:
            raise DecidedOutOfTime(claimed=wareki(claim.claimed_on), field="decided_on")
        by, at = self._as(row.found["decided_by"]), day_begins_at(decided_on)
        seen = claim.version
        if because := row.get("declined_because"):
            decline_claim(by=by, claim=claim, seen_version=seen, reason=because, at=at)
        else:
            approve_claim(by=by, claim=claim, seen_version=seen, at=at)
        claim.refresh_from_db()

    def _pay(self, row: Row, claim: Claim) -> None:
        if "decided_by" not in row.found:
            raise DeciderMissing(field="decided_by")
        note_payment_made(
            by=self._as(row.found["decided_by"]),
            claim=claim,
            paid_on=row["paid_on"],
            today=self._intake.today,
            at=self._intake.at,
        )

    # Who

    def _as(self, member: Membership) -> Actor:
        """The one who hands the ledger in, in the name of who did it then."""
        return replace(
            self._intake.by,
            user_id=member.user_id,
            name=member.user.name,
            membership_id=member.pk,
        )

    def _drawn(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("claimed_on"))

    def _checked(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("claimed_on"), until=row.get("decided_on"))

    def _decided(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("decided_on"))


def _benefits(scheme: Scheme) -> list[Option]:
    return [Option(it.key, it.label) for it in scheme.benefits]


CLAIMS = LedgerPart(
    name="claims",
    label="支給の請求",
    fields=(
        Field("key", key(), required=True),
        Field("case", key(20), required=True),
        chosen("benefit", _benefits, required=True),
        Field("claimed_on", day_in_year, required=True),
        Field("days", days, required=True),
        Field("yen", yen_up_to(10_000_000)),
        Field("route", text()),
        Field("receipt", text(60)),
        Field("note", text()),
        Field("drawn_by", name, required=True),
        Field("checked_by", name),
        Field("decided_by", name),
        Field("decided_on", day_in_year),
        Field("declined_because", text()),
        Field("paid_on", day_in_year),
        Field("withdrawn_because", text()),
    ),
    key="key",
    writer=_Claims,
    writes_now=True,
    places={
        "on": "days",
        "reason": "declined_because",
        "benefits.no_person": "case",
        "benefits.not_offered": "benefit",
        "benefits.no_travel_ceiling": "benefit",
        "benefits.own_claim": "checked_by",
        "benefits.own_check": "decided_by",
    },
)
