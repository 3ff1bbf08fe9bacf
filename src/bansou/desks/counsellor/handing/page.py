"""One case: what the person agreed to, to whom they were referred, and all that was handed over."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.names import called
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip
from bansou.people.referrals.models import Referral
from bansou.people.referrals.queries import referrals_of
from bansou.people.sharing.items import names_of
from bansou.people.sharing.models import SharingConsent
from bansou.people.sharing.queries import disclosures_of, sharing_consents_of
from bansou.support.outreach.offered import outreach_of

_CHIPS = {"awaited": "key", "accepted": "good", "rejected": "quiet", "": "quiet"}


@require_safe
@door("sharing.read")
@refusing
def handing(request: Any, pk: UUID) -> HttpResponse:
    """The page of one case, with what can still be done on each consent."""
    it = opened(request, pk, "sharing.read", Level.SENSITIVE)
    rules = outreach_of(it.case, it.today)
    values = {
        "case": it.case,
        "who": called(it.case),
        "crumbs": crumbs(request.actor, it.case, _("情報提供とつなぎ")),
        "consents": [
            (one, "、".join(names_of(one.items)), consent_chip(one, it.today))
            for one in sharing_consents_of(it.case)
        ],
        "referrals": [
            (one, answer_chip(one, it.today), programme_of(one, rules))
            for one in referrals_of(it.case)
        ],
        "disclosures": disclosures_of(it.case),
        "may_write": it.may("sharing.write", Level.SENSITIVE),
    }
    note_opening(request, it.case, "sharing")
    return render(request, "counsellor/handing/page.html", values)


def consent_chip(consent: SharingConsent, day: date) -> Chip:
    """Whether a consent holds on a day."""
    if consent.withdrawn_at:
        return Chip(_("取り消し"), "bad")
    if day > consent.until_on:
        return Chip(_("期限切れ"), "warn")
    return Chip(_("有効"), "good")


def answer_chip(referral: Referral, day: date) -> Chip:
    """What the body answered, or that its answer is late."""
    if referral.is_late(day):
        return Chip(_("返事がありません"), "bad", "warning")
    if referral.answer == Referral.Answer.NOT_ASKED:
        text = _("終了") if referral.ended_on else _("紹介中")
        return Chip(text, "quiet" if referral.ended_on else "key")
    return Chip(str(referral.get_answer_display()), _CHIPS[referral.answer])


def programme_of(referral: Referral, rules: Any) -> str:
    """What the programme is called for which somebody was referred; empty if none was named."""
    if not referral.programme:
        return ""
    return rules.programme_label(referral.programme) if rules else referral.programme
