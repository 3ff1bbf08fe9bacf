"""Introducing with consent, the interview and its result, and the hire that came of it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.gathering import hold, together
from bansou.commons.rows import Basis, Level
from bansou.people.consent.actions import consent_in_force
from bansou.people.consent.models import Consent
from bansou.people.sharing.disclosing import Handed, disclose
from bansou.people.sharing.items import Item, known_of, labelled
from bansou.placement.hires.actions import correct_hire, record_hire
from bansou.placement.hires.models import Hire
from bansou.placement.matching import refusals
from bansou.placement.matching.going_on import go_on, note_on_case, refuse_day, refuse_unfit
from bansou.placement.matching.models import Proposal

INTRODUCED, INTERVIEWED = "introduction.made", "interview.held"
#: The route of a hire that came by an introduction, where the scheme has it.
ROUTE = "introduction"

State = Proposal.State


def introduce(
    *,
    by: Actor,
    proposal: Proposal,
    on: date,
    today: date,
    at: datetime,
    confirm_days: int,
    interview_on: date | None = None,
    interview_at: time | None = None,
    interview_place: str = "",
) -> None:
    """Introduce the person: from now on the company knows the name (紹介).

    :raises CaseClosed: the case has ended
    :raises bansou.placement.matching.refusals.ConsentMissing: the person has not agreed
    :raises bansou.placement.matching.refusals.OpeningNotStanding: it was closed meanwhile
    :raises bansou.placement.matching.refusals.OpeningStale: it has to be confirmed first
    :raises bansou.placement.matching.refusals.ConditionExcludes: what is on record excludes it by now
    :raises bansou.placement.matching.refusals.AnsweredAlready: it has gone on before
    :raises bansou.placement.matching.refusals.DayOutOfOrder: the day cannot be
    :raises bansou.placement.matching.refusals.InterviewBeforeIntroduction: the days cross
    """
    refuse_day(on, proposal.company_answered_on or proposal.proposed_on, today)
    if interview_on and interview_on < on:
        raise refusals.InterviewBeforeIntroduction(field="interview_on")
    refuse_unfit(proposal.case, proposal.opening, today, confirm_days)
    with together():
        hold(proposal.case)
        if consent_in_force(proposal.case, Consent.Purpose.INTRODUCTION) is None:
            raise refusals.ConsentMissing()
        go_on(
            proposal,
            State.WELCOMED,
            State.INTRODUCED,
            introduced_on=on,
            interview_on=interview_on,
            interview_at=interview_at,
            interview_place=interview_place,
        )
        note_on_case(by, proposal, INTRODUCED, on, at, _("紹介　%(opening)s"))
        disclose(by=by, case=proposal.case, handed=_handed(proposal), at=at)


def _handed(proposal: Proposal) -> Handed:
    """What a company learns by an introduction: who it is."""
    opening = proposal.opening
    return Handed(
        recipient=opening.company.name,
        purpose=(_("紹介（%(opening)s）") % {"opening": opening.title})[:200],
        basis=Basis.CONSENT,
        basis_label=str(Basis.CONSENT.label),
        items=labelled({Item.NAME.value: known_of(proposal.case)[Item.NAME.value]}),
        source="introduction",
        source_id=proposal.pk,
        level=Level.CONTACT,
    )


def set_interview(
    *, proposal: Proposal, on: date, interview_at: time | None = None, place: str = ""
) -> None:
    """Write down when the interview is, or that it was moved.

    :raises bansou.placement.matching.refusals.InterviewBeforeIntroduction: the days cross
    :raises bansou.placement.matching.refusals.AnsweredAlready: nobody was introduced, or there is a result
    """
    if proposal.introduced_on and on < proposal.introduced_on:
        raise refusals.InterviewBeforeIntroduction(field="interview_on")
    go_on(
        proposal,
        State.INTRODUCED,
        State.INTRODUCED,
        interview_on=on,
        interview_at=interview_at,
        interview_place=place,
    )


#: What an interview comes to.
RESULTS: Mapping[str, Proposal.State] = {
    "chosen": State.CHOSEN,
    "not_chosen": State.NOT_CHOSEN,
    "withdrew": State.WITHDREW,
}


def record_result(
    *,
    by: Actor,
    proposal: Proposal,
    result: str,
    on: date,
    today: date,
    at: datetime,
    reason: str = "",
    note: str = "",
) -> None:
    """Write down what came of the interview.

    :raises bansou.placement.matching.refusals.InterviewDayMissing: no day was set
    :raises bansou.placement.matching.refusals.ResultBeforeInterview: it has not been yet
    :raises bansou.placement.matching.refusals.DayOutOfOrder: the day has not come yet
    :raises bansou.placement.matching.refusals.AnsweredAlready: nobody was introduced, or there is one
    """
    if proposal.state != State.INTRODUCED:
        raise refusals.AnsweredAlready()
    if proposal.interview_on is None:
        raise refusals.InterviewDayMissing()
    if min(on, today) < proposal.interview_on:
        day = wareki(proposal.interview_on)
        raise refusals.ResultBeforeInterview(day=day, field="on")
    refuse_day(on, proposal.interview_on, today)
    said: dict[str, Any] = {"result_on": on, "result_note": note}
    if result != "chosen":
        said["result_reason"] = reason
    with together():
        go_on(proposal, State.INTRODUCED, RESULTS[result], **said)
        words, fields = _("面接　%(opening)s"), {"result": result}
        note_on_case(by, proposal, INTERVIEWED, proposal.interview_on, at, words, note, fields)


def hire_proposed(
    *, by: Actor, proposal: Proposal, hired_on: date, at: datetime, **details: Any
) -> Hire:
    """Record the hire that came of a proposal (就職); what is known of it is the form's.

    :param details: as `record_hire` takes them
    :raises bansou.placement.matching.refusals.HiredBeforeInterview: the days cross
    :raises bansou.placement.matching.refusals.AnsweredAlready: there is no result to be hired by
    """
    _refuse_before_interview(proposal, hired_on)
    with together():
        hire = record_hire(by=by, case=proposal.case, hired_on=hired_on, at=at, **details)
        go_on(proposal, State.CHOSEN, State.HIRED, hire=hire)
    return hire


def correct_hired(*, by: Actor, hire: Hire, hired_on: date, at: datetime, **details: Any) -> Hire:
    """Put a hire right, which may have come of a proposal.

    :param details: as `correct_hire` takes them, which says what else is refused
    :raises bansou.placement.matching.refusals.HiredBeforeInterview: the days cross
    """
    came_of = Proposal.objects.filter(organisation_id=hire.organisation_id, hire=hire).first()
    if came_of and hired_on != hire.hired_on:
        _refuse_before_interview(came_of, hired_on)
    return correct_hire(by=by, hire=hire, hired_on=hired_on, at=at, **details)


def _refuse_before_interview(proposal: Proposal, hired_on: date) -> None:
    """An interview lies never before its introduction, so that its day holds for both."""
    held_on = proposal.interview_on
    if held_on and hired_on < held_on:
        raise refusals.HiredBeforeInterview(day=wareki(held_on), field="hired_on")
