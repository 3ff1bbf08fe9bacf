"""Referring a case to a contractor, and ending the referral."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import end_grants, write_grant
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import day_begins_at, local_day, wareki
from bansou.commons.database.gathering import create, hold, rows_of, together
from bansou.commons.errors import Refusal
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.actions import drop_about
from bansou.people.cases.actions import CaseClosed, close_case
from bansou.people.cases.models import Case
from bansou.people.cases.promising import end_promises
from bansou.people.referrals.models import Referral
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.sharing.items import SEEN_BY_CONTRACTORS, known_of, labelled
from bansou.programmes.models import Contract

#: What is owed about a referral until its answer comes.
SUBJECT = "referral"
_RECORD = _("支援の記録（見える範囲）")


class OutsideContract(Refusal):
    """The contract does not run on the day of the referral."""

    code = "people.outside_contract"
    message = _(
        "委託契約の期間（%(starts)s から %(ends)s）の外なので、紹介できません。契約の期間を確かめてください。"
    )


class AlreadyReferred(Refusal):
    """The case is with this contractor already."""

    code = "people.already_referred"
    message = _("このケースは、すでにこの委託先に紹介しています。")


class AlreadyEnded(Refusal):
    """The referral was ended before."""

    code = "people.referral_already_ended"
    message = _(
        "この紹介は、%(on)sに終わっています。もう一度見せるときは、新しく紹介してください。"
    )


def refer(
    *,
    by: Actor,
    case: Case,
    contract: Contract,
    on: date,
    at: datetime,
    purpose: str,
    level: int = Level.CONTACT,
    until: date | None = None,
    **asked: Any,
) -> Referral:
    """Refer a case to a contractor: its staff see it up to `level` until the contract ends.

    What they see from now on is on record as handed over; with a consent it is the consent's items.

    :param until: the day on which it ends before the contract does
    :param asked: what is asked of the contractor, as columns of the referral

    :raises OutsideContract: the contract does not cover the day
    :raises CaseClosed: the case has ended
    :raises AlreadyReferred: a referral under this contract is running
    """
    _refuse_out_of_time(case, contract, on)
    with together():
        hold(case)
        earlier = [r for r in rows_of(Referral, case) if r.contract_id == contract.pk]
        if any(referral.ended_on is None for referral in earlier):
            raise AlreadyReferred()
        referral = create(
            Referral,
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            contract=contract,
            to_organisation_id=contract.contractor_id,
            by_id=by.membership_id,
            purpose=purpose,
            referred_on=on,
            **asked,
        )
        _open_to_contractor(by, referral, level, min(contract.ends_on, until or contract.ends_on))
        if referral.consent_id is None:
            _record_opened(by, referral, contract, level, at)
    return referral


def _refuse_out_of_time(case: Case, contract: Contract, on: date) -> None:
    if not contract.starts_on <= on <= contract.ends_on:
        raise OutsideContract(
            starts=wareki(contract.starts_on), ends=wareki(contract.ends_on), field="on"
        )
    if not case.is_open:
        raise CaseClosed()


def _open_to_contractor(by: Actor, referral: Referral, level: int, until_on: date) -> None:
    """Let the contractor's staff see the case up to a level, as long as the referral runs."""
    write_grant(
        by=by,
        keeper_id=referral.organisation_id,
        case_id=referral.case_id,
        level=level,
        purpose=referral.purpose,
        basis=Basis.CONTRACT,
        from_on=referral.referred_on,
        until_on=until_on,
        source=Grant.Source.REFERRAL,
        source_id=referral.pk,
        to_organisation_id=referral.to_organisation_id,
    )


def _record_opened(
    by: Actor, referral: Referral, contract: Contract, level: int, at: datetime
) -> None:
    """That a contractor sees a case: who it is, and the record up to a level."""
    known = known_of(referral.case)
    seen = {item.value: known.get(item.value, "") for item in SEEN_BY_CONTRACTORS}
    record = {"key": "record", "label": str(_RECORD), "text": str(Level(level).label)}
    earlier = referral.referred_on < local_day(at)
    handed = Handed(
        recipient=contract.contractor.name,
        purpose=referral.purpose,
        basis=Basis.CONTRACT,
        basis_label=str(Basis.CONTRACT.label),
        items=[*labelled(seen), record],
        source=SUBJECT,
        source_id=referral.pk,
        to_organisation_id=contract.contractor_id,
        level=Level.CONTACT,
    )
    moment = day_begins_at(referral.referred_on) if earlier else at
    disclose(by=by, case=referral.case, handed=handed, at=moment)


def end_referral(*, referral: Referral, on: date, at: datetime) -> None:
    """End a referral: from this moment the contractor no longer sees the case."""
    with transaction.atomic():
        Referral.objects.filter(
            organisation_id=referral.organisation_id, pk=referral.pk, ended_on=None
        ).update(ended_on=max(on, referral.referred_on), version=referral.version + 1)
        end_grants(
            keeper_id=referral.organisation_id,
            case_id=referral.case_id,
            source=Grant.Source.REFERRAL,
            source_id=referral.pk,
            at=at,
        )


def _ask_no_more(referral: Referral, at: datetime) -> None:
    """An answer that is still awaited is waited for no longer."""
    awaited = Referral.objects.filter(
        organisation_id=referral.organisation_id, pk=referral.pk, answer=Referral.Answer.AWAITED
    )
    if awaited.update(answer=Referral.Answer.WITHDRAWN, version=F("version") + 1):
        drop_about(
            keeper_id=referral.organisation_id,
            case_id=referral.case_id,
            subject=SUBJECT,
            keys=[referral.pk],
            at=at,
        )


def conclude(*, case: Case, on: date, reason: str, at: datetime) -> Case:
    """Close a case, its referrals and its promises: from now on no contractor sees it any more.

    :raises bansou.people.cases.actions.ClosedBeforeOpened: the day cannot be the last one
    :raises bansou.people.cases.actions.CaseClosed: it was closed before
    """
    with transaction.atomic():
        closed = close_case(case=case, on=on, reason=reason, at=at)
        for referral in case.referrals.filter(ended_on=None):
            end_referral(referral=referral, on=on, at=at)
            _ask_no_more(referral, at)
        end_promises(case=case, at=at)
    closed.refresh_from_db()
    return closed
