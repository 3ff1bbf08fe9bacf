"""The person's stored consents on which a conference rests, and what ends when one is taken back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actions import end_grants
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import JST, local_day, wareki
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.people.referrals.handing_on import withdraw_by_themselves, withdraw_sharing
from bansou.people.sharing.agreeing import ConsentExpired, ConsentWithdrawn, ItemNotAgreed, beyond
from bansou.people.sharing.models import SharingConsent
from bansou.people.sharing.queries import sharing_consents_of
from bansou.support.outreach.conferences.models import CaseConference, ConferenceMember


class ConsentMissing(Refusal):
    """The person has agreed to nothing that is handed to the body of somebody who takes part."""

    code = "outreach.consent_missing"
    message = _(
        "「%(body)s」に情報を渡すことへの、本人の同意の記録がありません。ケースの「情報提供とつなぎ」で、"
        "この相手への同意を記録してください。参加者の所属は、同意の相手と同じ名前で入れます。"
    )


def consent_to(
    conference: CaseConference,
    *,
    body: str,
    seat: Membership | None,
    items: Collection[str],
    must_stand: bool = False,
) -> SharingConsent:
    """The consent that covers what somebody of another body is shown; held until the transaction ends.

    :param items: of which kinds it is
    :param must_stand: it was not taken back at all; else not before the conference began

    :raises ConsentMissing: the person agreed to nothing that is handed to this body
    :raises ConsentWithdrawn: they took it back before the conference began
    :raises ConsentExpired: it ends before the day of the conference, or begins after it
    :raises ItemNotAgreed: it does not name one of the items
    """
    every = sharing_consents_of(conference.case).select_for_update(of=("self",))
    found = [one for one in every if _is_to(one, body, seat)]
    if not found:
        raise ConsentMissing(body=body)
    refusals = [_uncovered(one, conference, items, must_stand) for one in found]
    covering = next((one for one, no in zip(found, refusals, strict=True) if no is None), None)
    if covering is None:
        of_items = (refusal for refusal in refusals if isinstance(refusal, ItemNotAgreed))
        raise next(of_items, refusals[0]) or ConsentMissing(body=body)
    return covering


def _is_to(consent: SharingConsent, body: str, seat: Membership | None) -> bool:
    if seat is not None:
        return consent.to_organisation_id == seat.organisation_id
    names = {consent.recipient, consent.body.name if consent.body else consent.recipient}
    return body.strip() in names


def _uncovered(
    consent: SharingConsent, conference: CaseConference, items: Collection[str], must_stand: bool
) -> Refusal | None:
    """Why a consent does not cover a conference; None if it does."""
    begins = datetime.combine(conference.on, conference.starts_at, JST)
    if consent.withdrawn_at and (must_stand or consent.withdrawn_at <= begins):
        return ConsentWithdrawn(on=wareki(local_day(consent.withdrawn_at)))
    if not consent.given_on <= conference.on <= consent.until_on:
        return ConsentExpired(on=wareki(consent.until_on))
    return beyond(consent, items)


def let_out(conference: CaseConference, members: Sequence[UUID], *, at: datetime) -> None:
    """Whoever was let in to a conference as one of these members reads it no more."""
    for key in members:
        end_grants(
            keeper_id=conference.organisation_id,
            case_id=conference.case_id,
            source=Grant.Source.CONFERENCE,
            source_id=key,
            at=at,
        )


def take_consent_back(*, consent: SharingConsent, at: datetime) -> None:
    """Take a consent back; whoever reads a conference by it reads it no more from this moment.

    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: it was taken back before
    """
    with transaction.atomic():
        withdraw_sharing(consent=consent, at=at)
        _let_out_by(consent, at)


def take_back_by_themselves(*, by: Actor, consent: SharingConsent, at: datetime) -> None:
    """The same on the person's own page; who is responsible gets to know.

    :param by: the service that acts for the person, whose own account reaches none of this
    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: it was taken back before
    """
    with transaction.atomic():
        withdraw_by_themselves(by=by, consent=consent, at=at)
        _let_out_by(consent, at)


def _let_out_by(consent: SharingConsent, at: datetime) -> None:
    reading = ConferenceMember.objects.filter(
        organisation_id=consent.organisation_id, consent=consent, seat__isnull=False
    ).select_related("conference")
    for member in reading:
        let_out(member.conference, [member.pk], at=at)
