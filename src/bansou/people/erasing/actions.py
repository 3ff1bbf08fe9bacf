"""Proposing an erasure, deciding about it, and carrying it out at once where it is approved."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.documents import store
from bansou.commons.documents.models import Attachment
from bansou.commons.organisations.models import Membership
from bansou.commons.sealing.keystore import cases_with_keys, erase_case_key
from bansou.people.answering.queries import requests_of
from bansou.people.cases.actions import held_of_the_same_person
from bansou.people.cases.models import Case
from bansou.people.erasing.models import Erasure, LegalHold
from bansou.people.erasing.refusals import (
    CasesChanged,
    DecidedAlready,
    NumberTaken,
    OnHold,
    OwnProposal,
    ProposedAlready,
    ReasonMissing,
    RequestRuns,
    StillOpen,
)
from bansou.people.erasing.tombstones import Tombstone, write_down
from bansou.people.persons.queries import rows_of_one

_State = Erasure.State
_NUMBER_ONCE = "erasure_number_once"


def propose_erasure(*, by: Actor, case: Case, number: str, ground: str, at: datetime) -> Erasure:
    """Propose to erase everything that is kept of a case's person; nothing happens yet.

    :raises StillOpen: one of their cases has not ended
    :raises OnHold: one of their records must be kept
    :raises RequestRuns: they ask to be shown what is to be erased
    :raises ProposedAlready: it is proposed or erased
    :raises NumberTaken: another decision has the number
    """
    with transaction.atomic():
        cases = held_of_the_same_person(case)
        _refuse_unfit(cases)
        _refuse_decided(cases)
        return _written(
            Erasure(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                person_id=cases[0].person_id,
                case_ids=[it.pk for it in cases],
                number=number,
                ground=ground,
                proposed_by_id=by.require_membership(),
                proposed_at=at,
            )
        )


def approve_erasure(*, by: Actor, erasure: Erasure, at: datetime) -> None:
    """Approve what somebody else proposed: rows and histories are blanked, keys and files destroyed.

    The decision is written down outside the database too, for backups that are put back.

    :raises DecidedAlready: it is decided
    :raises OwnProposal: they proposed it themselves
    :raises CasesChanged: the person's cases are others than those of the proposal
    :raises StillOpen: one of the cases was opened again
    :raises OnHold: one of the records must be kept by now
    :raises RequestRuns: they ask to be shown what is to be erased by now
    """
    with transaction.atomic():
        it = _waiting(by, erasure)
        _refuse_unfit(_held(it))
        it.state, it.decided_by_id, it.decided_at = _State.APPROVED, by.require_membership(), at
        it.person_ids = rows_of_one(it.organisation_id, it.person_id) if it.person_id else []
        it.version += 1
        it.save(update_fields=["state", "decided_by", "decided_at", "person_ids", "version"])
        # First, so that no file or key that cannot be destroyed keeps it from being written down.
        transaction.on_commit(partial(write_down, Tombstone.of(it)))
        carry_out(it)


def decline_erasure(*, by: Actor, erasure: Erasure, because: str, at: datetime) -> None:
    """Decide that the record stays, and why; it can be proposed again.

    :raises DecidedAlready: it is decided
    :raises OwnProposal: they proposed it themselves
    :raises ReasonMissing: it is not said why
    """
    if not because.strip():
        raise ReasonMissing(field="because")
    with transaction.atomic():
        it = _waiting(by, erasure)
        it.state, it.decided_by_id, it.decided_at = _State.DECLINED, by.require_membership(), at
        it.declined_because = because
        it.version += 1
        it.save(update_fields=["state", "decided_by", "decided_at", "declined_because", "version"])


def carry_out(erasure: Erasure) -> None:
    """Blank what the database holds; files and keys go once that is certain. Safe to repeat."""
    files = Attachment.objects.filter(
        organisation_id=erasure.organisation_id, case_id__in=erasure.case_ids
    )
    keys = list(files.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.bansou_erase(%s)", [erasure.pk])
    transaction.on_commit(partial(_destroy, erasure, keys))


def _destroy(erasure: Erasure, files: Sequence[UUID]) -> None:
    for key in files:
        store.destroy(erasure.organisation_id, key)
    sealed = set(cases_with_keys(erasure.organisation_id))
    on = local_day(erasure.decided_at) if erasure.decided_at else local_day(erasure.proposed_at)
    for case_id in erasure.case_ids:
        if case_id in sealed:
            erase_case_key(erasure.organisation_id, case_id, decision=erasure.number, on=on)


def _waiting(by: Actor, erasure: Erasure) -> Erasure:
    """The proposal, held until the end of the transaction, for somebody else than who made it."""
    it = Erasure.objects.select_for_update().get(
        organisation_id=erasure.organisation_id, pk=erasure.pk
    )
    if it.state != _State.PROPOSED:
        raise DecidedAlready()
    own_seats = Membership.objects.filter(user_id=by.user_id).values_list("pk", flat=True)
    if it.proposed_by_id in set(own_seats):
        raise OwnProposal()
    return it


def _held(it: Erasure) -> list[Case]:
    """The person's cases, held until all is blanked: those of the proposal, and no others.

    :raises CasesChanged: they are others by now
    """
    cases = held_of_the_same_person(it.case)
    are_same = {case.pk for case in cases} == set(it.case_ids)
    if not are_same or {case.person_id for case in cases} != {it.person_id}:
        raise CasesChanged()
    return cases


def _written(it: Erasure) -> Erasure:
    """Write a proposal, and tell a number that is taken from every other mistake."""
    try:
        with transaction.atomic():
            it.save(force_insert=True)
    except IntegrityError as failure:
        told = getattr(failure.__cause__, "diag", None)
        if told is None or told.constraint_name != _NUMBER_ONCE:
            raise
        raise NumberTaken(field="number") from failure
    return it


def _refuse_decided(cases: Sequence[Case]) -> None:
    found = Erasure.objects.filter(
        organisation_id=cases[0].organisation_id, case_ids__overlap=[it.pk for it in cases]
    ).exclude(state=_State.DECLINED)
    if before := found.first():
        raise ProposedAlready(number=before.number)


def _refuse_unfit(cases: Sequence[Case]) -> None:
    for case in cases:
        if case.is_open:
            raise StillOpen(number=case.number)
        hold = LegalHold.objects.filter(
            organisation_id=case.organisation_id, case=case, lifted_at=None
        ).first()
        if hold:
            raise OnHold(number=case.number, reason=hold.reason)
    asked = requests_of(cases[0].organisation_id).filter(case__in=cases)
    if running := next((one for one in asked if one.is_running), None):
        raise RequestRuns(number=running.number)


def refuse_proposed(case: Case) -> None:
    """Refuse where a case is to be erased, or was.

    :raises ProposedAlready: it is proposed or erased
    """
    _refuse_decided(held_of_the_same_person(case))
