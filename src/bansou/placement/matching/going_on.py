"""What every action on a proposal asks and does: what stands on record, the next state, the timeline."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bansou.commons.access.actors import Actor
from bansou.commons.clock import wareki
from bansou.commons.database.gathering import amend
from bansou.employers.models import Opening
from bansou.employers.openings.rules import is_to_be_confirmed
from bansou.engines.matching import Seeker, why_not
from bansou.people.cases.actions import CaseClosed
from bansou.people.cases.models import Case
from bansou.people.steps.actions import add_step
from bansou.placement.matching import refusals
from bansou.placement.matching.models import Proposal, WorkWish
from bansou.placement.matching.queries import seekers_of, wish_of
from bansou.placement.matching.reading import opening_of
from bansou.placement.matching.rules import is_between
from bansou.programmes.queries import schemes_of


def refuse_unfit(case: Case, opening: Opening, day: date, confirm_days: int) -> Seeker:
    """What stands on record today decides, however it stood when it was proposed."""
    if not case.is_open:
        raise CaseClosed()
    wish = wish_of(case)
    if wish is None:
        raise refusals.NoWishesYet()
    about = {"opening": opening.title}
    if opening.withdrawn_at or (opening.closed_on and opening.closed_on <= day):
        raise refusals.OpeningNotStanding(**about)
    if is_to_be_confirmed(opening.posted_on, opening.confirmed_on, day, confirm_days):
        raise refusals.OpeningStale(**about, days=confirm_days)
    seeker = _seeker(wish, day)
    exclusions = why_not(seeker, opening_of(opening))
    if exclusions:
        raise refusals.ConditionExcludes(**about, number=len(exclusions))
    return seeker


def _seeker(wish: WorkWish, day: date) -> Seeker:
    return seekers_of([wish], schemes_of(wish.organisation_id, day), day)[wish.case_id]


def refuse_day(on: date, after: date, today: date) -> None:
    """Refuse a day that lies before what it follows, or has not come yet."""
    if not is_between(on, after, today):
        raise refusals.DayOutOfOrder(after=wareki(after), field="on")


def go_on(proposal: Proposal, from_state: str, to_state: str, **said: Any) -> None:
    """Take the proposal from one state to the next, unless it has gone on before."""
    if not amend(proposal, only_if={"state": from_state}, state=to_state, **said):
        raise refusals.AnsweredAlready()


def note_on_case(
    by: Actor,
    proposal: Proposal,
    kind: str,
    on: date,
    at: datetime,
    title: str,
    note: str = "",
    fields: Mapping[str, Any] | None = None,
) -> None:
    """Write it on the case's timeline."""
    opening = proposal.opening
    add_step(
        by=by,
        case=proposal.case,
        kind=kind,
        on=on,
        title=(title % {"opening": f"{opening.company.name}　{opening.title}"})[:200],
        note=note,
        at=at,
        fields={
            "proposal": str(proposal.pk),
            "opening": str(opening.pk),
            "company": str(opening.company_id),
            **(fields or {}),
        },
    )
