"""Recording that somebody agrees, and that they no longer do."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import create, hold, is_waiting, rows_of, together
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent


class NobodyToAgree(Refusal):
    """The case has no identified person."""

    code = "people.nobody_to_agree"
    message = _(
        "本人が登録されていないケースでは、同意を記録できません。先に本人を登録してください。"
    )


class AgreedAlready(Refusal):
    """The same consent is in force."""

    code = "people.agreed_already"
    message = _("この同意は、すでに記録されています。")


class NoConsent(Refusal):
    """There is no consent that could be withdrawn."""

    code = "people.no_consent"
    message = _("取り消す同意がありません。画面を開き直してください。")


class ConsentInFuture(Refusal):
    """The day has not come yet, or lies before the consent was given."""

    code = "people.consent_day"
    message = _("同意した日から今日までの日付を入れてください。")


def consent_in_force(case: Case, purpose: str) -> Consent | None:
    """The consent of a case for this purpose, if there is one."""
    if is_waiting(case):
        waiting = rows_of(Consent, case)
        return next((c for c in waiting if c.purpose == purpose and not c.withdrawn_on), None)
    return Consent.objects.filter(
        organisation_id=case.organisation_id, case=case, purpose=purpose, withdrawn_on=None
    ).first()


def give_consent(
    *, by: Actor, case: Case, purpose: str, on: date, at: datetime, today: date
) -> Consent:
    """Record that the person of a case agrees.

    :raises NobodyToAgree: nobody is identified
    :raises ConsentInFuture: the day has not come yet
    :raises AgreedAlready: they agreed before
    """
    if case.person_id is None:
        raise NobodyToAgree()
    if on > today:
        raise ConsentInFuture(field="given_on")
    with together():
        hold(case)
        if consent_in_force(case, purpose):
            raise AgreedAlready()
        return create(
            Consent,
            organisation_id=case.organisation_id,
            recorded_by_id=by.require_organisation(),
            case=case,
            purpose=purpose,
            given_on=on,
            recorded_at=at,
        )


def withdraw_consent(*, case: Case, purpose: str, on: date, today: date) -> None:
    """Record that the person no longer agrees; it has no effect on what was counted before.

    :raises NoConsent: there is none in force
    :raises ConsentInFuture: the day lies before it was given, or has not come yet
    """
    consent = consent_in_force(case, purpose)
    if consent is None:
        raise NoConsent()
    if not consent.given_on <= on <= today:
        raise ConsentInFuture(field="given_on")
    consent.withdrawn_on = on
    consent.version += 1
    consent.save(update_fields=["withdrawn_on", "version"])
