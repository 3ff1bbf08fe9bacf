"""People with wishes, openings with conditions, and proposals brought up to a state."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.employers.models import Opening
from bansou.employers.openings.actions import post_opening
from bansou.people.cases.models import Case
from bansou.placement.matching import actions, introducing
from bansou.placement.matching.models import Proposal, WorkWish
from bansou.placement.matching.wishing import write_wishes
from tests.desks.counsellor.town import Town, days, now, today
from tests.desks.matching.registry import company_in

DAYS = 60


def wish_form(**said: Any) -> dict[str, Any]:
    """The form of wishes as it is sent."""
    return {
        "words": "腰に不安がある。昼間だけ働きたい。",
        "heard_on": wareki(today()),
        "monthly_floor_yen": "180000",
        "refuses": ["nights"],
        "are_licences_told": "yes",
        **said,
    }


def opening_in(town: Town, name: str = "若松港物流", **said: Any) -> Opening:
    """An opening of a company that asks nothing hard."""
    company = company_in(town, name, industry="H", area="沼ノ端")
    written: dict[str, Any] = {
        "title": "倉庫作業",
        "posted_on": days(-5),
        "area": "沼ノ端",
        "occupation_group": "15",
        "employment_type": "regular",
        "wage_kind": "monthly",
        "wage_from_yen": 190_000,
        "licences": [],
        "demands": ["saturdays"],
        **said,
    }
    with town.at_work(town.matching) as actor:
        return post_opening(by=actor, company=company, at=now(), **written)


def wished(town: Town, case: Case, **said: Any) -> WorkWish:
    """What somebody wishes, on record."""
    written: dict[str, Any] = {
        "words": "昼間だけ働きたい。",
        "areas": ["沼ノ端"],
        "monthly_floor_yen": 180_000,
        "refuses": ["nights"],
        "are_licences_told": True,
        **said,
    }
    with town.at_work(town.counsellor) as actor:
        return write_wishes(
            by=actor, case=case, heard_on=today(), today=today(), at=now(), **written
        )


def proposed(town: Town, case: Case, opening: Opening) -> Proposal:
    """An opening put to the person."""
    with town.at_work(town.matching) as actor:
        return actions.propose(
            by=actor, case=case, opening=opening, on=today(), at=now(), confirm_days=DAYS
        )


def welcomed(town: Town, case: Case, opening: Opening, *, consents: bool = True) -> Proposal:
    """A proposal that both sides want."""
    proposal = proposed(town, case, opening)
    with town.at_work(town.counsellor) as actor:
        day = {"on": today(), "today": today()}
        actions.answer_for_person(
            by=actor, proposal=proposal, is_wanted=True, at=now(), consents=consents, **day
        )
        actions.ask_company(proposal=again(proposal), confirm_days=DAYS, **day)
        actions.answer_for_company(proposal=again(proposal), is_welcome=True, **day)
    return proposal


def introduced(town: Town, case: Case, opening: Opening, **how: Any) -> Proposal:
    """Somebody who was introduced."""
    proposal = welcomed(town, case, opening)
    with town.at_work(town.matching) as actor:
        introducing.introduce(
            by=actor,
            proposal=again(proposal),
            on=today(),
            today=today(),
            at=now(),
            confirm_days=DAYS,
            **how,
        )
    return proposal


def again(proposal: Proposal) -> Proposal:
    """The proposal as it is on record now; inside of somebody's work."""
    rows = Proposal.objects.select_related("case__person", "opening__company", "organisation")
    return rows.get(pk=proposal.pk)


def seen(town: Town, proposal: Proposal) -> Proposal:
    """The proposal as it is on record now."""
    with town.at_work():
        return again(proposal)


def propose(client: Any, case: Case, opening: Opening, **said: Any) -> HttpResponse:
    """Press 本人に提案する."""
    url = reverse("proposals:propose", args=[case.pk, opening.pk])
    form = {"remark": "まず見学だけでもできます。", "request_key": str(uuid7()), **said}
    response: HttpResponse = client.post(url, form)
    return response


def send(client: Any, name: str, proposal: Proposal, **said: Any) -> HttpResponse:
    """Answer one question about a proposal."""
    filled = {key: wareki(day) if hasattr(day, "year") else day for key, day in said.items()}
    response: HttpResponse = client.post(reverse(f"proposals:{name}", args=[proposal.pk]), filled)
    return response
