"""The letter to a body without accounts: what was agreed and picked, and a reply slip below it."""

from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import local_day, wareki
from bansou.commons.documents.typesetting import typeset
from bansou.commons.errors import Refusal
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.handing.agreeing import WRITE
from bansou.desks.counsellor.handing.page import programme_of
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.people.referrals.actions import SUBJECT
from bansou.people.referrals.models import Referral
from bansou.people.referrals.queries import referral_of
from bansou.people.sharing.agreeing import refuse_beyond
from bansou.people.sharing.models import Disclosure
from bansou.people.sharing.queries import handed_with
from bansou.support.consultation.booking.models import ServiceDesk
from bansou.support.consultation.booking.queries import desks_of
from bansou.support.outreach.offered import outreach_of


class SenderMissing(Refusal):
    """No desk is on record to which an answer could be sent."""

    code = "referrals.sender_missing"
    message = gettext_lazy(
        "差出人の窓口が登録されていないため、紹介状を作れません。事業担当者か統括カウンセラーに、"
        "「窓口」で、窓口の名前、郵便が届く場所、電話番号を入れるように頼んでください。"
    )


class SenderIncomplete(Refusal):
    """The desk that sends has no telephone number."""

    code = "referrals.sender_incomplete"
    message = gettext_lazy(
        "差出人の窓口「%(desk)s」に、電話番号がありません。事業担当者か統括カウンセラーに、"
        "「窓口」で電話番号を入れるように頼んでください。"
    )


@require_safe
@door(WRITE)
@refusing
def letter(request: Any, pk: UUID) -> HttpResponse:
    """The letter as PDF, as long as the consent under which it goes holds."""
    referral = referral_of(pk)
    if referral is None or referral.body is None or referral.consent is None:
        raise Http404
    it = opened(request, referral.case_id, WRITE, Level.SENSITIVE)
    handed = handed_with(referral.organisation_id, SUBJECT, referral.pk)
    refuse_beyond(referral.consent, [one["key"] for one in handed.items], it.today)
    programme = programme_of(referral, outreach_of(it.case, it.today))
    values = _values(referral, handed, programme, _sending_desk(request))
    pdf = typeset(_template(), values, at=handed.handed_at)
    note_opening(request, it.case, "referral", referral.pk, AccessLog.Kind.EXPORT)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="referral-{referral.ticket}.pdf"'
    return response


def _sending_desk(request: Any) -> ServiceDesk:
    """The desk at which the member sits, else the first of the office by name.

    :raises SenderMissing: the office has none
    :raises SenderIncomplete: nobody could call it
    """
    desks = desks_of(request.actor, request.today).filter(
        organisation_id=request.actor.organisation_id
    )
    desk = desks.order_by("-is_own", "name", "id").first()
    if desk is None:
        raise SenderMissing()
    if not desk.phone:
        raise SenderIncomplete(desk=desk.name)
    return desk


def _values(
    referral: Referral, handed: Disclosure, programme: str, desk: ServiceDesk
) -> dict[str, Any]:
    """What stands on the letter: the items that were handed over, and nothing else of the person."""
    body, consent = referral.body, referral.consent
    if body is None or consent is None:
        raise LookupError("a letter goes to a body, with consent")
    sender = handed.organisation.name
    due = wareki(referral.answer_due_on) if referral.answer_due_on else ""
    wanted = [(_("支援プログラム"), programme)] if programme else []
    return {
        "title": _("支援のためのご紹介"),
        "author": sender,
        "number": _("紹介番号　%(number)s") % {"number": referral.ticket},
        "day": wareki(local_day(handed.handed_at)),
        "address": body.address,
        "to": _("%(body)s　御中") % {"body": body},
        "sentence": _(
            "次の方の支援について、ご協力をお願いします。本人の同意を得た項目だけをお伝えします。"
        ),
        "facts": [
            (_("目的"), referral.purpose),
            *wanted,
            *((one["label"], one["text"]) for one in handed.items),
        ],
        "notes": [
            _(
                "お知らせした内容は、上の目的だけにお使いください。ほかの方にお伝えにならないでください。"
            ),
            _("本人の同意は、%(day)sまでのものです。同意が取り消されたときは、ご連絡します。")
            % {"day": wareki(consent.until_on)},
            _("お受けいただけるかどうかを、%(day)sまでに、次のページの返信票でお知らせください。")
            % {"day": due},
        ],
        "from": f"{sender}　{desk.name}",
        "reached": [desk.place, _("電話　%(phone)s") % {"phone": desk.phone}],
        "responsible": _("担当　%(name)s") % {"name": handed.by.user.name},
        "slip": {
            "title": _("返信票"),
            "to": _("%(body)s　%(name)s　行")
            % {"body": f"{sender}　{desk.name}", "name": handed.by.user.name},
            "reached": [desk.place, _("電話　%(phone)s") % {"phone": desk.phone}],
            "sentence": _("%(due)sまでに、お返しください。") % {"due": due},
            "rows": [
                (_("紹介番号"), referral.ticket),
                (_("返事"), _("□ 受け入れます　　　□ 見送ります")),
                (_("受け入れる日・担当"), ""),
                (_("見送りの理由"), ""),
                (_("ご記入の日"), _("令和　　　年　　　月　　　日")),
                (_("機関名・お名前"), ""),
            ],
            "foot": _("この票には、本人の氏名を書かないでください。紹介番号で確かめます。"),
        },
    }


@cache
def _template() -> bytes:
    return files(__package__).joinpath("letter.typ").read_bytes()
