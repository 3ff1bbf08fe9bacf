"""Checking a claim, returning it, and deciding about it: never by who drew it up."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from bansou.benefits.claims.drawing import held_claim, let_days_go, scheme_for
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.pricing import Asking, refuse_changed
from bansou.benefits.claims.receipts import receipts_of
from bansou.benefits.claims.refusals import (
    BenefitNotOffered,
    OwnBenefit,
    OwnCheck,
    OwnClaim,
    ReasonMissing,
    ReceiptFileMissing,
)
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.people.accounts.models import PersonAccount
from bansou.programmes.funding.actions import commit, release
from bansou.schemes.benefits import Benefit

_State = Claim.State

#: In which states a claim waits to be checked, may be given back, waits for a decision, and may lose
#: its decision again.
TO_CHECK = (_State.DRAWN,)
TO_RETURN = (_State.DRAWN, _State.CHECKED)
TO_DECIDE = (_State.CHECKED,)
TO_TAKE_BACK = (_State.APPROVED,)


def check_claim(
    *, by: Actor, claim: Claim, seen_version: int, at: datetime, is_on_paper: bool = False
) -> None:
    """Say that a claim is right; then somebody else decides.

    :param is_on_paper: a ledger says that it was checked with its receipts on paper
    :raises OwnClaim: they drew it up
    :raises NotInThisState: it waits for no check
    :raises ClaimMovedOn: it was changed since it was opened
    :raises DayNotAttended: a record has been put right since
    :raises PaidForOtherwise: another benefit is got for a day
    :raises ReceiptFileMissing: the benefit asks for receipts, and there is none
    """
    with transaction.atomic():
        held = held_claim(claim, seen_version, TO_CHECK)
        _refuse_own(by, held)
        refuse_changed_since(held, at)
        if not is_on_paper and _benefit(held, at).needs_receipt and not receipts_of(held).exists():
            raise ReceiptFileMissing()
        _move(held, state=_State.CHECKED, checked_by=by.require_membership(), checked_at=at)


def return_claim(*, by: Actor, claim: Claim, seen_version: int, reason: str, at: datetime) -> None:
    """Give a claim back to be put right, with the reason.

    :raises OwnClaim: they drew it up
    :raises ReasonMissing: nobody would know what to put right
    :raises NotInThisState: it is decided, or was given back already
    :raises ClaimMovedOn: it was changed since it was opened
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        held = held_claim(claim, seen_version, TO_RETURN)
        _refuse_own(by, held)
        _move(held, state=_State.RETURNED, reason=reason, checked_by=None, checked_at=None)


def approve_claim(*, by: Actor, claim: Claim, seen_version: int, at: datetime) -> None:
    """Decide that a claim is paid, and commit its money.

    Two who approve it at once do it once: the second is told how it stands.

    :raises OwnClaim: they drew it up
    :raises OwnCheck: they checked it
    :raises NotInThisState: it waits for no decision
    :raises ClaimMovedOn: it was changed since it was opened
    :raises BudgetExhausted: less is left than it asks for
    :raises Refusal: what `check_claim` refuses
    """
    with transaction.atomic():
        held = held_claim(claim, seen_version, TO_DECIDE)
        _refuse_own(by, held)
        refuse_changed_since(held, at)
        commit(programme=held.programme, label=held.budget, yen=held.yen)
        _move(held, state=_State.APPROVED, decided_by=by.require_membership(), decided_at=at)


def decline_claim(*, by: Actor, claim: Claim, seen_version: int, reason: str, at: datetime) -> None:
    """Decide that a claim is not paid, with the reason that the person is told.

    :raises ReasonMissing: there is none
    :raises Refusal: what `approve_claim` refuses about who decides and how it stands
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        held = held_claim(claim, seen_version, TO_DECIDE)
        _refuse_own(by, held)
        let_days_go(held)
        _move(
            held,
            state=_State.DECLINED,
            reason=reason,
            decided_by=by.require_membership(),
            decided_at=at,
        )


def take_back_decision(*, claim: Claim, seen_version: int, reason: str) -> None:
    """Take a decision back before it stands in a payment list; its money is free again.

    :raises ReasonMissing: there is none
    :raises NotInThisState: it is not decided, or stands in a list
    :raises ClaimMovedOn: it was changed since it was opened
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        held = held_claim(claim, seen_version, TO_TAKE_BACK)
        release(programme=held.programme, label=held.budget, yen=held.yen)
        let_days_go(held)
        _move(held, state=_State.WITHDRAWN, reason=reason)


def _refuse_own(by: Actor, claim: Claim) -> None:
    """Nobody decides about their own work, in whichever seat, nor about what they get themselves."""
    if claim.drawn_by is not None and claim.drawn_by.user_id == by.user_id:
        raise OwnClaim()
    if claim.checked_by is not None and claim.checked_by.user_id == by.user_id:
        raise OwnCheck()
    own = PersonAccount.objects.filter(
        organisation_id=claim.organisation_id,
        person_id=claim.case.person_id,
        user_id=by.user_id,
    )
    if own.exists():
        raise OwnBenefit()


def refuse_changed_since(claim: Claim, at: datetime) -> None:
    """Refuse a claim that its records do not bear any more.

    :raises Refusal: what `check_claim` refuses about days
    """
    _number, scheme = scheme_for(claim.programme, claim.claimed_on)
    asking = Asking(claim.case, claim.programme, scheme, _benefit(claim, at), again=claim)
    refuse_changed(asking, claim.items.all())


def _benefit(claim: Claim, at: datetime) -> Benefit:
    _number, scheme = scheme_for(claim.programme, claim.claimed_on)
    benefit = scheme.benefit(claim.benefit)
    if benefit is None:
        raise BenefitNotOffered(day=wareki(local_day(at)))
    return benefit


def _move(claim: Claim, **columns: Any) -> None:
    members = ("checked_by", "decided_by")
    named = {f"{key}_id" if key in members else key: it for key, it in columns.items()}
    Claim.objects.filter(organisation_id=claim.organisation_id, pk=claim.pk).update(
        **named, version=F("version") + 1
    )
