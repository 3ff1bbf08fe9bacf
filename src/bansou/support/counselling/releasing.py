"""Psychological records leave their team: one proposes, another decides, and they open once as decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bansou.commons.access.actors import Actor
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import wareki
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis, Level
from bansou.commons.sealing.keystore import erasure_of
from bansou.commons.sealing.refusals import KeyErased
from bansou.people.answering.models import DisclosureRequest
from bansou.people.cases.models import Case
from bansou.people.sharing.agreeing import refuse_beyond
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.sharing.items import Item
from bansou.people.sharing.models import SharingConsent
from bansou.support.counselling.models import CounsellingRecord
from bansou.support.counselling.recording import Written, content_of, name_of, text_of
from bansou.support.counselling.refusals import (
    BecauseMissing,
    NothingChosen,
    OwnRelease,
    ReaderDecides,
    RecipientMissing,
    RecordsChanged,
    ReleaseDecided,
    ReleaseNotApproved,
    RequestGranted,
    RequestOfAnother,
    RequestOver,
    RequestUndecided,
)
from bansou.support.counselling.releases import SealedRelease
from bansou.support.counselling.teams import team_of
from bansou.support.counselling.waiting import tell_who_decides

_State = SealedRelease.State
#: The states of a request in which what is released for it belongs to what was decided.
_GRANTED = (DisclosureRequest.State.DECIDED, DisclosureRequest.State.HANDED)
#: Of the disclosure that is written when records are handed over.
SOURCE = "sealed_release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records are to go to whom, for what, and on which basis."""

    records: Sequence[UUID]
    basis: Basis
    basis_label: str = ""
    recipient: str = ""
    purpose: str = ""
    with_files: bool = False
    consent: SharingConsent | None = None
    request: DisclosureRequest | None = None


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    """A record as it leaves, with its files where they go too."""

    record: CounsellingRecord
    said: Written
    files: tuple[OpenedFile, ...]


def propose_release(
    *, by: Actor, case: Case, wanted: Wanted, at: datetime, today: date
) -> SealedRelease:
    """Propose that records go to somebody; nothing opens yet, and who may decide is written to.

    :raises NothingChosen: no record is named, or one that the team of the case does not hold
    :raises RecipientMissing: it is not said to whom, for what, or by which article
    :raises RequestOfAnother: the request that it answers is another person's
    :raises RequestOver: it is not running
    :raises bansou.commons.errors.Refusal: the consent does not cover it, or the key is erased
    """
    _refuse_erased(case)
    _refuse_unfounded(case, wanted, today)
    chosen = list(_records(case, wanted.records))
    if not chosen or {one.pk for one in chosen} != set(wanted.records):
        raise NothingChosen(field="records")
    consent = wanted.consent
    release = SealedRelease.objects.create(
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        recipient=consent.recipient if consent else wanted.recipient,
        purpose=consent.purpose if consent else wanted.purpose,
        basis=wanted.basis,
        basis_label=wanted.basis_label or str(Basis(wanted.basis).label),
        consent=consent,
        request=wanted.request,
        records=[one.pk for one in chosen],
        versions=[one.version for one in chosen],
        sessions=[f"{wareki(one.step.on)}　{one.step.title}" for one in chosen],
        with_files=wanted.with_files,
        proposed_by_id=by.require_membership(),
        proposed_at=at,
    )
    tell_who_decides(by=by, release=release, day=today)
    return release


def approve_release(*, by: Actor, release: SealedRelease, at: datetime, today: date) -> None:
    """Decide that the records go as somebody else proposed. Who decides reads none of them.

    :raises ReleaseDecided: it is decided
    :raises OwnRelease: they proposed it themselves
    :raises ReaderDecides: they are in the team, in this seat or another
    :raises bansou.commons.errors.Refusal: the consent was taken back, or the key is erased
    """
    with transaction.atomic():
        it = _held(release, _State.PROPOSED)
        _refuse_own(by, it)
        if team_of(it.case, today).filter(to_membership__user_id=by.user_id).exists():
            raise ReaderDecides()
        _refuse_outdated(it, today)
        if it.request and not it.request.is_running:
            raise RequestOver()
        it.state = _State.APPROVED
        it.decided_by_id, it.decided_at = by.require_membership(), at
        _save(it)


def decline_release(*, by: Actor, release: SealedRelease, because: str, at: datetime) -> None:
    """Decide that the records stay, and why; what is approved and not yet handed over stays too.

    :raises ReleaseDecided: it is declined, or handed over
    :raises OwnRelease: they proposed it themselves
    :raises BecauseMissing: it is not said why
    :raises RequestGranted: it answers a request, and that is granted with it
    """
    if not because.strip():
        raise BecauseMissing(field="because")
    with transaction.atomic():
        it = _held(release, _State.PROPOSED, _State.APPROVED)
        _refuse_own(by, it)
        is_approved = it.state == _State.APPROVED
        if is_approved and it.request and it.request.state in _GRANTED:
            raise RequestGranted(number=it.request.number)
        it.state, it.declined_because = _State.DECLINED, because
        it.decided_by_id, it.decided_at = by.require_membership(), at
        _save(it)


