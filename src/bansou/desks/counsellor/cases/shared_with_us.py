"""What another body that a case was referred to sees of it, and what it may do there."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened
from bansou.people.referrals.actions import SUBJECT
from bansou.people.referrals.queries import running_referral_to
from bansou.people.sharing.queries import handed_with


class ShownToUs(NamedTuple):
    """In sentences: what can be seen, what cannot, what may be done, whom to ask for more."""

    seen: str
    unseen: str
    may: str
    ask: str


def shown_to_us(it: Opened) -> ShownToUs:
    """What the reach of the member's organisation into this case means."""
    has_notes = it.reach >= Level.CASEWORK
    return ShownToUs(
        seen=_seen(has_notes=has_notes),
        unseen=_("閲覧区分3からの記録") if has_notes else _("相談の内容、引継ぎの要約"),
        may=_may(it),
        ask=_ask(it),
    )


def received_by_us(it: Opened) -> dict[str, Any]:
    """What was handed to the member's organisation with the case's referral, and whether they answer."""
    referral = running_referral_to(it.case, it.actor.organisation_id)
    if referral is None or referral.consent_id is None:
        return {}
    handed = handed_with(it.case.organisation_id, SUBJECT, referral.pk)
    return {
        "received": referral,
        "received_items": handed.items,
        "may_answer_referral": it.may("referral.answer"),
    }


def _seen(*, has_notes: bool) -> str:
    if has_notes:
        return _("氏名、連絡のしかた、予定、避けたい関わり方、閲覧区分2までの記録")
    return _("氏名、連絡のしかた、予定、避けたい関わり方")


def _may(it: Opened) -> str:
    if it.may("consultation.record", Level.CASEWORK):
        return _("相談を記録すること")
    return _("見ること。記録は委託元の担当が書きます")


def _ask(it: Opened) -> str:
    body = it.case.organisation.name
    if it.case.responsible is None:
        return _("もっと見たいときは、%(body)sの相談窓口に頼んでください。") % {"body": body}
    return _(
        "もっと見たいとき、伝えたいことがあるときは、%(body)sの%(name)sに連絡してください。"
    ) % {
        "body": body,
        "name": it.case.responsible.user.name,
    }
