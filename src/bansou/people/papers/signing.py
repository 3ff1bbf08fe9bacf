"""Recording that a paper was signed, as it was printed or as the person read it on their own page."""

from datetime import date, datetime

from django.db import transaction

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.commons.database.gathering import hold
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.papers.models import Paper, PaperSignature
from bansou.people.papers.queries import confirmation_in_force, signature_in_force
from bansou.people.papers.refusals import (
    ChangedSincePrinted,
    ChangedSinceRead,
    NoSuchVersion,
    NotForSigning,
    NotSigned,
    SignedAlready,
    SignedBeforeWritten,
    SignedByBoth,
)
from bansou.schemes.papers import PaperKind


def sign_paper(
    *, by: Actor, case: Case, paper: Paper, printed_version: int, signed_on: date, at: datetime
) -> PaperSignature:
    """Record that all who sign a paper have signed it, by the version printed on it.

    :raises CaseClosed: the case has ended
    :raises ChangedSincePrinted: the paper has another version by now
    :raises NoSuchVersion: it has not had this version yet
    :raises SignedAlready: the version is signed
    :raises SignedBeforeWritten: the day lies before the version was written, or has not come yet
    """
    if not case.is_open:
        raise CaseClosed()
    with transaction.atomic():
        hold(paper)
        paper.refresh_from_db()
        _refuse_other_version(paper, printed_version)
        written_on = local_day(paper.written_at)
        if not written_on <= signed_on <= local_day(at):
            raise SignedBeforeWritten(
                version=paper.version, written=wareki(written_on), field="signed_on"
            )
        return PaperSignature.objects.create(
            organisation_id=paper.organisation_id,
            recorded_by_id=by.require_organisation(),
            case_id=paper.case_id,
            paper=paper,
            on_version=paper.version,
            level=paper.level,
            signed_on=signed_on,
            counsellor_id=by.require_membership(),
            recorded_at=at,
        )


def _refuse_other_version(paper: Paper, printed_version: int) -> None:
    numbers = {"printed": printed_version, "now": paper.version}
    if printed_version < paper.version:
        raise ChangedSincePrinted(**numbers, field="printed_version")
    if printed_version > paper.version:
        raise NoSuchVersion(**numbers, field="printed_version")
    if signature_in_force(paper):
        raise SignedAlready(version=paper.version, field="printed_version")


def confirm_own(
    *, by: Actor, case: Case, paper: Paper, kind: PaperKind, read_version: int, at: datetime
) -> bool:
    """Sign the present version of a paper oneself, on one's own page; tell whether that is new.

    :raises CaseClosed: the case has ended
    :raises NotForSigning: nobody signs papers of this kind
    :raises ChangedSinceRead: the paper has another version by now than the one that was read
    """
    if not case.is_open:
        raise CaseClosed()
    if not kind.signers:
        raise NotForSigning()
    with transaction.atomic():
        hold(paper)
        paper.refresh_from_db()
        if paper.version != read_version:
            raise ChangedSinceRead()
        _, is_new = PaperSignature.objects.get_or_create(
            organisation_id=paper.organisation_id,
            paper=paper,
            on_version=paper.version,
            counsellor=None,
            defaults={
                "recorded_by_id": by.require_organisation(),
                "case_id": paper.case_id,
                "level": paper.level,
                "signed_on": local_day(at),
                "recorded_at": at,
            },
        )
        return is_new


def take_back_signature(*, case: Case, paper: Paper) -> None:
    """Take back that the present version was signed, which was recorded by mistake.

    The history keeps that it was said and who took it back.

    :raises CaseClosed: the case has ended
    :raises NotSigned: the present version is not signed
    """
    if not case.is_open:
        raise CaseClosed()
    with transaction.atomic():
        hold(paper)
        signature = signature_in_force(paper)
        if signature is None:
            raise NotSigned()
        signature.delete()


def take_back_own(*, case: Case, paper: Paper) -> None:
    """Take back that one signed the present version oneself, until the counsellor has signed it too.

    :raises CaseClosed: the case has ended
    :raises NotSigned: the present version is not signed
    :raises SignedByBoth: it is signed by both sides
    """
    if not case.is_open:
        raise CaseClosed()
    with transaction.atomic():
        hold(paper)
        paper.refresh_from_db()
        own = confirmation_in_force(paper)
        if own is None:
            raise NotSigned()
        if signature_in_force(paper):
            raise SignedByBoth()
        own.delete()
