"""Proposing an opening, and both sides' answers.

Each action goes on from one state, and only from there: of two answers given at a time the second
is refused. Declining asks for a reason that may be left out, and changes nothing but the proposal.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.gathering import together
from bansou.employers.models import Opening
from bansou.engines.matching import explain, score_of
from bansou.people.cases.models import Case
from bansou.placement.matching import refusals
from bansou.placement.matching.going_on import go_on, note_on_case, refuse_day, refuse_unfit
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.reading import opening_of
from bansou.placement.matching.rules import POLICY
from bansou.support.experience.naming import agree_to_introduction

PROPOSED, ANSWERED = "proposal.made", "proposal.answered"

State = Proposal.State


def propose(
    *,
    by: Actor,
    case: Case,
    opening: Opening,
    on: date,
    at: datetime,
    confirm_days: int,
    remark: str = "",
) -> Proposal:
    """Put an opening to the person of a case. The company learns nothing.

    :param confirm_days: so long an opening is taken to stand without having been confirmed
    :raises CaseClosed: the case has ended
    :raises bansou.placement.matching.refusals.NoWishesYet: nobody has asked what they wish
    :raises bansou.placement.matching.refusals.OpeningNotStanding: it was closed
    :raises bansou.placement.matching.refusals.OpeningStale: it has to be confirmed first
    :raises bansou.placement.matching.refusals.ConditionExcludes: a hard condition is not met
    :raises bansou.placement.matching.refusals.ProposedAlready: it was proposed before
    """
    seeker = refuse_unfit(case, opening, on, confirm_days)
    asked = opening_of(opening)
    terms = explain(seeker, asked, POLICY)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                organisation_id=case.organisation_id,
                recorded_by_id=by.require_organisation(),
                case=case,
                opening=opening,
                proposed_on=on,
                remark=remark,
                score=score_of(seeker, asked, POLICY),
                policy=POLICY.version,
                terms=[
                    {"code": t.code, "verdict": t.verdict.value, "points": t.points} for t in terms
                ],
                recorded_at=at,
            )
            note_on_case(by, proposal, PROPOSED, on, at, _("求人の提案　%(opening)s"), note=remark)
    except IntegrityError as broken:
        if "proposal_once_an_opening" not in str(broken):
            raise
        raise refusals.ProposedAlready() from broken
    return proposal


def answer_for_person(
    *,
    by: Actor,
    proposal: Proposal,
    is_wanted: bool,
    on: date,
    today: date,
    at: datetime,
    reason: str = "",
    note: str = "",
    consents: bool = False,
) -> None:
    """Write down what the person says. Declining needs no reason and lowers nothing.

    :param consents: they agree that the company learns who they are
    :raises bansou.placement.matching.refusals.AnsweredAlready: it has gone on before
    :raises bansou.placement.matching.refusals.DayOutOfOrder: the day cannot be
    """
    refuse_day(on, proposal.proposed_on, today)
    said: dict[str, Any] = {"answered_on": on}
    if not is_wanted:
        said |= {"decline_reason": reason, "decline_note": note}
    with together():
        go_on(proposal, State.PROPOSED, State.WANTED if is_wanted else State.DECLINED, **said)
        if is_wanted and consents:
            agree_to_introduction(by=by, case=proposal.case, on=on, today=today, at=at)
        words = _("希望　%(opening)s") if is_wanted else _("見送り　%(opening)s")
        note_on_case(by, proposal, ANSWERED, on, at, words, note=note, fields={"wanted": is_wanted})


def ask_company(
    *,
    proposal: Proposal,
    on: date,
    today: date,
    confirm_days: int,
    profile: Sequence[tuple[str, str]] = (),
) -> None:
    """The company is asked about somebody without a name.

    :param profile: what it is told of them, for its own page: what, and the words
    :raises bansou.placement.matching.refusals.AnsweredAlready: it has gone on before
    :raises bansou.placement.matching.refusals.DayOutOfOrder: the day cannot be
    """
    refuse_day(on, proposal.answered_on or proposal.proposed_on, today)
    refuse_unfit(proposal.case, proposal.opening, today, confirm_days)
    told = [list(line) for line in profile]
    go_on(proposal, State.WANTED, State.OFFERED, offered_on=on, profile=told)


def answer_for_company(
    *,
    proposal: Proposal,
    is_welcome: bool,
    on: date,
    today: date,
    reason: str = "",
    note: str = "",
) -> None:
    """Write down what the company says about somebody whose name it does not know.

    :raises bansou.placement.matching.refusals.AnsweredAlready: it has gone on before
    :raises bansou.placement.matching.refusals.DayOutOfOrder: the day cannot be
    """
    refuse_day(on, proposal.offered_on or proposal.proposed_on, today)
    said: dict[str, Any] = {"company_answered_on": on, "company_note": note}
    if not is_welcome:
        said["company_reason"] = reason
    go_on(proposal, State.OFFERED, State.WELCOMED if is_welcome else State.TURNED_DOWN, **said)


def end_proposal(*, proposal: Proposal, on: date, because: str) -> None:
    """Give a proposal up while it goes on, for whatever reason but an answer.

    :raises bansou.placement.matching.refusals.AnsweredAlready: it has come to its end before
    """
    if proposal.state not in Proposal.OPEN:
        raise refusals.AnsweredAlready()
    go_on(proposal, proposal.state, State.ENDED, ended_on=on, ended_because=because)
