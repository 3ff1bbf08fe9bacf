"""What a claim would come to: each day held against the records, the prices and the ceilings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bansou.benefits.claims.days import AttendedDay, attended_days
from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.claims.queries import amounts_of
from bansou.benefits.claims.refusals import (
    BenefitNotOffered,
    ClaimedAlready,
    DayNotAttended,
    DayToCome,
    DayTooShort,
    NothingToClaim,
    NoTravelCeiling,
    NoUnitPrice,
    OutsideCeiling,
    PaidForOtherwise,
    ReceiptMissing,
)
from bansou.benefits.claims.rules import Amount, Ceiling, Ceilings, Granted, within_ceilings
from bansou.benefits.overlaps.queries import outside_on
from bansou.commons.clock import wareki
from bansou.commons.money import yen as written
from bansou.people.cases.models import Case
from bansou.programmes.models import Programme
from bansou.schemes.benefits import Benefit
from bansou.schemes.shape import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A trip of one day, there and back, as the person claims it (交通費).

    :ivar route: from where, by what, to where
    """

    on: date
    route: str
    yen: int
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Priced:
    """One day of a claim as it would be paid, with the record that it rests on."""

    granted: Granted
    title: str
    attended: AttendedDay | None = None
    receipt: str = ""
    cut_because: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom, in which programme, for which benefit of its scheme; which claim is drawn anew.

    :ivar again: its own days do not stand in its way
    """

    case: Case
    programme: Programme
    scheme: Scheme
    benefit: Benefit
    again: Claim | None = None

    @property
    def not_with(self) -> Sequence[str]:
        """Benefits that are not got for the same day, whichever of the two names the other."""
        own = self.benefit
        naming = [it.key for it in self.scheme.benefits if own.key in it.not_with]
        return list(dict.fromkeys([*own.not_with, *naming]))

    def got(self, key: str) -> Sequence[Amount]:
        """What the person has claimed for a benefit, in whichever of their cases, besides this."""
        return amounts_of(self.case.person_id, key, but=self.again)

    def resting_on(self, records: Iterable[UUID]) -> Sequence[ClaimItem]:
        """Stipends that were claimed for these records of attendance, by whichever name."""
        return list(self._counting().filter(is_trip=False, source_id__in=set(records)))

    def trips_on(self, days: Collection[date]) -> Sequence[ClaimItem]:
        """Trips of these days that the person has claimed, in whichever of their cases."""
        own = self._counting().filter(is_trip=True, person=self.case.person)
        return list(own.filter(on__in=set(days)))

    def _counting(self) -> QuerySet[ClaimItem]:
        found = ClaimItem.objects.filter(organisation_id=self.case.organisation_id, counts=True)
        found = found.select_related("claim").order_by("on")
        return found.exclude(claim=self.again) if self.again else found


def priced_days(asking: Asking, days: Collection[date]) -> list[Priced]:
    """Attended days at the price that is in force on each.

    :raises Refusal: what `refusals` says about days, prices and ceilings
    """
    benefit = asking.benefit
    _refuse_days(asking, days)
    attended = _attended(asking, days)
    _refuse_claimed(asking.resting_on(attended[day].source_id for day in days))
    amounts = []
    for day in sorted(set(days)):
        price = benefit.price_on(day)
        if price is None:
            raise NoUnitPrice(day=wareki(day), label=benefit.label, field="days")
        amounts.append(Amount(day, price))
    return [
        Priced(it, attended[it.on].title, attended[it.on], cut_because=_because(it, benefit))
        for it in _within(asking, amounts)
    ]


def priced_trips(asking: Asking, trips: Sequence[Trip], today: date) -> list[Priced]:
    """Trips up to the ceiling; what lies above it is cut, with the reason.

    :raises Refusal: what `refusals` says about days, receipts and ceilings
    """
    benefit, days = asking.benefit, [trip.on for trip in trips]
    if benefit.ceiling_day is None:
        raise NoTravelCeiling(label=benefit.label)
    _refuse_days(asking, days)
    _refuse_claimed(asking.trips_on(days))
    for trip in trips:
        if trip.on > today:
            raise DayToCome(day=wareki(trip.on), field="on")
        if benefit.needs_receipt and not trip.receipt.strip():
            raise ReceiptMissing(field="receipt")
    attended = {} if benefit.part == "other" else _attended(asking, days)
    by_day = {trip.on: trip for trip in trips}
    return [
        Priced(
            it,
            by_day[it.on].route,
            attended.get(it.on),
            receipt=by_day[it.on].receipt.strip(),
            cut_because=_because(it, benefit),
        )
        for it in _within(asking, [Amount(trip.on, trip.yen) for trip in trips])
    ]


def refuse_changed(asking: Asking, items: Iterable[ClaimItem]) -> None:
    """Refuse a claim whose records have been put right since, or whose days are paid elsewhere.

    :raises DayNotAttended: a day is no longer attended by the records
    :raises PaidForOtherwise: another benefit is got for a day
    """
    listed = list(items)
    days = [item.on for item in listed]
    if any(item.source for item in listed):
        _attended(asking, [item.on for item in listed if item.source])
    _refuse_paid_elsewhere(asking, days)


def _refuse_days(asking: Asking, days: Collection[date]) -> None:
    if not days:
        raise NothingToClaim(field="days")
    benefit = asking.benefit
    for day in sorted(days):
        if not benefit.holds_on(day):
            raise BenefitNotOffered(day=wareki(day), field="days")
    claimed = sorted({it.on for it in asking.got(benefit.key)} & set(days))
    if claimed or len(set(days)) < len(days):
        twice = claimed or sorted({day for day in days if list(days).count(day) > 1})
        raise ClaimedAlready(days=_listed(twice), label=benefit.label, field="days")
    _refuse_paid_elsewhere(asking, days)


def _refuse_claimed(items: Sequence[ClaimItem]) -> None:
    """What was paid for is not paid for again, whatever the benefit is called now."""
    if items:
        label = items[0].claim.label
        named = sorted({item.on for item in items if item.claim.label == label})
        raise ClaimedAlready(days=_listed(named), label=label, field="days")


def _refuse_paid_elsewhere(asking: Asking, days: Collection[date]) -> None:
    """Neither a benefit from elsewhere nor another one of ours pays for the same day."""
    refusing = [it.key for it in asking.scheme.other_benefits if it.same_day == "refuse"]
    for day, outside in outside_on(asking.case, days, refusing):
        raise PaidForOtherwise(day=wareki(day), label=outside.label, field="days")
    for key in asking.not_with:
        for it in asking.got(key):
            if it.on in days:
                other = asking.scheme.benefit(key)
                label = other.label if other else key
                raise PaidForOtherwise(day=wareki(it.on), label=label, field="days")


def _attended(asking: Asking, days: Collection[date]) -> Mapping[date, AttendedDay]:
    """The records of these days, all of them long enough."""
    benefit = asking.benefit
    attended = {day.on: day for day in attended_days(asking.case, asking.programme, benefit)}
    if missing := sorted(set(days) - attended.keys()):
        raise DayNotAttended(days=_listed(missing), field="days")
    hours = benefit.minimum_hours
    if hours is not None:
        short = [day for day in sorted(set(days)) if attended[day].minutes < 60 * hours]
        if short:
            raise DayTooShort(days=_listed(short), hours=hours, field="days")
    return attended


def _within(asking: Asking, amounts: Sequence[Amount]) -> list[Granted]:
    benefit = asking.benefit
    ceilings = Ceilings(benefit.ceiling_day, benefit.ceiling_month, benefit.ceiling_year)
    granted = within_ceilings(amounts, asking.got(benefit.key), ceilings)
    for it in granted:
        if not it.yen:
            raise OutsideCeiling(
                day=wareki(it.on),
                ceiling=_span(it.ceiling),
                yen=written(_limit(benefit, it.ceiling)),
                field="days",
            )
    return granted


def _because(it: Granted, benefit: Benefit) -> str:
    """Why less is paid than was asked for."""
    if not it.ceiling:
        return ""
    return _("%(asked)sのうち、%(ceiling)sの上限%(yen)sまで") % {
        "asked": written(it.asked),
        "ceiling": _span(it.ceiling),
        "yen": written(_limit(benefit, it.ceiling)),
    }


def _span(ceiling: Ceiling) -> str:
    return {"day": _("1日"), "month": _("1か月"), "year": _("1年度"), "": ""}[ceiling]


def _limit(benefit: Benefit, ceiling: Ceiling) -> int:
    limits = {
        "day": benefit.ceiling_day,
        "month": benefit.ceiling_month,
        "year": benefit.ceiling_year,
    }
    return limits.get(ceiling) or 0


def _listed(days: Sequence[date]) -> str:
    return "、".join(wareki(day) for day in days)
