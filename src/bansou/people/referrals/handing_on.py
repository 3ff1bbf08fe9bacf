"""Referring with consent and the least that is needed, the answer, and the consent taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.commons.rows import Basis, Level
from bansou.commons.tasks.actions import drop_about, keep_about, promise
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.referrals.actions import SUBJECT, end_referral, refer
from bansou.people.referrals.models import Referral
from bansou.people.sharing.agreeing import refuse_beyond
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.sharing.items import labelled
from bansou.people.sharing.models import SharingConsent
from bansou.programmes.queries import contracts_on

CONSENT = "sharing-consent"
_Answer = Referral.Answer


class NothingChosen(Refusal):
    """No item is handed over."""

    code = "referrals.nothing_chosen"
    message = _("渡す項目がありません。必要なものを1つ以上選んでください。")


class NoRunningContract(Refusal):
    """The body works under no contract any more."""

    code = "referrals.no_running_contract"
    message = _(
        "%(name)sとの委託契約が、いま動いていません。契約を確かめるか、書面で紹介してください。"
    )


class AnsweredAlready(Refusal):
    """The answer was written down before, or none was asked for."""

    code = "referrals.answered_already"
    message = _("この紹介の返事は、もう記録されています。画面を開き直してください。")


class AnswerReasonMissing(Refusal):
    """It is not said why the body does not take somebody."""

    code = "referrals.answer_reason_missing"
    message = _("見送りの理由を入れてください。次につなぐ先を考えるときに使います。")


class AnswerDay(Refusal):
    """The answer is dated before the referral, or in the future."""

    code = "referrals.answer_day"
    message = _("返事の日は、紹介した日から今日までの日を入れてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What goes to the body: the items with their texts, and the programme that is asked for."""

    chosen: Mapping[str, str]
    programme: str = ""


def hand_on(
    *,
    by: Actor,
    case: Case,
    consent: SharingConsent,
    parcel: Parcel,
    answer_days: int,
    at: datetime,
) -> Referral:
    """Refer somebody with the items that the sender picked; an answer is owed within so many days.

    :raises CaseClosed: the case has ended
    :raises NothingChosen: nothing would be handed over
    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: the person took it back
    :raises bansou.people.sharing.agreeing.ConsentExpired: it is over
    :raises bansou.people.sharing.agreeing.ItemNotAgreed: an item goes beyond it
    :raises NoRunningContract: the contractor works under no contract any more
    :raises bansou.people.referrals.actions.AlreadyReferred: it is with the contractor already
    """
    today = local_day(at)
    if not case.is_open:
        raise CaseClosed()
    items = labelled(parcel.chosen)
    if not items:
        raise NothingChosen()
    with transaction.atomic():
        held = _locked(consent)
        refuse_beyond(held, [one["key"] for one in items], today)
        referral = _referred(by, case, held, parcel, at, today + timedelta(days=answer_days))
        handed = Handed(
            recipient=held.recipient,
            purpose=held.purpose,
            basis=Basis.CONSENT,
            basis_label=str(Basis.CONSENT.label),
            items=items,
            source=SUBJECT,
            source_id=referral.pk,
            to_organisation_id=held.to_organisation_id,
            consent=held,
        )
        disclose(by=by, case=case, handed=handed, at=at)
        promise(
            by=by,
            keeper_id=case.organisation_id,
            title=str(_("%(name)sへの紹介の返事を確かめる") % {"name": held.recipient})[:200],
            owner_id=by.require_membership(),
            due_on=today + timedelta(days=answer_days),
            promised_on=today,
            case_id=case.pk,
            subject=SUBJECT,
            subject_id=referral.pk,
        )
    return referral


def _locked(consent: SharingConsent) -> SharingConsent:
    """It as it is on record now, kept from others until the transaction ends."""
    rows = SharingConsent.objects.select_for_update(of=("self",))
    held: SharingConsent = rows.select_related("body", "to_organisation").get(
        organisation_id=consent.organisation_id, pk=consent.pk
    )
    return held


