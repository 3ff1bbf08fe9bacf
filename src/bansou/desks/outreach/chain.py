"""From the dispatch by way of 見立て to the programme: how far a case has come, step by step."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.commons.clock import day_in_list, local_day
from bansou.desks.shared.parts import Standing, Step
from bansou.people.referrals.models import Referral
from bansou.schemes.outreach import OutreachRules
from bansou.support.outreach.formulations.models import Formulation
from bansou.support.outreach.teams.models import DispatchRequest

#: A link of the chain: what it is called, when it happened if it did, a fact and where it is.
type Link = tuple[str, date | None, str, str]


def chain_of(
    dispatches: Sequence[DispatchRequest],
    formulations: Sequence[Formulation],
    referrals: Sequence[Referral],
    rules: OutreachRules | None,
    today: date,
) -> list[Step]:
    """The chain of a case: what has happened, what is next, and what comes after it.

    :param dispatches: the latest first, as the others
    """
    links = [
        *_dispatched(dispatches),
        _thought(formulations),
        *_referred([one for one in referrals if one.consent_id], rules),
    ]
    next_one = next((at for at, link in enumerate(links) if link[1] is None), len(links))
    return [
        Step(
            name=name,
            standing=(Standing.DONE if on else Standing.NOW if at == next_one else Standing.OPEN),
            mark=str(at + 1),
            fact="　".join(filter(None, (day_in_list(on, today) if on else "", fact))),
            url=url,
        )
        for at, (name, on, fact, url) in enumerate(links)
    ]


def _dispatched(dispatches: Sequence[DispatchRequest]) -> list[Link]:
    asked = next(iter(dispatches), None)
    sent = next((one for one in dispatches if one.state == DispatchRequest.State.APPROVED), None)
    url = reverse("outreach:dispatch", args=[asked.pk]) if asked else ""
    decided = local_day(sent.decided_at) if sent and sent.decided_at else None
    return [
        (_("派遣の依頼"), local_day(asked.requested_at) if asked else None, "", url),
        (_("派遣の決定"), decided, sent.team.name if sent else "", url if sent else ""),
    ]


def _thought(formulations: Sequence[Formulation]) -> Link:
    latest = next(iter(formulations), None)
    if latest is None:
        return _("見立て"), None, "", ""
    return (
        _("見立て"),
        latest.on,
        latest.leads_to,
        reverse("outreach:formulation", args=[latest.pk]),
    )


def _referred(referrals: Sequence[Referral], rules: OutreachRules | None) -> list[Link]:
    latest = next(iter(referrals), None)
    taken = next((one for one in referrals if one.answer == Referral.Answer.ACCEPTED), None)
    url = reverse("counsellor:handing", args=[latest.case_id]) if latest else ""
    return [
        (
            _("プログラムへのつなぎ"),
            latest.referred_on if latest else None,
            _where(latest, rules),
            url,
        ),
        (
            _("受入れ"),
            taken.answered_on if taken else None,
            _where(taken, rules),
            url if taken else "",
        ),
    ]


def _where(referral: Referral | None, rules: OutreachRules | None) -> str:
    """To which programme of which body."""
    if referral is None:
        return ""
    named = rules.programme_label(referral.programme) if rules and referral.programme else ""
    return "　".join(filter(None, (referral.recipient, named)))
