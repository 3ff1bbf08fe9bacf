"""Filling in the forms of papers as a browser does."""

from typing import Any

from bansou.commons.clock import wareki
from bansou.commons.organisations.models import Membership
from bansou.people.cases.models import Case
from bansou.people.papers.models import Goal, Paper
from tests.desks.counsellor.town import Town, days, signed_in


def plan_form(**said: Any) -> dict[str, Any]:
    """A plan with one goal; what is said goes over it."""
    return {
        "pathway": "qualification",
        "item_values": "体を動かす仕事が合っている。",
        "item_future": "日勤の倉庫で、フォークリフトに乗って働きたい。",
        "goal_0_title": "フォークリフトの資格を取る",
        "goal_0_own_words": "倉庫でまた働きたい",
        "goal_0_due_on": wareki(days(20)),
        **said,
    }


def write_plan(town: Town, case: Case, by: Membership | None = None, **said: Any) -> Any:
    """Send the plan's form, of the version on record unless said otherwise."""
    plan = plan_of(town, case)
    form = plan_form(**said)
    if plan and "version" not in form:
        form["version"] = plan.version
    client = signed_in(by or town.counsellor)
    return client.post(f"/cases/{case.pk}/plan/write/", form)


def plan_of(town: Town, case: Case) -> Paper | None:
    """The plan as it is on record."""
    return paper_of(town, case, "career_plan")


def paper_of(town: Town, case: Case, kind: str, **about: Any) -> Paper | None:
    """A paper as it is on record."""
    with town.at_work():
        return Paper.objects.filter(case=case, kind=kind, **about).select_related("file").first()


def goals_of_case(town: Town, case: Case, **about: Any) -> list[Goal]:
    """All goals of a case, of every version, in the order in which they were written."""
    with town.at_work():
        return list(Goal.objects.filter(case=case, **about).order_by("since_version", "place"))


def begin(town: Town, case: Case, kind: str, by: Membership | None = None, **said: Any) -> Any:
    """Send the form of a new paper."""
    client = signed_in(by or town.counsellor)
    return client.post(f"/cases/{case.pk}/papers/{kind}/new/", said)
