"""Recording to what somebody agrees that it is handed over, and asking what holds on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day, wareki
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.sharing.items import SEEN_BY_CONTRACTORS, names_of
from bansou.people.sharing.models import OutsideBody, SharingConsent


class NobodyAgreed(Refusal):
    """The case has no identified person who could agree."""

    code = "sharing.nobody_agreed"
    message = _(
        "本人が登録されていないケースでは、情報提供への同意を記録できません。先に本人を登録してください。"
    )


class ConsentDays(Refusal):
    """The days of a consent do not fit each other or the calendar."""

    code = "sharing.consent_days"
    message = _("同意の日は今日までの日を、期限は同意の日からあとの日を入れてください。")


class EvidenceMissing(Refusal):
    """It is not said how the consent can be proved."""

    code = "sharing.evidence_missing"
    message = _(
        "同意を確かめられるものがありません。書面のある場所か、口頭で聞いた場の様子を入れてください。"
    )


class ContactNotAgreed(Refusal):
    """A contractor would see who it is without consent to that."""

    code = "sharing.contact_not_agreed"
    message = _("委託先には、つなぐと%(items)sが見えます。これらの項目にも同意がいります。")


class ConsentWithdrawn(Refusal):
    """The person took it back."""

    code = "sharing.consent_withdrawn"
    message = _(
        "この同意は、%(on)sに取り消されています。渡すには、本人に確かめて、新しい同意を記録してください。"
    )


class ConsentExpired(Refusal):
    """Its last day is over, or its first has not come."""

    code = "sharing.consent_expired"
    message = _(
        "この同意の期限（%(on)s）が過ぎています。渡すには、本人に確かめて、新しい同意を記録してください。"
    )


class ItemNotAgreed(Refusal):
    """An item is to be handed over to which the person did not agree."""

    code = "sharing.item_not_agreed"
    message = _("「%(items)s」を渡すことには、本人の同意がありません。この項目を外してください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What somebody agreed to: which items, to whom, for what, until when, and how one knows."""

    to: Organisation | OutsideBody
    items: Sequence[str]
    purpose: str
    given_on: date
    until_on: date
    how: str
    evidence: str


def agree_to_sharing(
    *, by: Actor, case: Case, agreement: Agreement, at: datetime, today: date
) -> SharingConsent:
    """Record that the person of a case agrees that something is handed over.

    :raises CaseClosed: the case has ended
    :raises NobodyAgreed: nobody is identified
    :raises ConsentDays: given in the future, or over before it began
    :raises EvidenceMissing: it is not said how one knows
    :raises ContactNotAgreed: a contractor would see more than was agreed to
    """
    _refuse_unfit(case, agreement, today)
    has_accounts = isinstance(agreement.to, Organisation)
    return SharingConsent.objects.create(
        organisation_id=case.organisation_id,
        recorded_by_id=by.require_organisation(),
        case=case,
        to_organisation=agreement.to if has_accounts else None,
        body=None if has_accounts else agreement.to,
        items=list(agreement.items),
        purpose=agreement.purpose,
        given_on=agreement.given_on,
        until_on=agreement.until_on,
        how=agreement.how,
        evidence=agreement.evidence,
        noted_by_id=by.require_membership(),
        recorded_at=at,
    )


def _refuse_unfit(case: Case, agreement: Agreement, today: date) -> None:
    if not case.is_open:
        raise CaseClosed()
    if case.person_id is None:
        raise NobodyAgreed()
    if not agreement.given_on <= today or agreement.until_on < agreement.given_on:
        raise ConsentDays(field="until_on" if agreement.given_on <= today else "given_on")
    if not agreement.evidence.strip():
        raise EvidenceMissing(field="evidence")
    missing = set(SEEN_BY_CONTRACTORS) - set(agreement.items)
    if missing and isinstance(agreement.to, Organisation):
        raise ContactNotAgreed(items="、".join(names_of(SEEN_BY_CONTRACTORS)), field="items")


def refuse_beyond(consent: SharingConsent, items: Sequence[str], today: date) -> None:
    """Refuse to hand items over that a consent does not cover on a day.

    :raises ConsentWithdrawn: it was taken back
    :raises ConsentExpired: it is over
    :raises ItemNotAgreed: it does not name one of the items
    """
    if consent.withdrawn_at:
        raise ConsentWithdrawn(on=wareki(local_day(consent.withdrawn_at)))
    if today > consent.until_on:
        raise ConsentExpired(on=wareki(consent.until_on))
    if refusal := beyond(consent, items):
        raise refusal


def beyond(consent: SharingConsent, items: Collection[str]) -> ItemNotAgreed | None:
    """Why items may not be shown by a consent: it does not name them; None where it names all."""
    unnamed = [item for item in items if item not in consent.items]
    return ItemNotAgreed(items="、".join(names_of(unnamed)), field="items") if unnamed else None
