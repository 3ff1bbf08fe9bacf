"""Proposals of the town at every state, so that their pages have something to show."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.employers.models import Company, Opening
from bansou.employers.openings.actions import post_opening
from bansou.people.cases.models import Case
from bansou.placement.matching import actions, introducing
from bansou.placement.matching.models import Proposal
from bansou.placement.matching.wishing import write_wishes

_STATES = ("proposed", "wanted", "offered", "welcomed", "introduced", "interviewed")


def bring_together(
    *, counsellor: Actor, case_id: UUID, company: UUID, now: datetime
) -> dict[str, Any]:
    """One proposal for each state, of openings of one company to one person, and some that miss."""
    with acting(counsellor, why="画面の検査"):
        today, case = local_day(now), Case.objects.select_related("person").get(pk=case_id)
        write_wishes(
            by=counsellor,
            case=case,
            heard_on=today,
            today=today,
            at=now,
            words="立ち仕事は腰がつらい。人の少ない職場で、昼間だけ働きたい。",
            areas=["錦岡"],
            occupations=["12"],
            monthly_floor_yen=180_000,
            refuses=["nights"],
            needs=["tutor", "no_telephone"],
            are_licences_told=True,
        )
        at = {"by": counsellor, "now": now, "company": company}
        for title, conditions in (
            ("夜間の検査", {"demands": ["nights"]}),
            ("鋼材の玉掛け", {"licences": ["sling_work"], "demands": ["nights"]}),
            ("古い求人", {"posted_on": today - timedelta(days=90)}),
        ):
            _opening(**at, title=title, **conditions)
        fitting = _opening(**at, title="部品の仕分け", area="錦岡", demands=[], licences=[])
        made = {f"proposal_{state}": _brought(state, case, **at) for state in _STATES}
        return {"fitting": fitting.pk, **{name: one.pk for name, one in made.items()}}


def _opening(*, by: Actor, now: datetime, company: UUID, title: str, **said: Any) -> Opening:
    written = {
        "posted_on": local_day(now) - timedelta(days=3),
        "occupation_group": "12",
        "employment_type": "regular",
        "wage_kind": "monthly",
        "wage_from_yen": 190_000,
        "accommodations": ["tutor"],
    }
    return post_opening(
        by=by, company=Company.objects.get(pk=company), title=title, at=now, **(written | said)
    )


def _brought(state: str, case: Case, *, by: Actor, now: datetime, company: UUID) -> Proposal:
    """A proposal brought up to a state."""
    today, place = local_day(now), _STATES.index(state)
    opening = _opening(by=by, now=now, company=company, title=f"組立て（{place + 1}班）")
    made = actions.propose(
        by=by,
        case=case,
        opening=opening,
        on=today,
        at=now,
        confirm_days=60,
        remark="昼間だけです。",
    )
    day = {"on": today, "today": today}
    ways = (
        lambda it: actions.answer_for_person(
            by=by, proposal=it, is_wanted=True, at=now, consents=place >= 4, **day
        ),
        lambda it: actions.ask_company(proposal=it, confirm_days=60, **day),
        lambda it: actions.answer_for_company(proposal=it, is_welcome=True, **day),
        lambda it: introducing.introduce(by=by, proposal=it, at=now, confirm_days=60, **day),
        lambda it: introducing.set_interview(proposal=it, on=today, place="本社"),
    )
    for way in ways[:place]:
        way(_again(made))
    return made


def _again(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("case__person", "opening__company").get(pk=proposal.pk)
