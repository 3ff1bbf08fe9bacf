"""Drawing up a claim from attended days or trips, drawing it anew, and taking it back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.claims.pricing import Asking, Priced, Trip, priced_days, priced_trips
from bansou.benefits.claims.refusals import (
    BenefitNotOffered,
    ClaimedAlready,
    ClaimMovedOn,
    NoPersonToPay,
    NotInThisState,
)
from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.holding import hold_until_the_end
from bansou.people.cases.models import Case
from bansou.programmes.models import Programme
from bansou.programmes.queries import read, scheme_version_on
from bansou.schemes.shape import Scheme

_State = Claim.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is claimed: a benefit, for attended days or for trips."""

    benefit: str
    days: Collection[date] = ()
    trips: Sequence[Trip] = ()
    note: str = ""


def draw_up(
    *, by: Actor, case: Case, programme: Programme, wanted: Wanted, on: date, at: datetime
) -> Claim:
    """Draw up a claim; each yen of it is an attended day or a trip.

    :raises NoPersonToPay: the case names nobody
    :raises BenefitNotOffered: the programme has no such benefit
    :raises Refusal: what `priced_days` and `priced_trips` refuse
    """
    if case.person_id is None:
        raise NoPersonToPay()
    number, scheme = scheme_for(programme, on)
    with transaction.atomic():
        _hold(case)
        asking, priced = _priced(case, programme, scheme, wanted, on)
        benefit = asking.benefit
        claim = Claim.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            programme=programme,
            benefit=benefit.key,
            label=benefit.label,
            kind=benefit.kind,
            part=benefit.part,
            budget=benefit.budget,
            basis=benefit.basis,
            scheme_number=number,
            claimed_on=on,
            yen=_sum(priced),
            note=wanted.note,
            drawn_by_id=by.signing_membership(),
            drawn_at=at,
        )
        _add_items(claim, priced)
    return claim


def draw_up_again(
    *, by: Actor, claim: Claim, wanted: Wanted, seen_version: int, on: date, at: datetime
) -> Claim:
    """Put a claim right that was returned; it goes to be checked again.

    :raises NotInThisState: it was not returned
    :raises ClaimMovedOn: it was changed since it was opened
    :raises Refusal: what `draw_up` refuses
    """
    number, scheme = scheme_for(claim.programme, on)
    with transaction.atomic():
        _hold(claim.case)
        held = held_claim(claim, seen_version, (_State.RETURNED,))
        _asking, priced = _priced(held.case, held.programme, scheme, wanted, on, again=held)
        held.items.all().delete()
        held.state, held.yen, held.scheme_number = _State.DRAWN, _sum(priced), number
        held.note, held.reason = wanted.note, ""
        held.drawn_by_id, held.drawn_at = by.signing_membership(), at
        held.checked_by, held.checked_at, held.claimed_on = None, None, on
        held.version += 1
        held.save()
        _add_items(held, priced)
    return held


def withdraw(*, claim: Claim, seen_version: int, reason: str) -> None:
    """Take a claim back that nobody has decided about; its days can be claimed anew.

    :raises NotInThisState: it is decided, or has been taken back
    :raises ClaimMovedOn: it was changed since it was opened
    """
    with transaction.atomic():
        held = held_claim(claim, seen_version, Claim.OPEN)
        let_days_go(held)
        Claim.objects.filter(organisation_id=held.organisation_id, pk=held.pk).update(
            state=_State.WITHDRAWN, reason=reason, version=F("version") + 1
        )


def scheme_for(programme: Programme, on: date) -> tuple[int, Scheme]:
    """The scheme by which a claim of this day is calculated, and the number of its version."""
    version = scheme_version_on(programme, min(max(on, programme.starts_on), programme.ends_on))
    return version.number, read(version.text)


def held_claim(claim: Claim, seen_version: int, states: Collection[str]) -> Claim:
    """The claim for this transaction alone, in one of these states and as it was seen.

    :raises NotInThisState: it stands otherwise
    :raises ClaimMovedOn: it was changed since it was opened
    """
    held = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("case", "programme", "drawn_by", "checked_by")
        .get(organisation_id=claim.organisation_id, pk=claim.pk)
    )
    refuse_otherwise(held, states)
    if held.version != seen_version:
        raise ClaimMovedOn()
    return held


def refuse_otherwise(claim: Claim, states: Collection[str]) -> None:
    """Say no to what is done with a claim in some states only.

    :raises NotInThisState: it stands otherwise
    """
    if claim.state not in states:
        raise NotInThisState(state=claim.get_state_display())


def let_days_go(claim: Claim) -> None:
    """The days of the claim may be claimed anew."""
    ClaimItem.objects.filter(organisation_id=claim.organisation_id, claim=claim).update(
        counts=False
    )


def _hold(case: Case) -> None:
    """Let nobody else claim for the person until the transaction is over: ceilings are sums.

    Whoever is entrusted with a case may not lock the person, hence a lock by key.
    """
    hold_until_the_end(f"claims:{case.person_id}")


def _priced(
    case: Case,
    programme: Programme,
    scheme: Scheme,
    wanted: Wanted,
    on: date,
    again: Claim | None = None,
) -> tuple[Asking, list[Priced]]:
    benefit = scheme.benefit(wanted.benefit)
    if benefit is None:
        raise BenefitNotOffered(day=wareki(on))
    asking = Asking(case, programme, scheme, benefit, again)
    price: dict[str, Callable[[], list[Priced]]] = {
        "stipend": lambda: priced_days(asking, wanted.days),
        "travel": lambda: priced_trips(asking, wanted.trips, on),
    }
    return asking, price[benefit.kind]()


def _sum(priced: Sequence[Priced]) -> int:
    return sum(it.granted.yen for it in priced)


def _add_items(claim: Claim, priced: Sequence[Priced]) -> None:
    """Write the days; the database has the last word on whether one of them is claimed twice."""
    items = [
        ClaimItem(
            organisation_id=claim.organisation_id,
            case_id=claim.case_id,
            claim=claim,
            benefit=claim.benefit,
            on=it.granted.on,
            title=it.title,
            minutes=it.attended.minutes if it.attended else None,
            source=it.attended.source if it.attended else "",
            source_id=it.attended.source_id if it.attended else None,
            person_id=claim.case.person_id,
            is_trip=claim.kind == "travel",
            receipt=it.receipt,
            asked_yen=it.granted.asked,
            yen=it.granted.yen,
            cut_because=it.cut_because,
        )
        for it in priced
    ]
    try:
        with transaction.atomic():
            ClaimItem.objects.bulk_create(items)
    except IntegrityError as clash:
        days = "、".join(wareki(item.on) for item in items)
        raise ClaimedAlready(days=days, label=claim.label, field="days") from clash