def _referred(
    by: Actor, case: Case, consent: SharingConsent, parcel: Parcel, at: datetime, due_on: date
) -> Referral:
    today = local_day(at)
    asked = {
        "consent": consent,
        "programme": parcel.programme,
        "answer": _Answer.AWAITED,
        "answer_due_on": due_on,
    }
    if consent.body is not None:
        return Referral.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            level=Level.SENSITIVE,
            body=consent.body,
            by_id=by.membership_id,
            purpose=consent.purpose,
            referred_on=today,
            **asked,
        )
    running = contracts_on(case.organisation_id, today)
    contract = running.filter(contractor_id=consent.to_organisation_id).first()
    if contract is None:
        raise NoRunningContract(name=consent.recipient)
    return refer(
        by=by,
        case=case,
        contract=contract,
        on=today,
        at=at,
        purpose=consent.purpose,
        until=consent.until_on,
        **asked,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a body answered, when, by whom; why, where it takes somebody not."""

    accepts: bool
    on: date
    by: str
    note: str = ""


def answer_referral(
    *, referral: Referral, seen_version: int, said: Said, today: date, at: datetime
) -> None:
    """Record what a body answered; nobody has to ask after it any more.

    :raises AnsweredAlready: it has answered, or was not asked
    :raises AnswerDay: the day cannot be
    :raises AnswerReasonMissing: a rejection without its reason
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    if not referral.referred_on <= said.on <= today:
        raise AnswerDay(field="on")
    if not said.accepts and not said.note.strip():
        raise AnswerReasonMissing(field="note")
    with transaction.atomic():
        it = Referral.objects.select_for_update().get(
            organisation_id=referral.organisation_id, pk=referral.pk
        )
        if it.answer != _Answer.AWAITED:
            raise AnsweredAlready()
        save_seen(
            it,
            seen_version,
            answer=_Answer.ACCEPTED if said.accepts else _Answer.REJECTED,
            answered_on=said.on,
            answered_by=said.by,
            answer_note=said.note,
        )
        settled = {"keeper_id": it.organisation_id, "case_id": it.case_id, "subject": SUBJECT}
        keep_about(**settled, keys=[it.pk], at=at)


def withdraw_sharing(*, consent: SharingConsent, at: datetime) -> None:
    """Take a consent back: from this moment nothing goes out on it, and nobody sees by it.

    What was handed over before stays on record, and what the body wrote itself stays with it.

    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: it was taken back before
    """
    with transaction.atomic():
        held = _locked(consent)
        refuse_beyond(held, (), held.given_on)
        save_seen(held, None, withdrawn_at=at)
        running = Referral.objects.filter(
            organisation_id=held.organisation_id, consent=held, ended_on=None
        )
        keys = [referral.pk for referral in running]
        for referral in running:
            end_referral(referral=referral, on=local_day(at), at=at)
        drop_about(
            keeper_id=held.organisation_id,
            case_id=held.case_id,
            subject=SUBJECT,
            keys=keys,
            at=at,
        )


def withdraw_by_themselves(*, by: Actor, consent: SharingConsent, at: datetime) -> None:
    """Take a consent back on the person's own page, and have who is responsible know of it.

    :param by: the service that acts for the person, whose own account reaches none of this
    :raises bansou.people.sharing.agreeing.ConsentWithdrawn: it was taken back before
    """
    with transaction.atomic():
        withdraw_sharing(consent=consent, at=at)
        case = Case.objects.get(organisation_id=consent.organisation_id, pk=consent.case_id)
        if case.responsible_id is None:
            return
        today = local_day(at)
        promise(
            by=by,
            keeper_id=case.organisation_id,
            title=str(
                _("本人が同意を取り消したことを、%(name)sに伝える") % {"name": consent.recipient}
            )[:200],
            owner_id=case.responsible_id,
            due_on=today + timedelta(days=7),
            promised_on=today,
            case_id=case.pk,
            subject=CONSENT,
            subject_id=consent.pk,
        )
