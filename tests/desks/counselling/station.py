"""A youth support station: a town with Kobe's programme, and psychologists at work in it."""

from dataclasses import dataclass
from typing import Any

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Role
from bansou.people.cases.models import Case
from bansou.support.counselling.models import CounsellingRecord
from tests.bodies import account_of
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, found_town, signed_in, today

SAID = "夜眠れず、昼に外へ出るのがこわいと話す。"


@dataclass(frozen=True)
class Station:
    """Who sits where: the psychologist of the team, another one, and everybody of the town."""

    town: Town
    psychologist: Membership
    other: Membership

    def team(self, case: Case, member: Membership | None = None) -> Any:
        """The supervisor names somebody to the team of a case."""
        form = {"member": str((member or self.psychologist).pk)}
        return signed_in(self.town.supervisor).post(address(case, "team/"), form)

    def case(self, *args: Any, **said: Any) -> Case:
        """A case whose team is the psychologist."""
        case = self.town.case(*args, **said)
        response = self.team(case)
        assert response.status_code == 302, text_of(response)
        return case

    def post(self, case: Case, by: Membership | None = None, **said: Any) -> Any:
        """Write the record of a session through the page."""
        form = {
            "on_year": wareki(today()),
            "kind": "consultation",
            "place": "saposute",
            "minutes": "50",
            "text": SAID,
            "tool": "",
            "result": "",
            "request_key": str(uuid7()),
            **said,
        }
        return signed_in(by or self.psychologist).post(address(case, "new/"), form)

    def record(self, case: Case, **said: Any) -> CounsellingRecord:
        """A record that was written through the page."""
        response = self.post(case, **said)
        assert response.status_code == 302, text_of(response)
        key = response.url.rstrip("/").rpartition("/")[2]
        with self.town.at_work(self.psychologist):
            return CounsellingRecord.objects.select_related("step", "case").get(pk=key)


def address(case: Case, further: str = "") -> str:
    """A page of a case's counselling."""
    return f"/cases/{case.pk}/counselling/{further}"


def found_station() -> Station:
    """The town with two psychologists."""
    town = found_town("kobe")
    users = [account_of(name, is_demo=True) for name in ("森 文子", "西村 亮")]
    with acting(actor_of(town.supervisor), why="心理職"):
        psychologist, other = (
            Membership.objects.create(
                user=user, organisation=town.city, role=Role.PSYCHOLOGIST, from_on=days(-400)
            )
            for user in users
        )
    return Station(town, psychologist, other)