def open_release(
    *, by: Actor, release: SealedRelease, at: datetime, today: date
) -> list[OpenedRecord]:
    """Open what was decided, once, for somebody of the team; it is written down as handed over.

    :raises ReleaseNotApproved: it is not decided, or was opened before
    :raises RequestUndecided: it answers a request that is not granted, or not yet
    :raises RecordsChanged: a record was written anew, or is not for them to read
    :raises bansou.commons.errors.Refusal: the consent was taken back, or a record does not open
    """
    with transaction.atomic():
        it = _held(release, _State.APPROVED, otherwise=ReleaseNotApproved)
        _refuse_outdated(it, today)
        if it.request and it.request.state not in _GRANTED:
            raise RequestUndecided()
        opened = [_opened(record, with_files=it.with_files) for record in _records_of(it)]
        it.state, it.handed_by_id, it.handed_at = _State.HANDED, by.require_membership(), at
        _save(it)
        disclose(by=by, case=it.case, handed=_handed(it), at=at)
        for one in opened:
            note_reading(
                by=by,
                kind=AccessLog.Kind.EXPORT,
                subject="counselling.record",
                subject_id=one.record.pk,
                case_id=it.case_id,
                at=at,
                keeper_id=it.organisation_id,
                detail={"release": str(it.pk)},
            )
    return opened


def _opened(record: CounsellingRecord, *, with_files: bool) -> OpenedRecord:
    files = record.files.order_by("stored_at", "id") if with_files else ()
    opened = tuple(OpenedFile(name_of(file), content_of(file)) for file in files)
    return OpenedRecord(record, text_of(record), opened)


def _handed(it: SealedRelease) -> Handed:
    """What is written of it: which records, and nothing of what they say."""
    return Handed(
        recipient=it.recipient,
        purpose=it.purpose,
        basis=Basis(it.basis),
        basis_label=it.basis_label,
        consent=it.consent,
        level=Level.SENSITIVE,
        items=[
            {
                "key": Item.PSYCHOLOGICAL.value,
                "label": f"心理の記録　{session}",
                "text": "",
            }
            for session in it.sessions
        ],
        source=SOURCE,
        source_id=it.pk,
    )


def _records_of(it: SealedRelease) -> list[CounsellingRecord]:
    found = list(_records(it.case, it.records))
    decided = dict(zip(it.records, it.versions, strict=True))
    if {one.pk: one.version for one in found} != decided:
        raise RecordsChanged()
    return found


def _records(case: Case, keys: Sequence[UUID]) -> QuerySet[CounsellingRecord]:
    rows = CounsellingRecord.objects.filter(
        organisation_id=case.organisation_id, case=case, pk__in=keys
    )
    return rows.select_related("step", "written_by__user").order_by("step__on", "id")


def _held(
    release: SealedRelease,
    *states: str,
    otherwise: type[ReleaseDecided | ReleaseNotApproved] = ReleaseDecided,
) -> SealedRelease:
    it = (
        SealedRelease.objects.select_for_update(of=("self",))
        .select_related("case", "consent__to_organisation", "consent__body")
        .get(organisation_id=release.organisation_id, pk=release.pk)
    )
    if it.state not in states:
        raise otherwise()
    if it.request_id:
        # Held too: nobody decides about the request while it is decided what goes with it.
        it.request = DisclosureRequest.objects.select_for_update().get(
            organisation_id=it.organisation_id, pk=it.request_id
        )
    return it


def _save(it: SealedRelease) -> None:
    it.version += 1
    it.save()


def _refuse_own(by: Actor, it: SealedRelease) -> None:
    own_seats = Membership.objects.filter(user_id=by.user_id).values_list("pk", flat=True)
    if it.proposed_by_id in set(own_seats):
        raise OwnRelease()


def _refuse_outdated(it: SealedRelease, today: date) -> None:
    """Refuse what may not go any more, although it was proposed or decided."""
    _refuse_erased(it.case)
    if it.consent:
        refuse_beyond(it.consent, [Item.PSYCHOLOGICAL], today)


def _refuse_erased(case: Case) -> None:
    if erased := erasure_of(case.organisation_id, case.pk):
        raise KeyErased(on=wareki(erased.on), decision=erased.decision)


def _refuse_unfounded(case: Case, wanted: Wanted, today: date) -> None:
    if wanted.consent:
        refuse_beyond(wanted.consent, [Item.PSYCHOLOGICAL], today)
    elif not wanted.recipient.strip():
        raise RecipientMissing(field="recipient")
    elif not wanted.purpose.strip():
        raise RecipientMissing(field="purpose")
    elif not wanted.basis_label.strip():
        raise RecipientMissing(field="basis_label")
    if wanted.request and wanted.request.case.person_id != case.person_id:
        raise RequestOfAnother(field="on")
    if wanted.request and not wanted.request.is_running:
        raise RequestOver(field="on")
